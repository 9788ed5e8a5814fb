"""The checkups of the house itself; those of a package stand with its queries."""

from __future__ import annotations

from app.operations.services.checkups import database, figures, places, settings

__all__ = ["database", "figures", "places", "settings"]
