"""Starting a conversation: about an issue, about a treatment, a notice, or in another language."""

from __future__ import annotations

import random

from app.demo.services.composing import Conversation, Written
from app.demo.services.grammar import Words
from app.demo.services.library import GroupText, Issue, Language, Library
from app.demo.services.shapes import Shapes
from app.demo.services.trying import Tried


def about_issue(
    library: Library,
    group: GroupText,
    kind: str,
    issue: Issue,
    *,
    rng: random.Random,
    written: Written,
) -> Conversation:
    """A question, an update or an announcement, and what people answer."""
    words = Words(group.choices, rng)
    words.update(group.fixed, it=issue.it, itcap=_capital(issue.it))
    words["gathering"] = words["gathering"]
    words["gatheringcap"] = _capital(words["gathering"])
    own = issue.titles if kind == "question" and rng.random() < 0.8 else library.titles[kind]
    moves = library.moves | issue.moves
    return Conversation(library, words, kind=kind, moves=moves, titles=own, written=written)


def about_treatment(
    library: Library, group: GroupText, tried: Tried, *, rng: random.Random, written: Written
) -> Conversation:
    """An experience with its evaluation's figures in words."""
    words = Words(group.choices, rng)
    treatment = tried.treatment
    words.update(group.fixed, it=treatment.why, itcap=_capital(treatment.why))
    words.update(drug=treatment.spoken, drugcap=treatment.name, why=treatment.why)
    words.update(took=tried.took, fx=(tried.named or treatment.side_effects)[0].lower())
    return Conversation(
        library,
        words,
        kind="experience",
        moves=library.moves,
        titles=library.titles["experience"],
        written=written,
    )


def shape_of(tried: Tried) -> Shapes:
    """How an experience is told: what it did, what it cost, how it ended."""
    start = "t_start" if tried.treatment.is_medicine else "t_startother"
    stop = "t_stop" if tried.treatment.is_medicine else "t_stopother"
    effect, side = f"t_eff{tried.effectiveness}", f"t_side{min(3, tried.side_effects)}"
    ending = "" if tried.still_taking else stop
    return Shapes(
        f"3 | hello? {start} {effect} / {side} t_burden? / {ending} t_end\n"
        f"2 | {start} life? {effect} {side} {ending} t_end?\n"
        f"2 | {start} / {effect} {effect} / {side} {ending} / t_burden t_end"
    )


def abroad(
    library: Library,
    group: GroupText,
    language: Language,
    *,
    rng: random.Random,
    written: Written,
) -> Conversation:
    """A question and its answers in another language."""
    words = Words(language.choices, rng)
    words["cond"] = language.conditions[group.slug]
    return Conversation(
        library,
        words,
        kind="abroad",
        moves=language.moves,
        titles=language.moves["titles"],
        written=written,
    )


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
