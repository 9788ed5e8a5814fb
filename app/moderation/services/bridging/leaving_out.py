"""Would a note still be shown if one rater had never been there, or the busiest ones?

Guards against a group, or one person with many accounts, lifting notes over the line. Without the
rater, a note must reach what keeps a note on show. The source asks .37 without the busiest 0.1 % of
raters; here nothing may flip, so it is .39.

Every answer is a fit of its own, begun where the whole fit stood. Where many rate, only those raters
are left out in turn who could matter: a note is first solved without each of its raters while
everybody else is held still, and what the others would answer, their echo, is measured on the
raters for whom it is largest.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from app.moderation.services.bridging.guarding import HELPFUL_FROM, MARGIN, ONE_SIDED_FROM
from app.moderation.services.bridging.parameters import Parameters
from app.moderation.services.bridging.settling import note_lines, settle
from app.moderation.services.bridging.tabulating import Numbers, Places, Table

KEPT_FROM = HELPFUL_FROM - MARGIN
KEPT_WITHIN = ONE_SIDED_FROM + MARGIN
BUSIEST_SHARE = 0.001
REFIT_ALL_UP_TO = 200
MEASURED_ON = 20
ECHO_SAFETY = 2.0
CLOSENESS = 1e-4


def fall_without_one(table: Table, found: Parameters, candidates: Iterable[int]) -> set[int]:
    """Places of the candidates that some single rater holds up."""
    waiting = np.array(sorted(candidates), dtype=np.intp)
    if not len(waiting):
        return set()
    raters = np.arange(len(table.rater_ids))
    if len(raters) > REFIT_ALL_UP_TO:
        raters = _who_could_matter(table, found, waiting)
    room = [_room_without(table, found, raters[at : at + 1])[waiting] for at in range(len(raters))]
    return set(waiting[np.min(room, axis=0) < 0].tolist()) if room else set()


def fall_without_busiest(table: Table, found: Parameters, candidates: Iterable[int]) -> set[int]:
    """Places of the candidates held up by the 0.1 % of raters, at least one, who rated most."""
    waiting = np.array(sorted(candidates), dtype=np.intp)
    if not len(waiting):
        return set()
    room = _room_without(table, found, busiest(table, share=BUSIEST_SHARE))[waiting]
    return set(waiting[room < 0].tolist())


def busiest(table: Table, *, share: float) -> Places:
    """Places of the raters with most ratings; of equal ones, the first by key."""
    many = math.ceil(share * len(table.rater_ids))
    return np.argsort(-table.by_rater.counts, kind="stable")[:many]


def _room(intercept: Numbers, factor: Numbers) -> Numbers:
    """How far from being taken down; below 0 a note would be."""
    return np.minimum(intercept - KEPT_FROM, KEPT_WITHIN - np.abs(factor))


def _room_without(table: Table, found: Parameters, raters: Places) -> Numbers:
    """The room of every note in a fit without these raters."""
    again = settle(table.without(raters), found, closeness=CLOSENESS)
    return _room(again.note_intercept, again.note_factor)


def _who_could_matter(table: Table, found: Parameters, waiting: Places) -> Places:
    """Raters without whom a waiting note comes nearer to 0 than others' echo, or under it."""
    alone = _room_held_still(table, found)
    sample = busiest(table, share=MEASURED_ON / len(table.rater_ids))
    echo = ECHO_SAFETY * max(_echo(table, found, waiting, alone, rater) for rater in sample)
    if _room(found.note_intercept, found.note_factor)[waiting].min() <= echo:
        return np.arange(len(table.rater_ids))
    is_near = np.isin(table.note, waiting) & (alone <= echo)
    return np.unique(table.rater[is_near])


def _room_held_still(table: Table, found: Parameters) -> Numbers:
    """For each row: the room of its note without its rater, everybody else held still."""
    x = found.rater_factor[table.rater]
    y = table.value - found.mean - found.rater_intercept[table.rater]
    return _room(*note_lines(table, found).at(table.note).plus(x, y, -1).solved())


def _echo(
    table: Table, found: Parameters, waiting: Places, alone: Numbers, rater: np.intp
) -> float:
    """How far the rooms of waiting notes are from what they were taken for without this rater."""
    taken_for = _room(found.note_intercept, found.note_factor)
    own = table.rater == rater
    taken_for[table.note[own]] = alone[own]
    again = _room_without(table, found, np.array([rater]))
    return float(np.abs(again - taken_for)[waiting].max())
