"""From a fit to verdicts: what is known of each note, held against every condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from app.moderation.services.bridging import guarding, leaving_out, tagging
from app.moderation.services.bridging.fitting import fit
from app.moderation.services.bridging.guarding import Evidence
from app.moderation.services.bridging.parameters import Parameters
from app.moderation.services.bridging.settling import note_lines
from app.moderation.services.bridging.shapes import HELPFUL, NOT_HELPFUL, Rating, Status, Verdict
from app.moderation.services.bridging.tabulating import Marks, Numbers, Table, tabulate

DIGITS = 6


def judged_by_bridging(ratings: Sequence[Rating], shown: set[int]) -> dict[int, Status]:
    """A verdict for each note that has one of these ratings. `shown` are notes on show now."""
    table, rows = tabulate(ratings)
    found = fit(table)
    evidence = gathered(table, rows, found, shown)
    on_track = {place for place, note in enumerate(evidence) if guarding.is_on_track(note)}
    for place in tagging.outliers(table, rows, found, on_track):
        evidence[place] = replace(evidence[place], is_outlier=True)
    reasons = [guarding.missing(note) for note in evidence]
    new = [place for place, codes in enumerate(reasons) if not codes]
    new = [place for place in new if not evidence[place].is_shown]
    for place in sorted(leaving_out.fall_without_one(table, found, new)):
        reasons[place] = (*reasons[place], guarding.ALONE)
    for place in sorted(leaving_out.fall_without_busiest(table, found, new)):
        reasons[place] = (*reasons[place], guarding.BUSIEST)
    pairs = zip(table.note_ids.tolist(), evidence, reasons, strict=True)
    return {note_id: _status(note, codes) for note_id, note, codes in pairs}


def gathered(
    table: Table, rows: Sequence[Rating], found: Parameters, shown: set[int]
) -> list[Evidence]:
    """What is known of each note, by place; whether criticism stands out is seen later."""
    below = found.rater_factor[table.rater] < 0
    sides = [_side(table, side) for side in (below, ~below)]
    ends = [*table.by_note.starts[1:].tolist(), len(rows)]
    highest = _highest(table, found)
    asks_for_tags = any(one.tags for one in rows)
    evidence = []
    for place, note_id in enumerate(table.note_ids.tolist()):
        own = rows[table.by_note.starts[place] : ends[place]]
        praised, criticised = tagging.reasons_given(own) if asks_for_tags else (0, 0)
        evidence.append(
            Evidence(
                ratings=len(own),
                intercept=float(found.note_intercept[place]),
                factor=float(found.note_factor[place]),
                highest=float(highest[place]),
                net=int(min(net[place] for _count, net, _mean in sides)),
                raters=(int(sides[0][0][place]), int(sides[1][0][place])),
                means=(float(sides[0][2][place]), float(sides[1][2][place])),
                praised=praised,
                criticised=criticised,
                asks_for_tags=asks_for_tags,
                is_shown=note_id in shown,
            )
        )
    return evidence


def _side(table: Table, rows: Marks) -> tuple[Numbers, Numbers, Numbers]:
    """Of the raters on one side, for each note: how many, helpful minus not, mean rating."""
    count = table.by_note.sums(rows.astype(np.float64))
    helpful = table.by_note.sums((rows & (table.value == HELPFUL)).astype(np.float64))
    against = table.by_note.sums((rows & (table.value == NOT_HELPFUL)).astype(np.float64))
    mean = table.by_note.sums(table.value * rows) / np.maximum(count, 1)
    return count, helpful - against, mean


def _highest(table: Table, found: Parameters) -> Numbers:
    """Each note's intercept with one more helpful rating, by whoever of three imagined raters lifts
    it most: as strict as the strictest, at either end of the line or in its middle."""
    lines = note_lines(table, found)
    everywhere = np.ones(len(table.note_ids))
    y = everywhere * (HELPFUL - found.mean - found.rater_intercept.min())
    ends = (found.rater_factor.min(), 0.0, found.rater_factor.max())
    lifted = [lines.plus(everywhere * end, y).solved()[0] for end in ends]
    highest: Numbers = np.stack([found.note_intercept, *lifted]).max(axis=0)
    return highest


def _status(note: Evidence, reasons: tuple[str, ...]) -> Status:
    verdict: Verdict = "needs_more" if reasons else "helpful"
    return Status(
        verdict="not_helpful" if guarding.is_not_helpful(note) else verdict,
        method="bridging",
        ratings=note.ratings,
        intercept=round(note.intercept, DIGITS),
        factor=round(note.factor, DIGITS),
        reasons=reasons,
    )
