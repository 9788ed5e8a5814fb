"""Writes the standing world: three groups, one for each audience, with the same in each.

Everything goes through the services that pages use. What is written holds a word of its own
(`words.word`); which columns that covers, and who may read them, is said in `canaries.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from sqlalchemy import update

from app.accounts.models import ConsentState, Member
from app.accounts.queries import viewer_of
from app.accounts.services import caring, consenting, granting, naming, verifying_clinicians
from app.accounts.wordings import PURPOSES, SHOW_GROUPS
from app.catalogue.models import Concept
from app.catalogue.services.proposing import propose
from app.community.models import Group, Post, Topic
from app.community.services import (
    editing,
    hiding,
    joining,
    opening_groups,
    posting,
    reacting,
    stewarding,
)
from app.community.services.actors import AT_THE_SERVER
from app.community.services.experiencing import drafting
from app.core import step_drafts
from app.core.clock import now
from app.core.database import db
from app.core.mail.outbox import Letter
from app.core.transactions import unit_of_work
from app.core.viewer import ANONYMOUS, Viewer
from app.engagement.queries.groups import all_group_ids
from app.engagement.services import computing_figures
from app.health.answers import Answers, Named
from app.health.services import deleting, evaluating, sharing
from app.notifications.models import Notice
from app.notifications.services import telling
from tests.canaries.cases import seed_cases
from tests.canaries.notes import seed_note
from tests.canaries.people import NOBODY, PEOPLE, PLACES, ROLES
from tests.canaries.rooms import Rooms, seed_conversations
from tests.canaries.welcomes import seed_welcome_elsewhere, seed_welcomes
from tests.canaries.words import Writing
from tests.factories import accounts, catalogue

# Figures of a group appear from five people on: these only evaluate. The last one's consent to
# show entries was given on a text that is not the current one.
QUIET = ("quiet one", "quiet two", "quiet three")
DOSE = "50 mg"
word = Writing()


@dataclass
class World:
    """Keys and addresses of what was seeded. `ids[place][name]` stands in addresses and forms."""

    members: dict[str, int] = field(default_factory=dict)
    ids: dict[str, dict[str, Any]] = field(default_factory=dict)
    keys: dict[str, dict[str, int]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def viewer(self, who: str) -> Viewer:
        """The person as queries and services see them."""
        return ANONYMOUS if who in NOBODY else viewer_of(self.members[who])


def seed() -> World:
    """The whole world. Needs an application context and an empty database."""
    world = World()
    with unit_of_work():
        _people(world)
    world.ids["people"] = {f"{who} member id": world.viewer(who).public_id for who in world.members}
    for place in PLACES:
        with unit_of_work():
            _group(world, place)
            _conversation(world, place)
        with unit_of_work():
            Rooms(world, place, word).seed()
            seed_cases(world, place, word)
            seed_note(world, place, word)
            seed_welcomes(world, place)
        with unit_of_work():
            _evaluations(world, place)
        with unit_of_work():
            _gone(world, place)
    with unit_of_work():
        _others(world)
        seed_conversations(world, word)
        seed_welcome_elsewhere(world)
        db.session.execute(
            update(ConsentState)
            .where(ConsentState.member_id == world.members[QUIET[-1]])
            .where(ConsentState.purpose == SHOW_GROUPS)
            .values(text_version=0)
        )
        world.words = word.words
    with unit_of_work():
        for board in (*all_group_ids(), None):
            computing_figures.compute(board)
    return world


def _people(world: World) -> None:
    for who in (*PEOPLE, *QUIET):
        if who in NOBODY:
            continue
        row = accounts.member(
            display_name=word(f"name of {who}"),
            email=f"{word(f'address of {who}')}@example.org".lower(),
        )
        row.name_key = naming.key_of(row.display_name)
        world.members[who] = row.id
    for role in ROLES:
        holder, why = world.viewer(role), word("reason of a role")
        granting.grant(by=granting.THE_SERVER, member=holder, role=role, reason=why)
    for who in ("author", "member", "steward", "former author", "carer", *QUIET):
        for purpose in PURPOSES:
            consenting.give(by=world.viewer(who), purpose=purpose, language="en", source="sign-up")


def _open(world: World, place: str, audience: str, *, steward: str) -> Group:
    condition = catalogue.concept(name=f"Condition {place}", source="hpo")
    group = opening_groups.open_group(
        by=AT_THE_SERVER,
        name=word(f"group name@{place}"),
        slug=f"place-{place}",
        purpose=word(f"group purpose@{place}"),
        rules=word(f"group rules@{place}"),
        audience=audience,
        condition_id=condition.id,
    )
    joining.join(by=world.members[steward], group=group)
    name = db.session.get_one(Member, world.members[steward]).display_name
    stewarding.appoint(by=AT_THE_SERVER, group_id=group.id, name=name)
    world.ids[place] = {"group": group.slug, "group id": group.public_id}
    world.keys[place] = {"group": group.id, "condition": condition.id}
    return group


def _group(world: World, place: str) -> None:
    group = _open(world, place, place, steward="steward")
    for who in ("author", "member", "former author", "former", *QUIET):
        joining.join(by=world.members[who], group=group)
    steward, member = (db.session.get_one(Member, world.members[w]) for w in ("steward", "member"))
    world.ids[place] |= {"steward": steward.public_id, "member name": member.display_name}


def _conversation(world: World, place: str) -> None:
    ids, keys, people = world.ids[place], world.keys[place], world.members
    topic = posting.open_topic(
        by=people["author"],
        group_id=keys["group"],
        kind="question",
        title=word(f"old title@{place}"),
        body=word(f"old body@{place}"),
    )
    first = db.session.query(Post).filter_by(topic_id=topic.id, position=1).one()
    editing.edit(
        by=people["author"],
        post_id=first.public_id,
        title=word(f"topic title@{place}"),
        body=word(f"post body@{place}"),
    )
    reply = posting.reply(by=people["author"], topic_id=topic.id, body=word(f"reply@{place}"))
    left = posting.reply(
        by=people["former author"], topic_id=topic.id, body=word(f"left behind@{place}")
    )
    editing.edit(by=people["author"], post_id=reply.public_id, body=word(f"reply anew@{place}"))
    reacting.toggle(by=people["member"], post_id=reply.public_id, kind="thanks")
    keys |= {"topic": topic.id, "post": reply.id, "left post": left.id}
    ids |= {"topic": topic.public_id, "post": reply.public_id, "left post": left.public_id}
    ids["first post"] = first.public_id


def _gone(world: World, place: str) -> None:
    """What was taken back: a reply, a whole topic, an evaluation; then two people leave."""
    ids, keys, people = world.ids[place], world.keys[place], world.members
    author = people["author"]
    lost = posting.reply(by=author, topic_id=keys["topic"], body=word(f"deleted reply@{place}"))
    editing.take_back(by=author, post_id=lost.public_id)
    topic = posting.open_topic(
        by=author,
        group_id=keys["group"],
        kind="update",
        title=word(f"deleted title@{place}"),
        body=word(f"deleted topic@{place}"),
    )
    under = posting.reply(
        by=people["member"], topic_id=topic.id, body=word(f"reply under deleted@{place}")
    )
    first = db.session.query(Post).filter_by(topic_id=topic.id, position=1).one()
    editing.take_back(by=author, post_id=first.public_id)
    ids |= {"deleted post": lost.public_id, "deleted topic": topic.public_id}
    ids |= {"deleted first post": first.public_id, "orphan post": under.public_id}
    away = posting.reply(by=author, topic_id=keys["topic"], body=word(f"hidden reply@{place}"))
    hiding.hide(away.public_id, by_id=people["moderator"], as_="hide")
    ids["hidden post"] = away.public_id
    entry = _evaluate(world, "author", place, "deleted entry")
    sharing.show_to_groups(by=world.viewer("author"), evaluation=entry, group_ids=[keys["group"]])
    deleting.delete_evaluation(by=world.viewer("author"), evaluation=entry)
    ids["deleted evaluation"] = entry.public_id
    keys |= {"deleted topic": topic.id, "deleted evaluation": entry.id}
    for who in ("former", "former author"):
        joining.leave(by=people[who], group=keys["group"])


def _treatment(name: str) -> Concept:
    known = db.session.query(Concept).filter_by(medical_name=name).one_or_none()
    return known or catalogue.concept(kind="treatment", name=name, source="mesh")


def _evaluate(world: World, who: str, place: str, what: str) -> Any:
    """An evaluation whose every text holds a word of `what`."""
    treatment = _treatment(f"Treatment {what} {place}")
    purpose = Named(
        words=word(f"{what}: purpose@{place}"), concept_id=world.keys[place]["condition"]
    )
    effect = Named(words=word(f"{what}: side effect@{place}"))
    return evaluating.record(
        by=world.viewer(who),
        treatment=Named(words=word(f"{what}: treatment@{place}"), concept_id=treatment.id),
        purposes=[purpose],
        side_effects_named=[effect],
        stop_reasons=["side_effects"],
        answers=Answers(
            effectiveness=3,
            side_effects=1,
            overall=7,
            dose=word(f"{what}: dose@{place}"),
            advice=word(f"{what}: advice@{place}"),
            still_taking=False,
        ),
    )


def _evaluations(world: World, place: str) -> None:
    """Five people show one to the group, the author's stands beside an experience; one more is
    the author's alone."""
    ids, keys = world.ids[place], world.keys[place]
    shown = _evaluate(world, "author", place, "entry")
    for who in ("member", "steward", *QUIET):
        other = evaluating.record(
            by=world.viewer(who),
            treatment=Named(words="The same", concept_id=shown.treatment_id),
            purposes=[Named(words="For it", concept_id=keys["condition"])],
            answers=Answers(effectiveness=3, side_effects=1, overall=7, dose=DOSE),
        )
        sharing.show_to_groups(by=world.viewer(who), evaluation=other, group_ids=[keys["group"]])
    keys["paused evaluation"] = other.id
    sharing.show_to_groups(by=world.viewer("author"), evaluation=shown, group_ids=[keys["group"]])
    topic = posting.open_topic(
        by=world.members["author"],
        group_id=keys["group"],
        kind="experience",
        title=word(f"experience title@{place}"),
        body=word(f"experience@{place}"),
        evaluation_id=shown.id,
    )
    private = _evaluate(world, "author", place, "private entry")
    treatment = db.session.get_one(Concept, shown.treatment_id)
    ids |= {"experience": topic.public_id, "evaluation": private.public_id}
    ids |= {"shown evaluation": shown.public_id, "treatment": treatment.slug}
    keys |= {"evaluation": private.id, "shown evaluation": shown.id, "experience": topic.id}


