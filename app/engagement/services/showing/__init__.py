"""Numbers of panels in words, charts and tables, in the reader's language. Importing a panel puts it
on the board; the order of a board is the order of `SHOWN`."""

from __future__ import annotations

from app.engagement.services.showing import (
    dependence,
    first_answer,
    funnel,
    gone_quiet,
    inequality,
    moderator_service,
    network,
    participation,
    return_after_first,
)
from app.engagement.services.showing.base import Board, LivePart, Shown, ToDo

SHOWN = (
    "participation",
    "inequality",
    "funnel",
    "first_answer",
    "return_after_first",
    "gone_quiet",
    "dependence",
    "network",
    "moderator_service",
)  # fmt: skip
"""Which panels a board has, the first one first."""

__all__ = [
    "SHOWN",
    "Board",
    "LivePart",
    "Shown",
    "ToDo",
    "dependence",
    "first_answer",
    "funnel",
    "gone_quiet",
    "inequality",
    "moderator_service",
    "network",
    "participation",
    "return_after_first",
]
