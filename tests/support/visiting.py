"""One visit to a page in the browser, with everything measured on the way."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Response

from tests.support.axe import COLOUR, OPTIONS, violations
from tests.support.measuring import clipped_text, small_targets, too_wide
from tests.support.pages import Place

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
# The distances of WCAG 1.4.12.
SPACED = """() => { for (const one of document.querySelectorAll("body, body *")) {
  one.style.lineHeight = "1.5"; one.style.letterSpacing = ".12em"; one.style.wordSpacing = ".16em";
} }"""
DOUBLED = "size => { document.documentElement.style.fontSize = size; }"


@dataclass
class Visit:
    """What was found. Every list but `hosts` and `weight` should stay empty."""

    status: int = 0
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    weight: dict[str, int] = field(default_factory=dict)
    accessibility: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)
    sideways: list[str] = field(default_factory=list)
    clipped: list[str] = field(default_factory=list)


def _weigh(answers: list[Response]) -> dict[str, int]:
    """Bytes by kind of answer, as a compressing front server would send them."""
    weight: dict[str, int] = {}
    for answer in answers:
        if not answer.url.startswith("data:"):
            kind = answer.request.resource_type
            weight[kind] = weight.get(kind, 0) + len(gzip.compress(answer.body(), 6))
    return weight


@contextmanager
def listening(page: Page) -> Iterator[tuple[list[str], list[Response]]]:
    """Lists that fill with the console's complaints and with the answers the page gets."""
    complaints: list[str] = []
    answers: list[Response] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    ears: dict[Any, Callable[[Any], None]] = {
        "console": hear,
        "pageerror": lambda error: complaints.append(str(error)),
        "requestfailed": lambda request: complaints.append(f"failed: {request.url}"),
        "response": lambda answer: answers.append(answer),
    }
    for event, ear in ears.items():
        page.on(event, ear)
    yield complaints, answers
    for event, ear in ears.items():
        page.remove_listener(event, ear)


def visit(page: Page, place: Place) -> Visit:
    """Load a page once; measure it in both themes, small and large, without loading it again."""
    page.goto("about:blank")  # what an earlier page still does belongs to no visit
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    # What is heard after the loading comes from the measuring itself.
    with listening(page) as (complaints, answers):
        answer = page.goto(place.address)
        found = Visit(answer.status, complaints, weight=_weigh(answers))
    found.hosts = {urlsplit(one.url).netloc for one in answers if "://" in one.url}
    found.accessibility = violations(page, OPTIONS)
    found.small, found.sideways = small_targets(page), too_wide(page)
    page.emulate_media(color_scheme="dark")
    found.accessibility += violations(page, COLOUR)
    page.set_viewport_size(DESK)
    found.accessibility += violations(page, COLOUR)
    page.emulate_media(color_scheme="light")
    found.accessibility += violations(page, OPTIONS)
    found.sideways += too_wide(page)
    page.evaluate(DOUBLED, "200%")
    found.clipped = clipped_text(page)
    page.set_viewport_size(PHONE)
    found.sideways += too_wide(page)
    page.evaluate(DOUBLED, "")
    page.evaluate(SPACED)
    found.sideways += too_wide(page)
    found.clipped += clipped_text(page)
    return found
