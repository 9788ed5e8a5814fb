"""What notifications do by the clock."""

from __future__ import annotations

from app.core.jobs import every
from app.notifications.services import ending, reminding


@every(minutes=5, name="notifications.call-gatherings-to-mind")
def call_gatherings_to_mind() -> None:
    """Tell those who wanted it that a gathering begins within the hour."""
    reminding.call_to_mind()


@every(minutes=5, name="notifications.tell-of-ends")
def tell_of_ends() -> None:
    """Tell members that a restriction ended by itself."""
    ending.tell_of_ends()
