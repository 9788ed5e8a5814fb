"""How long the moderators' queue takes to open while 100,000 cases wait, on both engines."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from flask import Flask
from sqlalchemy import event, insert, text
from sqlalchemy.engine import Engine

from app.accounts.queries import viewer_of
from app.accounts.services.sessions import start_session
from app.core.clock import now
from app.core.database import db
from app.core.pagination import encode_key
from app.core.transactions import unit_of_work
from app.moderation.models import Case, Evidence
from app.moderation.queries import queue
from app.moderation.steps import LIFTED, RANKS, SENSITIVE
from tests.factories import accounts, community
from tests.support.engines import build, postgres_database, postgres_is_here

CASES, ROUNDS, SEED = 100_000, 5, 7
SHARES = {"crisis": 0.01, "red": 0.29, "harm": 0.05, "amber": 0.25, "rest": 0.4}
IN_HAND, A_SLICE = 0.02, 5_000
PLACES = {
    "the whole queue": "",
    "page 1,000": "after",
    "one level": "?level=4",
    "one kind": "?kind=post",
    "a group with few cases": "group",
    "in my hands": "?hands=mine",
    "free ones": "?hands=free",
}


def fill(people: list[int], groups: list[int]) -> None:
    """Made-up cases that all wait, spread over 90 days, with one wording each."""
    chance, at, rows = Random(SEED), now(), []
    levels = chance.choices(list(SHARES), list(SHARES.values()), k=CASES)
    for number, level in enumerate(levels, start=1):
        rank = RANKS[level] - (chance.randrange(4) if level == "rest" else 0)
        is_lifted = level == "amber" and chance.random() < IN_HAND
        holder = chance.choice(people) if chance.random() < IN_HAND else None
        rows.append({
            "id": number, "public_id": f"case{number}", "thing_id": f"thing{number}",
            "kind": chance.choice(("post", "message", "message")), "level": level,
            "rank": LIFTED if is_lifted else rank, "is_sensitive": level in SENSITIVE,
            "state": "open", "round": 1, "report_count": chance.randrange(4), "detection_count": 0,
            "opened_at": at - timedelta(seconds=chance.randrange(90 * 86_400)),
            "group_id": groups[0] if number % 5_000 == 0 else groups[1], "version": 1,
            "claimed_by_id": holder, "claimed_at": at if holder else None,
        })  # fmt: skip
    words = [
        {"case_id": row["id"], "words": "Made-up words.", "place": "A made-up place",
         "written_at": at, "digest": "0", "taken_at": at, "content_note": ""}
        for row in rows
    ]  # fmt: skip
    for begin in range(0, CASES, A_SLICE):
        db.session.execute(insert(Case), rows[begin : begin + A_SLICE])
        db.session.execute(insert(Evidence), words[begin : begin + A_SLICE])


def prepare(app: Flask) -> dict[str, tuple[str, str]]:
    """Fill the site; gives for each role a session and the public id of the group with few cases."""
    with app.app_context():
        with unit_of_work():
            staff = {role: accounts.member(roles=(role,)) for role in ("moderator", "safeguarding")}
            few, many = (community.group(name=name) for name in ("Few", "Many"))
            fill([member.id for member in staff.values()], [few.id, many.id])
            sessions = {
                role: start_session(member_id=member.id, device="Bench", with_second_factor=True)
                for role, member in staff.items()
            }
            known = few.public_id
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    return {role: (word, known) for role, word in sessions.items()}


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """What is asked of the database inside."""
    seen: list[tuple[str, Any]] = []

    def remember(_c: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        seen.append((statement, values))

    event.listen(Engine, "before_cursor_execute", remember)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", remember)


def address(query: str, group: str, far: str) -> str:
    """What is asked for."""
    return "/desk" + {"group": f"?group={group}", "after": far}.get(query, query)


def far_page(app: Flask) -> str:
    """The key of a page in the middle of the queue."""
    with app.app_context():
        row = (
            db.session.query(Case)
            .order_by(Case.rank, Case.opened_at, Case.id)
            .offset(30_000)
            .first()
        )
        assert row is not None
        return f"?after={encode_key((row.rank, row.opened_at.isoformat(), row.id))}"


def measure(app: Flask, name: str) -> None:
    """A line for each role and filter: milliseconds of the whole answer, median of five."""
    known, far = prepare(app), far_page(app)
    for role, (word, group) in known.items():
        client = app.test_client()
        client.set_cookie("session", word)
        for what, query in PLACES.items():
            path, took = address(query, group, far), []
            client.get(path)
            for _round in range(ROUNDS):
                began = time.perf_counter()
                answer = client.get(path)
                took.append((time.perf_counter() - began) * 1000)
                assert answer.status_code == 200, answer.status
            print(
                f"| {name} | {role} | {what} | {median(took):.0f} | {max(took):.0f} |", flush=True
            )


def plans(app: Flask) -> list[str]:
    """How the engine finds the first page, as it explains it."""
    with app.app_context():
        someone = viewer_of(1)
        with statements() as seen:
            queue.waiting(someone, queue.Asked(), None, now())
        statement, values = seen[-1]
        is_sqlite = db.engine.dialect.name == "sqlite"
        prefix = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
        rows = db.session.connection().exec_driver_sql(prefix + statement, values)
        return [str(row[-1]) for row in rows]


def main() -> None:
    """Both engines, then whether the index of the queue is used."""
    load = ", ".join(f"{one:.2f}" for one in os.getloadavg())
    print(f"{CASES} cases wait; load average {load}")
    print("| engine | role | listed | ms, median of 5 | slowest |\n|---|---|---|---:|---:|")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as ends:
        sites = {"SQLite": build(f"sqlite:///{Path(folder) / 'site.db'}")}
        if postgres_is_here():
            name = f"common_thread_bench_{os.getpid()}"
            sites["PostgreSQL"] = build(ends.enter_context(postgres_database(name)))
        for engine, app in sites.items():
            measure(app, engine)
        for engine, app in sites.items():
            plan = plans(app)
            uses = sum("ix_cases_queue" in line for line in plan)
            scans = [line for line in plan if "SCAN cases" in line or "Seq Scan on cases" in line]
            print(f"{engine}: ix_cases_queue stands {uses} times in the plan, scans: {len(scans)}")
            print("\n".join(plan) if "-v" in sys.argv else "")
        for app in sites.values():
            with app.app_context():
                db.engine.dispose()


if __name__ == "__main__":
    main()
