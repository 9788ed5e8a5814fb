"""Pages about health records: one's own, and those that a carer looks after."""

from __future__ import annotations

from app.health.views import for_carers, own
from app.health.views.blueprint import bp

__all__ = ["bp", "for_carers", "own"]
