"""A chart on screen: read by keyboard, zoomed and back, marked both ways, copied as a picture."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.indicator_samples import TODAY, VISITS, core_months
from visits_app.domain.charting import indicator_chart
from visits_app.domain.charts import (
    Chart,
    ChartTable,
    ChartVisit,
    RebaseMark,
    Role,
    VisitFlag,
    VisitNote,
)
from visits_app.domain.indicators import (
    Frequency,
    Indicator,
    IndicatorDetail,
    Observation,
    Series,
    SeriesKind,
    Target,
    Unit,
)
from visits_app.domain.registers import Event, Precision
from visits_app.ui.charts.chart_view import ChartView
from visits_app.ui.charts.look import PAPER, ChartLook
from visits_app.ui.charts.picture import chart_picture
from visits_app.ui.charts.side_labels import labels_with_room, side_labels
from visits_app.ui.charts.surround import mark_words
from visits_app.ui.charts.table_model import ChartTableModel
from visits_app.ui.charts.visit_list import VisitNoteList, VisitNoteModel

INDICATOR = Indicator(
    "core", "Core assessments on time", unit=Unit.PER_CENT, frequency=Frequency.MONTHLY, decimals=1
)


def make_chart(kind: SeriesKind = SeriesKind.REPORTED) -> Chart:
    detail = IndicatorDetail(
        INDICATOR,
        (Series("s", "core", "Peterborough", kind),),
        tuple(Observation("s", date.fromisoformat(day), value) for day, value in core_months()),
        (Target("core", 85, "at least"), Target("core", 80, "at least", date(2013, 4, 1))),
    )
    visits = [ChartVisit(id, date.fromisoformat(day), team, "Two.") for id, team, day in VISITS]
    event = Event("e", date(2013, 6, 1), "Improvement notice lifted")
    return indicator_chart(detail, "s", visits, [event], TODAY)


@pytest.fixture
def view(qtbot: QtBot) -> ChartView:
    made = ChartView(ChartLook())
    qtbot.addWidget(made)
    made.resize(860, 430)
    made.show_chart(make_chart())
    made.show()
    qtbot.waitExposed(made)
    return made


def test_its_name_is_the_sentence(view: ChartView) -> None:
    assert view.accessibleName() == make_chart().sentence


def test_arrow_keys_read_the_points_in_turn_and_announce_them(
    view: ChartView, qtbot: QtBot
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.accessibleDescription() == (
        "June 2012: 86.0%. Target 85% or more. High: two of three months close to the upper limit."
    )
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.accessibleDescription().startswith("July 2012: 84.0%")
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.accessibleDescription().startswith("June 2012"), "it stays on the first"
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.accessibleDescription().startswith("January 2014: 71.0%. Target 80% or more.")
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.overlay.readout is None


def test_left_begins_with_the_newest_point(view: ChartView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.accessibleDescription().startswith("January 2014")


def test_keys_zoom_and_escape_goes_back(view: ChartView, qtbot: QtBot) -> None:
    whole = view.visible_days
    with qtbot.waitSignal(view.zoomed, check_params_cb=lambda zoomed: zoomed):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    low, high = view.visible_days
    assert high - low < whole[1] - whole[0]
    with qtbot.waitSignal(view.zoomed, check_params_cb=lambda zoomed: not zoomed):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.visible_days == whole


def test_zooming_out_never_leaves_the_chart(view: ChartView, qtbot: QtBot) -> None:
    whole = view.visible_days
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.visible_days == whole
    for _ in range(30):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    low, high = view.visible_days
    assert high - low == pytest.approx(90)


def test_reading_on_beyond_a_zoomed_view_moves_it_along(view: ChartView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Home)
    view.show_days(*(view.visible_days[0], view.visible_days[0] + 120))
    for _ in range(12):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    day = date(2013, 7, 15).toordinal()
    assert view.visible_days[0] <= day <= view.visible_days[1]
    assert view.accessibleDescription().startswith("July 2013")


def test_dragging_across_the_plot_zooms_and_a_double_click_goes_back(
    view: ChartView, qtbot: QtBot
) -> None:
    whole, port = view.visible_days, view.canvas.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(200, 100))
    qtbot.mouseMove(port, QPoint(300, 120))
    assert view.overlay.stretch is not None
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(400, 120))
    low, high = view.visible_days
    assert whole[0] < low < high < whole[1]
    assert view.overlay.stretch is None
    qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=QPoint(200, 100))
    assert view.visible_days == whole


def test_the_wheel_zooms_towards_the_mouse(view: ChartView) -> None:
    whole = view.visible_days
    place = QPointF(view.canvas.geometry().right() - 5, 200)
    wheel = QWheelEvent(
        place, view.mapToGlobal(place), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, wheel)
    low, high = view.visible_days
    assert low - whole[0] > 10 * (whole[1] - high)


def test_the_mouse_reads_the_nearest_point(view: ChartView, qtbot: QtBot) -> None:
    view.read_point(5)
    assert view.overlay.readout is not None
    wanted = view.overlay.readout.text
    near = view.overlay.readout.at - view.canvas.geometry().topLeft().toPointF() + QPointF(4, 60)
    view.leave_point()
    qtbot.mouseMove(view.canvas.viewport(), near.toPoint())
    assert view.overlay.readout is not None
    assert view.overlay.readout.text == wanted


def test_a_click_on_a_flag_chooses_its_visit(view: ChartView, qtbot: QtBot) -> None:
    area = next(item.area for item in view.marks if getattr(item.mark, "numbers", ()) == (2,))
    with qtbot.waitSignal(view.visit_chosen) as chosen:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=area.center().toPoint())
    assert chosen.args == [2]


def test_flags_stand_above_the_plot_and_do_not_touch(view: ChartView) -> None:
    areas = [item.area for item in view.marks]
    assert len(areas) == 4
    assert all(area.bottom() <= view.canvas.geometry().top() for area in areas)
    assert not any(one.intersects(two) for one in areas for two in areas if one is not two)


def test_nothing_to_draw_is_said(qtbot: QtBot) -> None:
    view = ChartView(ChartLook())
    qtbot.addWidget(view)
    detail = IndicatorDetail(INDICATOR, (), (), ())
    view.show_chart(indicator_chart(detail, "", [], [], TODAY))
    assert view.overlay.message == "No figure with a date to draw"
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Plus, Qt.Key.Key_Escape, Qt.Key.Key_Minus):
        qtbot.keyClick(view, key)
    assert view.accessibleDescription() == ""
    assert not view.grab().isNull()


@pytest.mark.parametrize(("width", "scale"), [(300, 2.0), (420, 1.0), (1600, 1.0)])
def test_labels_at_the_right_stay_inside_and_apart(qtbot: QtBot, width: int, scale: float) -> None:
    view = ChartView(ChartLook(scale=scale))
    qtbot.addWidget(view)
    view.resize(width, 300)
    view.show_chart(make_chart())
    assert not view.grab().isNull()
    assert view.canvas.geometry().left() > 0
    assert view.canvas.geometry().right() < width
    assert view.canvas.width() >= 40


@pytest.mark.usefixtures("qtbot")
def test_a_picture_is_sharp_white_and_tells_its_words() -> None:
    chart = make_chart(SeriesKind.ILLUSTRATION)
    picture = chart_picture(chart)
    assert picture.width() == 2000
    assert picture.pixelColor(2, 2) == QColor("#FFFFFF")
    assert picture.text("Description") == chart.sentence
    target = QColor(PAPER.role(chart.steps[0].role))
    near = partial(_alike, target)
    assert any(near(picture.pixelColor(x, y)) for x in range(150, 600, 7) for y in range(150, 900))


def _alike(one: QColor, other: QColor) -> bool:
    return max(abs(a - b) for a, b in zip(one.getRgb(), other.getRgb(), strict=True)) < 12


@pytest.mark.usefixtures("qtbot")
def test_the_models_are_sound() -> None:
    figures, notes = ChartTableModel(), VisitNoteModel()
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for model in (figures, notes)
    ]
    chart = make_chart()
    figures.show_table(chart.table)
    notes.show_visits(chart.visits)
    assert figures.rowCount() == len(chart.table.rows) == 19
    assert figures.headerData(1, Qt.Orientation.Horizontal) == "Value"
    assert figures.index(0, 1).data() == "86.0%"
    assert notes.find(3).data().startswith("3  family, 2 October 2013")
    assert not notes.find(9).isValid()
    figures.show_table(ChartTable((), ()))
    notes.show_visits(())
    assert len(testers) == 2


@pytest.mark.usefixtures("qtbot")
def test_a_table_s_tooltip_is_never_markup() -> None:
    model = ChartTableModel()
    model.show_table(ChartTable(("Note",), (("<b>bold</b>",), ("plain",))))
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) is None
    assert model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole) == "plain"


def test_choosing_from_outside_does_not_answer_back(qtbot: QtBot) -> None:
    listed = VisitNoteList(ChartLook())
    qtbot.addWidget(listed)
    listed.notes.show_visits(
        tuple(VisitNote(n, f"v{n}", date(2013, n, 1), f"Team {n}", "A concern.") for n in (1, 2))
    )
    with qtbot.assertNotEmitted(listed.selectionModel().currentChanged):
        listed.choose(2)
    assert listed.currentIndex().row() == 1


def test_flags_say_their_visits_and_events_their_date() -> None:
    detail = IndicatorDetail(
        INDICATOR,
        (Series("s", "core", "Peterborough", SeriesKind.REPORTED),),
        tuple(Observation("s", date.fromisoformat(day), value) for day, value in core_months()),
        (),
    )
    crowd = [ChartVisit(str(day), date(2013, 5, day), "Fostering") for day in (2, 9, 16, 23)]
    event = Event("e", date(2013, 6, 30), "Notice lifted", precision=Precision.MONTH)
    chart = indicator_chart(detail, "s", crowd, [event], TODAY)
    assert mark_words(chart.flags[0], chart).startswith("4 visits: 1 Fostering, 2 May 2013; 2 ")
    assert mark_words(chart.events[0], chart) == "A: Notice lifted, June 2013"
    alone = make_chart()
    assert mark_words(alone.flags[0], alone) == "Visit 1: family, 12 November 2012. Two."


def test_a_click_on_a_shared_flag_goes_on_to_its_next_visit(qtbot: QtBot) -> None:
    view = ChartView(ChartLook())
    qtbot.addWidget(view)
    view.resize(860, 430)
    chart = make_chart()
    shared = VisitFlag(chart.flags[0].on, (1, 2, 3))
    view.show_chart(replace(chart, flags=(shared,), events=()))
    place = view.marks[0].area.center().toPoint()
    heard: list[int] = []
    view.visit_chosen.connect(heard.append)
    for _ in range(4):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert heard == [1, 2, 3, 1]


# --- moving along the time ------------------------------------------------------------------


def zoomed_in(view: ChartView) -> tuple[float, float]:
    low, _ = view.visible_days
    view.show_days(low + 150, low + 330)
    return view.visible_days


def test_shift_and_an_arrow_move_a_zoomed_view_and_stop_at_its_ends(
    view: ChartView, qtbot: QtBot
) -> None:
    first, last = view.visible_days
    low, high = zoomed_in(view)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.visible_days == (low + 45, high + 45)
    assert view.overlay.readout is None, "it moves, it does not read"
    for _ in range(40):
        qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.visible_days == (last - 180, last)
    for _ in range(40):
        qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.visible_days == (first, first + 180)


@pytest.mark.parametrize(
    ("button", "modifier"),
    [
        (Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier),
        (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_dragging_with_ctrl_or_the_middle_button_moves_the_view(
    view: ChartView, qtbot: QtBot, button: Qt.MouseButton, modifier: Qt.KeyboardModifier
) -> None:
    low, high = zoomed_in(view)
    port = view.canvas.viewport()
    qtbot.mousePress(port, button, modifier, QPoint(300, 100))
    qtbot.mouseMove(port, QPoint(200, 100))
    moved = view.visible_days
    qtbot.mouseRelease(port, button, modifier, QPoint(200, 100))
    assert moved[0] - low == pytest.approx(moved[1] - high)
    assert moved[0] > low
    assert view.overlay.stretch is None
    assert view.visible_days == moved
    qtbot.mouseMove(port, QPoint(350, 100))
    assert view.visible_days == moved, "let go, it stays"


def test_a_wheel_tilted_sideways_moves_a_zoomed_view_only(view: ChartView) -> None:
    place = QPointF(view.canvas.geometry().center())

    def tilt() -> QWheelEvent:
        event = QWheelEvent(
            place, view.mapToGlobal(place), QPoint(), QPoint(-120, 0), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view, event)
        return event

    whole = view.visible_days
    tilt()
    assert view.visible_days == whole
    low, _ = zoomed_in(view)
    assert tilt().isAccepted()
    assert view.visible_days[0] > low


def test_the_way_back_is_said_once_however_far_it_is_moved(view: ChartView, qtbot: QtBot) -> None:
    zoomed_in(view)
    with qtbot.assertNotEmitted(view.zoomed), qtbot.waitSignal(view.time_shown) as shown:
        view.pan(10)
    assert tuple(shown.args) == view.visible_days


def test_a_rebase_has_its_reason_in_a_row_of_its_own(qtbot: QtBot) -> None:
    view = ChartView(ChartLook())
    qtbot.addWidget(view)
    view.resize(860, 430)
    chart = make_chart()
    day = date(2013, 4, 1)
    view.show_chart(replace(chart, rebases=(RebaseMark(day, "A duty team took over", day),)))
    (reason,) = view._layout.reasons
    assert reason.text == "A duty team took over"
    assert not any(mark.area.intersects(reason.area) for mark in view.marks)
    assert reason.area.bottom() <= view.canvas.geometry().top()
    assert not view.grab().isNull()


def test_only_what_matters_most_is_named_where_there_is_no_room(qtbot: QtBot) -> None:
    view = ChartView(ChartLook(scale=2.0))
    qtbot.addWidget(view)
    chart = make_chart()
    assert len(chart.level_labels) == 3
    for height in (900, 240):
        view.resize(900, height)
        view.show_chart(chart)
        labels = side_labels(chart, ChartLook(scale=2.0), None)
        kept = labels_with_room(labels, view._at, ChartLook(scale=2.0))
        texts = [" ".join(label.lines) for label in kept]
        assert "Target 80% or more" in texts
        assert ("Usually at least" in " ".join(texts)) is (height == 900)


def test_the_points_of_other_areas_are_not_read(qtbot: QtBot) -> None:
    view = ChartView(ChartLook())
    qtbot.addWidget(view)
    chart = make_chart()
    other = replace(chart.lines[0], role=Role.COMPARISON, label="Luton 80")
    view.show_chart(replace(chart, lines=(other, *chart.lines)))
    read: list[str] = []
    view.point_read.connect(read.append)
    for _ in range(19):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert len(set(read)) == 19


def test_the_mouse_names_a_thin_line_and_reads_a_reason_whole(qtbot: QtBot) -> None:
    view = ChartView(ChartLook())
    qtbot.addWidget(view)
    view.resize(500, 430)
    chart = make_chart()
    far = tuple(
        replace(p, value=p.value - 20, hover=f"Luton, {p.hover}") for p in chart.lines[-1].points
    )
    thin = replace(chart.lines[-1], points=far, role=Role.COMPARISON)
    day, reason = date(2013, 4, 1), "A duty team took over first visits, " * 6
    axis = replace(chart.y, low=40.0)
    marks = (RebaseMark(day, reason, day),)
    view.show_chart(replace(chart, y=axis, lines=(thin, *chart.lines), rebases=marks))
    view.show()
    qtbot.waitExposed(view)
    place = view._at.place(far[3]) - view.canvas.geometry().topLeft().toPointF()
    qtbot.mouseMove(view.canvas.viewport(), place.toPoint())
    assert view.overlay.readout is not None
    assert view.overlay.readout.text == far[3].hover
    (placed,) = view._layout.reasons
    assert placed.text.endswith("…")
    qtbot.mouseMove(view, placed.area.center().toPoint())
    assert view.overlay.readout is not None
    assert view.overlay.readout.text.endswith(reason)
