"""A day page begins and ends at midnight where the reader lives."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.factories import Maker


def test_a_day_begins_at_midnight_of_the_readers_zone(app: Flask, make: Maker) -> None:
    member = make.member(display_name="Reads There", time_zone="Europe/Berlin")
    room = make.room(group=make.group(members=(member,)), inside=(member,))
    for minute, words in ((59, "Just before midnight"), (61, "Just after midnight")):
        said_at = datetime(2026, 3, 3, 22 + minute // 60, minute % 60, tzinfo=UTC)
        make.message(room=room, by=member, body=words, created_at=said_at)
    reader = app.test_client().sign_in(member)  # type: ignore[attr-defined]

    day = reader.page(f"/rooms/{room.public_id}/days/2026-03-04").text

    assert "Just after midnight" in day
    assert "Just before midnight" not in day


@pytest.mark.parametrize(
    ("zone", "day"), [("Asia/Tokyo", "2026-05-02"), ("Nowhere/At_All", "2026-05-01")]
)
def test_a_link_may_ask_for_a_day_in_another_zone(
    app: Flask, make: Maker, zone: str, day: str
) -> None:
    """What is no zone counts as not asked for."""
    member = make.member(time_zone="Europe/Berlin")
    room = make.room(group=make.group(members=(member,)), inside=(member,))
    said_at = datetime(2026, 5, 1, 18, tzinfo=UTC)
    make.message(room=room, by=member, body="Late words", created_at=said_at)
    reader = app.test_client().sign_in(member)  # type: ignore[attr-defined]
    assert "Late words" in reader.page(f"/rooms/{room.public_id}/days/{day}?zone={zone}").text
