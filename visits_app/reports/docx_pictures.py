"""A picture in a Word file, in line with the text and with words for those who cannot see it."""

_UNITS = 12_700
"""Word's units of a drawing in a point."""

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def relation(number: int) -> str:
    """Return the name by which the document refers to a picture, from 1."""
    return f"rIdPicture{number}"


def picture(number: int, width: float, height: float, alternative: str) -> str:
    """Return a run that holds a picture; sizes in points, `alternative` as quoted words."""
    wide, high = round(width * _UNITS), round(height * _UNITS)
    name = f'id="{number}" name="Chart {number}" descr="{alternative}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr {name}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{_MAIN}"><a:graphicData uri="{_PICTURE}">'
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation(number)}"/><a:stretch><a:fillRect/>'
        "</a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
