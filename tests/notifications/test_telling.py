"""What a member hears of their own account, as a notice and where needed as a letter."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.accounts import events
from app.accounts.models import Member
from app.core.database import db
from app.core.events import emit
from app.core.mail import Letter
from app.core.mail.wording import worded
from app.core.transactions import unit_of_work
from app.notifications.models import Notice
from app.notifications.services.telling import tell
from tests.architecture.sources import ROOT

OWN = {"public_id": "x"}
LETTER_AND_NOTICE = [
    (events.SignedInOnNewDevice, {"device": "Firefox on Linux"}, "new_device", "new_device"),
    *(
        (events.SignInDetailsChanged, {"what": what}, "details_changed", "details_changed")
        for what in (
            "password", "passkey-added", "passkey-removed", "codes-on", "codes-off",
            "recovery-codes", "password-reset",
        )
    ),
    *(
        (
            events.ClinicianClaimDecided,
            {"claim_public_id": "c", "state": state},
            f"claim_{state}",
            "claim_decided",
        )
        for state in ("accepted", "refused", "ended")
    ),
    (
        events.ExportMade, {"export_public_id": "e", "is_ready": True},
        "export_ready", "export_ready",
    ),
    (
        events.ExportMade, {"export_public_id": "e", "is_ready": False},
        "export_failed", "export_failed",
    ),
]  # fmt: skip
ONLY_NOTICE = [
    (events.RoleGranted, {"role": "moderator", "by_public_id": ""}, "role_granted"),
    (events.RoleEnded, {"role": "moderator", "by_public_id": ""}, "role_ended"),
    (events.SignInDetailsChanged, {"what": "address"}, "details_changed"),
    (events.ClosingAsked, {}, "closing_asked"),
    (events.ClosingTakenBack, {}, "closing_taken_back"),
]


def hear(kind, member, **about) -> None:
    with unit_of_work():
        emit(kind(member_id=member.id, **OWN, **about))


def notices(member) -> list[Notice]:
    return list(db.session.scalars(select(Notice).where(Notice.member_id == member.id)))


def letters() -> list[Letter]:
    return list(db.session.scalars(select(Letter)))


@pytest.mark.parametrize(("kind", "about", "notice", "letter"), LETTER_AND_NOTICE)
def test_what_must_be_heard_comes_as_notice_and_letter(inside, reader, kind, about, notice, letter):
    hear(kind, reader, **about)
    assert [row.kind for row in notices(reader)] == [notice]
    (written,) = letters()
    assert (written.kind, written.address) == (letter, "reader@example.org")
    assert written.recipient == f"member:{reader.id}"


@pytest.mark.parametrize(("kind", "about", "notice"), ONLY_NOTICE)
def test_other_news_is_a_notice_alone(inside, reader, kind, about, notice):
    hear(kind, reader, **about)
    assert [row.kind for row in notices(reader)] == [notice]
    assert letters() == []


@pytest.mark.parametrize("what", ["accepted", "ended"])
def test_a_carer_link_is_told_to_both_and_names_nobody(inside, make, what):
    person, carer = make.member(display_name="Ada"), make.member(display_name="Bo")
    other = make.member()
    with unit_of_work():
        emit(
            events.CarerLinkChanged(
                person_id=person.id, person_public_id="p", carer_id=carer.id,
                carer_public_id="c", link_public_id="l", what=what,
            )
        )  # fmt: skip
    told = [(row.kind, row.values) for who in (person, carer) for row in notices(who)]
    assert told == [(f"carer_{what}", {})] * 2
    assert notices(other) == [] and letters() == []


def test_an_address_that_nobody_confirmed_gets_no_letter(inside, make):
    member = make.member(email="typed@example.org", email_confirmed_at=None)
    hear(events.SignedInOnNewDevice, member, device="Firefox")
    assert len(notices(member)) == 1 and letters() == []


def test_the_number_beside_the_inbox_grows_with_every_notice(inside, reader, make):
    other = make.member()
    for _ in range(3):
        hear(events.ClosingAsked, reader)
    db.session.rollback()
    numbers = {row.id: row.unread for row in db.session.execute(select(Member.id, Member.unread))}
    assert (numbers[reader.id], numbers[other.id]) == (3, 0)


def test_news_that_is_rolled_back_is_not_told(inside, reader):
    with pytest.raises(ZeroDivisionError), unit_of_work():
        emit(events.SignedInOnNewDevice(member_id=reader.id, **OWN, device="Firefox"))
        raise ZeroDivisionError
    assert notices(reader) == [] and letters() == []
    db.session.rollback()
    assert db.session.scalar(select(Member.unread).where(Member.id == reader.id)) == 0


@pytest.mark.parametrize("path", ["https://evil.example", "//evil.example", "me", "/\\evil"])
def test_a_notice_leads_only_to_this_site(inside, reader, path):
    with pytest.raises(ValueError, match="a page of this site"), unit_of_work():
        tell(reader.id, "export_ready", path=path)


def test_a_notice_of_an_unknown_kind_is_refused(inside, reader):
    with pytest.raises(ValueError, match="no words"), unit_of_work():
        tell(reader.id, "no such kind")


def test_every_path_of_a_notice_is_a_page(app, inside, reader):
    for kind, about, *_ in LETTER_AND_NOTICE + ONLY_NOTICE:
        hear(kind, reader, **about)
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        for path in {row.path for row in notices(reader)}:
            assert adapter.match(path, method="GET"), path


FOLDER = ROOT / "app" / "templates" / "emails"
OWN_LETTERS = ("new_device", "details_changed", "export_ready", "export_failed", "claim_decided")
HEALTH = re.compile(
    r"health|illness|disease|patient|condition|symptom|treatment|medic|diagnos|group|clinic|doctor",
    re.IGNORECASE,
)


@pytest.mark.parametrize("kind", OWN_LETTERS)
def test_a_letter_is_neutral_and_says_why_it_came_and_how_to_stop(inside, kind):
    values = {"device": "Firefox on Linux", "what": "password", "link": "http://localhost/me/x"}
    subject, body = worded(kind, values, None)
    assert not HEALTH.search(subject + body)
    assert subject.startswith("News ") and len(subject) < 60
    assert "You get this letter because" in body and "letters stop" in body
    assert "http://localhost/me/x" in body


def test_no_letter_loads_anything_or_holds_html():
    for path in FOLDER.glob("*.txt"):
        assert not re.search(r"<\w|https?:", path.read_text()), path.name
