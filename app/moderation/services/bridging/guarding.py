"""Each condition for showing a note, alone: true lets it pass. And each way to be not helpful.

Source of the thresholds: Community Notes, ranking notes (commit 273c8958). A note that is shown
already gets the benefit of `MARGIN` in scores and of one rater in counts, so that it does not come
and go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

HELPFUL_FROM = 0.40
ONE_SIDED_FROM = 0.50
MARGIN = 0.01
CRITICISED_HELPFUL_FROM = 0.50
LEAST_RATINGS = 5
NET_ON_EACH_SIDE, NET_SHARE, NET_WITHOUT_SHARE = 4, 0.05, 10
TAGS_NEEDED = 2

NOT_HELPFUL_UNDER, NOT_HELPFUL_SLOPE = -0.05, -0.8
HOPELESS_UNDER = -0.04
DISLIKED_RATERS, DISLIKED_SIDE, DISLIKED_BOTH = 3, 0.4, 0.3


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What is known of one note. Pairs are the two sides of the line that raters differ along.

    `highest` is the intercept with one more helpful rating by the most convincing rater there could
    be; `net` counts helpful minus not helpful on the side where that is less; `praised` and
    `criticised` are numbers of tags that two raters or more gave; `asks_for_tags` says that any
    rating of this run has a tag; `is_outlier` that criticism stands out (see `tagging`).
    """

    ratings: int
    intercept: float
    factor: float
    highest: float
    net: int
    raters: tuple[int, int]
    means: tuple[float, float]
    praised: int = 0
    criticised: int = 0
    asks_for_tags: bool = False
    is_outlier: bool = False
    is_shown: bool = False

    @property
    def margin(self) -> float:
        """What the score of a note on show may lack."""
        return MARGIN if self.is_shown else 0.0

    @property
    def one_more(self) -> int:
        """How many ratings a note on show may lack."""
        return 1 if self.is_shown else 0


def has_enough_ratings(note: Evidence) -> bool:
    """Five."""
    return note.ratings + note.one_more >= LEAST_RATINGS


def scores_high(note: Evidence) -> bool:
    """An intercept of .40, of .39 for a note that is shown."""
    return note.intercept >= HELPFUL_FROM - note.margin


def is_liked_across(note: Evidence) -> bool:
    """A factor under .50 either way: the score does not come from one side."""
    return abs(note.factor) < ONE_SIDED_FROM + note.margin


def is_liked_on_both_sides(note: Evidence) -> bool:
    """On each side at least four more people say helpful than not, and these are 5 % of all
    ratings; from ten on, any share will do."""
    net, ratings = note.net + note.one_more, note.ratings + note.one_more
    if net >= NET_WITHOUT_SHARE:
        return True
    return net >= NET_ON_EACH_SIDE and net / ratings >= NET_SHARE


def is_explained(note: Evidence) -> bool:
    """Two reasons for liking it, each from two raters or more. Waits until raters give reasons."""
    return note.is_shown or not note.asks_for_tags or note.praised >= TAGS_NEEDED


def outweighs_criticism(note: Evidence) -> bool:
    """Where criticism stands out, the score must be .50."""
    return not note.is_outlier or note.intercept >= CRITICISED_HELPFUL_FROM - note.margin


# Codes for moderators, in the order in which they are told.
CONDITIONS: tuple[tuple[str, Callable[[Evidence], bool]], ...] = (
    ("few_ratings", has_enough_ratings),
    ("low_score", scores_high),
    ("one_sided", is_liked_across),
    ("net_helpful", is_liked_on_both_sides),
    ("unexplained", is_explained),
    ("criticism", outweighs_criticism),
)
ALONE, BUSIEST = "one_rater_decides", "busiest_raters_decide"
REASONS = (
    *(code for code, _condition in CONDITIONS),
    *(ALONE, BUSIEST, "few_helpful", "no_source", "unsigned"),
)


def missing(note: Evidence) -> tuple[str, ...]:
    """Codes of the conditions that keep a note back; empty when it may be shown."""
    return tuple(code for code, condition in CONDITIONS if not condition(note))


def is_on_track(note: Evidence) -> bool:
    """Enough ratings, a high score, from across: what criticism is compared among."""
    return has_enough_ratings(note) and scores_high(note) and is_liked_across(note)


def scores_low(note: Evidence) -> bool:
    """An intercept under -.05, lower still the more one-sided the note is."""
    return note.intercept < NOT_HELPFUL_UNDER + NOT_HELPFUL_SLOPE * abs(note.factor)


def is_hopeless(note: Evidence) -> bool:
    """Even one more very convincing rating would leave it under -.04."""
    return note.highest < HOPELESS_UNDER


def is_disliked_on_both_sides(note: Evidence) -> bool:
    """Three raters or more on each side, each side's mean at most .4 and both together .3."""
    return (
        min(note.raters) >= DISLIKED_RATERS
        and max(note.means) <= DISLIKED_SIDE
        and round(sum(note.means) / 2, 9) <= DISLIKED_BOTH
    )


def is_not_helpful(note: Evidence) -> bool:
    """Enough people have seen it, and one of the three ways applies; where raters give reasons, two
    reasons against it were given by two raters or more."""
    if note.ratings < LEAST_RATINGS or (note.asks_for_tags and note.criticised < TAGS_NEEDED):
        return False
    return scores_low(note) or is_hopeless(note) or is_disliked_on_both_sides(note)
