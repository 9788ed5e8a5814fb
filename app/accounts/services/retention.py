"""Nothing is kept longer than the inventory says (safety.md P-10).

Every table with a rule is swept in small transactions, so that a sweep that was stopped goes on
where it was and nobody waits for it. What one rule cannot say is swept by the package it belongs
to, in place of the general sweep.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, delete, false, func, or_, select, update

from app.accounts.queries.belonging import table_of
from app.core.clock import now
from app.core.database import db
from app.core.inventory import Rule, Stored, inventory
from app.core.sweeping import Sweep, exempt_rows, own_sweeps
from app.core.transactions import unit_of_work

AT_A_TIME = 500


def run() -> dict[str, int]:
    """Sweep everything; what went, by table, where anything did."""
    gone = {name: _until_nothing_is_left(sweep) for name, sweep in own_sweeps().items()}
    for line in inventory().values():
        if line.rules and line.table not in gone:
            gone[line.table] = _until_nothing_is_left(lambda line=line: _some(line))  # type: ignore[misc]
    return {name: count for name, count in gone.items() if count}


def due() -> dict[str, int]:
    """How many rows of each table are kept too long just now; tables without any are left out.
    Changes nothing."""
    counts = {}
    for line in inventory().values():
        if line.rules:
            too_old = select(func.count()).select_from(table_of(line)).where(kept_too_long(line))
            counts[line.table] = db.session.scalar(too_old) or 0
    return {table: count for table, count in counts.items() if count}


def kept_too_long(line: Stored) -> ColumnElement[bool]:
    """A condition on the table: a rule of its line says that the row, or what it says, goes."""
    table = table_of(line)
    old = or_(false(), *(_breaks(table, rule) for rule in line.rules))
    exempt = exempt_rows(line.table)
    old = old if exempt is None else and_(old, ~exempt)
    if not line.swept:
        return old
    return and_(old, or_(*(table.c[name] != "" for name in line.swept)))


def _breaks(table: Any, rule: Rule) -> ColumnElement[bool]:
    old: ColumnElement[bool] = table.c[rule.column] < rule.limit(now())
    if not rule.which:
        return old
    column = table.c[rule.which]
    if rule.how == "starts":
        return and_(old, column.startswith(rule.value, autoescape=True))
    return and_(old, column == rule.value)


def _some(line: Stored) -> int:
    table = table_of(line)
    key = next(iter(table.primary_key.columns))
    keys = db.session.scalars(select(key).where(kept_too_long(line)).limit(AT_A_TIME)).all()
    if not keys:
        return 0
    if line.swept:
        blank = dict.fromkeys(line.swept, "")
        db.session.execute(update(table).where(key.in_(keys)).values(blank))
    else:
        db.session.execute(delete(table).where(key.in_(keys)))
    return len(keys)


def _until_nothing_is_left(sweep: Sweep) -> int:
    total = 0
    while count := _in_one_transaction(sweep):
        total += count
    return total


@unit_of_work()
def _in_one_transaction(sweep: Sweep) -> int:
    return sweep()
