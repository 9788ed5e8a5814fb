"""How well the rules do on curated texts, for `flask moderation evaluate`."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from app.core.proportions import wilson
from app.moderation.services.evaluating import (
    BUILD,
    Judged,
    Task,
    threshold_at_recall,
)
from app.moderation.services.screening.pointing import screen
from app.moderation.services.screening.resembling import THRESHOLD, Claims
from app.moderation.services.screening.rule_file import standing_rules
from app.moderation.services.screening.rules import LABELS, NONE
from app.moderation.services.screening.sources import standing_register

TEXTS, CLAIMS = "screening.toml", "claims.toml"
STATED_RECALL = 0.95
LONG = 300
"""Characters from which on a text counts as long."""


def label_of(text: str, today: date) -> str:
    """What the gravest rule that points at a text says it is; "none" where no rule does."""
    hits = screen(text, standing_rules(), standing_register(), today=today)
    return hits[0].label if hits else NONE


def judge(folder: Path) -> Sequence[Judged]:
    """Every curated text with what the rules say of it, on the day on which the register was last
    looked at: next year the numbers are the same.

    Raises:
        OSError: the file is not in the folder.
    """
    today = max(source.checked_on for source in standing_register().sources.values())
    return [
        Judged(
            entry["id"],
            entry["label"],
            label_of(entry["text"], today),
            entry["split"],
            slices_of(entry),
        )
        for entry in _entries(folder / TEXTS, "texts")
    ]


def slices_of(entry: dict[str, Any]) -> tuple[str, ...]:
    """The parts that a text belongs to: its tags, or "plain", and its length."""
    length = "long" if len(entry["text"]) >= LONG else "short"
    tags = [tag for tag in entry["tags"] if tag != "long"] or ["plain"]
    return (f"length:{length}", *(f"kind:{tag}" for tag in tags))


def thresholds(folder: Path) -> Sequence[str]:
    """How near a text must come to a decided claim, and how many paraphrases do."""
    entries = _entries(folder / CLAIMS, "claims")
    claims = Claims([(entry["id"], entry["claim"]) for entry in entries], standing_rules())
    lines = []
    for split in (BUILD, "held_out"):
        scores = [_own(claims, entry["id"], entry[split]) for entry in entries]
        chosen = threshold_at_recall([(score, True) for score in scores], STATED_RECALL)
        found = wilson(sum(score >= THRESHOLD for score in scores), len(scores))
        assert found is not None  # a threshold needs scores
        lines.append(
            f"decided claims, {split}: recall {STATED_RECALL:.2f} is reached at {chosen:.2f}; at the "
            f"threshold {THRESHOLD:.2f} it is {found.estimate:.2f} ({found.low:.2f} to "
            f"{found.high:.2f}) of {found.whole}"
        )
    return lines


def _own(claims: Claims, claim_id: int, text: str) -> float:
    """How near a paraphrase comes to its own claim; 0 where three others are nearer."""
    near = claims.near(text, least=0)
    return next((one.likeness for one in near if one.claim_id == claim_id), 0.0)


def _entries(file: Path, key: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads(file.read_text("utf-8"))[key]
    return entries


TASK = Task(
    name="screening",
    labels=(*LABELS, NONE),
    quiet=NONE,
    judge=judge,
    together={"pointed at": LABELS},
    thresholds=thresholds,
)
