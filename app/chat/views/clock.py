"""Times of messages in the viewer's zone: the clock beside each, the day above them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import format_date
from flask_babel import get_locale, get_timezone

from app.core.clock import now


@cache
def _known_zones() -> set[str]:
    """Read from the disk, file by file: once for each process."""
    return available_timezones()


class Clock:
    """The viewer's zone: the one asked for, theirs, or the site's own."""

    def __init__(self, zone: str | None = None) -> None:
        is_known = zone is not None and zone in _known_zones()
        # Never the object that get_timezone gives: put into a date by hand, it means local mean time.
        self.zone = ZoneInfo(zone if zone and is_known else str(get_timezone()))
        self._locale = str(get_locale())

    @property
    def name(self) -> str:
        """As browsers know it."""
        return str(self.zone)

    def day_of(self, at: datetime) -> date:
        """The date of a moment."""
        return at.astimezone(self.zone).date()

    def time_of(self, at: datetime) -> str:
        """Its hours and minutes."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def moment(self, at: datetime) -> str:
        """Both, in words."""
        return f"{self.words(self.day_of(at))}, {self.time_of(at)}"

    def words(self, day: date) -> str:
        """A date: "Sunday 22 November", with the year when it is another one."""
        if not self._locale.startswith("en"):
            return format_date(day, "full", self._locale)
        year = " yyyy" if day.year != self.day_of(now()).year else ""
        return format_date(day, f"EEEE d MMMM{year}", self._locale)

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        """The instants at which a date begins and ends."""
        begin = datetime.combine(day, time(), self.zone)
        return begin, datetime.combine(day + timedelta(days=1), time(), self.zone)
