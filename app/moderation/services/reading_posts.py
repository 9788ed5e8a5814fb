"""What programs do when somebody publishes or edits: they read, and put what they found before
people. They decide nothing.

Only what stands in groups is read. Rooms, conversations of two and health entries are read by no
program (science.md 4.3: never scan private messages).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import structlog
from flask_babel import get_locale

from app.core.clock import now
from app.moderation.models import Case
from app.moderation.queries.switches import rules_are_on
from app.moderation.services.detecting import Found, detect
from app.moderation.services.reading_choices import is_read
from app.moderation.services.registering import Thing, adapters_of
from app.moderation.services.screening import Hit, screen, standing_register, standing_rules
from app.moderation.services.triaging.reading import read

log = structlog.get_logger(__name__)
# What the lexicons were read with; each names its own version in its file.
LEXICON_VERSION = "1"
_MOST_WORDS = 1_000
# Letters. Hardly a post is longer than both halves: they are about ten pages.
HALF = 10_000


def read_published(kind: str, thing_id: str) -> Case | None:
    """Read it with the rules, if they are switched on, and for signs of distress, if its author
    did not say no; open its case when something was found. Needs an open unit of work."""
    adapter = adapters_of().of(kind)
    thing = adapter.find(thing_id) if adapter else None
    if thing is None:
        return None
    findings = _found(found_by_rules, thing) if rules_read() else []
    if is_read(thing.author_id):
        findings += _found(_distress, thing)
    return detect(thing, tuple(findings))


def _found(read_it: Callable[[Thing], Iterator[Found]], thing: Thing) -> list[Found]:
    """Nobody's words are kept from going out because a program could not read them."""
    try:
        return list(read_it(thing))
    except Exception as error:  # noqa: BLE001 # whatever it stumbled over
        log.error("thing_could_not_be_read", thing=thing.public_id, error=type(error).__name__)
        return []


def part_to_read(text: str) -> str:
    """All of it; of a very long one its beginning and its end, so that no text holds up the site."""
    if len(text) <= 2 * HALF:
        return text
    return f"{text[:HALF]}\n\n{text[-HALF:]}"


def rules_read() -> bool:
    """Whether the rules that stand now are switched on."""
    return rules_are_on(str(standing_rules().version))


def screened(text: str) -> tuple[Hit, ...]:
    """What the rules that stand now say of a text, switched on or not."""
    return screen(part_to_read(text), standing_rules(), standing_register(), today=now().date())


def found_by_rules(thing: Thing) -> Iterator[Found]:
    """Every rule that points at it and puts it before a moderator."""
    for hit in screened(thing.words):
        if hit.act == "open_case":
            words = " … ".join(place.words for place in hit.places)
            yield Found(
                "screening", hit.rule, str(hit.version), hit.level, int(hit.harm[-1]),
                words[:_MOST_WORDS],
            )  # fmt: skip


def _distress(thing: Thing) -> Iterator[Found]:
    reading = read(part_to_read(thing.words), str(get_locale() or "en"))
    for reason in reading.reasons:
        words = " … ".join(reason.words) or reason.rule
        # Words that name a way are looked at soon, whatever else they say.
        level = "red" if reason.rule.endswith(":method_detail") else reason.label
        yield Found("crisis", reason.rule, LEXICON_VERSION, level, 0, words[:_MOST_WORDS])
