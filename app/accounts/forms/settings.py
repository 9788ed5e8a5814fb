"""What members change about themselves."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import available_timezones

from babel import Locale
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from app.core.forms import Answered, Form, options


class RenameForm(Form):
    """Another display name."""

    display_name = StringField(
        _l("What name do you want to use here?"), validators=[Answered(_l("Write a name."))]
    )


class ClockForm(Form):
    """Time zone and language."""

    time_zone = SelectField(_l("Which place's clock do you use?"))
    locale = SelectField(_l("Language of the pages"))

    def offer(self, languages: Iterable[str]) -> ClockForm:
        """Fill the lists; gives the form back."""
        zones = sorted(zone for zone in available_timezones() if "/" in zone)
        named = [(zone, zone.replace("_", " ")) for zone in zones if not zone.startswith("Etc/")]
        self.time_zone.choices = options(
            [("", _l("The clock of this site")), ("UTC", "UTC"), *named]
        )
        spoken = [(word, Locale.parse(word).get_display_name() or word) for word in languages]
        self.locale.choices = options([("", _l("As my browser asks")), *spoken])
        return self
