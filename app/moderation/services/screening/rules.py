"""The rules of screening as plain values, and the words in which they may be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.moderation.services.screening.phrases import Tree

OPEN_CASE, ASK_AUTHOR = "open_case", "ask_author"
ACTS = (OPEN_CASE, ASK_AUTHOR)
# What a rule points at; what a curated text is labelled with.
LABELS = (
    "harmful_remedy", "stop_medicine", "dose_advice", "cure_claim", "promotion", "bad_link",
)  # fmt: skip
NONE = "none"
TOPICS = ("treatment", "supplement", "vaccine", "diagnosis", "device", "cause", "service")
# The tags of Community Notes and one of ours (science.md §3.5).
FLAWS = (
    "factual_error", "manipulated_media", "outdated", "missing_context", "unverified_claim",
    "satire", "other", "anecdote_as_rule",
)  # fmt: skip
HARMS = ("H0", "H1", "H2", "H3")
LEVELS = ("red", "harm", "amber", "rest")
LINKS = ("listed", "pretending", "shortened", "referral")
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Steps that follow one another, `within` so many words from the first to the last, in one
    sentence or in `reach` more of them. `opens`: the first one stands where a clause begins.
    `unless`: guards that let it pass."""

    steps: tuple[str, ...]
    within: int
    reach: int
    opens: bool
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `words` are what the author and the moderator are told, by language; `links` are
    the kinds of addresses that it points at."""

    name: str
    label: str
    topic: str
    flaw: str
    harm: str
    level: str
    act: str
    words: Mapping[str, Mapping[str, str]]
    patterns: tuple[Pattern, ...] = ()
    links: tuple[str, ...] = ()

    def told(self, to: str, language: str = FALLBACK) -> str:
        """What the "author" or the "moderator" reads; in English where it is not translated."""
        return self.words.get(language, self.words[FALLBACK])[to]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules in their order, under one version; where the phrases of their lists stand in one
    tree, what is meant by a misspelt word, and for comparing claims which phrases say the same and
    which words say nothing."""

    version: int
    rules: tuple[Rule, ...]
    tree: Tree = field(repr=False)
    spell: Callable[[str], str] = field(repr=False)
    alike: Tree = field(repr=False)
    empty: frozenset[str] = field(repr=False)
