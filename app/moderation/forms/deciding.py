"""What a decision needs: the step, the rule, and the statement that its author reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SubmitField, TextAreaField

from app.core.forms import Answered, AtMost, Form, options
from app.moderation.desk_wording import ACTIONS
from app.moderation.lengths import LONGEST_REASON, LONGEST_WORDS
from app.moderation.steps import GROUNDS, LADDER, NOTHING, STEPS
from app.moderation.wording import GROUNDS as RULES

ORDER = (NOTHING, *LADDER)
LENGTHS = (
    (1, _l("One day")), (3, _l("Three days")), (7, _l("One week")), (14, _l("Two weeks")),
    (30, _l("30 days")), (90, _l("90 days")), (180, _l("180 days")),
)  # fmt: skip


def _rules(with_none: bool) -> list[tuple[str, Any]]:
    return [
        (str(number), RULES[code].name)
        for number, code in enumerate(GROUNDS)
        if with_none or code != "none"
    ]


class StepForm(Form):
    """Which step, under which rule. By number, for it goes into an address."""

    step = RadioField(_l("What do you decide?"))
    rule = SelectField(
        _l("Which rule does it rest on?"),
        choices=options([("", _l("Choose a rule")), *_rules(True)]),
    )

    def offering(self, actions: Iterable[str]) -> StepForm:
        """With these steps, gentlest first."""
        self.step.choices = options((str(ORDER.index(one)), ACTIONS[one]) for one in actions)
        return self


class DecideForm(Form):
    """The statement of reasons of one step."""

    action = HiddenField()
    version = HiddenField()
    shown = HiddenField()
    ground = SelectField(_l("The rule"), choices=options((one, RULES[one].name) for one in GROUNDS))
    facts = TextAreaField(
        _l("What happened"),
        validators=[Answered(_l("Write what happened.")), AtMost(LONGEST_WORDS)],
    )
    explanation = TextAreaField(
        _l("Why, in words that the author reads"),
        validators=[Answered(_l("Write why.")), AtMost(LONGEST_WORDS)],
    )
    skipped_because = TextAreaField(
        _l("Why is a gentler step not enough?"), validators=[AtMost(LONGEST_REASON)]
    )
    days = RadioField(_l("For how long?"), choices=(), default="7", validate_choice=False)
    save = SubmitField(_l("Decide"))

    def offering(self, at: datetime) -> DecideForm:
        """With the day on which each length would end."""
        self.days.choices = options(
            (str(days), _("%(length)s, until %(day)s", length=length, day=_day(at, days)))
            for days, length in LENGTHS
        )
        return self

    @property
    def needs_end(self) -> bool:
        """Whether the step ends on a day."""
        step = STEPS.get(self.action.data or "")
        return step is not None and step.needs_end

    def reasons(self, at: datetime) -> dict[str, Any]:
        """As the service takes them."""
        lengths = {str(days): days for days, _length in LENGTHS}
        days = lengths.get(self.days.data or "") if self.needs_end else None
        return {
            "ground": self.ground.data or "",
            "facts": self.facts.data or "",
            "explanation": self.explanation.data or "",
            "skipped_because": self.skipped_because.data or "",
            "until": at + timedelta(days=days) if days else None,
        }

    def refuse(self, field: str, message: str) -> None:
        """The service speaks of an instant; moderators chose a length."""
        super().refuse("days" if field == "until" else field, message)


class AppealAnswerForm(Form):
    """What comes of an appeal."""

    outcome = RadioField(
        _l("What do you decide?"),
        choices=options([
            ("upheld", _l("The decision stays")),
            ("overturned", _l("The decision is taken back. Who was taken out of a group is in it again")),
        ]),
        validators=[Answered(_l("Choose one of the two."))],
    )  # fmt: skip
    explanation = TextAreaField(
        _l("Why, in words that whoever asked reads"),
        validators=[Answered(_l("Write why.")), AtMost(LONGEST_WORDS)],
    )
    save = SubmitField(_l("Answer"))


def _day(at: datetime, days: int) -> str:
    return str(format_date(at + timedelta(days=days), "d MMMM yyyy"))
