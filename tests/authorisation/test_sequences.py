"""Whatever happens in whatever order, access is what the reference says (safety V-3, V-10)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from app.accounts.models import Member
from app.accounts.services import consenting
from app.community import queries
from app.community.models import Post as PostRow
from app.community.services import editing, joining, opening_groups, posting, stewarding
from app.community.services.actors import AT_THE_SERVER
from app.community.services.experiencing.showing import show_to_group
from app.core.database import db
from app.core.errors import Refusal, found
from app.core.pagination import numbered_page
from app.core.transactions import unit_of_work
from app.health.answers import Answers, Named
from app.health.queries import card_of, own_evaluation
from app.health.services import deleting, evaluating
from app.health.services.sharing import SHOW
from tests.authorisation.reference import BREADTH, Entry, Post, Reference
from tests.canaries.standing import Standing

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

ACTORS = ("author", "member", "carer")
WATCHERS = (*ACTORS, "visitor", "operator")
anybody, number = st.sampled_from(ACTORS), st.integers(0, 30)


class Sequences(RuleBasedStateMachine):
    """One new group in the standing world; everything is undone at the end."""

    standing: Standing

    def __init__(self) -> None:
        super().__init__()
        self.undone = self.standing.undone()
        self.undone.__enter__()
        self.context = self.standing.app.app_context()
        self.context.push()
        self.world = self.standing.world
        with unit_of_work():
            group = opening_groups.open_group(by=AT_THE_SERVER, name="Sequences", audience="public")
            joining.join(by=self.world.members["author"], group=group)
            stewarding.appoint(by=AT_THE_SERVER, group_id=group.id, name=self.name("author"))
        self.group, self.topics, self.rows, self.entry_ids = group, [], [], []
        agrees = dict.fromkeys(ACTORS, True)
        self.must = Reference("public", {"author": "steward"}, agrees=agrees)

    def teardown(self) -> None:
        """The world is as it was."""
        db.session.remove()
        self.context.pop()
        self.undone.__exit__(None, None, None)

    def name(self, who: str) -> str:
        """The display name of a person."""
        return db.session.get_one(Member, self.world.members[who]).display_name

    def tries(self, may: bool, act: Callable[[], Any]) -> Any:
        """Do it; it must be refused exactly when the reference says so."""
        try:
            with unit_of_work():
                done = act()
        except Refusal:
            assert not may
            return None
        assert may
        return done

    @rule(who=anybody)
    def join(self, who: str) -> None:
        """Anybody with an account."""
        self.tries(True, lambda: joining.join(by=self.world.members[who], group=self.group.id))
        self.must.roles.setdefault(who, "member")

    @rule(who=anybody)
    def leave(self, who: str) -> None:
        """And no group sees one's entries any more."""
        self.tries(True, lambda: joining.leave(by=self.world.members[who], group=self.group.id))
        if self.must.roles.pop(who, None):
            for entry in self.must.entries:
                entry.shown = entry.shown and entry.by != who

    @rule(who=anybody, other=anybody, up=st.booleans())
    def change_steward(self, who: str, other: str, up: bool) -> None:
        """Stewards name and dismiss stewards, among the people inside."""
        may = self.must.roles.get(who) == "steward" and other in self.must.roles
        by, at = self.world.viewer(who), self.group.id
        public_id = self.world.viewer(other).public_id
        name = self.name(other)
        appoint = lambda: stewarding.appoint(by=by, group_id=at, name=name)  # noqa: E731
        dismiss = lambda: stewarding.dismiss(by=by, group_id=at, member_public_id=public_id)  # noqa: E731
        self.tries(may, appoint if up else dismiss)
        if may:
            self.must.roles[other] = "steward" if up else "member"

    @rule(who=anybody, audience=st.sampled_from(BREADTH))
    def change_audience(self, who: str, audience: str) -> None:
        """The circle gets smaller, or nothing was written yet."""
        may, by = self.must.may_narrow(who, audience), self.world.viewer(who)
        words = {"purpose": "", "rules": "", "audience": audience}
        self.tries(may, lambda: opening_groups.change_group(by=by, group_id=self.group.id, **words))
        if may:
            self.must.audience = audience

    @rule(who=anybody)
    def open_topic(self, who: str) -> None:
        """From inside."""
        may, words = who in self.must.roles, f"Topic {len(self.topics)}"
        topic = self.tries(may, lambda: posting.open_topic(
            by=self.world.members[who], group_id=self.group.id, kind="question", title=words,
            body=words,
        ))  # fmt: skip
        if may:
            self.topics.append(topic)
            self.rows.append(db.session.query(PostRow).filter_by(topic_id=topic.id).one())
            self.must.posts.append(Post(len(self.topics) - 1, who, first=True))

    @rule(who=anybody, at=number)
    def reply(self, who: str, at: int) -> None:
        """From inside, to what is there."""
        if self.topics:
            at %= len(self.topics)
            may = who in self.must.roles and at not in self.must.gone_topics
            by, words = self.world.members[who], f"Reply {len(self.rows)}"
            topic_id = self.topics[at].id
            post = self.tries(may, lambda: posting.reply(by=by, topic_id=topic_id, body=words))
            if may:
                self.rows.append(post)
                self.must.posts.append(Post(at, who, first=False))

    @rule(who=anybody, at=number, back=st.booleans())
    def take_or_bring_back(self, who: str, at: int, back: bool) -> None:
        """Authors, also after they left."""
        if self.rows:
            at %= len(self.rows)
            post = self.must.posts[at]
            may = (self.must.may_bring_back if back else self.must.may_take_back)(who, post)
            act = editing.bring_back if back else editing.take_back
            by, post_id = self.world.members[who], self.rows[at].public_id
            self.tries(may, lambda: act(by=by, post_id=post_id))
            if may:
                post.gone = not back
                if post.first:
                    (self.must.gone_topics.discard if back else self.must.gone_topics.add)(
                        post.topic
                    )

    @rule(who=anybody)
    def judge(self, who: str) -> None:
        """An evaluation, shown to nobody yet."""
        shown = self.world.ids["public"]["shown evaluation"]
        treatment = own_evaluation(self.world.viewer("author"), shown).treatment_id
        named = Named(words="A treatment", concept_id=treatment)
        condition = Named(words="For it", concept_id=self.world.keys["public"]["condition"])
        entry = self.tries(True, lambda: evaluating.record(
            by=self.world.viewer(who), treatment=named, purposes=[condition], answers=Answers()
        ))  # fmt: skip
        self.entry_ids.append((entry.id, entry.public_id))
        self.must.entries.append(Entry(who))

    @rule(who=anybody, at=number)
    def show(self, who: str, at: int) -> None:
        """One's own, from inside, while one agrees."""
        if self.entry_ids:
            at %= len(self.entry_ids)
            entry, by = self.must.entries[at], self.world.viewer(who)
            inside = who in self.must.roles and self.must.agrees[who]
            may = inside and who == entry.by and not entry.gone
            self.tries(may, lambda: show_to_group(
                by=by, evaluation_id=self.entry_ids[at][1], group_public_id=self.group.public_id
            ))  # fmt: skip
            entry.shown = entry.shown or may

    @rule(who=anybody, at=number, back=st.booleans())
    def delete_entry(self, who: str, at: int, back: bool) -> None:
        """One's own; it comes back as it was."""
        if self.entry_ids:
            at %= len(self.entry_ids)
            entry, by, key = self.must.entries[at], self.world.viewer(who), self.entry_ids[at][1]
            may = who == entry.by and entry.gone is back
            act = deleting.restore_evaluation if back else deleting.delete_evaluation
            self.tries(may, lambda: act(by=by, evaluation=own_evaluation(by, key, deleted=back)))
            entry.gone = not back if may else entry.gone

    @rule(who=anybody, yes=st.booleans())
    def agree(self, who: str, yes: bool) -> None:
        """A withdrawal hides at once; agreeing again shows nothing by itself."""
        act = consenting.give if yes else consenting.withdraw
        said = {"purpose": SHOW, "language": "en", "source": "consents page"}
        self.tries(True, lambda: act(by=self.world.viewer(who), **said))
        self.must.agrees[who] = yes
        for entry in self.must.entries:
            entry.shown = entry.shown and (yes or entry.by != who)

    @invariant()
    def everybody_sees_what_the_reference_says(self) -> None:
        """Look-ups of topics, posts and cards, as everybody."""
        for who in WATCHERS:
            viewer = self.world.viewer(who)
            for number_of, topic in enumerate(self.topics):
                row = queries.topic_of(viewer, topic.public_id)
                assert (row is not None) is self.must.reads(who)
                assert not row or (row.deleted_at is not None) is (
                    number_of in self.must.gone_topics
                )
            listed = {one.public_id for one in queries.newest_topics(viewer, self.group.id).rows}
            there = {n for n in range(len(self.topics)) if n not in self.must.gone_topics}
            assert listed == {self.topics[n].public_id for n in there if self.must.reads(who)}
            self._words(who, viewer)
            for key, entry in zip(self.entry_ids, self.must.entries):
                card = card_of(viewer, key[0], self.group.id)
                assert (card is not None) is self.must.finds_card(who, entry)

    def _words(self, who: str, viewer: Any) -> None:
        for row, post in zip(self.rows, self.must.posts):
            one = queries.post_of(viewer, row.public_id)
            shown = one is not None and not one.deleted_at and not one.topic_deleted_at
            assert shown is self.must.finds_words(who, post)
            if one is not None:
                page = numbered_page(
                    1, found(queries.topic_by_id(viewer.id, row.topic_id)).post_count
                )
                drawn = queries.page_of_posts(viewer, row.topic_id, self.group.id, page)
                words = {line.id: line.html for line in drawn}
                assert bool(words[row.id]) is not post.gone


def run(standing: Standing, examples: int, steps: int) -> None:
    """That many sequences of that many steps."""
    Sequences.standing = standing
    run_state_machine_as_test(Sequences, settings=settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=True,
        database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate],
        report_multiple_bugs=False,
    ))  # fmt: skip


def test_access_follows_every_sequence(standing: Standing):
    run(standing, examples=6, steps=20)


@pytest.mark.long
def test_access_follows_many_long_sequences(standing: Standing):
    run(standing, examples=300, steps=60)


def test_a_rule_left_out_is_found(standing: Standing, monkeypatch: pytest.MonkeyPatch):
    """The machine itself: when anybody may delete any post, it says so."""
    monkeypatch.setattr("app.community.permissions.can_delete", lambda *_rest: True)
    with pytest.raises(AssertionError):
        run(standing, examples=20, steps=30)
