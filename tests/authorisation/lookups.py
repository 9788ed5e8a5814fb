"""What every look-up through the viewer must give to whom: a small reference beside the world.

Each check gives (what was asked, what came, what must come). The reference knows only who is
what to which group (`people.py`) and what was written (`seeding.py`); it holds no SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from app.community import queries as community
from app.community.queries import groups, places, posts, topics
from app.core import step_drafts
from app.core.errors import NotFound
from app.core.pagination import encode_key, numbered_page
from app.core.viewer import Viewer
from app.health import queries as health
from app.health.queries import owned
from app.insights.queries import experiences as told
from app.insights.queries.experiences import Wanted
from app.web import queries as front
from tests.canaries.people import INSIDE, PEOPLE, PLACES, named
from tests.canaries.seeding import QUIET, World
from tests.canaries.words import word

Check = tuple[str, Any, Any]
MEMBERS = len(INSIDE) + len(QUIET)
# The author's question and experience, and what the steward wrote after talking in a room.
TOPICS = 3


def _or_nothing(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except NotFound:
        return None


def _role(who: str) -> str | None:
    return {"author": "member", "member": "member", "steward": "steward"}.get(who)


def checks(world: World) -> Iterator[Check]:
    """All of them, one after the other, so that the first wrong one ends a mutant."""
    for place in PLACES:
        readers, finders = named("readers", place), named("finders", place)
        for who in PEOPLE:
            viewer = world.viewer(who)
            reads, finds = who in readers, who in finders
            asked = f"{who} at {place}"
            for part in (_group, _topic, _posts, _health, _told):
                for what, came, must in part(world, viewer, who, place, reads, finds):
                    yield f"{asked}: {what}", came, must
    for who in PEOPLE:
        for what, came, must in _own(world, world.viewer(who), who):
            yield f"{who}: {what}", came, must


def _group(world: World, viewer: Viewer, who: str, place: str, reads: bool, finds: bool) -> Any:
    ids, keys = world.ids[place], world.keys[place]
    counts = (MEMBERS if who in INSIDE else None, TOPICS if reads else None)
    door = (word(f"group name@{place}"), _role(who), reads, *counts)
    for name, row in (
        ("group_of", community.group_of(viewer, ids["group"])),
        ("group_by_id", community.group_by_id(viewer.id, keys["group"])),
    ):
        shown = row and (row.name, row.my_role, row.is_readable, row.member_count, row.topic_count)
        yield name, shown, door if finds else None
    inner = _or_nothing(lambda: community.readable_group(viewer, ids["group"]))
    yield "readable_group", inner and inner.slug, ids["group"] if reads else None
    yield "stewards", [one.public_id for one in groups.stewards_of(keys["group"])], [ids["steward"]]
    listed = {line.slug: line for line in groups.directory(viewer).rows}.get(ids["group"])
    shown = listed and (listed.my_role, listed.member_count, listed.topic_count)
    yield "directory", shown, (_role(who), *counts) if finds else None
    asked = groups.directory(viewer, words=word(f"group name@{place}")[:8]).rows
    yield "directory by name", [one.slug for one in asked], [ids["group"]] if finds else []
    yield "doors", ids["group"] in {d.slug for d in front.doors(viewer, limit=9)}, reads
    mine = ids["group"] in {line.slug for line in groups.my_groups(viewer)}
    yield "my_groups", mine, who in INSIDE
    insider = groups.member_named(keys["group"], word(f"name of {who}"))
    yield "member_named", insider is not None, who in INSIDE
    insider = groups.member_with_public_id(keys["group"], viewer.public_id)
    yield "member_with_public_id", insider is not None, who in INSIDE


_PLACE = {"author": 3, "member": 2, "former author": 3}


def _topic(world: World, viewer: Viewer, who: str, place: str, reads: bool, finds: bool) -> Any:
    ids, keys = world.ids[place], world.keys[place]
    mine = (word(f"topic title@{place}"), _role(who), MEMBERS if who in INSIDE else None,
            _PLACE.get(who))  # fmt: skip
    if who == "author":
        mine = (*mine[:3], 5)
    for name, row in (
        ("topic_of", topics.topic_of(viewer, ids["topic"])),
        ("topic_by_id", topics.topic_by_id(viewer.id, keys["topic"])),
    ):
        shown = row and (row.title, row.my_role, row.member_count, row.my_place)
        yield name, shown, mine if reads else None
        yield f"{name}: opener", row and row.opened_by, word("name of author") if reads else None
    gone = topics.topic_of(viewer, ids["deleted topic"])
    yield "deleted topic_of", bool(gone and gone.deleted_at), reads
    newest = topics.newest_topics(viewer, keys["group"]).rows
    places_kept = {row.title: row.my_place for row in newest}
    yield "topics listed once", len(newest), TOPICS if reads else 0
    openers = {word("name of author"), word("name of steward")}
    yield "openers", {row.opened_by for row in newest}, openers if reads else set()
    for row in newest[:1]:
        after = encode_key((row.last_post_at.isoformat(), row.id))
        older = topics.newest_topics(viewer, keys["group"], after).rows
        yield "older topics", [one.id for one in older], [one.id for one in newest[1:]]
    yield (
        "newest_topics",
        places_kept,
        {
            word(f"topic title@{place}"): mine[3],
            word(f"experience title@{place}"): 1 if who == "author" else None,
            word(f"title of published recap@{place}"): 1 if who == "steward" else None,
        }
        if reads
        else {},
    )
    kept = {
        row.title: row.position
        for row in places.my_places(viewer)
        if row.group_name == _name(place)
    }
    yield "my_places", kept, {k: v for k, v in places_kept.items() if v} if reads else {}


def _name(place: str) -> str:
    return word(f"group name@{place}")


def _posts(world: World, viewer: Viewer, who: str, place: str, reads: bool, finds: bool) -> Any:
    ids, keys = world.ids[place], world.keys[place]
    for thing, body, author in (
        ("post", "reply anew", "author"),
        ("left post", "left behind", "former author"),
        ("deleted post", "deleted reply", "author"),
        ("hidden post", "hidden reply", "author"),
    ):
        row, own = posts.post_of(viewer, ids[thing]), posts.own_post(viewer.id, ids[thing])
        yield f"post_of {thing}", row and row.body, word(f"{body}@{place}") if reads else None
        yield f"author of {thing}", row and row.author, word(f"name of {author}") if reads else None
        yield f"place in {thing}", row and row.my_role, _role(who) if reads else None
        yield (
            f"own_post {thing}",
            own and own.body,
            word(f"{body}@{place}") if who == author else None,
        )
    first = posts.first_post_of(viewer, keys["topic"])
    yield "first_post_of", first and first.body, word(f"post body@{place}") if reads else None
    if reads:
        page = posts.page_of_posts(viewer, keys["topic"], keys["group"], numbered_page(1, 5))
        writers = ("author", "author", "former author", "author", "author")
        names = [word(f"name of {by}") for by in writers]
        yield "authors of the page", [row.author for row in page], names
        middle = SimpleNamespace(first_position=2, last_position=3)
        part = posts.page_of_posts(viewer, keys["topic"], keys["group"], middle)
        yield "a part of the page", [row.position for row in part], [2, 3]
        versions = community.versions_of(keys["post"])
        yield "versions", [one.body for one in versions], [word(f"reply@{place}")]
        yield "page", [bool(row.html) for row in page], [True, True, True, False, False]
        given = [set(), {"thanks"} if who == "member" else set(), set(), set(), set()]
        yield "given", [set(row.given) for row in page], given
        roles = [row.author_role for row in page]
        yield "roles of authors", roles, ["member", "member", None, "member", "member"]


def _health(world: World, viewer: Viewer, who: str, place: str, reads: bool, finds: bool) -> Any:
    ids, keys = world.ids[place], world.keys[place]
    number, own = keys["shown evaluation"], who == "author"
    card = health.card_of(viewer, number, keys["group"])
    yield "card", card and card.dose, word(f"entry: dose@{place}") if who in INSIDE else None
    parts = card and [one.words for one in (*card.purposes, *card.side_effects_named)]
    mine = [word(f"entry: {part}@{place}") for part in ("purpose", "side effect")]
    yield "parts of the card", parts, mine if who in INSIDE else None
    named_so = card and (card.treatment.slug, card.stop_reasons)
    yield "named parts", named_so, (ids["treatment"], ("side_effects",)) if who in INSIDE else None
    gone = health.card_of(viewer, keys["deleted evaluation"], keys["group"])
    yield "card of a deleted entry", gone, None
    paused = health.card_of(viewer, keys["paused evaluation"], keys["group"])
    yield "card without a consent on the current text", paused, None
    yield "card is own", bool(card and card.is_own), own
    other = world.keys["elsewhere" if place != "public" else "members"]["group"]
    yield "card elsewhere", health.card_of(viewer, number, other) is not None, own
    hidden = health.card_of(viewer, keys["evaluation"], keys["group"])
    yield "card of a private entry", hidden is not None, own
    mine = _or_nothing(lambda: health.my_evaluation(viewer, ids["shown evaluation"]))
    groups_shown = [one.slug for one in mine.groups] if mine else None
    yield "my_evaluation", groups_shown, [ids["group"]] if own else None
    if mine:
        more = {one.slug for one in health.groups_to_show_to(viewer, mine)}
        yield "groups_to_show_to", more, {world.ids[p]["group"] for p in PLACES if p != place}
    owner = posts.owner_of_evaluation(keys["evaluation"])
    yield "owner_of_evaluation", owner, world.members["author"]
    yield "owner of a deleted one", posts.owner_of_evaluation(keys["deleted evaluation"]), None
    entry = _or_nothing(lambda: owned.own_evaluation(viewer, ids["evaluation"]))
    yield "own_evaluation", entry is not None, own
    gone = _or_nothing(lambda: owned.own_evaluation(viewer, ids["deleted evaluation"]))
    yield "own_evaluation that was deleted", gone is not None, False
    back = _or_nothing(
        lambda: owned.own_evaluation(viewer, ids["deleted evaluation"], deleted=True)
    )
    yield "own_evaluation to bring back", back is not None, own
    kept = _or_nothing(lambda: owned.own_evaluation(viewer, ids["evaluation"], deleted=True))
    yield "own_evaluation not deleted", kept is not None, False


def _told(world: World, viewer: Viewer, who: str, place: str, reads: bool, finds: bool) -> Any:
    ids, keys = world.ids[place], world.keys[place]
    rows = told.experiences(viewer, keys["group"], Wanted()).rows
    yield "experiences", [row.public_id for row in rows], [ids["experience"]] if reads else []
    for wanted, fits in (
        (Wanted(treatment=ids["treatment"]), True),
        (Wanted(treatment="another"), False),
        (Wanted(effectiveness=3), True),
        (Wanted(effectiveness=1), False),
        (Wanted(side_effects=1), True),
        (Wanted(side_effects=0), False),
        (Wanted(stop_reason="side_effects"), True),
        (Wanted(stop_reason="cost"), False),
    ):
        rows = told.experiences(viewer, keys["group"], wanted).rows
        yield f"experiences {wanted}", bool(rows), reads and fits


def _own(world: World, viewer: Viewer, who: str) -> Any:
    kept, gone = _entries(who)
    lines = groups.directory(viewer).rows
    after = groups.directory(viewer, after=encode_key((lines[0].name, lines[0].id))).rows
    yield "directory, next page", [one.id for one in after], [one.id for one in lines[1:]]
    for key in ((1, 1), ("x", "x")):
        odd = _or_nothing(lambda key=key: groups.directory(viewer, after=encode_key(key)))
        yield "directory after an odd key", odd, None
    entries = health.mine(viewer)
    yield "mine", len([e for e in entries if e.card.deleted_at is None]), kept
    yield "mine, deleted", len([e for e in entries if e.card.deleted_at is not None]), gone
    draft = world.ids["group"]["draft"]
    found = step_drafts.find(owner=f"member:{viewer.id}", kind="experience", public_id=draft)
    yield "draft", found is not None, who == "author"
    kept_form = step_drafts.find(owner=f"member:{viewer.id}", kind="kept-form", public_id=draft)
    yield "draft of another kind", kept_form is not None, False
    newest = step_drafts.newest(owner=f"member:{viewer.id}", kind="experience")
    yield "newest draft", newest is not None, who in ("author", "carer")


def _entries(who: str) -> tuple[int, int]:
    """How many evaluations a person keeps, and how many they deleted."""
    if who == "author":
        return 2 * len(PLACES), len(PLACES)
    return (len(PLACES) if who in ("member", "steward") else int(who == "carer")), 0
