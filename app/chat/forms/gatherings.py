"""Planning a gathering: when, in the planner's own zone, and what happens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import get_month_names
from flask_babel import get_locale, get_timezone
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, SubmitField, TextAreaField

from app.chat.forms.rooms import CHOOSE, HISTORY, RETENTION
from app.chat.lengths import LONGEST_PURPOSE, LONGEST_REASON, LONGEST_ROOM_TITLE
from app.core.forms import Answered, AtMost, Form

_TIME = re.compile(r"([0-9]{1,2})(?:[:.h]([0-9]{2}))? ?([ap]m)?")
_NUMBER = re.compile(r"([0-9]{1,4})(?:st|nd|rd|th|\.)?")


class GatheringForm(Form):
    """Title, agenda and times of a gathering. After `validate`, `starts_at` and `ends_at` are
    instants; an end before the beginning is on the next day."""

    title = StringField(
        _l("Name"),
        validators=[Answered(_l("Give the gathering a name.")), AtMost(LONGEST_ROOM_TITLE)],
    )
    day = StringField(_l("Day"), validators=[AtMost(10)])
    month = StringField(_l("Month"), validators=[AtMost(20)])
    year = StringField(_l("Year"), validators=[AtMost(10)])
    begins = StringField(_l("It begins at"), validators=[AtMost(10)])
    ends = StringField(_l("It ends at"), validators=[AtMost(10)])
    purpose = TextAreaField(_l("What is planned? (optional)"), validators=[AtMost(LONGEST_PURPOSE)])
    save = SubmitField(_l("Save"))

    starts_at: datetime
    ends_at: datetime

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Every field, then the date and the times together."""
        is_fine = super().validate(extra_validators)
        return self._read_times() and is_fine

    @property
    def values(self) -> dict[str, Any]:
        """As services take it: instants in place of boxes."""
        boxes = {"day", "month", "year", "begins", "ends"}
        said = {name: value or "" for name, value in super().values.items() if name not in boxes}
        return {**said, "starts_at": self.starts_at, "ends_at": self.ends_at}

    def refuse(self, field: str, message: str) -> None:
        """Services speak of instants; people filled boxes."""
        super().refuse({"starts_at": "day", "ends_at": "ends"}.get(field, field), message)

    def _read_times(self) -> bool:
        day = _date(self.day.data, self.month.data, self.year.data)
        begins, ends = _clock(self.begins.data), _clock(self.ends.data)
        if day is None:
            self.refuse("day", _("Write the day like this: 27 March 2027."))
        if begins is None:
            self.refuse("begins", _("Write the time like this: 19:30."))
        if ends is None:
            self.refuse("ends", _("Write the time like this: 20:30."))
        if day is None or begins is None or ends is None:
            return False
        starts_at = _instant(day, begins)
        ends_at = _instant(day + timedelta(days=ends < begins), ends)
        if starts_at is None or ends_at is None:
            self.refuse("begins" if starts_at is None else "ends", _("The clocks change then:"
                " this time is left out. Choose one an hour later."))  # fmt: skip
            return False
        self.starts_at, self.ends_at = starts_at, ends_at
        return True


class NewGatheringForm(GatheringForm):
    """The same, and who hosts it and how it is kept."""

    host = StringField(_l("Host (optional)"), validators=[AtMost(60)])
    history = RadioField(
        _l("What do people read who come in later?"), choices=HISTORY, validators=[Answered(CHOOSE)]
    )
    retention = RadioField(
        _l("How long do messages stay?"), choices=RETENTION, validators=[Answered(CHOOSE)]
    )


class CallOffForm(Form):
    """Why it does not take place."""

    reason = StringField(_l("Why? (optional)"), validators=[AtMost(LONGEST_REASON)])
    call_off = SubmitField(_l("Call it off"))


def zone() -> ZoneInfo:
    """The zone of whoever fills the form."""
    return ZoneInfo(str(get_timezone()))


def boxes(starts_at: datetime, ends_at: datetime) -> dict[str, str]:
    """Two instants as the form's boxes show them."""
    begin, end = starts_at.astimezone(zone()), ends_at.astimezone(zone())
    return {
        "day": str(begin.day),
        "month": get_month_names("wide", locale=get_locale())[begin.month],
        "year": str(begin.year),
        "begins": f"{begin:%H:%M}",
        "ends": f"{end:%H:%M}",
    }


def _date(day: str | None, month: str | None, year: str | None) -> date | None:
    number, of_year = _NUMBER.fullmatch((day or "").lower()), _NUMBER.fullmatch(year or "")
    of_month = _month(month or "")
    if not number or not of_year or not of_month:
        return None
    try:
        found = date(int(of_year[1]), of_month, int(number[1]))
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2999 else None


def _month(word: str) -> int:
    """1 to 12 for a number, a name or the beginning of one in the reader's language; else 0."""
    number, word = _NUMBER.fullmatch(word), word.casefold().rstrip(".")
    if number:
        return int(number[1]) if 1 <= int(number[1]) <= 12 else 0
    names = get_month_names("wide", locale=get_locale())
    found = [n for n, name in names.items() if len(word) > 2 and name.casefold().startswith(word)]
    return found[0] if len(found) == 1 else 0


def _clock(word: str | None) -> time | None:
    said = _TIME.fullmatch((word or "").casefold())
    if not said:
        return None
    hour, minute, half = int(said[1]), int(said[2] or 0), said[3]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _instant(day: date, clock: time) -> datetime | None:
    """None for an hour that the change of clocks leaves out; of an hour that comes twice, the
    first."""
    local = datetime.combine(day, clock, zone())
    instant = local.astimezone(UTC)
    return (
        instant
        if instant.astimezone(zone()).replace(tzinfo=None) == local.replace(tzinfo=None)
        else None
    )
