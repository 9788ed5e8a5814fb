"""Turns plans into rows: topics and posts in the order of time, reactions and reading places."""

from __future__ import annotations

import heapq
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from app.demo.services import conversations
from app.demo.services.composing import Conversation, Written
from app.demo.services.crowds import Crowd
from app.demo.services.library import Library
from app.demo.services.planning import Plan, Turn
from app.demo.services.storing import Store, post_row, public_ids, topic_row

# How often each of the five words is given, of a hundred.
_OF_A_HUNDRED = {"thanks": 34, "me_too": 26, "thinking": 14, "helpful": 16, "hope": 10}
_REACTIONS = [kind for kind, times in _OF_A_HUNDRED.items() for _time in range(times)]
_NO_REACTIONS = {f"{kind}_count": 0 for kind in _OF_A_HUNDRED}


class Speaking:
    """Writes the talk of the whole community into a store."""

    def __init__(
        self,
        library: Library,
        crowds: dict[str, Crowd],
        group_ids: dict[str, int],
        store: Store,
        *,
        until: datetime,
        rng: random.Random,
    ) -> None:
        self._library, self._crowds, self._group_ids = library, crowds, group_ids
        self._store, self._until, self._rng = store, until, rng
        self._written, self._ids = Written(), public_ids()
        self.topic_counts: Counter[int] = Counter()

    def tell(self, plans: Iterable[Plan]) -> Iterator[int]:
        """Write every topic; gives 1 for each post, so that a caller can show how far it is."""
        going: list[tuple[datetime, int, int, int, Plan, Conversation]] = []
        for number, plan in enumerate(plans):
            opened = plan.turns[0].at
            while going and going[0][0] <= opened:
                yield self._next_reply(going)
            conversation = self._conversation(plan)
            topic_id = self._open(plan, conversation)
            yield 1
            if len(plan.turns) > 1:
                first = (plan.turns[1].at, number, 1, topic_id, plan, conversation)
                heapq.heappush(going, first)
        while going:
            yield self._next_reply(going)

    def _conversation(self, plan: Plan) -> Conversation:
        rng, written = self._rng, self._written
        if plan.course:
            return conversations.about_treatment(
                self._library, plan.group, plan.course.tried, rng=rng, written=written
            )
        if plan.kind == "abroad":
            language = rng.choice(self._library.languages)
            return conversations.abroad(
                self._library, plan.group, language, rng=rng, written=written
            )
        issue = rng.choice(plan.group.issues)
        return conversations.about_issue(
            self._library, plan.group, plan.kind, issue, rng=rng, written=written
        )

    def _open(self, plan: Plan, conversation: Conversation) -> int:
        first, last = plan.turns[0], plan.turns[-1]
        group_id = self._group_ids[plan.group.slug]
        topic_id = self._store.add(
            "topics",
            topic_row(
                public_id=next(self._ids),
                group_id=group_id,
                kind="question" if plan.kind == "abroad" else plan.kind,
                title=conversation.title(),
                opened_by_id=first.person.id,
                evaluation_id=plan.course.id if plan.course else None,
                post_count=len(plan.turns),
                created_at=first.at,
                last_post_at=last.at,
                last_post_by_id=last.person.id,
            ),
        )
        self.topic_counts[group_id] += 1
        shapes = conversations.shape_of(plan.course.tried) if plan.course else None
        text = conversation.opening(first.person.author, shapes)
        self._post(topic_id, 1, first, plan, text.body, text.html)
        self._keep_places(topic_id, plan)
        return topic_id

    def _next_reply(self, going: list[tuple[datetime, int, int, int, Plan, Conversation]]) -> int:
        _at, number, index, topic_id, plan, conversation = heapq.heappop(going)
        turn, opener = plan.turns[index], plan.turns[0].person
        say = conversation.answer_of_opener if turn.person is opener else conversation.reply
        text = say(turn.person.author, turn.to.author.name)
        self._post(topic_id, index + 1, turn, plan, text.body, text.html)
        if index + 1 < len(plan.turns):
            following = (plan.turns[index + 1].at, number, index + 1, topic_id, plan, conversation)
            heapq.heappush(going, following)
        return 1

    def _post(
        self, topic_id: int, position: int, turn: Turn, plan: Plan, body: str, html: str
    ) -> None:
        given = self._reactions(turn, plan)
        counts = _NO_REACTIONS.copy()
        for _member, kind, _at in given:
            counts[f"{kind}_count"] += 1
        post_id = self._store.add(
            "posts",
            post_row(
                public_id=next(self._ids),
                topic_id=topic_id,
                position=position,
                author_id=turn.person.id,
                at=turn.at,
                body=body,
                html=html,
                **counts,
            ),
        )
        for member_id, kind, at in given:
            row = {"post_id": post_id, "member_id": member_id, "kind": kind, "created_at": at}
            self._store.add("reactions", row)

    def _reactions(self, turn: Turn, plan: Plan) -> list[tuple[int, str, datetime]]:
        how_many = int(self._rng.expovariate(1.15 if turn.person is turn.to else 2.2))
        if not how_many:
            return []
        room = self._until - turn.at
        given = {
            (person.id, _REACTIONS[int(self._rng.random() * 100)])
            for person in self._crowds[plan.group.slug].listeners(turn.at, how_many)
            if person is not turn.person
        }
        return [
            (member_id, kind, turn.at + min(room, timedelta(days=2)) * self._rng.random())
            for member_id, kind in sorted(given)
        ]

    def _keep_places(self, topic_id: int, plan: Plan) -> None:
        """Writers have read up to their last post; a few readers got somewhere as well."""
        places = {}
        for person in self._crowds[plan.group.slug].listeners(plan.turns[-1].at, 2):
            places[person.id] = 1 + int(self._rng.random() * len(plan.turns))
        for position, turn in enumerate(plan.turns, 1):
            places[turn.person.id] = position
        for member_id, position in places.items():
            row = {"member_id": member_id, "topic_id": topic_id, "position": position}
            self._store.add("reading_places", row)
