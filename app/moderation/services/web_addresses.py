"""Whether something is the address of a page of the web, the same for our rules and for browsers."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from app.moderation.lengths import LONGEST_URL

_HOST = re.compile(r"[a-z0-9.-]+(:[0-9]{1,5})?", re.IGNORECASE)


def is_page(url: str) -> bool:
    """A whole address with a plain host. Browsers read a backslash as a slash and what stands before
    an "@" as a name: with either, the page that opens is another one than the one that was graded.
    """
    if len(url) > LONGEST_URL or any(sign.isspace() or sign == "\\" for sign in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    labels = (parts.hostname or "").split(".")
    is_plain = _HOST.fullmatch(parts.netloc) is not None and len(labels) > 1 and all(labels)
    return parts.scheme in ("http", "https") and is_plain
