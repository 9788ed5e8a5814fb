"""Calling gatherings to mind: in the inbox and by letter, an hour before, for who wanted it."""

from __future__ import annotations

from app.chat.services.reminding import due_reminders, note_sent
from app.core.clock import now
from app.core.jobs import checkpoint
from app.core.mail import site_address
from app.core.transactions import unit_of_work
from app.notifications.services.telling import tell, write_to

AT_A_TIME = 50


def call_to_mind() -> int:
    """Send what is due, a few at a time; how many. Who may still come is asked in the transaction
    that tells them, and what was sent is noted in it: nobody is told twice."""
    total = 0
    while sent := _some():
        total += sent
        checkpoint()
    return total


@unit_of_work()
def _some() -> int:
    moment = now()
    due = due_reminders(moment, AT_A_TIME)
    for one in due:
        if note_sent(one.id, at=moment):
            path = f"/rooms/{one.room_public_id}"
            tell(one.member_id, "gathering_soon", {}, path)
            # A letter that comes after the beginning helps nobody.
            write_to(
                one.member_id, "gathering_soon", expires_at=one.starts_at, link=site_address(path)
            )
    return len(due)
