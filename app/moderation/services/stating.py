"""The statement of reasons in words, field by field: the page and the letter say the same.

The fields are those of Article 17 of the EU's Digital Services Act (science.md 3.7).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import format_date
from flask_babel import gettext as _

from app.core.viewer import Viewer
from app.moderation import wording
from app.moderation.permissions import APPEAL_FOR
from app.moderation.queries.statements import Statement
from app.moderation.steps import STEPS


class Field(NamedTuple):
    """One line. `is_written`: a person wrote these words."""

    key: str
    value: str
    is_written: bool = False


class Teller:
    """Says days in the reader's zone, whoever sits at the desk."""

    def __init__(self, reader: Viewer) -> None:
        self._zone = ZoneInfo(reader.time_zone or current_app.config["BABEL_DEFAULT_TIMEZONE"])

    def day(self, at: datetime) -> str:
        """ "3 March 2027"."""
        return str(format_date(at.astimezone(self._zone).date(), "d MMMM yyyy"))

    def last_day(self, statement: Statement) -> str:
        """The last whole day on which one can appeal."""
        return self.day(statement.taken_at + APPEAL_FOR - timedelta(days=1))

    def for_page(self, statement: Statement) -> list[Field]:
        """Everything that whoever it is about is told, in the reader's language."""
        place = f" ({statement.place})" if statement.place else ""
        return [*self._what(statement, place), *self._why(statement), *self._how(statement)]

    def for_letter(self, statement: Statement) -> list[Field]:
        """The same without the place, whose name may tell an illness. Where it has to do with how
        a person is, what people wrote about that stays out as well: a mailbox is no safe place."""
        why = [] if statement.is_private else self._why(statement)
        return [*self._what(statement, ""), *why, *self._how(statement)]

    def _what(self, statement: Statement, place: str) -> list[Field]:
        said = wording.STEPS[statement.action]
        return [
            Field(_("What we decided"), f"{said.name}. {said.meaning}"),
            Field(_("From when"), self.day(statement.taken_at)),
            Field(_("For how long"), self._how_long(statement)),
            Field(_("About"), f"{wording.thing_words(statement.kind)}{place}"),
        ]

    @staticmethod
    def _why(statement: Statement) -> list[Field]:
        ground = wording.GROUNDS[statement.ground]
        found = [
            Field(_("What happened"), statement.facts, is_written=True),
            Field(_("The rule"), f"{ground.name}. {ground.meaning}"),
            Field(_("Why"), statement.explanation, is_written=True),
        ]
        if statement.skipped_because:
            why = _("Why something gentler was not enough")
            found.append(Field(why, statement.skipped_because, is_written=True))
        return found

    def _how(self, statement: Statement) -> list[Field]:
        yes = _("Yes, a program pointed it out. Then a person looked at it.")
        found = yes if statement.is_detected_automatically else _("No.")
        decided = _("Yes.") if statement.is_automated else _("No. A person decided.")
        return [
            Field(_("How we came to look at it"), str(wording.NOTICES[statement.notice])),
            Field(_("Found by a program?"), found),
            Field(_("Decided by a program?"), decided),
            Field(_("If you see it differently"), self._redress(statement)),
        ]

    def _how_long(self, statement: Statement) -> str:
        if statement.until is not None:
            return str(_("Until %(day)s", day=self.day(statement.until)))
        if STEPS[statement.action].scope == "nothing":
            return str(_("Nothing is limited."))
        return str(_("It has no end, unless another look changes it."))

    def _redress(self, statement: Statement) -> str:
        return str(
            _(
                "You can ask for another look until %(day)s. It costs nothing, and somebody else "
                "decides. You can also ask a body that settles disputes out of court, or a court.",
                day=self.last_day(statement),
            )
        )
