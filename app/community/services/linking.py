"""Which links of a text lead to other sites, and what the register of sources says of each.

The links are taken from the safe HTML that pages would show, so what is asked about is exactly
what others could press. Nothing is opened.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from flask import current_app

from app.core.clock import now
from app.core.text import MAX_SOURCE_LENGTH, render_markdown
from app.moderation.services.screening.sources import Source, standing_register

KEY_LENGTH = 16
_HREF = re.compile(r'<a href="(https?://[^"]+)"', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """A link to another site. `key` stands for its address in a form; `source` is what the
    register holds, `is_current` whether its grade was checked lately enough to count;
    `is_hidden` tells a short address that does not say where it leads."""

    address: str
    key: str
    host: str
    source: Source | None
    is_current: bool
    is_hidden: bool


def links_to_look_at(
    body: str, *, before: str = "", looked_at: Collection[str] = ()
) -> list[OutsideLink]:
    """The links of `body` whose author has not said to have looked at them, each once.

    `before` is what stood there: its links were asked about when it was written. `looked_at`
    holds keys.
    """
    old = set(_addresses(before))
    fresh = dict.fromkeys(address for address in _addresses(body) if address not in old)
    links = (_link(address) for address in fresh)
    return [link for link in links if link is not None and link.key not in looked_at]


def key_of(address: str) -> str:
    """What stands for an address in a form: it says nothing of where it leads."""
    return hashlib.sha256(address.encode()).hexdigest()[:KEY_LENGTH]


def _addresses(text: str) -> Iterator[str]:
    """Where the links of a text lead; of a text that is too long to be kept, none."""
    if len(text) <= MAX_SOURCE_LENGTH:
        yield from map(unescape, _HREF.findall(render_markdown(text)))


def _link(address: str) -> OutsideLink | None:
    host = _host(address)
    if host in ("", _host(current_app.config["SITE_URL"])):
        return None
    register = standing_register()
    source = register.of(host)
    is_current = source is not None and source.is_current(now().date())
    return OutsideLink(address, key_of(address), host, source, is_current, register.hides(host))


def _host(address: str) -> str:
    """The name of the site without "www."; "" for an address that no browser could open."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
