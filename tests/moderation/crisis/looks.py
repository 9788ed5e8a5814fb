"""What the reading says of a text, in short."""

from __future__ import annotations

from pathlib import Path

from app.moderation.services.triaging.reading import read

FOLDER = Path(__file__).parents[1] / "data"


def label(text: str, locale: str = "en") -> str:
    """Its label."""
    return read(text, locale).label


def rules(text: str, locale: str = "en") -> set[str]:
    """The rules that spoke."""
    return {reason.rule for reason in read(text, locale).reasons}
