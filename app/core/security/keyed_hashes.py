"""Hashes that only this site can make. The key of the site serves several purposes; none can be
taken for another, because each hash is made for one of them."""

from __future__ import annotations

import hashlib
import hmac


def keyed_hash(purpose: str, words: str = "", *, secret: str) -> str:
    """64 hexadecimal digits. `secret`: the site's key, or one before it."""
    return hmac.new(secret.encode(), f"{purpose}:{words}".encode(), hashlib.sha256).hexdigest()
