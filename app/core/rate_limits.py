"""How often a door may be knocked at. Limits are declared beside the views that need them."""

from __future__ import annotations

import ipaddress

from flask import current_app, request
from flask_limiter import Limiter

from app.core.security.keyed_hashes import keyed_hash


def caller() -> str:
    """A keyed hash of the caller's network: an address itself is never stored or logged.

    IPv6 callers own a whole /64, so they are counted by it.
    """
    network = network_of(request.remote_addr or "unknown")
    return keyed_hash("network", network, secret=current_app.config["SECRET_KEY"])[:24]


def network_of(address: str) -> str:
    """What an address is counted by. Read as a number: "2001:db8::1" has many spellings."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))


limiter = Limiter(
    key_func=caller,
    strategy="moving-window",
    headers_enabled=False,
    in_memory_fallback_enabled=True,
    swallow_errors=False,
)
