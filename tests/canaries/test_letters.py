"""Letters say nothing: no word of anybody, and no health word, whatever was done (safety P-12)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from app.catalogue.models import ConceptName
from app.core.database import db
from app.core.mail.outbox import Letter
from app.core.transactions import unit_of_work
from tests.authorisation.asking import address_of, filled, rules_of, thing
from tests.authorisation.reading import lines, things_of
from tests.canaries import crawling
from tests.canaries.people import SIGNED_IN
from tests.canaries.standing import Standing

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

ACTING = ("visitor", "author", "member", "steward", "operator", "carer")

# A statement of reasons goes out with the decision (science.md M16), to its own author alone.
STATEMENT = ("decision facts@", "decision why@")


def faults(letters: list[Letter], health_words: set[str]) -> list[str]:
    """What a letter says that it must not. Its address may be a word of its own reader."""
    found = []
    for letter in letters:
        said = f"{letter.subject}\n{letter.body}"
        may = STATEMENT if letter.kind == "decision_taken" else ()
        spoken = crawling.spoken(said)
        found += [f"{letter.kind} says {name}" for name in spoken if not name.startswith(may)]
        words = set(re.findall(r"\w+", said.lower()))
        found += [f"{letter.kind} says {word}" for word in sorted(words & health_words)]
    return found


def health_words() -> set[str]:
    """Single words that only the catalogue knows; names of several words are made of them."""
    names = db.session.scalars(select(ConceptName.normalised))
    return {word for name in names for word in name.split() if len(word) > 6}


def written(standing: Standing) -> Iterator[tuple[str, list[Letter], set[str]]]:
    """Every writing line of the matrix done by those it is open to, and the letters it left."""
    rules = rules_of(standing.app)
    for name, line in lines().items():
        outcomes = line.outcomes("group")
        who = next((one for one in ACTING if outcomes[one] == "done"), None)
        if line.verb == "GET" or who is None:
            continue
        for rule in rules.get(name, ()):
            things = things_of(rule, line).items()
            values = {part: thing(standing, "group", of) for part, of in things}
            form = filled(standing, "group", line.send)
            with standing.undone():
                standing.ask(who, address_of(standing, rule, values), line.verb, data=form or None)
                with standing.app.app_context():
                    yield name, list(db.session.scalars(select(Letter))), health_words()


def test_no_letter_says_what_it_is_about(standing: Standing):
    asked, found = 0, []
    for name, letters, known in written(standing):
        asked += 1
        found += [f"{name}: {fault}" for fault in faults(letters, known)]
    assert asked > 30
    assert not found, "\n".join(found)


def test_a_letter_with_a_word_in_it_would_be_found(standing: Standing):
    """The check itself: a title in the subject, a treatment in the body."""
    title = crawling.words()["topic title@group"][0]
    with standing.undone(), standing.app.app_context(), unit_of_work():
        known = health_words()
        letter = Letter(kind="x", recipient="", address="a@example.org", subject=title,
                        body="A reply about your treatment")  # fmt: skip
        assert len(faults([letter], known | {"treatment"})) == 2
        assert "condition" in known
    assert set(ACTING) - {"visitor"} <= set(SIGNED_IN)
