"""Addresses in a text, and what the register knows about where they lead. Nothing is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.moderation.services.screening.folding import Folded, fold, latin
from app.moderation.services.screening.sources import Register

_CHUNK = re.compile(r"\S+")
_AROUND = str.maketrans(dict.fromkeys("()[]<>{}\"'|,;*`", " "))
_BEHIND = ".:!?…/"
_REFERRALS = frozenset(
    (
        "ref",
        "aff",
        "affiliate",
        "affid",
        "referral",
        "referrer",
        "partner",
        "promo",
        "coupon",
        "voucher",
    )
)
_LONGEST_HOST = 253
"""RFC 1035, 2.3.4."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address as it stands in the text, between two places of it."""

    host: str
    query: str
    start: int
    end: int


def links(text: str) -> tuple[Link, ...]:
    """Every address of a text: with http, www, or only a name such as `bit.ly/x`. A point without
    a blank behind it can look like one; such a name is in no register."""
    return links_in(fold(text))


def links_in(folded: Folded) -> tuple[Link, ...]:
    """The same of a text that was folded."""
    return tuple(_links(folded))


def _links(folded: Folded) -> Iterator[Link]:
    for found in _CHUNK.finditer(folded.letters.translate(_AROUND)):
        address = found.group().strip(_BEHIND)
        scheme, separator, rest = address.rpartition("://")
        if separator:
            scheme = scheme.rsplit("/", 1)[-1].rsplit(":", 1)[-1]
        host, query = _host(rest if separator else address)
        if host and not (
            ("@" in address and not separator) or (separator and "http" not in scheme)
        ):
            start, last = found.start(), found.start() + len(address) - 1
            yield Link(host, query, folded.places[start], folded.places[last] + 1)


def _host(address: str) -> tuple[str, str]:
    """Host and query of an address without its scheme; "" for what is none. What stands before an
    @ is a name for the host to check, not the host."""
    whole, _hash, _fragment = address.partition("#")
    whole, _mark, query = whole.partition("?")
    host = whole.partition("/")[0].replace("\\", "/").partition("/")[0]
    host = host.rpartition("@")[2].partition(":")[0].strip(".").removeprefix("www.")
    labels = host.split(".")
    proper = len(host) <= _LONGEST_HOST and len(labels) > 1 and not labels[-1].isdigit()
    return (host, query) if proper and all(labels) else ("", "")


def kinds(link: Link, register: Register, today: date) -> tuple[str, ...]:
    """What is to be said about where a link leads: "listed" (a grade D that is not out of date),
    "pretending", "shortened", "referral"."""
    source = register.of(link.host)
    if source and source.grade == "D":
        return ("listed",) if source.is_current(today) else ()
    if register.hides(link.host):
        return ("shortened",)
    if source is None and _pretends(link.host, register):
        return ("pretending",)
    named = {pair.partition("=")[0] for pair in link.query.split("&") if "=" in pair}
    return ("referral",) if source is None and named & _REFERRALS else ()


def _pretends(host: str, register: Register) -> bool:
    """Whether a host wears the name of a good source, or its letters in another script."""
    if host.isascii():
        return register.pretended(host) is not None
    alike = register.of(latin(host))
    return alike is not None and alike.grade in "AB"
