"""What chat does by the clock."""

from __future__ import annotations

from app.chat.services import being_here, purging
from app.core.jobs import every
from app.core.transactions import unit_of_work


@every(minutes=10, name="chat.keep-to-what-rooms-say")
def keep_to_what_rooms_say() -> None:
    """Remove what was said longer ago than its room keeps it."""
    purging.purge()


@every(minutes=10, name="chat.forget-who-was-there")
def forget_who_was_there() -> None:
    """Presences of pages that went without a word; workers with open pages sweep them, too."""
    with unit_of_work():
        being_here.sweep()
