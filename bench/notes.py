"""How long the scoring of all context notes takes: 1,000 raters, 2,000 notes, 50,000 ratings."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from statistics import median

import numpy as np

from app.moderation.services.bridging.scoring import score
from app.moderation.services.bridging.shapes import CRITICISM, PRAISE, Note, Rating, Status

RATERS, NOTES, RATINGS = 1_000, 2_000, 50_000
ROUNDS = 3
SEED = 4
NOW = datetime(2026, 11, 2, tzinfo=UTC)
REASONS_GIVEN = 0.5


def community() -> tuple[list[Rating], list[Note]]:
    """Made-up raters along a line, notes of different worth that lean one way or the other, and
    ratings with noise; some notes are rated far more often than others."""
    chance = np.random.default_rng(SEED)
    side = chance.normal(0, 1, RATERS) + np.where(np.arange(RATERS) % 2, 1.2, -1.2)
    mood = chance.normal(0, 0.4, RATERS)
    worth, lean = chance.normal(0.2, 1, NOTES), chance.normal(0, 0.8, NOTES)
    popular = chance.gamma(2, 1, NOTES)
    pairs = np.zeros((RATERS, NOTES), dtype=bool)
    while (more := RATINGS - int(pairs.sum())) > 0:
        note = chance.choice(NOTES, more, p=popular / popular.sum())
        pairs[chance.integers(0, RATERS, more), note] = True
    rater, note = np.nonzero(pairs)
    felt = worth[note] + mood[rater] + side[rater] * lean[note] + chance.normal(0, 0.7, len(note))
    value = np.select([felt > 0.3, felt > -0.1], [1.0, 0.5], 0.0)
    tagged = chance.random(len(note)) < REASONS_GIVEN
    tag = chance.integers(0, 1_000, len(note))
    rows = zip(*(one.tolist() for one in (rater, note, value, tagged, tag)), strict=True)
    ratings = [_rating(*row) for row in rows]
    return ratings, [Note(note_id=key, author_id=RATERS + key % 300) for key in range(NOTES)]


def main() -> None:
    """Seconds of three rounds, by the clock and of the processor, what came out, and how busy the machine was."""
    ratings, notes = community()
    seconds: list[float] = []
    busy: list[float] = []
    found: dict[int, Status] = {}
    for number in range(ROUNDS):
        print(f"round {number + 1} of {ROUNDS}", file=sys.stderr, flush=True)
        began, busy_before = time.perf_counter(), time.process_time()
        found = score(ratings, notes, {}, NOW)
        seconds.append(time.perf_counter() - began)
        busy.append(time.process_time() - busy_before)
    verdicts = Counter(status.verdict for status in found.values())
    kept = Counter(code for status in found.values() for code in status.reasons)
    load = ", ".join(f"{one:.2f}" for one in os.getloadavg())
    print(f"{len({one.rater_id for one in ratings})} raters, {NOTES} notes, {len(ratings)} ratings")
    print("| seconds, median of 3 | fastest | slowest | of the processor | load average |")
    print("|---:|---:|---:|---:|---|")
    edges = f"{min(seconds):.2f} | {max(seconds):.2f}"
    print(f"| {median(seconds):.2f} | {edges} | {median(busy):.2f} | {load} |")
    print(", ".join(f"{name} {count}" for name, count in sorted(verdicts.items())))
    print(", ".join(f"{name} {count}" for name, count in sorted(kept.items())))


def _rating(rater: int, note: int, value: float, tagged: bool, tag: int) -> Rating:
    reasons = sorted(PRAISE if value > 0.5 else CRITICISM)
    tags = frozenset({reasons[tag % len(reasons)]}) if tagged else frozenset[str]()
    at = NOW - timedelta(hours=1 + tag)
    return Rating(rater_id=rater, note_id=note, value=value, at=at, tags=tags)


if __name__ == "__main__":
    main()
