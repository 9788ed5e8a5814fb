"""What is too large is refused in words, at once, and nothing that was there before is lost."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.support.routes import everything_stored


@pytest.fixture
def place(client, make):
    """Somebody in a group with a topic to reply to."""
    me = make.member()
    topic = make.topic(group=make.group(members=(me,)), by=me)
    client.sign_in(me)
    return f"/topics/{topic.public_id}/reply"


def test_a_form_that_is_too_large_is_refused_in_words_and_changes_nothing(app, client, place):
    before = everything_stored(app)
    page = client.post(place, data={"body": "x" * 2_000_000})
    assert page.status_code == 413
    assert "too long" in page.text and "Go back" in page.text
    assert "<h1" in page.text and page.headers["Cache-Control"] == "no-store"
    assert everything_stored(app) == before


def test_a_form_with_more_than_any_of_ours_has_is_refused(app: Flask, client, place):
    before = everything_stored(app)
    many = {f"field{n}": (None, "x") for n in range(300)}
    boundary = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\nx\r\n' % name.encode()
        for name in many
    )
    answer = client.post(
        place, data=boundary + b"--b--\r\n", content_type="multipart/form-data; boundary=b"
    )
    assert answer.status_code == 413
    assert everything_stored(app) == before


def test_after_a_refusal_the_same_person_goes_on_as_if_nothing_had_been(client, place):
    assert client.post(place, data={"body": "x" * 2_000_000}).status_code == 413
    assert client.get(place).status_code == 200
    assert client.post(place, data={"body": "Shorter words"}).status_code in (302, 303)


def test_words_that_are_a_little_too_long_come_back_to_be_made_shorter(client, place):
    words = "These are my words. " + "x" * 40_001
    page = client.post(place, data={"body": words})
    assert page.status_code == 422
    assert words in page.text
    assert "Make this shorter" in page.text
