"""What is counted: codes and numbers, no name and no id of a person. The same from tables and from
the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

NOTHING = "nothing"
HOW_FOUND = ("report", "report_and_rule", "rule", "other")


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """One decision. `minutes` from the first report or finding to the decision."""

    quarter: str
    action: str
    ground: str
    how_found: str
    minutes: int


@dataclass(frozen=True, slots=True)
class ReportFact:
    """One report that was answered, in the quarter of the decision."""

    quarter: str
    reason: str


@dataclass(frozen=True, slots=True)
class AppealFact:
    """One appeal that was answered, in the quarter of the answer."""

    quarter: str
    standing: str
    outcome: str
    minutes: int


@dataclass(frozen=True, slots=True)
class LookFact:
    """A decision that was judged twice: whether each of the two would do something."""

    quarter: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class WaitedFact:
    """How much waited until a person had read it, and for how many minutes in half of all cases, in
    a quarter; None for 1 to 4."""

    quarter: str
    held: int | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Facts:
    """All there are."""

    decisions: tuple[DecisionFact, ...] = ()
    reports: tuple[ReportFact, ...] = ()
    appeals: tuple[AppealFact, ...] = ()
    looks: tuple[LookFact, ...] = ()
    waited: tuple[WaitedFact, ...] = ()

    def of(self, quarters: Iterable[str]) -> Facts:
        """Those of some quarters."""
        wanted = frozenset(quarters)
        return Facts(
            tuple(one for one in self.decisions if one.quarter in wanted),
            tuple(one for one in self.reports if one.quarter in wanted),
            tuple(one for one in self.appeals if one.quarter in wanted),
            tuple(one for one in self.looks if one.quarter in wanted),
            tuple(one for one in self.waited if one.quarter in wanted),
        )

    def quarters(self) -> list[str]:
        """Those in which anything happened, the first one first."""
        parts = (self.decisions, self.reports, self.appeals, self.looks)
        waited = (one.quarter for one in self.waited if one.held != 0)
        return sorted({*(one.quarter for part in parts for one in part), *waited})


def how_found(*, notice: str, detected: bool) -> str:
    """One of `HOW_FOUND`: apart from one another, so that no two of them can be subtracted."""
    if notice == "report":
        return "report_and_rule" if detected else "report"
    return "rule" if detected else "other"


def judged(*, acts: bool) -> str:
    """What somebody would do, for the comparison of two."""
    return "act" if acts else "leave"


def waited_fact(said: dict[str, Any]) -> WaitedFact:
    """What the log says of one quarter; no table keeps it for long."""
    return WaitedFact(said["quarter"], said["held"], said["minutes"])
