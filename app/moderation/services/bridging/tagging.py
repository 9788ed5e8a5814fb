"""What raters ticked: does a note have its reasons, and does criticism of it stand out?

Source: Community Notes, `tag_filter.py` (commit 273c8958). Criticism by somebody near the note on
the line weighs most: they were the likeliest to agree with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from app.moderation.services.bridging.parameters import Parameters
from app.moderation.services.bridging.shapes import CRITICISM, PRAISE, Rating
from app.moderation.services.bridging.tabulating import Numbers, Table

RATERS_PER_TAG = 2
NEAR_PERCENTILE = 40
STEEPNESS = 5
LEAST_WEIGHT = 2.5
OUTLIER_PERCENTILE = 95
TINY = 1e-12
# That a note is hard to read is something to mend, no sign that it is wrong: not compared.
COMPARED = sorted(CRITICISM - {"unclear"})


def reasons_given(ratings: Iterable[Rating]) -> tuple[int, int]:
    """How many tags of praise and how many of criticism two raters or more gave one note."""
    given = Counter(tag for one in ratings for tag in one.tags)
    often = {tag for tag, count in given.items() if count >= RATERS_PER_TAG}
    return len(often & PRAISE), len(often & CRITICISM)


def nearness(table: Table, found: Parameters) -> Numbers:
    """The weight of every row, 1 for a rater where the note is, falling steeply with the distance."""
    distance = np.abs(found.rater_factor[table.rater] - found.note_factor[table.note])
    usual = float(np.percentile(distance, NEAR_PERCENTILE))
    weight: Numbers = 1 / (1 + (distance / max(usual, TINY)) ** STEEPNESS)
    return weight


def outliers(
    table: Table, rows: Sequence[Rating], found: Parameters, on_track: Collection[int]
) -> set[int]:
    """Places of notes with much criticism of one kind: more than 2.5 in weight, and a share of all
    weight above the 95th percentile of the notes on track, or the largest of them."""
    places = sorted(on_track)
    weight = nearness(table, found)
    total = table.by_note.sums(weight)
    found_so_far: set[int] = set()
    for tag in COMPARED if places else ():
        has_tag = np.array([tag in one.tags for one in rows])
        against = table.by_note.sums(weight * has_tag)
        share = against / np.maximum(total, TINY)
        top = min(np.percentile(share[places], OUTLIER_PERCENTILE), share[places].max() - TINY)
        found_so_far |= {
            place for place in places if against[place] > LEAST_WEIGHT and share[place] > top
        }
    return found_so_far
