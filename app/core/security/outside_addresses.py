"""Which addresses lie in the open network, and which are nobody's or our own."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from typing import NamedTuple
from urllib.parse import urlsplit

LONGEST_URL = 2048
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# IPv6 that is in use: all else is local, or an IPv4 address in disguise (mapped, compatible, NAT64).
_IN_USE = ipaddress.IPv6Network("2000::/3")
_CLOSED_6 = [
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # for protocols, Teredo among them: it carries IPv4 addresses
        "2001:db8::/32",  # for books
        "2002::/16",  # 6to4: carries IPv4 addresses
        "3fff::/20",  # for books
    )
]
_CLOSED_4 = [
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # looks public; the host of a rented machine answers there
    )
]  # fmt: skip


class Target(NamedTuple):
    """Whom to call and what to ask for."""

    host: str
    path: str


def is_outside(address: str) -> bool:
    """Whether a resolved address belongs to somebody else's server in the open network."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return found.is_global and not any(found in network for network in _CLOSED_4)
    # A zone ("%eth0") says: of this machine's own wire.
    is_plain = found.scope_id is None and found in _IN_USE
    return is_plain and found.is_global and not any(found in network for network in _CLOSED_6)


def target_of(url: str, hosts: Collection[str]) -> Target | None:
    """Host and path of an https address among `hosts`; None for everything else."""
    if len(url) > LONGEST_URL or not all("!" <= character <= "~" for character in url):
        return None
    if "\\" in url or "#" in url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    netloc = parts.netloc.lower()
    host = netloc.removesuffix(":443")
    if parts.scheme != "https" or port not in (None, 443) or not _is_name(host):
        return None
    if not any(_is_meant(host, meant) for meant in hosts):
        return None
    return Target(host, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def _is_name(host: str) -> bool:
    """A full name in letters: no user, no port, no number in any of its spellings."""
    labels = host.split(".")
    is_spelled = all(_LABEL.fullmatch(label) for label in labels)
    return len(host) <= 253 and len(labels) > 1 and is_spelled and labels[-1][0].isalpha()


def _is_meant(host: str, meant: str) -> bool:
    return host.endswith(meant) if meant.startswith(".") else host == meant
