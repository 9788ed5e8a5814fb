"""Nobody finds a word that is not for them, at any address, in any log (safety V-0, V-2, T-6)."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.canaries import crawling
from tests.canaries.canaries import CANARIES, words
from tests.canaries.people import PEOPLE
from tests.canaries.standing import Standing
from tests.canaries.words import word
from tests.support.routes import everything_stored

# GET lines at which nobody of the world gets a page, each with its reason.
NEVER_A_PAGE = {
    "accounts.join_name": "leads to the first question; tests/accounts/test_signing_up.py fills it in",
    "accounts.join_secrets": "the same",
    "accounts.join_consent": "the same",
    "accounts.join_check": "the same",
    "accounts.confirm_address": "needs a word that stands in a letter only; tests/accounts",
    "accounts.new_password": "the same",
    "accounts.new_address": "the same",
    "accounts.carer_invitation": "the same",
    "accounts.give_second_step": "needs the half of a sign-in; tests/accounts",
    "accounts.prove": "leads to setting up what can be proved; tests/accounts",
    "accounts.set_up_codes": "leads back until it is begun",
    "accounts.fetch_export": "needs an export that was made; tests/privacy",
    "accounts.check_leaving": "needs an answer in its address; tests/privacy",
    "operations.metrics": "for monitors with a word of the configuration",
    "web.security_txt": "not there without an address of the configuration",
    "community.post": "leads on, always",
    "chat.room_at": "the same",
    "moderation.helpline": "needs a line that an operator entered; tests/moderation/care",
    "moderation.decide_form": "needs a case in hand; tests/moderation/desk",
    "moderation.reported_thing": "leads to what was reported",
    "community.experience_check": "leads to the first question that is open",
}


# One of each relation; everybody with --long.
FEW = (
    "visitor",
    "author",
    "member",
    "steward",
    "former author",
    "elsewhere",
    "carer",
    "clinician",
    "operator",
    "moderator",
    "safeguarding",
)
EVERYBODY = tuple(PEOPLE)


@pytest.fixture(
    scope="module",
    params=[FEW, pytest.param(EVERYBODY, marks=pytest.mark.long)],
    ids=["few", "everybody"],
)
def walked(request: pytest.FixtureRequest, standing: Standing) -> SimpleNamespace:
    """One crawl, for all tests of this module: every answer, and the logs."""
    before = stored(standing)
    with crawling.listening() as heard:
        found = list(crawling.crawl(standing, people=request.param))
    logs, same = heard.getvalue(), stored(standing) == before
    return SimpleNamespace(found=found, logs=logs, people=request.param, same=same)


def stored(standing: Standing) -> dict[str, list[str]]:
    """Every row of every table, but for the log of who looked at what, for when a device was
    last used, which is noted once in five minutes, and for who looked at a case."""
    tables = everything_stored(standing.app)
    left_out = ("audit", "sessions", "cases", "shifts", "care_looks")
    return {name: rows for name, rows in tables.items() if not name.startswith(left_out)}


pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


def test_nobody_finds_a_word_that_is_not_for_them(walked: SimpleNamespace):
    leaks = (leak for leak in crawling.leaks(walked.found) if not crawling.is_reported(leak))
    found = {f"{leak.who} at {leak.address}: {leak.what}" for leak in leaks}
    assert not found, "\n".join(sorted(found))


def test_those_who_look_after_people_read_what_sounded_like_distress(walked: SimpleNamespace):
    """And nobody else at the desk: else the exception above would excuse anything."""
    read = {
        one.who
        for one in walked.found
        if one.address.startswith("/desk")
        and any(name.startswith(crawling.DISTRESS) for name in one.names)
    }
    assert read == {"safeguarding"}


def test_logs_hold_no_word(walked: SimpleNamespace):
    assert crawling.spoken(walked.logs) == []


def test_reading_everything_leaves_the_database_as_it_was(walked: SimpleNamespace):
    """Each address is read by several people, and by those whom it concerns (safety V-8)."""
    assert walked.same


def test_nothing_breaks_on_the_way(walked: SimpleNamespace):
    assert [one for one in walked.found if one.status >= 500] == []


def test_every_word_is_found_by_somebody_it_is_for(walked: SimpleNamespace):
    """Else the crawl does not reach it, and proves nothing about it."""
    seen = {(name, one.who) for one in walked.found for name in one.names}
    hidden = {name for canary in CANARIES if canary.hidden for name in canary.words()}
    unseen = {
        name
        for name, (_word, readers) in words().items()
        if name not in hidden
        and readers & set(walked.people)
        and not any((name, who) in seen for who in readers)
    }
    assert unseen == set()


def test_every_readable_route_gave_a_page_to_somebody(standing: Standing, walked: SimpleNamespace):
    pages = {one.address for one in walked.found if one.status == 200}
    without = {
        endpoint
        for endpoint, at in crawling.addresses(standing).items()
        if not pages & set(at) and endpoint != "static"
    }
    assert without == set(NEVER_A_PAGE)


def test_links_were_followed_beyond_the_first_addresses(
    standing: Standing, walked: SimpleNamespace
):
    first = {address for at in crawling.addresses(standing).values() for address in at}
    assert {one.address for one in walked.found} - first


def test_every_seeded_word_stands_in_the_table(standing: Standing):
    """A word that seeding writes and the table forgets would be looked for nowhere."""
    assert standing.world.words == {name: word(name) for name in words()}
