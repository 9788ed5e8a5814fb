"""Inviting a carer: one page, four answers."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import EmailField, RadioField, StringField

from app.core.forms import Answered, AtMost, Form, options

SCOPE_WORDS = {
    "read": _l("See my health entries"),
    "write": _l("See my health entries, and correct them for me"),
}


class InviteCarerForm(Form):
    """Whom, for what, and for how long."""

    label = StringField(
        _l("How do you call this person?"),
        validators=[Answered(_l("Write a word that tells you who it is.")), AtMost(60)],
    )
    email = EmailField(
        _l("Their e-mail address"), validators=[Answered(_l("Write their address.")), AtMost(254)]
    )
    scope = RadioField(
        _l("What may they do?"),
        choices=options(SCOPE_WORDS.items()),
        validators=[Answered(_l("Choose what they may do."))],
    )
    months = RadioField(_l("For how long?"), validators=[Answered(_l("Choose for how long."))])

    def with_terms(self, terms: Iterable[int]) -> InviteCarerForm:
        """Offer these numbers of months in the reader's language."""
        words = (
            (str(count), ngettext("%(num)d month", "%(num)d months", count)) for count in terms
        )
        self.months.choices = options(words)
        return self
