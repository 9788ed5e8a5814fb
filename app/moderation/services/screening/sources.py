"""The register of health sources: who stands behind an address, and how far they can be relied on.

Grades follow the eight criteria that the Health On the Net code asked for (authority,
complementarity, privacy, attribution, justifiability, transparency, financial disclosure,
advertising); its seal ended in 2022 and counts for nothing here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[2] / "data" / "sources.toml"
GRADES = ("A", "B", "C", "D")
_KEYS = {"domain", "grade", "publisher", "reason", "conflicts", "checked_on", "expires"}


class SourceFault(ValueError):
    """The register cannot be used; the message names the domain and what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One publisher's address. `conflicts` says who pays, "none known" where nobody with an
    interest does. After `expires` the grade says nothing before somebody checked it again."""

    domain: str
    grade: str
    publisher: str
    reason: str
    conflicts: str
    checked_on: date
    expires: date

    def is_current(self, today: date) -> bool:
        """Whether the grade still holds."""
        return today <= self.expires


@dataclass(frozen=True, slots=True)
class Register:
    """All sources by domain, and the services that hide where a short address leads."""

    version: int
    sources: Mapping[str, Source]
    shorteners: frozenset[str]

    def of(self, host: str) -> Source | None:
        """The source that a host belongs to: itself, or the longest registered domain above it.
        Only whole labels count, so `evil-who.int.example` is nobody's."""
        return next((self.sources[d] for d in _above(host) if d in self.sources), None)

    def hides(self, host: str) -> bool:
        """Whether a short address stands before the real one."""
        return any(domain in self.shorteners for domain in _above(host))

    def pretended(self, host: str) -> Source | None:
        """The good source whose whole name stands inside a host that is not theirs:
        `nhs.uk.offers.example`, `who.int-news.example`. Another country's ending is not enough:
        a charity in Australia may rightly be called like one in America and end in `.au`."""
        if self.of(host) is not None:
            return None
        labels = host.replace("-", ".").split(".")
        for first in range(len(labels)):
            for end in range(first + 2, min(len(labels), first + _MOST_LABELS + 1)):
                source = self.sources.get(".".join(labels[first:end]))
                rest = labels[end:]
                if source and source.grade in "AB" and (len(rest) > 1 or len(rest[0]) > 2):
                    return source
        return None

    def expired(self, today: date) -> tuple[Source, ...]:
        """Sources that somebody has to check again, by domain."""
        return tuple(
            self.sources[d] for d in sorted(self.sources) if not self.sources[d].is_current(today)
        )


_MOST_LABELS = 5
"""Labels of a registered domain."""


def _above(host: str) -> list[str]:
    """A host and the domains above it, longest first; of a very long one only the last labels."""
    labels = host.split(".")[-2 * _MOST_LABELS :]
    return [".".join(labels[at:]) for at in range(len(labels) - 1)]


def read_register(text: str) -> Register:
    """The register of a TOML text.

    Raises:
        SourceFault: it breaks the form.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise SourceFault(f"the file is no TOML: {fault}") from fault
    if not isinstance(data.get("version"), int):
        raise SourceFault("the file: version must be a number")
    sources: dict[str, Source] = {}
    for entry in data.get("sources", ()):
        source = _source(entry)
        if source.domain in sources:
            raise SourceFault(f"{source.domain}: stands twice")
        sources[source.domain] = source
    return Register(data["version"], sources, frozenset(data.get("shorteners", ())))


@cache
def standing_register() -> Register:
    """The register of this version of the site."""
    return read_register(FILE.read_text("utf-8"))


def _source(entry: Mapping[str, Any]) -> Source:
    domain = str(entry.get("domain", "(without a domain)"))
    if wrong := sorted(set(entry) ^ _KEYS):
        raise SourceFault(f"{domain}: missing or unknown: {', '.join(wrong)}")
    labels = domain.split(".")
    if domain != domain.lower() or not 2 <= len(labels) <= _MOST_LABELS or not all(labels):
        raise SourceFault(f"{domain}: a domain has 2 to {_MOST_LABELS} labels in small letters")
    if entry["grade"] not in GRADES:
        raise SourceFault(f"{domain}: grade must be one of {', '.join(GRADES)}")
    if empty := [
        key for key in ("publisher", "reason", "conflicts") if not str(entry[key]).strip()
    ]:
        raise SourceFault(f"{domain}: {', '.join(empty)} says nothing")
    days = entry["checked_on"], entry["expires"]
    if not all(type(day) is date for day in days) or days[0] >= days[1]:
        raise SourceFault(f"{domain}: checked_on and expires must be days, one after the other")
    return Source(**entry)
