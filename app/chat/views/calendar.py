"""A gathering as a calendar file (RFC 5545).

Calendars are synchronised, shared with families and shown on locked phones: by default the file
says no more than that there is a gathering of this site.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, url_for
from flask_babel import gettext as _
from icalendar import Calendar, Event

from app.chat.queries.rooms import RoomRow
from app.core.clock import now
from app.core.errors import found
from app.core.mail import site_address


def calendar_of(room: RoomRow, changes: int, *, with_names: bool) -> bytes:
    """`changes` is how often the gathering was changed: calendars take the highest one. The
    library escapes what people wrote and folds long lines."""
    site = current_app.config["SITE_NAME"]
    event = Event()
    event.add("uid", f"{room.public_id}@{urlsplit(site_address('/')).hostname}")
    event.add("dtstamp", now())
    event.add("dtstart", found(room.starts_at))
    event.add("dtend", found(room.ends_at))
    event.add("sequence", changes)
    event.add("summary", room.title if with_names else _("%(site)s gathering", site=site))
    event.add("url", site_address(url_for("chat.gathering", room_id=room.public_id)))
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if room.closed_at is not None else "CONFIRMED")
    if with_names and room.group_name:
        event.add("location", room.group_name)
    calendar = Calendar()
    calendar.add("prodid", "-//Common Thread//gatherings//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
