"""Beyond `tests/core/test_every_route.py`: forms of other sites against a world that holds
something, in every shape that a foreign page can send (safety V-8).
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from app.accounts.models import SignedInSession
from app.core.clock import now
from app.core.database import db
from app.core.transactions import unit_of_work
from tests.authorisation import asking
from tests.authorisation.reading import lines, things_of
from tests.canaries.people import PEOPLE
from tests.canaries.standing import Standing

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

TEXT = {"data": '{"body": "Words", "position": "1"}', "content_type": "text/plain"}
JSON = {"data": '{"body": "Words", "position": "1"}', "content_type": "application/json"}
FOREIGN = {"Origin": "https://evil.example"}


@pytest.fixture
def locked(standing: Standing) -> Iterator[Standing]:
    """The standing world with the lock on forms closed, as in production. Its sessions were used just
    now: one that was last used minutes ago is noted again with any request, also a refused one."""
    with standing.app.app_context(), unit_of_work():
        db.session.execute(update(SignedInSession).values(seen_at=now()))
    standing.app.config["WTF_CSRF_ENABLED"] = True
    yield standing
    standing.app.config["WTF_CSRF_ENABLED"] = False


def writing(standing: Standing) -> Iterator[tuple[str, str, str]]:
    """(who may, verb, address) of every line that changes something, with things that are there."""
    rules = asking.rules_of(standing.app)
    for name, line in lines().items():
        if line.verb == "GET":
            continue
        may = [who for who, came in line.outcomes("group").items() if came == "done"]
        for rule in rules.get(name, ()):
            things = things_of(rule, line).items()
            values = {part: asking.thing(standing, "group", name) for part, name in things}
            yield (may or ["author"])[0], line.verb, asking.address_of(standing, rule, values)


@pytest.mark.parametrize(
    ("sent", "headers", "statuses"),
    [
        ({"data": {"body": "Words"}}, {}, {400}),
        ({"data": {"body": "Words", "csrf_token": "made up"}}, {}, {400}),
        (TEXT, {}, {400}),
        (JSON, {}, {400}),
        ({"data": {"body": "Words"}}, FOREIGN, {403}),
        (TEXT, FOREIGN, {403}),
        (JSON, FOREIGN, {403}),
        (TEXT, {"Sec-Fetch-Site": "cross-site"}, {403}),
    ],
    ids=["no token", "wrong token", "text", "json", "foreign", "foreign text", "foreign json",
         "cross-site text"],
)  # fmt: skip
def test_what_another_site_sends_changes_nothing(locked: Standing, sent, headers, statuses):
    wrong = []
    for who, verb, address in writing(locked):
        with locked.undone() as kept:
            answer = locked.ask(who, address, verb, headers=headers, **sent)
        if answer.status_code not in statuses or kept:
            wrong.append(f"{verb} {address} by {who}: {answer.status_code} {kept}")
    assert not wrong, "\n".join(wrong)


def test_the_lock_is_what_refuses(standing: Standing):
    """The same requests without the lock are taken: the check above can fail."""
    taken = 0
    for who, verb, address in writing(standing):
        with standing.undone() as kept:
            standing.ask(who, address, verb, data={"body": "Words", "position": "1"})
        taken += bool(kept)
    assert taken >= 10
    assert set(PEOPLE) >= {who for who, _verb, _address in writing(standing)}
