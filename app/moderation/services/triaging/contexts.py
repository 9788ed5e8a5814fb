"""Whether found words are meant: whose they are, whether they are denied, over, or only quoted."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from app.moderation.services.triaging.finding import Match, Text

SELF, OTHER, NOBODY = "self", "other", "nobody"
_LOOK_BACK = 8
"""Words before a sign in which its subject is looked for."""
_REPORT_REACH = 15


@dataclass(frozen=True, slots=True)
class Sign:
    """A match that is meant. `kind` is what it became: a wish of somebody else is "other"."""

    match: Match
    kind: str

    @property
    def sentence(self) -> int:
        """Where it stands."""
        return self.match.sentence


@dataclass(frozen=True)
class Judge:
    """Asks of each match of one text whether it is meant. `about_others` and `when_over`: what a kind
    becomes when the author speaks of somebody else, or of the past; "" is nothing."""

    text: Text
    about_others: Mapping[str, str]
    when_over: Mapping[str, str]

    def signs(self) -> list[Sign]:
        """All that are meant, in the order of the text."""
        judged = (self._judged(match) for match in self.text.signs())
        return [sign for sign in judged if sign]

    def _judged(self, match: Match) -> Sign | None:
        if self._is_quotation(match) or self._is_choice(match) or self._is_denied(match):
            return None
        whose = self._whose(match)
        if whose == NOBODY:
            return None
        kind = match.rule.kind
        if whose == OTHER:
            kind = self.about_others[kind]
        elif self._is_over(match):
            kind = self.when_over.get(kind, kind)
        return Sign(match, kind) if kind else None

    def _is_quotation(self, match: Match) -> bool:
        """Another post, or words of a song, a film or a book."""
        piece = self.text.piece(match.found.start)
        return piece.block or (piece.quoted and match.sentence in self._sentences["song"])

    def _is_choice(self, match: Match) -> bool:
        """A part of words about dying as one chooses: "I want to die with dignity" is no wish."""
        starts, ends = self._choices
        at = bisect_right(starts, match.found.start)
        return match.rule.kind != "choice" and at > 0 and match.found.end <= ends[at - 1]

    def _whose(self, match: Match) -> str:
        """Who the words are about: the author, one other person, or nobody in particular."""
        if match.rule.kind not in self.about_others:
            return SELF
        quoted = self.text.piece(match.found.start).quoted
        if quoted:
            return OTHER if self._was_reported(match) else SELF
        whose = self._inside(match) or self._before(match) or SELF
        # "A book about a man who wants to die."
        is_told = whose == OTHER and match.sentence in self._sentences["song"]
        return NOBODY if is_told else whose

    def _inside(self, match: Match) -> str | None:
        """The first person among its own words."""
        if match.rule.is_own:
            return None
        inside = self.text.words[match.found.start : match.found.end]
        return self._nearest(inside, just=("first", "third"))

    def _before(self, match: Match) -> str | None:
        """The nearest person in the words before, within the sentence."""
        start = match.found.start
        first = max(0, start - _LOOK_BACK)
        before = [
            self.text.words[at]
            for at in range(start - 1, first - 1, -1)
            if self.text.piece(at).sentence == match.sentence
        ]
        return self._nearest(before, just=("first", "third", "second", "generic"))

    def _nearest(self, words: Sequence[str], *, just: Sequence[str]) -> str | None:
        meanings = {"first": SELF, "third": OTHER, "second": NOBODY, "generic": NOBODY}
        people = self.text.lexicon.people
        found = (meanings[who] for word in words for who in just if word in people[who])
        return next(found, None)

    def _was_reported(self, match: Match) -> bool:
        """Whether somebody else said so shortly before."""
        at = bisect_right(self._reports, match.found.start)
        return at > 0 and match.found.start - self._reports[at - 1] <= _REPORT_REACH

    def _is_over(self, match: Match) -> bool:
        """Told as past, and nothing says that it came back."""
        near = {match.sentence, match.sentence + 1}
        if near & self._sentences["returning"]:
            return False
        here = match.sentence
        said_so = match.rule.is_past and here not in self._sentences["recent"]
        return said_so or here in self._sentences["past"]

    def _is_denied(self, match: Match) -> bool:
        """A negation in a gap of the pattern, or shortly before in the same clause."""
        found = match.found
        gaps = set(range(found.start, found.end)) - set(found.said)
        return any(self._denies(at, match) for at in gaps) or self._is_denied_before(match)

    def _is_denied_before(self, match: Match) -> bool:
        lexicon, start = self.text.lexicon, match.found.start
        here = self.text.piece(start)
        for at in range(start - 1, max(0, start - lexicon.negation_window) - 1, -1):
            piece = self.text.piece(at)
            same = (
                piece.sentence == here.sentence
                if lexicon.negation_crosses_commas
                else piece.clause == here.clause
            )
            if not same:
                return False
            if self._denies(at, match):
                return True
            if self.text.words[at] in lexicon.people["subjects"]:
                return False
        return False

    def _denies(self, at: int, match: Match) -> bool:
        """Whether a negation ends here that belongs to no other sign ("I cannot go on")."""
        if at not in self._negations:
            return False
        return all(
            other.found.start < match.found.end and match.found.start < other.found.end
            for other in self._owners[at]
        )

    @cached_property
    def _choices(self) -> tuple[list[int], list[int]]:
        """Where they start, and how far they reach that started so far."""
        found = sorted((match.found.start, match.found.end) for match in self.text.of("choice"))
        return [start for start, _end in found], list(accumulate((end for _, end in found), max))

    @cached_property
    def _negations(self) -> frozenset[int]:
        return frozenset(match.found.end - 1 for match in self.text.of("negator"))

    @cached_property
    def _owners(self) -> dict[int, list[Match]]:
        owners: dict[int, list[Match]] = defaultdict(list)
        for match in self.text.signs():
            for at in match.found.said:
                owners[at].append(match)
        return owners

    @cached_property
    def _sentences(self) -> dict[str, set[int]]:
        kinds = ("song", "past", "recent", "returning")
        return {kind: {match.sentence for match in self.text.of(kind)} for kind in kinds}

    @cached_property
    def _reports(self) -> list[int]:
        return sorted(match.found.end for match in self.text.of("reporter"))
