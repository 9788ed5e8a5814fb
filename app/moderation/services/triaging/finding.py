"""Every pattern of one lexicon that stands in a text, before anybody asks what it means there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import compress
from operator import not_

from app.moderation.services.triaging.lexicons import CONTEXTS, Lexicon, Rule
from app.moderation.services.triaging.phrases import NUMBER, Found, Phrase
from app.moderation.services.triaging.splitting import Piece

Start = tuple[int, Rule, Phrase]
"""A word's number, and a pattern that may stand from there on."""
_BY_SENTENCE = frozenset({"means", "place", "quantity"})
"""Kinds of which nobody asks more than whether they stand in a sentence, and with which words first."""


@dataclass(frozen=True, slots=True)
class Match:
    """One pattern at one place of a text."""

    rule: Rule
    found: Found
    sentence: int
    text: Text = field(repr=False, compare=False)

    @property
    def typed(self) -> tuple[str, ...]:
        """The words as they stand in the text; letters that were spaced come back in one."""
        said = self.text.at_piece[self.found.start : self.found.end]
        return tuple(self.text.pieces[at].typed for at in dict.fromkeys(said))


@dataclass(frozen=True)
class Text:
    """The words of one text as a lexicon sees them, and what was found among them. A word of an
    idiom is "" and means nothing to anybody. All lists but `pieces` are by word."""

    lexicon: Lexicon
    pieces: Sequence[Piece]
    words: list[str]
    at_piece: list[int]
    ends: list[int]
    matches: list[Match] = field(default_factory=list)

    def piece(self, at: int) -> Piece:
        """Where the word stands."""
        return self.pieces[self.at_piece[at]]

    def of(self, *kinds: str) -> list[Match]:
        """The matches of some kinds, in the order of the text."""
        return [match for match in self.matches if match.rule.kind in kinds]

    def signs(self) -> list[Match]:
        """The matches that say something by themselves."""
        return [match for match in self.matches if match.rule.kind not in CONTEXTS]


def find(pieces: Sequence[Piece], lexicon: Lexicon) -> Text:
    """All matches among the pieces of a text; idioms first, so that nothing is found inside them."""
    spelt = lexicon.speller.spell(pieces)
    sentences = [pieces[at].sentence for at in spelt.pieces]
    seen = Text(lexicon, pieces, spelt.words, spelt.pieces, _ends(sentences))
    likely = list(_likely(seen))
    idioms = [rule.kind == "idiom" for _start, rule, _phrase in likely]
    for match in list(_matches(seen, compress(likely, idioms))):
        for at in range(match.found.start, match.found.end):
            seen.words[at] = ""
    seen.matches.extend(_once(_matches(seen, compress(likely, map(not_, idioms)))))
    return seen


def _once(matches: Iterable[Match]) -> Iterator[Match]:
    """Without the second of what only its sentence is asked for: a text full of emoji of pills."""
    known: set[tuple[str, int]] = set()
    for match in matches:
        place = match.rule.kind, match.sentence
        if match.rule.kind not in _BY_SENTENCE or place not in known:
            known.add(place)
            yield match


def _ends(sentences: Sequence[int]) -> list[int]:
    """For each word, the number of the word after the last of its sentence."""
    last: dict[int, int] = defaultdict(int)
    for at, sentence in enumerate(sentences):
        last[sentence] = at + 1
    return [last[sentence] for sentence in sentences]


def _likely(seen: Text) -> Iterator[Start]:
    """Patterns that can begin at a word, are not too long for what is left of its sentence, and do
    not go on with another word: most fall out here, so that a text full of first words costs little.
    """
    words = seen.words
    present = {*words, NUMBER} if any(map(str.isdecimal, words)) else set(words)
    entries_of: dict[str, list[tuple[Rule, Phrase]]] = {}
    for start, word in enumerate(words):
        if word not in entries_of:
            entries_of[word] = _possible(seen.lexicon, word, present)
        entries = entries_of[word]
        if not entries:
            continue
        left = seen.ends[start] - start
        after = words[start + 1] if left > 1 else ""
        is_number = after.isdecimal()
        for rule, phrase in entries:
            second = phrase.second
            if phrase.least <= left and (
                second is None or after in second or (is_number and NUMBER in second)
            ):
                yield start, rule, phrase


def _possible(lexicon: Lexicon, word: str, present: Set[str]) -> list[tuple[Rule, Phrase]]:
    """The patterns that begin with a word, and all of whose other words the text has somewhere."""
    entries = lexicon.by_word.get(word, ())
    if word.isdecimal():
        entries += lexicon.by_word.get(NUMBER, ())
    return [
        entry for entry in entries if not any(need.isdisjoint(present) for need in entry[1].needs)
    ]


def _matches(seen: Text, likely: Iterable[Start]) -> Iterator[Match]:
    for start, rule, phrase in likely:
        found = phrase.at(seen.words, start, seen.ends[start])
        if found:
            yield Match(rule, found, seen.piece(start).sentence, seen)
