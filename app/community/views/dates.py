"""When something was written, in words. A topic's page says it twenty times, so words of a day
are kept once they were made."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_date
from flask_babel import get_locale, get_timezone, gettext

from app.core.clock import now


@lru_cache(maxsize=4096)
def _day_words(day: date, locale: str) -> str:
    # English here says "3 March 2026"; Babel's own long form is the American one.
    form = "d MMMM yyyy" if locale.startswith("en") else "long"
    words: str = format_date(day, form, locale)
    return words


class Dates:
    """Says moments in the viewer's zone and language: "3 March 2026", "today, 09:14"."""

    __slots__ = ("_locale", "_today", "_today_words", "_yesterday", "_yesterday_words", "_zone")

    def __init__(self) -> None:
        self._zone, self._locale = get_timezone(), str(get_locale())
        self._today = now().astimezone(self._zone).date()
        self._yesterday = self._today - timedelta(days=1)
        # Looked up once a page; the clock is put in per post.
        self._today_words: str = gettext("today, %(time)s", time="\0")
        self._yesterday_words: str = gettext("yesterday, %(time)s", time="\0")

    def words(self, at: datetime) -> str:
        """A moment in words; the clock only for today and yesterday."""
        local = at.astimezone(self._zone)
        day = local.date()
        if day == self._today:
            return self._today_words.replace("\0", f"{local:%H:%M}")
        if day == self._yesterday:
            return self._yesterday_words.replace("\0", f"{local:%H:%M}")
        return _day_words(day, self._locale)
