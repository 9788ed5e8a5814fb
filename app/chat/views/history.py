"""What was said before: days, and links to one message."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import redirect, request, url_for

from app.chat.queries.around import said_around
from app.chat.queries.messages import PAGE, page_before, page_of_day
from app.chat.queries.rooms import RoomRow
from app.chat.views.blueprint import bp
from app.chat.views.clock import Clock
from app.chat.views.lookups import readable
from app.chat.views.rows import Eyes
from app.chat.views.words import message_words
from app.core.access import current_viewer, signed_in
from app.core.errors import NotFound
from app.core.templating import render

# How many messages stand above the one that a link leads to.
ABOVE = 8


def _day(words: str) -> date:
    """A date as addresses write it.

    Raises:
        NotFound: it is none, or one that no calendar reaches from every zone.
    """
    try:
        day = date.fromisoformat(words)
    except ValueError:
        raise NotFound from None
    if not 1970 < day.year < 9000 or len(words) != 10:
        raise NotFound
    return day


def _day_page(row: RoomRow, day: date, clock: Clock, after: int) -> str:
    begin, end = clock.bounds(day)
    lines, words = page_of_day(row, begin, end, after=after), message_words()
    earlier, later = said_around(row, begin, end)
    return render(
        "chat/day.html",
        room=row,
        day=day,
        clock=clock,
        zone=clock.name,
        words=words,
        rows=Eyes(current_viewer(), row, words, clock).rows(lines),
        more_after=lines[-1].sequence if len(lines) == PAGE else None,
        earlier=clock.day_of(earlier) if earlier else None,
        later=clock.day_of(later) if later else None,
    )


@bp.get("/rooms/<room_id>/days/<day>")
@signed_in
def room_day(room_id: str, day: str) -> Any:
    """One day in the viewer's zone, or in the one that their page asks for, a page at a time."""
    row, when = readable(room_id), _day(day)
    after = request.args.get("after", 0, int)
    return _day_page(
        row, when, Clock(request.args.get("zone")), min(max(after, 0), row.last_sequence)
    )


@bp.get("/rooms/<room_id>/at/<int:sequence>")
@signed_in
def room_at(room_id: str, sequence: int) -> Any:
    """Leads to the page that holds a message, with a few above it."""
    row = readable(room_id)
    above = page_before(row, min(sequence, row.last_sequence + 1))[-ABOVE:]
    after = above[0].sequence - 1 if above else 0
    address = url_for("chat.room", room_id=room_id, after=after)
    return redirect(f"{address}#m-{sequence}")
