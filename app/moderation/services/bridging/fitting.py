"""Finding the parameters: five starts by chance from one fixed seed, steps downhill, the best one.

Learning rate, convergence and the way of stepping (Adam, arXiv 1412.6980) are the source's, see
`parameters`. Where steps end is near the minimum and depends on them; `settling` goes the last bit,
so that the numbers belong to the ratings alone.
"""

from __future__ import annotations

import math

import numpy as np

from app.moderation.services.bridging.parameters import Parameters, loss_of, slopes_of, unflat
from app.moderation.services.bridging.settling import settle
from app.moderation.services.bridging.tabulating import Numbers, Table

STARTS = 5
SEED = 20_260_401
LEARNING_RATE = 0.2
CONVERGENCE = 1e-7
CLOSENESS = 1e-6
MOST_STEPS = 2_000
# Adam's own constants: how long steps and their sizes are remembered.
_MEMORY, _SIZE_MEMORY, _TINY = 0.9, 0.999, 1e-8


def fit(table: Table, *, starts: int = STARTS, seed: int = SEED) -> Parameters:
    """The best of several starts. The same ratings give the same numbers, in whatever order they
    come. Which side is called negative means nothing: the larger one is."""
    chance = np.random.default_rng(seed)
    ends = [_descended(table, _start(table, chance)) for _start_number in range(starts)]
    best = min(ends, key=lambda one: loss_of(table, one))
    return identified(settle(table, best, closeness=CLOSENESS))


def identified(found: Parameters) -> Parameters:
    """Mirrored where needed: more raters below 0 than above; at a tie the first one below."""
    below, above = int((found.rater_factor < 0).sum()), int((found.rater_factor > 0).sum())
    is_wrong = below < above or (below == above and found.rater_factor[0] > 0)
    return found.turned() if is_wrong else found


def _start(table: Table, chance: np.random.Generator) -> Parameters:
    """Spread as widely as the number of parameters asks for (Glorot and Bengio 2010, uniform)."""

    def spread(count: int) -> Numbers:
        return chance.uniform(-1, 1, count) * math.sqrt(6 / (count + 1))

    raters, notes = len(table.rater_ids), len(table.note_ids)
    return Parameters(0.0, spread(raters), spread(raters), spread(notes), spread(notes))


def _descended(table: Table, start: Parameters) -> Parameters:
    """Downhill until a step changes the loss by no more than `CONVERGENCE`."""
    raters, notes = len(table.rater_ids), len(table.note_ids)
    now, before = start.flat(), np.inf
    drift, size = np.zeros_like(now), np.zeros_like(now)
    for step in range(1, MOST_STEPS + 1):
        here = unflat(now, raters, notes)
        loss = loss_of(table, here)
        if abs(before - loss) <= CONVERGENCE:
            break
        slope = slopes_of(table, here).flat()
        drift = _MEMORY * drift + (1 - _MEMORY) * slope
        size = _SIZE_MEMORY * size + (1 - _SIZE_MEMORY) * slope * slope
        way = drift / (1 - _MEMORY**step)
        now = now - LEARNING_RATE * way / (np.sqrt(size / (1 - _SIZE_MEMORY**step)) + _TINY)
        before = loss
    return unflat(now, raters, notes)
