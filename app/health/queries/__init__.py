"""Reading health records, always through the person who looks."""

from __future__ import annotations

from app.health.queries.cards import EvaluationCard, NamedThing, card_of, cards_for
from app.health.queries.consent import consented, holds
from app.health.queries.mine import (
    MyEvaluation,
    SharedGroup,
    groups_to_show_to,
    mine,
    my_evaluation,
)
from app.health.queries.owned import of_draft, own_evaluation

__all__ = [
    "EvaluationCard",
    "MyEvaluation",
    "NamedThing",
    "SharedGroup",
    "card_of",
    "cards_for",
    "consented",
    "groups_to_show_to",
    "holds",
    "mine",
    "my_evaluation",
    "of_draft",
    "own_evaluation",
]