def _others(world: World) -> None:
    """Groups of other people, where `elsewhere` is steward and `carer` a member; and what the
    author has not finished."""
    group = _open(world, "elsewhere", "group", steward="elsewhere")
    joining.join(by=world.members["carer"], group=group)
    topic = posting.open_topic(
        by=world.members["carer"],
        group_id=group.id,
        kind="question",
        title=word("topic title@elsewhere"),
        body=word("post body@elsewhere"),
    )
    post = db.session.query(Post).filter_by(topic_id=topic.id).one()
    steward = db.session.get_one(Member, world.members["elsewhere"])
    world.ids["elsewhere"] |= {
        "topic": topic.public_id, "post": post.public_id, "steward": steward.public_id,
        "member name": db.session.get_one(Member, world.members["carer"]).display_name,
    }  # fmt: skip
    entry = _evaluate(world, "carer", "elsewhere", "entry of a carer")
    world.ids["elsewhere"]["evaluation"] = entry.public_id
    author = world.viewer("author")
    draft = drafting.start(by=author, group_slug=world.ids["group"]["group"])
    phrase = {"words": word("draft: treatment"), "means": {"ids": []}, "asks": []}
    step_drafts.save(draft, {"treatment": phrase, "title": word("draft: title"),
                             "body": word("draft: body")})  # fmt: skip
    propose(by=author, words=word("proposal"), kind="treatment")
    mine = {"draft": draft.public_id, "member id": author.public_id, **_granted(world)}
    theirs = drafting.start(by=world.viewer("carer"), group_slug="")
    carers = {"draft": theirs.public_id, "member id": world.viewer("carer").public_id}
    for place in PLACES:
        world.ids[place] |= mine
    world.ids["elsewhere"] |= carers


def _granted(world: World) -> dict[str, str]:
    """What members gave or claim: the author lets `carer` read and write, `stranger` says to be
    a clinician, and the author has a notice."""
    link = caring.invite(
        by=world.viewer("author"),
        label=word("label of a carer link"),
        email="carer@example.org",
        scope="write",
        months=6,
    )
    # Accepted: the word that a page would take stands in a letter only, and here as its hash.
    link.carer_id, link.accepted_at, link.invited_address = world.members["carer"], now(), None
    claim = verifying_clinicians.claim(
        by=world.viewer("stranger"),
        profession=word("profession"),
        country="DE",
        register_name=word("register"),
        registration_number=word("registration number"),
        document=SimpleNamespace(content=b"a document", media_type="image/png"),
    )
    telling.tell(world.members["author"], "export_ready")
    db.session.flush()
    told = db.session.query(Notice).filter_by(member_id=world.members["author"])
    notice = told.order_by(Notice.id).first()
    letter = db.session.query(Letter).order_by(Letter.id).first()
    return {
        "carer link": link.public_id, "claim": claim.public_id, "notice": notice.public_id,
        "letter": letter.public_id,
    }  # fmt: skip


__all__ = ["Topic", "World", "seed"]
