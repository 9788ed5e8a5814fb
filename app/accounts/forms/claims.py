"""The claim to be a clinician, and the operator's decision."""

from __future__ import annotations

from typing import Any

from babel import Locale
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import RadioField, SelectField, StringField, TextAreaField

from app.core.forms import Answered, AtMost, Form, options

# Codes that CLDR keeps for something else than a country.
NO_COUNTRY = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


def countries() -> list[tuple[str, str]]:
    """Two-letter codes (ISO 3166) with names in the reader's language, sorted by name."""
    names = (get_locale() or Locale("en")).territories
    known = ((str(code), str(name)) for code, name in names.items())
    return sorted(
        (pair for pair in known if len(pair[0]) == 2 and pair[0] not in NO_COUNTRY),
        key=lambda pair: pair[1],
    )


class ClaimForm(Form):
    """What an operator needs to look somebody up in a public register."""

    profession = StringField(
        _l("Your profession"), validators=[Answered(_l("Write your profession.")), AtMost(80)]
    )
    country = SelectField(_l("Where are you registered?"), validators=[Answered(_l("Choose one."))])
    register_name = StringField(
        _l("Name of the register"),
        validators=[Answered(_l("Write which register lists you.")), AtMost(120)],
    )
    registration_number = StringField(
        _l("Your registration number"), validators=[Answered(_l("Write the number.")), AtMost(60)]
    )
    file = FileField(_l("A document that shows it"))

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.country.choices = options([("", _l("Choose a country")), *countries()])


class DecideForm(Form):
    """Yes or no, and why."""

    answer = RadioField(
        _l("Is this person registered?"),
        choices=options(
            (
                ("yes", _l("Yes, I looked it up and it fits")),
                ("no", _l("No, or I could not confirm it")),
            )
        ),
        validators=[Answered(_l("Choose one of the answers."))],
    )
    reason = TextAreaField(
        _l("Why"), validators=[Answered(_l("Write why. The person reads it.")), AtMost(500)]
    )
