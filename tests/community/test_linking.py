"""Which links of a text are asked about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from flask import Flask

from app.community.services.linking import links_to_look_at
from app.core.text import MAX_SOURCE_LENGTH, MOST_ADDRESSES

LINK, OTHER = "https://blog.example/kettles", "https://shop.example/cups?x=1&y=2"


def hosts(links: Iterable[Any]) -> list[str]:
    return [link.host for link in links]


@pytest.mark.parametrize(
    ("body", "led_to"),
    [
        ("[words](https://a.example/x) and https://a.example/x", ["a.example"]),
        ("https://a.example/x https://a.example/y", ["a.example", "a.example"]),
        ("bare a.com name", ["a.com"]),
        ("HTTPS://WWW.A.EXAMPLE/", ["a.example"]),
        ("mailto:a@b.example and a@b.example and [call](tel:112)", []),
        ("`https://a.example`", []),
        ("our own http://localhost/topics/1", []),
        ("[bad](http://[1/x)", []),
        ("<a href='https://a.example'>no link</a>", ["a.example"]),
        ("x" * (MAX_SOURCE_LENGTH + 1), []),
        ("http://a.example " * (MOST_ADDRESSES + 1), []),
    ],
)
def test_what_counts_is_what_others_could_press(inside: Flask, body: str, led_to: list[str]):
    assert hosts(links_to_look_at(body)) == led_to


def test_a_key_tells_links_apart_and_not_where_they_lead(inside: Flask):
    one, other = links_to_look_at(f"{LINK} {OTHER}")
    assert one.key != other.key and "blog" not in one.key
    assert hosts(links_to_look_at(f"{LINK} {OTHER}", looked_at=[one.key])) == ["shop.example"]
    assert hosts(links_to_look_at(f"{LINK} {OTHER}", before=LINK)) == ["shop.example"]


def test_an_address_with_more_than_one_part_is_one_link(inside: Flask):
    """What HTML writes as &amp; is read back as it was typed."""
    (link,) = links_to_look_at(OTHER)
    assert link.address == OTHER


def test_the_real_register_is_asked(inside: Flask):
    known, hidden, unknown = links_to_look_at(
        "https://www.nhs.uk/conditions https://bit.ly/x https://nobody.example"
    )
    assert known.source is not None and known.source.domain == "nhs.uk"
    assert (hidden.is_hidden, unknown.is_hidden) == (True, False)
    assert (hidden.source, unknown.source) == (None, None)
