"""How a browser is known again: marks in a cookie, one for each member who signed in there.

A mark has two halves. The first stands for the address: it gives the device a count of tries of
its own (safety.md A-10). The second stands for the member and the password of that day: it dies
with the password, and then the device is a new one. Both are keyed hashes and tell nothing.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from flask import current_app

from app.accounts.models import Member
from app.accounts.queries import members
from app.accounts.services import addresses
from app.core.security.keyed_hashes import keyed_hash

# People who share a browser; whoever signed in longest ago is forgotten first.
MOST = 5
HALF = 32


def keyed(purpose: str, words: str, *, secret: str | None = None) -> str:
    """A hash that only this site can make."""
    return keyed_hash(purpose, words, secret=secret or current_app.config["SECRET_KEY"])[:40]


def knows_address(cookie: str, address: str) -> bool:
    """Whether somebody signed in to this address here. Asks no table: it is asked for every try,
    and the answer must take as long for an address that nobody has."""
    key = addresses.key_of(address)
    return _any_is({half for half, _ in _halves(cookie)}, "device-address", key)


def knows_member(cookie: str, member_id: int) -> bool:
    """Whether this member signed in here with the password they have now."""
    owner = _owner(members.entity(member_id))
    return _any_is({half for _, half in _halves(cookie)}, "device-member", owner)


def with_mark(cookie: str, member_id: int) -> str:
    """The cookie with a fresh mark for the member, in place of an older one."""
    member = members.entity(member_id)
    first = keyed("device-address", member.email_key or "")[:HALF]
    mark = first + keyed("device-member", _owner(member))[:HALF]
    others = [a + b for a, b in _halves(cookie) if a != first]
    return ".".join([mark, *others][:MOST])


def _owner(member: Member) -> str:
    return f"{member.public_id}:{member.password_hash}"


def _halves(cookie: str) -> Iterator[tuple[str, str]]:
    marks = cookie.split(".")[:MOST] if len(cookie) <= MOST * (2 * HALF + 1) else []
    return ((mark[:HALF], mark[HALF:]) for mark in marks if len(mark) == 2 * HALF)


def _any_is(halves: set[str], purpose: str, words: str) -> bool:
    """Older keys count too: else a new key would make every device a new one."""
    config = current_app.config
    secrets = (config["SECRET_KEY"], *(config.get("SECRET_KEY_FALLBACKS") or ()))
    wanted = [keyed(purpose, words, secret=secret)[:HALF].encode() for secret in secrets]
    found = [hmac.compare_digest(half.encode(), right) for half in halves for right in wanted]
    return any(found)
