"""What is said in one topic: its title, its opening post and the replies to it.

A `Conversation` deals sentences so that none comes twice in a topic while others are left, keeps
to one issue or one treatment, and never writes a text that any topic has had before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import blake2b

from app.demo.services.grammar import Bank, Deck, Words
from app.demo.services.library import Library, Moves
from app.demo.services.rendering import Block, html_of, markdown_of
from app.demo.services.shapes import LIST, PARAGRAPH, Shape, Shapes
from app.demo.services.typing_styles import typed

MOST_TRIES = 8
_SENTENCE_END = re.compile(r"(?<=[.?!؟]) ")
# When the sentences about the issue are used up, talk turns to the condition as such.
_WIDER = {"same_this": "same", "tip_this": "tip", "ask_this": "ask", "story": "life"}


@dataclass(frozen=True, slots=True)
class Text:
    """A post as it is stored."""

    body: str
    html: str


@dataclass(slots=True)
class Author:
    """What of a member shows in their writing."""

    name: str
    style: str


@dataclass(slots=True)
class Written:
    """Fingerprints of every text so far, so that no two posts are alike."""

    seen: set[bytes] = field(default_factory=set)

    def is_new(self, text: str) -> bool:
        """Whether nobody has written this yet; remembers it."""
        mark = blake2b(text.encode(), digest_size=8).digest()
        if mark in self.seen:
            return False
        self.seen.add(mark)
        return True


class Conversation:
    """One topic being written."""

    def __init__(
        self,
        library: Library,
        words: Words,
        *,
        kind: str,
        moves: Moves,
        titles: Bank,
        written: Written,
    ) -> None:
        self.kind = kind
        self.words = words
        self._dice = words.dice
        self._shapes = library.shapes
        self._moves = moves
        self._titles = titles
        self._written = written
        self._decks: dict[str, Deck] = {}
        self._first_sentence = ""

    def title(self) -> str:
        """The topic's title, on one line of at most 200 letters."""
        return Deck(self._titles, self._dice).deal().fill(self.words)[:200]

    def opening(self, author: Author, shapes: Shapes | None = None) -> Text:
        """The first post; in a shape of its kind, unless other `shapes` are given."""
        text, blocks = self._write(author, shapes or self._shapes[self.kind])
        self._first_sentence = _SENTENCE_END.split(blocks[0].lines[0])[0]
        return text

    def reply(self, author: Author, to: str) -> Text:
        """An answer by somebody else. `to` is the name of the person spoken to."""
        self.words["name"] = to
        quote = self.kind in ("question", "update") and self._dice() < 0.025
        return self._write(author, self._shapes[f"reply_{self.kind}"], quote=quote)[0]

    def answer_of_opener(self, author: Author, to: str) -> Text:
        """The opener comes back to thank and to tell."""
        if self.kind == "abroad":
            return self.reply(author, to)
        self.words["name"] = to
        return self._write(author, self._shapes["back"])[0]

    def _write(
        self, author: Author, shapes: Shapes, *, quote: bool = False
    ) -> tuple[Text, list[Block]]:
        blocks = self._blocks(shapes.pick(self._dice), author, quote)
        body = markdown_of(blocks)
        for _again in range(MOST_TRIES):
            if self._written.is_new(body):
                break
            extra = Block("paragraph", (self._sentence("same", author),))
            blocks = [*self._blocks(shapes.pick(self._dice), author, quote), extra]
            body = markdown_of(blocks)
        return Text(body, html_of(blocks, body)), blocks

    def _blocks(self, shape: Shape, author: Author, quote: bool) -> list[Block]:
        blocks: list[Block] = []
        lines: list[str] = []
        kind = "paragraph"
        if quote:
            blocks.append(Block("quote", (self._first_sentence,)))
            lines.append(self._sentence("quoted", author))
        for move in shape:
            if move.name == PARAGRAPH or move.name == LIST:
                _close(blocks, kind, lines)
                kind, lines = ("list" if move.name == LIST else "paragraph"), []
            elif not move.is_optional or self._dice() < 0.6:
                lines.append(self._sentence(move.name, author))
        _close(blocks, kind, lines)
        return blocks

    def _sentence(self, move: str, author: Author) -> str:
        deck = self._decks.get(move)
        if deck is None:
            deck = self._decks[move] = Deck(self._moves[move], self._dice)
        if deck.is_used_up and move in _WIDER and _WIDER[move] in self._moves:
            return self._sentence(_WIDER[move], author)
        return typed(deck.deal().fill(self.words), author.style, self._dice)


def _close(blocks: list[Block], kind: str, lines: list[str]) -> None:
    if lines:
        blocks.append(Block(kind, tuple(lines) if kind == "list" else (" ".join(lines),)))
