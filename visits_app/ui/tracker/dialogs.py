"""The dialogs about one recommendation: add and change, response, update, acceptance."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from visits_app.domain.actions import Action
from visits_app.domain.recommendations import Recommendation
from visits_app.presenters.recommendation_forms import (
    ACCEPTANCES,
    CLAIMS,
    RESPONSES,
    RecommendationForms,
)
from visits_app.ui.context import Context
from visits_app.ui.tracker.form_dialog import FormDialog, FormField
from visits_app.ui.undoing import undo

_ITEM = (
    FormField("reference", "Reference", "It begins with the municipal year."),
    FormField("title", "Short title"),
    FormField("text", "The recommendation in full", "As the committee agreed it.", "text"),
    FormField("made_on", "Made on", kind="date"),
    FormField("meeting_id", "At which meeting?", kind="choice"),
    FormField("origin", "Origin", "The report or group it comes from."),
    FormField("owner", "Lead officer", "A role, such as head of service, not a name."),
    FormField("service_area", "Service area"),
    FormField("due", "Due", "Leave it empty where no day was agreed.", "date"),
    FormField("due_text", "Due in words", "Such as “each meeting”, where there is no day."),
    FormField("review_on", "Next review", kind="date"),
    FormField(
        "year",
        "Municipal year",
        "Empty takes it from the reference. A year begins on 1 May here.",
    ),
    FormField("note", "Note", kind="text"),
)
_RESPONSE = (
    FormField("response", "Response", kind="choice", choices=RESPONSES),
    FormField("reason", "Reason, and what was said", "A rejection must give its reason.", "text"),
    FormField("responded_on", "Day of the response", kind="date"),
    FormField("timetable", "Timetable", "What will be done, and by when.", "text"),
    FormField("cabinet_member", "Cabinet member", "The office, not a name."),
    FormField("executive_on", "Went to the executive on", kind="date"),
)
_UPDATE = (
    FormField("status", "Status claimed", kind="choice", choices=CLAIMS),
    FormField("text", "What has been done", "Facts, no names of children or staff.", "text"),
    FormField("told_on", "Day of the update", kind="date"),
    FormField("told_by", "Told by", "A role, not a name."),
    FormField("due", "Revised due date", "Only if the due date has to move.", "date"),
)
_ACCEPTANCE = (
    FormField("meeting", "At which meeting?", kind="choice"),
    FormField("status", "Status the committee accepted", kind="choice", choices=ACCEPTANCES),
    FormField("due", "Due date the committee agreed", "Empty leaves it as it is.", "date"),
    FormField("note", "What the committee said", kind="text"),
)
_ACTION = (
    FormField("text", "What is to be done?", kind="text"),
    FormField("owner", "Who is to do it?", "A role, such as head of service, not a name."),
    FormField("due", "By when?", kind="date"),
)
_KIND = "recommendation"


def add_recommendation(context: Context, parent: QWidget) -> FormDialog:
    """Open the dialog that adds one."""
    forms = RecommendationForms(context.space)
    dialog = FormDialog(
        context, "Add a recommendation", _ITEM, forms.begin, partial(forms.put, ""), parent
    )
    dialog.saved.connect(partial(_added, context, forms))
    dialog.open()
    return dialog


def change_recommendation(context: Context, recommendation_id: str, parent: QWidget) -> FormDialog:
    """Open the dialog that changes one."""
    forms = RecommendationForms(context.space)
    dialog = FormDialog(
        context,
        "Change a recommendation",
        _ITEM,
        partial(forms.begin, recommendation_id),
        partial(_change, forms, recommendation_id),
        parent,
    )
    dialog.saved.connect(partial(_changed, context, forms))
    dialog.open()
    return dialog


def record_response(context: Context, recommendation_id: str, parent: QWidget) -> FormDialog:
    """Open the dialog that records the executive's response."""
    forms = RecommendationForms(context.space)
    dialog = FormDialog(
        context,
        "Record the response",
        _RESPONSE,
        partial(forms.begin_response, recommendation_id),
        partial(forms.respond, recommendation_id),
        parent,
    )
    dialog.saved.connect(partial(_responded, context, forms))
    dialog.open()
    return dialog


def add_update(context: Context, recommendation_id: str, parent: QWidget) -> FormDialog:
    """Open the dialog that adds what officers claim."""
    forms = RecommendationForms(context.space)
    dialog = FormDialog(
        context,
        "Add an update",
        _UPDATE,
        partial(forms.begin_update, recommendation_id),
        partial(forms.tell, recommendation_id),
        parent,
        go="Add update",
    )
    told = "The update is on record. The committee has not accepted it yet."
    dialog.saved.connect(partial(_told, context, recommendation_id, told))
    dialog.open()
    return dialog


def accept_at_meeting(context: Context, recommendation_id: str, parent: QWidget) -> FormDialog:
    """Open the dialog that records what a meeting accepted."""
    forms = RecommendationForms(context.space)
    dialog = FormDialog(
        context,
        "Accept at a meeting",
        _ACCEPTANCE,
        partial(forms.begin_acceptance, recommendation_id),
        partial(forms.accept, recommendation_id),
        parent,
        go="Record acceptance",
    )
    told = "What the committee accepted is on record."
    dialog.saved.connect(partial(_told, context, recommendation_id, told))
    dialog.open()
    return dialog


def make_action(context: Context, recommendation_id: str, parent: QWidget) -> FormDialog:
    """Open the dialog that makes an action of it."""
    forms = RecommendationForms(context.space)
    dialog = FormDialog(
        context,
        "Make an action",
        _ACTION,
        partial(forms.begin_action, recommendation_id),
        partial(forms.raise_action, recommendation_id),
        parent,
    )
    dialog.saved.connect(partial(_raised, context, forms))
    dialog.open()
    return dialog


def _change(
    forms: RecommendationForms, recommendation_id: str, typed: Mapping[str, str]
) -> tuple[Recommendation, Recommendation]:
    before = forms.before(recommendation_id)
    return before, forms.put(recommendation_id, typed)


def _added(context: Context, forms: RecommendationForms, item: Recommendation) -> None:
    act = partial(
        undo, context, partial(forms.take_back, item.id),
        f"{item.reference} was taken back.", _KIND, item.id,
    )  # fmt: skip
    context.say(f"{item.reference} is added.", act=act)
    context.tell(_KIND, item.id)


def _changed(
    context: Context, forms: RecommendationForms, both: tuple[Recommendation, Recommendation]
) -> None:
    before, after = both
    act = partial(
        undo, context, partial(forms.put_back, before),
        f"{before.reference} is as it was.", _KIND, before.id,
    )  # fmt: skip
    context.say(f"{after.reference} is changed.", act=act)
    context.tell(_KIND, after.id)


def _responded(context: Context, forms: RecommendationForms, before: Recommendation) -> None:
    act = partial(
        undo, context, partial(forms.unrespond, before),
        "The response is as it was.", _KIND, before.id,
    )  # fmt: skip
    context.say(f"The response to {before.reference} is recorded.", act=act)
    context.tell(_KIND, before.id)


def _raised(context: Context, forms: RecommendationForms, action: Action) -> None:
    act = partial(
        undo, context, partial(forms.withdraw_action, action.id),
        "The action was taken back.", "action", action.id,
    )  # fmt: skip
    context.say(f"{action.owner} is to act.", act=act)
    context.tell("action", action.id)


def _told(context: Context, recommendation_id: str, told: str, _saved: object) -> None:
    context.say(told)
    context.tell(_KIND, recommendation_id)
