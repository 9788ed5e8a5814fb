"""Proving that the log is what was written: no row changed, none missing between two others.

A chain alone cannot show that its newest rows were cut off. Therefore `head` names the newest
hash; kept somewhere else, such as in a log on another machine, `verify` can be asked for it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.audit.queries import chain, newest
from app.audit.services.recording import GENESIS, hash_of


@dataclass(frozen=True)
class Verdict:
    """How many rows were read, the newest hash, and the first fault with the row's number."""

    count: int
    head: str
    fault: str = ""
    row: int = 0


def head() -> str:
    """The newest hash; zeros when nothing was ever written."""
    return newest() or GENESIS


def verify(expected: str = "") -> Verdict:
    """Read the whole chain in order and stop at the first broken row.

    `expected` is a head noted earlier: it must still be in the chain.
    """
    count, previous, begins_after, pruned_through, seen = 0, "", GENESIS, set(), not expected
    for entry in chain():
        count += 1
        if previous and entry.previous_hash != previous:
            return Verdict(count, previous, "the row before it is missing or was changed", entry.id)
        if not previous:
            begins_after = entry.previous_hash
        if hash_of(entry) != entry.entry_hash:
            return Verdict(count, previous, "its content was changed", entry.id)
        if entry.action == "pruned":
            pruned_through.add(json.loads(entry.details)["through"])
        previous = entry.entry_hash
        seen = seen or previous == expected
    if begins_after != GENESIS and begins_after not in pruned_through:
        return Verdict(count, previous, "rows before the first one are missing", 0)
    if not seen:
        return Verdict(count, previous, "rows at the end are missing", 0)
    return Verdict(count, previous or GENESIS)
