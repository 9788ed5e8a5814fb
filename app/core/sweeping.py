"""Sweeps that the inventory cannot say in one rule: a package registers its own, a job runs all."""

from __future__ import annotations

from collections.abc import Callable

# Changes at most so much as fits a short transaction, and says how much: 0 when nothing is due.
# Runs inside an open unit of work.
Sweep = Callable[[], int]
_sweeps: dict[str, Sweep] = {}


def sweeps(what: str) -> Callable[[Sweep], Sweep]:
    """Register what keeps a table to its rule in place of the general sweep, or something on the
    disk, which no line of the inventory is about."""

    def register(sweep: Sweep) -> Sweep:
        _sweeps[what] = sweep
        return sweep

    return register


def own_sweeps() -> dict[str, Sweep]:
    """Every registered sweep, by what it sweeps."""
    return dict(_sweeps)
