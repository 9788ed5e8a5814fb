"""What moderators can do about something, gentlest first, and the rules they can name.

The ladder is science.md M7. Whoever passes over a step says why. What a step does to the thing or
the person stands in services/carrying_out.py.
"""

from __future__ import annotations

from typing import NamedTuple

# Site roles of those who sit at the desk; signs of distress are for the second one only.
SAFEGUARDING = "safeguarding"
DESK = ("moderator", SAFEGUARDING)

NOTHING = "nothing"
ASK, NOTE, REPLY_LIMIT, REDUCE, HIDE, REMOVE, SUSPEND = (
    "ask", "note", "reply_limit", "reduce", "hide", "remove", "suspend",
)  # fmt: skip
# Leaving a group is beside the ladder: as grave as hiding, and about the person.
LEAVE_GROUP = "leave_group"
LADDER = (ASK, NOTE, REPLY_LIMIT, REDUCE, HIDE, LEAVE_GROUP, REMOVE, SUSPEND)


class Step(NamedTuple):
    """`scope` is what it limits: nothing, visibility, account. `needs_end`: it ends on a day."""

    scope: str
    needs_end: bool = False


STEPS = {
    NOTHING: Step("nothing"),
    ASK: Step("nothing"),
    NOTE: Step("nothing"),
    REPLY_LIMIT: Step("account", needs_end=True),
    REDUCE: Step("visibility"),
    HIDE: Step("visibility"),
    LEAVE_GROUP: Step("account"),
    REMOVE: Step("visibility"),
    SUSPEND: Step("account", needs_end=True),
}
# Steps that take something away from somebody, until their end or until they are taken back.
LIMITING = tuple(name for name, step in STEPS.items() if step.scope != "nothing")
# The rules of the community that a decision can rest on. The words are in wording.py.
GROUNDS = (
    "misleading", "dangerous", "promotion", "unkind", "private", "method", "off_topic", "law", "none",
)  # fmt: skip
# Why a member reports something.
REASONS = ("misleading", "unkind", "promotion", "private", "worried", "other")
FLAWS = (
    "factual_error", "unverified_claim", "missing_context", "anecdote_as_rule", "outdated",
    "manipulated_media", "satire", "other",
)  # fmt: skip
HARMS = (0, 1, 2, 3)

LEVELS = ("crisis", "red", "harm", "amber", "rest")
RANKS = {"crisis": 0, "red": 20, "harm": 30, "amber": 40, "rest": 50}
# Heavy reports come before others within `rest`, by up to so many places: services/weighing.py.
MOST_STEPS_UP = 3
# An amber case nobody looked at in time comes before every red one, after every crisis.
LIFTED = 10
SENSITIVE = frozenset({"crisis", "red"})
# Beside "hide" and "remove", which are decided: words wait until a person has read them.
HELD = "held"


# Stands where a case of distress named its thing, once it was let go of.
GONE = "gone-"
# What would tell that somebody was in distress is told as something wider.
_TOLD_AS = {"worried": "other", "": "other", "method": "dangerous"}


def told_as(code: str) -> str:
    """A reason or a ground as the log and every figure name it. The log is kept for years: neither
    worry about a person nor words about a way to die has a name of its own in it. A reason that was
    let go of counts as it did before, so that figures stay what they were."""
    return _TOLD_AS.get(code, code)


def passes_over(action: str, taken: frozenset[str]) -> bool:
    """Whether gentler steps than `action` were never tried: then a written reason is needed. The
    first two are always within reach, so that a note needs no question before it."""
    if action not in LADDER:
        return False
    place = LADDER.index(action)
    return place > 1 and not any(step in taken for step in LADDER[:place])


def worst(*levels: str) -> str:
    """The first of these in the queue."""
    return min(levels, key=LEVELS.index)
