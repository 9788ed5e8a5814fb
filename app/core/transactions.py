"""Where a change becomes permanent: the only commit of the product.

A service flushes, the edge (a writing route, a command, a socket handler) opens one unit of
work. Outside of one, every attempt to write is refused, so a GET cannot write by mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from threading import RLock
from typing import Any, TypeVar

import structlog
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as WaitedTooLong
from sqlalchemy.orm import ORMExecuteState, Session

from app.core import patience, write_log
from app.core.connections import writing
from app.core.database import db

log = structlog.get_logger(__name__)
F = TypeVar("F", bound=Callable[..., Any])

# The note on an error that came while a change was being made permanent.
PERHAPS_KEPT = "perhaps kept"

# SQLite has one writer. Waiting here lets other greenlets run; waiting inside SQLite's C code
# would freeze the whole process until its timeout.
_sqlite_writer = RLock()


class WriteOutsideUnitOfWork(RuntimeError):
    """Something tried to change a row where no unit of work is open."""


class unit_of_work:  # noqa: N801 - reads as a word: `with unit_of_work():`, `@unit_of_work()`
    """One business action: all of it is kept, or nothing. Works as `with` and as decorator.

    Inside another unit of work it joins that one. What was read before is read again, because
    a write must see the newest state. Callables given to `after_commit` run when all is kept.
    """

    def __call__(self, function: F) -> F:
        """Run every call of `function` in a unit of work of its own."""

        @wraps(function)
        def whole(*args: Any, **values: Any) -> Any:
            with _opened():
                return function(*args, **values)

        whole.writes = True  # type: ignore[attr-defined] # read by the architecture tests
        return whole  # type: ignore[return-value]

    def __enter__(self) -> None:
        self._open = _opened()
        self._open.__enter__()

    def __exit__(self, *error: Any) -> bool | None:
        return self._open.__exit__(*error)


@contextmanager
def _opened() -> Iterator[None]:
    if writing.get():
        yield
        return
    db.session.rollback()
    let_the_next_one = _wait_for_the_turn()
    callbacks = db.session.info["after_commit"] = []
    token = writing.set(True)
    try:
        yield
        _commit()
        write_log.keep_small(db.engine)
    except BaseException:
        db.session.rollback()
        raise
    finally:
        db.session.info.pop("after_commit", None)
        writing.reset(token)
        let_the_next_one()
    _run(callbacks)


def _wait_for_the_turn() -> Callable[[], None]:
    """Returns what ends the turn. Raises WaitedTooLong when it does not come in time."""
    if db.engine.dialect.name != "sqlite":
        return lambda: None
    with patience.waiting_for_the_lock() as seconds:
        if not _sqlite_writer.acquire(timeout=seconds):
            raise WaitedTooLong("others are writing for too long")
    return _sqlite_writer.release


def _commit() -> None:
    """After a failure here nobody knows: what was asked for may have been done."""
    db.session.flush()
    try:
        db.session.commit()
    except DBAPIError as error:
        error.add_note(PERHAPS_KEPT)
        raise


def after_commit(callback: Callable[[], Any]) -> None:
    """Run `callback` once the change is permanent; never when it is rolled back.

    Raises:
        WriteOutsideUnitOfWork: there is no change to wait for.
    """
    if "after_commit" not in db.session.info:
        raise WriteOutsideUnitOfWork("after_commit needs an open unit of work")
    db.session.info["after_commit"].append(callback)


def fresh_look() -> None:
    """What is read from now on is as it is kept now; before, SQLite showed one moment.

    Raises:
        WriteOutsideUnitOfWork: inside a unit of work that would throw the change away.
    """
    if writing.get():
        raise WriteOutsideUnitOfWork("a unit of work has one look from its beginning")
    db.session.rollback()


def _run(callbacks: list[Callable[[], Any]]) -> None:
    """One failing consequence must not keep the others from happening."""
    for callback in callbacks:
        try:
            callback()
        except Exception:
            log.exception("after_commit_failed", callback=getattr(callback, "__qualname__", "?"))


@event.listens_for(Session, "before_flush")
def _refuse_stray_changes(session: Session, *_: Any) -> None:
    if not writing.get() and (session.new or session.deleted or session.dirty):
        raise WriteOutsideUnitOfWork("rows changed outside a unit of work")


@event.listens_for(Session, "do_orm_execute")
def _refuse_stray_statements(state: ORMExecuteState) -> None:
    is_write = state.is_insert or state.is_update or state.is_delete
    if is_write and not writing.get():
        raise WriteOutsideUnitOfWork("a statement writes outside a unit of work")
