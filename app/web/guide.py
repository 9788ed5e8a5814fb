"""Made-up answers and figures for the style guide page; no real person's words or numbers."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectMultipleField
from wtforms.validators import Optional

from app.core.charts import BarRow, Chart, StackedRow, horizontal_bars, stacked_bars
from app.core.forms import Answered, AtMost, Form, options

_OFTEN = (_l("Every day"), _l("Most days"), _l("Some days"), _l("Never"))
_PAIN = (
    ("0", _l("0, none")),
    ("1", _l("1, mild")),
    ("2", _l("2, moderate")),
    ("3", _l("3, severe")),
    ("4", _l("4, extremely severe")),
    ("unsure", _l("I am not sure")),
)


class GuideForm(Form):
    """Every kind of field once."""

    title = StringField(
        _l("Title"), [Answered(_l("Write a title: one line is enough.")), AtMost(140)]
    )
    name = StringField(_l("Name shown"))
    story = TextAreaField(_l("What happened?"), [Optional(), AtMost(4000)])
    kind = RadioField(
        _l("What do you want to write?"),
        choices=options([("question", _l("A question")), ("experience", _l("An experience"))]),
    )
    often = RadioField(
        _l("How often?"), choices=options([(f"{n}", word) for n, word in enumerate(_OFTEN)])
    )
    places = SelectMultipleField(
        _l("Where do you feel it?"),
        choices=options([("hands", _l("Hands")), ("feet", _l("Feet")), ("back", _l("Back"))]),
    )
    agree = BooleanField(_l("Send me a letter by email each week"))
    tired = RadioField(
        _l("How bad is your tiredness right now?"),
        choices=options([*((f"{n}", f"{n}") for n in range(11)), ("skip", _l("Skip today"))]),
    )
    pain = RadioField(_l("How bad is the pain?"), choices=options(_PAIN))
    reader = SelectField(
        _l("Who can read this?"),
        choices=options([("me", _l("Only me")), ("groups", _l("My groups"))]),
    )
    treatment = StringField(_l("Which treatment?"))
    treatment_id = StringField()
    symptom = StringField(_l("Which symptom?"))
    symptom_id = StringField()
    day = StringField(_l("Day"))
    month = StringField(_l("Month"))
    year = StringField(_l("Year"))
    consent = RadioField(
        _l("Your answer"),
        choices=options([("yes", _l("Yes, count me in")), ("no", _l("No, leave me out"))]),
    )


def samples() -> dict[str, Any]:
    """What the style guide page shows: a form half filled in, one with errors, two charts."""
    form = GuideForm(
        data={
            "name": "Wren",
            "story": _("Ten weeks in. Mornings are kinder."),
            "kind": "experience",
            "often": "2",
            "places": ["hands"],
            "tired": "4",
            "symptom": _("shaky hands"),
            "symptom_id": "tremor",
            "month": _("March"),
            "year": "2019",
        }
    )
    wrong = GuideForm(formdata=None)
    wrong.refuse("title", _("Write a title: one line is enough."))
    wrong.refuse("pain", _("Choose how bad it is, or choose I am not sure."))
    return {"form": form, "wrong_form": wrong, "chart": _named(), "levels": _levels()}


def _named() -> Chart:
    return horizontal_bars(
        [
            BarRow(_("Tiredness"), 61, "61"),
            BarRow(_("Stiff hands in the morning"), 44, "44"),
            BarRow(_("Trouble sleeping"), 23, "23"),
        ],
        sentence=_("Tiredness is what people name most: 61 of 96."),
        subtitle=_("96 members of this group, March 2026. 12 did not answer."),
        header=(_("Symptom"), _("People")),
        full=96,
    )


def _levels() -> Chart:
    return stacked_bars(
        [StackedRow(_("Side effects"), (18, 37, 26, 12, 3))],
        levels=(_("none"), _("mild"), _("moderate"), _("severe"), _("extremely severe")),
        sentence=_(
            "Wren is not alone: 41 of 96 people here call the side effects moderate or worse."
        ),
        subtitle=_("96 members of this group, January 2024 to March 2026. 58 more did not say."),
        row_title=_("What"),
        total_title=_("People"),
    )
