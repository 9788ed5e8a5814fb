"""Sweeps that the inventory cannot say in one rule: a package registers its own, a job runs all."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ColumnElement

# Changes at most so much as fits a short transaction, and says how much: 0 when nothing is due.
# Runs inside an open unit of work.
Sweep = Callable[[], int]
_sweeps: dict[str, Sweep] = {}
# Gives a condition on the rows of a table that no rule is about yet.
Exempt = Callable[[], ColumnElement[bool]]
_exempt: dict[str, Exempt] = {}


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


def exempts(table: str) -> Callable[[Exempt], Exempt]:
    """Register which rows of a table are kept longer than the rule of the inventory says; the
    words of its line say so."""

    def register(exempt: Exempt) -> Exempt:
        _exempt[table] = exempt
        return exempt

    return register


def exempt_rows(table: str) -> ColumnElement[bool] | None:
    """The condition for a table, if there is one."""
    exempt = _exempt.get(table)
    return exempt() if exempt else None
