"""Asking whether a page is there: what is sent, what is believed, and how fast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.core.security.egress import AddressRefused, Answer, CallFailed
from app.moderation.services.calling_pages import Caller, can_be_called

PAGE = "https://page.example/a?b=1"
Said = int | Exception


class World:
    """Servers that answer what they are told to, and a clock that stands until somebody waits."""

    def __init__(self, head: Said, get: Said = 200) -> None:
        self.answers = {"HEAD": head, "GET": get}
        self.asked: list[tuple[str, str]] = []
        self.sent: list[dict[str, Any]] = []
        self.time, self.waits = 100.0, []

    def call(self, url: str, *, method: str, **sent: Any) -> Answer:
        self.asked.append((method, url))
        self.sent.append(sent)
        said = self.answers[method]
        if isinstance(said, Exception):
            raise said
        return Answer(said, {}, b"")

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds

    @property
    def status_of(self) -> Callable[[str], int | None]:
        return Caller(self.call, self.wait, lambda: self.time).status_of


def test_the_head_alone_is_asked_for_where_that_is_enough() -> None:
    world = World(head=200)
    assert world.status_of(PAGE) == 200
    assert world.asked == [("HEAD", PAGE)]


@pytest.mark.parametrize("head", [403, 404, 405, 501, CallFailed("slow")])
def test_who_does_not_know_the_question_is_asked_for_the_page(head: Said) -> None:
    world = World(head=head, get=200)
    assert world.status_of(PAGE) == 200
    assert [method for method, _url in world.asked] == ["HEAD", "GET"]


def test_a_page_that_is_gone_is_gone_by_both_answers() -> None:
    assert World(head=404, get=410).status_of(PAGE) == 410


def test_a_redirect_and_an_answer_that_is_too_long_are_answers() -> None:
    assert World(head=CallFailed("the answer points elsewhere", 301)).status_of(PAGE) == 301
    long = World(head=405, get=CallFailed("the answer is too long", 200))
    assert long.status_of(PAGE) == 200


@pytest.mark.parametrize("failure", [CallFailed("slow"), AddressRefused("no such name")])
def test_nobody_there_is_no_answer(failure: Exception) -> None:
    assert World(head=failure, get=failure).status_of(PAGE) is None


def test_a_host_is_asked_once_a_second_and_others_at_once() -> None:
    world = World(head=404, get=404)
    status_of = world.status_of
    status_of(PAGE)
    world.time += 0.25
    status_of("https://page.example/other")
    assert world.waits == [1.0, 0.75, 1.0]
    before = len(world.waits)
    status_of("https://quiet.example/")
    assert world.waits[before:] == [1.0]  # its own second question


def test_the_server_learns_nothing_of_the_community() -> None:
    world = World(head=405)
    world.status_of(f"{PAGE}#what-members-read")
    assert {url for _method, url in world.asked} == {PAGE}
    for sent in world.sent:
        assert sent["hosts"] == ["page.example"]
        assert set(sent) == {"hosts", "headers"}
        assert set(sent["headers"]) == {"User-Agent", "Accept"}
        assert "thread" not in str(sent["headers"]).lower()


@pytest.mark.parametrize(
    ("url", "can"),
    [
        (PAGE, True),
        ("https://page.example/a#part", True),
        ("https://PAGE.example/", True),
        ("http://page.example/", False),
        ("https://page.example:8443/", False),
        ("https://127.0.0.1/", False),
        ("https://somebody@page.example/", False),
        ("no address", False),
    ],
)
def test_only_plain_pages_are_called(url: str, can: bool) -> None:
    assert can_be_called(url) is can
