"""How well the reading does on curated texts, for `flask moderation evaluate`."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from app.core.proportions import Share
from app.moderation.services.evaluating import (
    BUILD,
    HELD_OUT,
    Judged,
    Task,
    measure_labels,
    threshold_at_recall,
)
from app.moderation.services.triaging.reading import read
from app.moderation.services.triaging.readings import AMBER, CRISIS, GREEN, LABELS, RED

TEXTS = "crisis*.toml"
STATED_RECALL = 0.95
URGENT, FLAGGED = (CRISIS, RED), (CRISIS, RED, AMBER)
UNSEEN = "kind:unseen"
"""Texts written after the lexicons, with words that nobody had in mind."""
_LONG = 300
_FEW_LETTERS = 20


def judge(folder: Path) -> Sequence[Judged]:
    """Every curated text with the label that the lexicons give it.

    Raises:
        OSError: no file is in the folder.
    """
    files = sorted(folder.glob(TEXTS))
    if not files:
        raise FileNotFoundError(f"no {TEXTS} in {folder}")
    read_in = [tomllib.loads(file.read_text("utf-8")) for file in files]
    return [
        Judged(case["id"], case["label"], _said(case), split, _slices(case))
        for split in (HELD_OUT, BUILD)
        for data in read_in
        for case in data.get(split, ())
    ]


def thresholds(folder: Path) -> Sequence[str]:
    """From which label on somebody is called, what is found then, and what that choice misses; nothing
    where no urgent text is held out."""
    held_out = [one for one in judge(folder) if one.split == HELD_OUT]
    if not any(one.truth in URGENT for one in held_out):
        return []
    unseen = [one for one in held_out if UNSEEN in one.slices]
    lines = [_chosen(held_out)]
    for name, judged in (("all held-out texts", held_out), ("of these, unseen words", unseen)):
        for label in (CRISIS, RED, AMBER):
            found = _urgent_found_from(judged, label)
            lines.append(f"{name}: urgent ones found from {label} on: {_words(found)}")
    return lines


def _chosen(judged: Sequence[Judged]) -> str:
    scored = [(LABELS.index(one.said), one.truth in URGENT) for one in judged]
    score = int(threshold_at_recall(scored, STATED_RECALL))
    label = LABELS[score]
    if label == GREEN:
        return (
            f"somebody is called from {RED} on. No label reaches an urgent recall of "
            f"{STATED_RECALL:.2f}: the lexicons alone are not enough"
        )
    return f"an urgent recall of {STATED_RECALL:.2f} is reached from {label} on"


def _urgent_found_from(judged: Sequence[Judged], label: str) -> Share | None:
    """Of the texts that are urgent, those said to be `label` or graver."""
    graver = LABELS[LABELS.index(label) :]
    marked = [
        Judged(one.id, RED, RED if one.said in graver else GREEN)
        for one in judged
        if one.truth in URGENT
    ]
    return measure_labels(label, marked, {RED}).recall


def _words(share: Share | None) -> str:
    if share is None:
        return "none to count"
    return f"{share.estimate:.2f} ({share.low:.2f} to {share.high:.2f}) of {share.whole}"


def _said(case: dict[str, str]) -> str:
    return read(case["text"], case["language"]).label


def _slices(case: dict[str, str]) -> tuple[str, ...]:
    letters = sum(map(str.isalpha, case["text"]))
    length = "few letters" if letters < _FEW_LETTERS else "middle"
    length = "long" if len(case["text"]) >= _LONG else length
    return (
        f"language:{case['language']}",
        f"length:{length}",
        *(f"kind:{s}" for s in case["slices"]),
    )


TASK = Task(
    name="crisis",
    labels=(CRISIS, RED, AMBER, GREEN),
    quiet=GREEN,
    judge=judge,
    together={"urgent": URGENT, "flagged": FLAGGED},
    thresholds=thresholds,
)
