"""What the standing rules say of a text, in short."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from app.moderation.services.screening import Hit, screen, standing_register, standing_rules

FOLDER = Path(__file__).parents[1] / "data"
TODAY = date(2026, 11, 24)


@cache
def curated() -> list[dict[str, Any]]:
    """The curated texts."""
    return tomllib.loads((FOLDER / "screening.toml").read_text("utf-8"))["texts"]


@cache
def claims() -> list[dict[str, Any]]:
    """Decided claims with their paraphrases."""
    return tomllib.loads((FOLDER / "claims.toml").read_text("utf-8"))["claims"]


def hits(text: str, **options: Any) -> tuple[Hit, ...]:
    """What the standing rules find in it."""
    return screen(text, standing_rules(), standing_register(), today=TODAY, **options)


def rules(text: str) -> list[str]:
    """The names of the rules that point at it."""
    return [hit.rule for hit in hits(text)]
