"""The panels of a board: each computes its numbers from counters. Importing one registers it."""

from __future__ import annotations

from app.engagement.services.panels import (
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
from app.engagement.services.panels.base import PANELS, Scope

__all__ = [
    "PANELS",
    "Scope",
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
