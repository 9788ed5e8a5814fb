"""Every pattern of one lexicon that stands in a text, before anybody asks what it means there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from app.moderation.services.triaging.lexicons import CONTEXTS, Lexicon, Rule
from app.moderation.services.triaging.phrases import NUMBER, Found
from app.moderation.services.triaging.splitting import Piece, split


@dataclass(frozen=True, slots=True)
class Match:
    """One pattern at one place. `typed` are the words as they stand in the text."""

    rule: Rule
    found: Found
    sentence: int
    typed: tuple[str, ...]


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


def find(text: str, lexicon: Lexicon) -> Text:
    """All matches; idioms first, so that nothing is found inside them."""
    pieces = split(text)
    spelt = lexicon.speller.spell(pieces)
    at_piece = [word.piece for word in spelt]
    sentences = [pieces[at].sentence for at in at_piece]
    seen = Text(lexicon, pieces, [w.word for w in spelt], at_piece, _ends(sentences))
    for match in list(_matches(seen, lambda rule: rule.kind == "idiom")):
        for at in range(match.found.start, match.found.end):
            seen.words[at] = ""
    seen.matches.extend(_matches(seen, lambda rule: rule.kind != "idiom"))
    return seen


def _ends(sentences: Sequence[int]) -> list[int]:
    """For each word, the number of the word after the last of its sentence."""
    last: dict[int, int] = defaultdict(int)
    for at, sentence in enumerate(sentences):
        last[sentence] = at + 1
    return [last[sentence] for sentence in sentences]


def _matches(seen: Text, wanted: Callable[[Rule], bool]) -> Iterator[Match]:
    for start, word in enumerate(seen.words):
        entries = seen.lexicon.by_word.get(word, ())
        if word.isdecimal():
            entries += seen.lexicon.by_word.get(NUMBER, ())
        for rule, phrase in entries:
            found = phrase.at(seen.words, start, seen.ends[start]) if wanted(rule) else None
            if found:
                yield Match(rule, found, seen.piece(start).sentence, _typed(seen, found))


def _typed(seen: Text, found: Found) -> tuple[str, ...]:
    """As the author wrote them; letters that were spaced come back in one."""
    said = (seen.at_piece[at] for at in range(found.start, found.end))
    return tuple(seen.pieces[at].typed for at in dict.fromkeys(said))
