"""From signs to a label: each by itself, two near each other, and details of a way to die."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from app.moderation.services.triaging.contexts import Sign
from app.moderation.services.triaging.finding import Match, Text
from app.moderation.services.triaging.lexicons import CONTEXTS, Common, Pairing
from app.moderation.services.triaging.readings import AMBER, GREEN, Reason

_NEAR = 1
"""Sentences between a sign, a means and a place or amount that belong together."""
_METHOD = ("means", "place", "quantity")
_DYING = frozenset(
    {"wish", "intent", "plan", "act", "attempt", "question", "other", "other_now", "urging", "past"}
)


def reasons(text: Text, signs: Sequence[Sign], common: Common) -> list[Reason]:
    """Why the label is what it is, the gravest signs first in the order of the text."""
    language = text.lexicon.language
    alone = [
        Reason(f"{language}:{sign.kind}.{sign.match.rule.id}", sign.match.typed, label)
        for sign in signs
        if (label := common.kinds[sign.kind]) != GREEN
    ]
    paired = (_paired(text, signs, pairing) for pairing in common.pairings)
    return alone + [reason for reason in paired if reason]


def method_detail(text: Text, signs: Sequence[Sign]) -> Reason | None:
    """A means together with a place or an amount, near words about dying by one's own hand."""
    near = sorted(sign.sentence for sign in signs if sign.kind in _DYING)
    means, places, amounts = (
        [match for match in text.of(kind) if _is_near(near, match.sentence)] for kind in _METHOD
    )
    detail = [*places, *amounts]
    where = sorted(match.sentence for match in detail)
    told = next((match for match in means if _is_near(where, match.sentence)), None)
    if not told:
        return None
    words = next(match.typed for match in detail if abs(match.sentence - told.sentence) <= _NEAR)
    return Reason(f"{text.lexicon.language}:method_detail", (*told.typed, *words), AMBER)


def _is_near(sentences: Sequence[int], here: int) -> bool:
    at = bisect_left(sentences, here - _NEAR)
    return at < len(sentences) and sentences[at] <= here + _NEAR


def _paired(text: Text, signs: Sequence[Sign], pairing: Pairing) -> Reason | None:
    """The first two that stand near enough; time grows with the number of signs only."""
    others = list(_standing(text, signs, pairing.other))
    places = [sentence for sentence, _match in others]
    for sentence, match in _standing(text, signs, pairing.one):
        at = bisect_left(places, sentence - pairing.within)
        if at < len(places) and places[at] <= sentence + pairing.within:
            rule = f"{text.lexicon.language}:together.{pairing.id}"
            return Reason(rule, match.typed + others[at][1].typed, pairing.label)
    return None


def _standing(
    text: Text, signs: Sequence[Sign], kinds: frozenset[str]
) -> Iterator[tuple[int, Match]]:
    """Signs and plain contexts of some kinds, by sentence."""
    found = [(sign.sentence, sign.match) for sign in signs if sign.kind in kinds]
    found += [(match.sentence, match) for match in text.of(*(kinds & CONTEXTS))]
    return iter(sorted(found, key=lambda pair: (pair[0], pair[1].found.start)))
