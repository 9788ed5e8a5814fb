"""How often a door may be knocked at. Limits are declared beside the views that need them."""

from __future__ import annotations

import hashlib
import hmac

from flask import current_app, request
from flask_limiter import Limiter


def caller() -> str:
    """A keyed hash of the caller's network: an address itself is never stored or logged.

    IPv6 callers own a whole /64, so they are counted by it.
    """
    address = request.remote_addr or "unknown"
    network = ":".join(address.split(":")[:4]) if ":" in address else address
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, network.encode(), hashlib.sha256).hexdigest()[:24]


def typed(field: str) -> str:
    """A keyed hash of one typed field, to limit tries per account without storing who."""
    key = current_app.config["SECRET_KEY"].encode()
    value = request.form.get(field, "").strip().casefold()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:24]


limiter = Limiter(
    key_func=caller,
    strategy="moving-window",
    headers_enabled=False,
    in_memory_fallback_enabled=True,
    swallow_errors=False,
)
