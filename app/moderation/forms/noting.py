"""Writing a note, and saying how helpful one is."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional

from app.core.forms import Answered, AtMost, Form, options
from app.moderation import note_wording, wording
from app.moderation.lengths import (
    LONGEST_NOTE,
    LONGEST_PUBLISHER,
    LONGEST_TITLE,
    LONGEST_URL,
    MOST_SOURCES,
)

SOURCES = range(1, MOST_SOURCES + 1)
_PARTS = ("url", "title", "publisher", "dated")


class NoteForm(Form):
    """The correction comes before what it corrects: that is how it is read."""

    correction = TextAreaField(
        _l("What is right?"),
        validators=[Answered(_l("Write what is right.")), AtMost(LONGEST_NOTE)],
    )
    claim = TextAreaField(
        _l("What does the post say?"),
        validators=[Answered(_l("Write what the post says.")), AtMost(LONGEST_NOTE)],
    )
    why = TextAreaField(
        _l("Why is that not right?"),
        validators=[Answered(_l("Write why it is not right.")), AtMost(LONGEST_NOTE)],
    )
    flaw = RadioField(
        _l("In which way does it mislead?"),
        choices=options(wording.FLAWS.items()),
        validators=[Answered(_l("Choose in which way it misleads."))],
    )
    harm = RadioField(
        _l("What could happen to somebody who believes it?"),
        choices=options((str(grade), words) for grade, words in wording.HARMS.items()),
        validators=[Answered(_l("Choose what could happen. A guess is enough."))],
    )

    def source(self, number: int) -> list[Any]:
        """The fields of one source, from 1 on."""
        return [self[f"{part}_{number}"] for part in _PARTS]

    @property
    def answers(self) -> dict[str, Any]:
        """What the service takes, without the sources."""
        return {
            "claim": self.claim.data, "correction": self.correction.data, "why": self.why.data,
            "flaw": self.flaw.data, "harm": int(self.harm.data),
        }  # fmt: skip

    @property
    def sources(self) -> list[tuple[str, str, str, date | None]]:
        """Address, name, publisher and day of each, also of those left empty."""
        return [
            (url.data or "", title.data or "", publisher.data or "", dated.data)
            for url, title, publisher, dated in map(self.source, SOURCES)
        ]


for _number in SOURCES:
    setattr(NoteForm, f"url_{_number}", StringField(_l("Address"), [AtMost(LONGEST_URL)]))
    setattr(
        NoteForm, f"title_{_number}", StringField(_l("Name of the page"), [AtMost(LONGEST_TITLE)])
    )
    setattr(
        NoteForm,
        f"publisher_{_number}",
        StringField(_l("Who publishes it"), [AtMost(LONGEST_PUBLISHER)]),
    )
    setattr(NoteForm, f"dated_{_number}", DateField(_l("Last changed on"), [Optional()]))


class RatingForm(Form):
    """How helpful, and why."""

    halves = RadioField(
        _l("Does this note help?"),
        choices=options([("2", _l("Yes")), ("1", _l("Somewhat")), ("0", _l("No"))]),
        validators=[Answered(_l("Choose how helpful it is."))],
    )
    good = SelectMultipleField(
        _l("What is good about it? (optional)"), choices=options(note_wording.PRAISE.items())
    )
    bad = SelectMultipleField(
        _l("What is wrong with it? (optional)"), choices=options(note_wording.CRITICISM.items())
    )

    @property
    def answers(self) -> dict[str, Any]:
        """What the service takes."""
        return {
            "halves": int(self.halves.data),
            "tags": [*(self.good.data or ()), *(self.bad.data or ())],
        }
