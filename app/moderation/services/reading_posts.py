"""What programs do when somebody publishes or edits: they read, and put what they found before
people. They decide nothing; words that name a way to die wait until a person has read them.

Only what stands in groups is read. Rooms, conversations of two and health entries are read by no
program (science.md 4.3: never scan private messages).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import structlog
from flask_babel import get_locale

from app.core.clock import now
from app.moderation.lengths import LONGEST_MATCHED
from app.moderation.models import Case
from app.moderation.queries.switches import reads_words_of, rules_are_on
from app.moderation.services import holding, own_model, recognising, trying_prompt
from app.moderation.services.detecting import Found, detect
from app.moderation.services.registering import Thing, adapters_of
from app.moderation.services.screening import (
    Hit,
    rule_version,
    screen,
    standing_register,
    standing_rules,
)
from app.moderation.services.triaging.lexicons import lexicon_version, version_of
from app.moderation.services.triaging.reading import read

log = structlog.get_logger(__name__)
_T = TypeVar("_T")
# Letters. Hardly a post is longer than both halves: they are about ten pages.
HALF = 10_000


def read_published(kind: str, thing_id: str, *, is_new: bool = False) -> Case | None:
    """Read it with the rules, and for signs of distress, where each is switched on and its author
    did not say no to the second; open its case when something was found, and let it wait when it
    names a way. What `is_new`, and no edit, counts in a trial. Needs an open unit of work."""
    adapter = adapters_of().of(kind)
    thing = adapter.find(thing_id) if adapter else None
    if thing is None:
        return None
    hits = _found(lambda one: screened(one.words), thing) if rules_read() else None
    if is_new and hits is not None:
        trying_prompt.count(thing, is_pointed=bool(hits))
    signs = _found(_distress, thing) if reads_distress(thing.author_id) else None
    again = _found(said_again, thing) if hits is not None else None
    case = detect(thing, (*(signs or ()), *found_in(hits or ()), *(again or ())))
    if signs is not None:
        holding.follow(thing, tuple(one for one in signs if holding.names_a_way(one.rule)))
    return case


def _found(read_it: Callable[[Thing], Iterable[_T]], thing: Thing) -> list[_T] | None:
    """Nobody's words are kept from going out because a program could not read them: None then."""
    try:
        return list(read_it(thing))
    except Exception as error:  # noqa: BLE001 # whatever it stumbled over
        log.error("thing_could_not_be_read", thing=thing.public_id, error=type(error).__name__)
        return None


def part_to_read(text: str) -> str:
    """All of it; of a very long one its beginning and its end, so that no text holds up the site."""
    if len(text) <= 2 * HALF:
        return text
    return f"{text[:HALF]}\n\n{text[-HALF:]}"


def rules_read() -> bool:
    """Whether the rules that stand now are switched on."""
    return rules_are_on(rule_version())


def reads_distress(member_id: int) -> bool:
    """Whether the lexicons that stand now read what this member writes. Broken ones read nothing."""
    try:
        version = lexicon_version()
    except Exception as error:  # noqa: BLE001 # whatever is wrong with a file
        log.error("lexicons_could_not_be_read", error=type(error).__name__)
        return False
    return reads_words_of(member_id, version)


def screened(text: str) -> tuple[Hit, ...]:
    """What the rules that stand now say of a text, switched on or not."""
    return screen(part_to_read(text), standing_rules(), standing_register(), today=now().date())


def said_again(thing: Thing) -> Iterator[Found]:
    """The decided claim that it says in other words, if any."""
    return recognising.found_again(thing, part_to_read(thing.words))


def found_by_rules(thing: Thing) -> Iterator[Found]:
    """Every rule that points at it and puts it before a moderator."""
    return found_in(screened(thing.words))


def found_in(hits: Iterable[Hit]) -> Iterator[Found]:
    """Of what the rules say, that which is for a moderator."""
    for hit in hits:
        if hit.act == "open_case":
            words = " … ".join(place.words for place in hit.places)
            yield Found(
                "screening", hit.rule, str(hit.version), hit.level, int(hit.harm[-1]),
                words[:LONGEST_MATCHED],
            )  # fmt: skip


def _distress(thing: Thing) -> Iterator[Found]:
    """What names a way comes first: of very many signs it is not the one that is left out."""
    own = own_model.own_model().classifier
    reading = read(part_to_read(thing.words), str(get_locale() or "en"), own)
    for reason in sorted(reading.reasons, key=lambda one: not holding.names_a_way(one.rule)):
        words = " … ".join(reason.words) or reason.rule
        # Words that name a way are looked at soon, whatever else they say.
        level = "red" if holding.names_a_way(reason.rule) else reason.label
        yield Found(
            "crisis", reason.rule, version_of(reason.rule), level, 0, words[:LONGEST_MATCHED]
        )
