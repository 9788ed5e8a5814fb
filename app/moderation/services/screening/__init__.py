"""Screening of misleading posts: rules over a text, a register of sources, claims decided before."""

from __future__ import annotations

from app.moderation.services.screening.pointing import Hit, Place, screen
from app.moderation.services.screening.rule_file import rule_version, standing_rules
from app.moderation.services.screening.sources import standing_register

__all__ = ["Hit", "Place", "rule_version", "screen", "standing_register", "standing_rules"]
