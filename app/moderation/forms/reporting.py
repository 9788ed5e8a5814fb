"""Reporting in three small pages: what is wrong, in which way it misleads, own words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField

from app.core.forms import Answered, AtMost, Form, options
from app.moderation import wording
from app.moderation.lengths import LONGEST_URL, LONGEST_WORDS


class WhatIsWrongForm(Form):
    """The first page."""

    reason = RadioField(
        _l("What is wrong?"),
        choices=options(wording.REASONS.items()),
        validators=[Answered(_l("Choose what is wrong."))],
    )


class MisleadingForm(Form):
    """The second page, for what misleads."""

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
    source_url = StringField(
        _l("Do you know a page that says it better? (optional)"),
        validators=[AtMost(LONGEST_URL)],
        default="",
    )


class OwnWordsForm(Form):
    """The last page: what else there is to say."""

    words = TextAreaField(
        _l("Is there more that we should know? (optional)"),
        validators=[AtMost(LONGEST_WORDS)],
        default="",
    )


class SayWhatForm(OwnWordsForm):
    """The same where no answer said yet what is wrong."""

    words = TextAreaField(
        _l("What is wrong with it?"),
        validators=[Answered(_l("Write in a few words what is wrong.")), AtMost(LONGEST_WORDS)],
        default="",
    )
