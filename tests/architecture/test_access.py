"""Closed by default, and every open door is on one list."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from app.core.access import level_of
from app.core.security.origins import SAFE_METHODS
from tests.architecture.sources import exceptions

LIST = Path(__file__).with_name("access_list.txt")


def declared(app: Flask) -> set[str]:
    """`endpoint METHODS level` of every route."""
    lines = set()
    for rule in app.url_map.iter_rules():
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        lines.add(f"{rule.endpoint} {methods} {level_of(app, rule.endpoint)}")
    return lines


def listed() -> set[str]:
    """The list, without comments."""
    lines = LIST.read_text("utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def test_every_route_stands_in_the_list_with_its_level(app: Flask) -> None:
    """Neither a forgotten route nor a stale line."""
    assert declared(app) == listed()


def test_no_route_that_reads_may_also_write(app: Flask) -> None:
    """A GET view carries no unit of work; `unit_of_work` leaves its mark on what it wraps."""
    for rule in app.url_map.iter_rules():
        if (rule.methods or set()) & SAFE_METHODS - {"OPTIONS"}:
            assert not hasattr(app.view_functions[rule.endpoint], "writes"), rule.endpoint


def test_every_route_that_writes_opens_a_unit_of_work_or_says_why_not(app: Flask) -> None:
    """Without one nothing of what it does would be kept."""
    without = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if (rule.methods or set()) - SAFE_METHODS
        and not hasattr(app.view_functions[rule.endpoint], "writes")
    }
    assert without == set(exceptions("unit-of-work"))


def test_a_write_during_a_get_is_refused_at_run_time(app: Flask) -> None:
    """Even one that no test of the source can see."""
    from app.core.access import public
    from app.core.database import Base, db
    from app.core.transactions import WriteOutsideUnitOfWork

    member = Base.metadata.tables["members"]

    @public
    def sneaky() -> str:
        db.session.execute(member.delete())
        return "done"

    with app.test_request_context("/"):
        try:
            sneaky()
        except WriteOutsideUnitOfWork:
            return
    raise AssertionError("a GET could write")
