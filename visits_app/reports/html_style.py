"""The look of a web page: for wide and narrow windows, light and dark, large letters, and paper."""

STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--muted:#5a626b;--accent:#1d5b8f;--hair:#dadde1;
--rule:#8a929b;--tint:#f3f6f9;--page:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--muted:#aeb5bd;--accent:#8cc1ee;
--hair:#3b424a;--rule:#7d8790;--tint:#23292f;--page:#171b1f}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.55 Lato,"Segoe UI",system-ui,
"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
main,footer{max-width:46rem;margin:0 auto;padding:1.5rem 1.25rem}
footer{display:flex;flex-wrap:wrap;gap:.25rem 2rem;justify-content:space-between;
color:var(--muted);font-size:.875rem;padding-top:0}
footer p{margin:.75rem 0 0}
h1,h2,h3,h4{line-height:1.25;margin:1.6em 0 .5em;text-wrap:balance}
h1{font-size:2rem;margin:.1em 0 .2em}
.level-1{font-size:1.45rem;color:var(--accent);margin-top:2em}
.level-2{font-size:1.15rem}.level-3{font-size:1rem}
p{margin:0 0 .7em;white-space:pre-line}
.kind{color:var(--accent);font-weight:bold;margin:0}
.subtitle{color:var(--muted);font-size:1.15rem;margin-bottom:1.4em}
.lead{font-size:1.1rem}.muted{color:var(--muted)}
.small{color:var(--muted);font-size:.9rem;margin-bottom:.4em}
.number{color:var(--accent);font-weight:bold}
.hung{margin:.7em 0 .4em;display:grid;grid-template-columns:2.75rem minmax(0,1fr)}
.hung>.number{grid-column:1}.hung>.body{grid-column:2}
.question{font-weight:bold;margin:0 0 .2em}
.question .muted{font-weight:normal}
.beside{display:grid;grid-template-columns:2.75rem minmax(0,1fr) minmax(0,1fr);
border-bottom:1px solid var(--hair);padding:.4rem 0}
.beside p,.beside ul{margin:0}.beside>p{padding-right:1rem}
dl.facts{margin:0 0 1.2em;border-top:1px solid var(--hair)}
dl.facts>div{display:grid;grid-template-columns:minmax(7rem,28%) minmax(0,1fr);gap:0 1rem;
border-bottom:1px solid var(--hair);padding:.4rem 0}
dt{color:var(--muted)}dd{margin:0;white-space:pre-line}
ul,ol{margin:0 0 .9em;padding-left:1.75rem}li{margin:0 0 .25em;white-space:pre-line}
li::marker{color:var(--accent)}ol>li::marker{content:counter(list-item) "\\2002"}
ul.boxes,ul.write-in,ul.marks{list-style:none;padding:0}
ul.boxes{display:flex;flex-wrap:wrap;gap:.4rem 1.5rem}
ul.boxes li::before{content:"";display:inline-block;width:.9em;height:.9em;margin-right:.6em;
border:1.5px solid var(--ink);vertical-align:-.1em}
ul.write-in li::before{content:"";display:inline-block;width:4em;margin-right:.6em;
border-bottom:1px solid var(--rule)}
ul.marks{color:var(--muted);font-size:.9rem}
ul.marks li{display:grid;grid-template-columns:2.75rem minmax(0,1fr)}
.line{height:2rem;border-bottom:1px solid var(--rule)}.line.short{max-width:12rem}
.table{overflow-x:auto;margin:.2em 0 1.2em}
table{border-collapse:collapse;width:100%;border-bottom:1.5px solid var(--rule)}
caption{text-align:left;font-weight:bold;padding:0 0 .4rem}
th,td{text-align:left;vertical-align:top;padding:.45rem 1rem .45rem 0;min-width:7rem;
border-top:1px solid var(--hair);overflow-wrap:anywhere;white-space:pre-line}
th{color:var(--muted);font-size:.92rem}thead th{border-top:0;border-bottom:1.5px solid var(--rule)}
tbody:first-of-type tr:first-child td{border-top:0}
.right{text-align:right}td.pen{height:2.4rem;border-left:1px solid var(--hair)}
.callout{background:var(--tint);border-left:4px solid var(--accent);padding:.7rem 1rem;
margin:.4em 0 1.2em}
.callout p{margin:0}.callout p:first-child{font-weight:bold}
figure{margin:1.2em 0 .8em}figcaption{font-weight:bold;font-size:1.08rem;line-height:1.3}
figure .small{margin:.1em 0 .6em}
svg{display:block;width:100%;height:auto;background:#fff;margin:.3rem 0 .6rem}
@media (prefers-color-scheme:dark){svg{padding:.75rem;border-radius:.25rem}}
.sentence{font-size:.92rem;margin-bottom:.4em}
details{font-size:.92rem;margin:.2em 0 .8em}summary{color:var(--accent);cursor:pointer}
summary:focus-visible,.table:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media (max-width:32rem){.beside{grid-template-columns:2.75rem minmax(0,1fr)}
.beside>:nth-child(3){grid-column:2}dl.facts>div{grid-template-columns:minmax(0,1fr)}}
@media print{:root{color-scheme:light;--ink:#1b1f24;--muted:#5a626b;--accent:#1d5b8f;
--hair:#dadde1;--rule:#8a929b;--tint:#f3f6f9;--page:#fff}
body{font-size:12pt}main,footer{max-width:none;padding:0}
h1,h2,h3,h4,.question,.leads,figcaption,caption{break-after:avoid}
figure,.callout,.beside,dl.facts,.together{break-inside:avoid}
tr{break-inside:avoid}th,td{min-width:0}thead{display:table-header-group}p{orphans:2;widows:2}
.page-break{break-after:page}.table{overflow:visible}details{display:none}
svg{padding:0}.callout{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""
"""Charts stay on white in the dark: their colours are told apart there."""


def page_style(marking: str, reference: str) -> str:
    """Return how sheets of paper are furnished; words come as the signs that CSS cannot misread."""
    page = '"Page " counter(page) " of " counter(pages)'
    look = "font:9.5pt Arial,sans-serif;color:#5a626b"
    return (
        "@page{size:A4;margin:22mm 22mm 20mm;"
        f'@bottom-left{{content:"{_signs(marking)}";{look}}}'
        f"@bottom-right{{content:{page};{look}}}"
        f'@top-right{{content:"{_signs(reference)}";{look}}}}}'
        '@page:first{@top-right{content:""}}'
    )


def _signs(text: str) -> str:
    """Return words as a CSS string of code points, so that no sign of them ends it."""
    return "".join(f"\\{ord(sign):06x}" for sign in text)
