"""Erasing a member: everything of theirs goes, or nothing, in one transaction.

Packages above do first what the inventory cannot say (`MemberErasing`: counters, posts that
others answered), then every table does what its line in the inventory says. A table that still
holds a row of the person afterwards stops the erasure.

Released summaries do not change: they hold figures with noise and no row of anybody, and a
release that changed when somebody left would tell that they were in it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Table, delete, exists, select, update

from app.accounts.events import MemberErasing
from app.accounts.models import Closing, Erasure, Member
from app.accounts.queries import belonging, members
from app.accounts.queries.belonging import Person
from app.accounts.services import erasure_ledger, forgetting_files, naming, sessions
from app.accounts.services.closing import KEEP
from app.core.clock import now
from app.core.database import Base, db
from app.core.events import emit
from app.core.inventory import Stored, inventory
from app.core.transactions import unit_of_work

FORMER_MEMBER = "Former member"


class NotErased(RuntimeError):
    """Something of the person would have stayed; names the tables. Nothing was changed."""


def erase(member_id: int, *, posts: str) -> None:
    """Erase a member; `posts` is "remove" or "keep". Needs an open unit of work.

    Raises:
        NotFound: there is no such member.
        NotErased: a table would still hold something of them.
    """
    who = belonging.person(member_id)
    public_id: str = who["public_id"]
    sessions.end_all(member_id=member_id, public_id=public_id)
    heir_id = _new_pseudonym() if posts == KEEP else _former_member()
    emit(
        MemberErasing(
            member_id=member_id, public_id=public_id, successor_id=heir_id if posts == KEEP else 0
        )
    )
    db.session.flush()
    forgetting_files.forget_files_of(who)
    for table in reversed(Base.metadata.sorted_tables):
        _erase_in(inventory()[table.name], table, who, heir_id)
    db.session.expire_all()
    _check_that_nothing_is_left(who)
    _note(public_id, posts)


def erase_due() -> int:
    """Erase everybody whose day has come, each by themself; how many."""
    due = select(Closing.member_id, Closing.posts).where(Closing.due_at <= now())
    rows = db.session.execute(due.order_by(Closing.due_at, Closing.id)).all()
    for row in rows:
        with unit_of_work():
            # It may have been taken back since the list was read.
            if db.session.scalar(due.where(Closing.member_id == row.member_id).with_for_update()):
                erase(row.member_id, posts=row.posts)
    return len(rows)


def erased_lately() -> bool:
    """Whether somebody was erased in the last two days: then the database file wants scrubbing."""
    lately = select(exists().where(Erasure.erased_at > now() - timedelta(days=2)))
    return bool(db.session.scalar(lately))


def replay() -> int:
    """After an older database was put back: erase again whoever had been erased; how many."""
    wanted = erasure_ledger.noted()
    everybody = db.session.execute(select(Member.id, Member.public_id)).all() if wanted else ()
    count = 0
    for row in everybody:
        posts = wanted.get(erasure_ledger.hash_of(row.public_id))
        if posts is not None:
            with unit_of_work():
                erase(row.id, posts=posts)
            count += 1
    return count


def _erase_in(line: Stored, table: Table, who: Person, heir_id: int) -> None:
    for name in line.unlink:
        _point(table, name, who["id"], None)
    for name in line.passed_on:
        _point(table, name, who["id"], heir_id)
    if line.erase != "delete":
        return
    for way in line.belongings:
        # What the database deletes with the member waits for it: the ledger of consents refuses
        # to lose a line as long as its member is there.
        if not any(_goes_with_the_member(key) for key in table.c[way.column].foreign_keys):
            db.session.execute(delete(table).where(belonging.by_one_way(line, way, who)))


def _goes_with_the_member(key: Any) -> bool:
    return bool(key.column.table.name == Member.__tablename__ and key.ondelete == "CASCADE")


def _point(table: Table, name: str, member_id: int, to: int | None) -> None:
    db.session.execute(update(table).where(table.c[name] == member_id).values({name: to}))


def _check_that_nothing_is_left(who: Person) -> None:
    left = [
        line.table
        for line in inventory().values()
        if line.erase != "keep"
        and db.session.scalar(
            select(
                exists().select_from(belonging.table_of(line)).where(belonging.belongs(line, who))
            )
        )
    ]
    if left:
        raise NotErased(", ".join(left))


def _note(public_id: str, posts: str) -> None:
    """In the database and in the file; the file last, just before the commit."""
    person = erasure_ledger.hash_of(public_id)
    if db.session.scalar(select(Erasure.id).where(Erasure.person_hash == person)) is None:
        db.session.add(Erasure(person_hash=person, posts=posts))
        db.session.flush()
    erasure_ledger.note(public_id, state=erasure_ledger.ERASED, posts=posts)


def _new_pseudonym() -> int:
    """Somebody with a random name and no address, who keeps the posts of one erased person."""
    name = naming.suggestions(1)[0]
    return _added(Member(display_name=name, name_key=naming.key_of(name), origin=members.PSEUDONYM))


def _former_member() -> int:
    """The one row that emptied posts of all erased people point to; it tells nobody apart."""
    key = naming.key_of(FORMER_MEMBER)
    known = db.session.scalar(select(Member.id).where(Member.name_key == key))
    return known or _added(
        Member(display_name=FORMER_MEMBER, name_key=key, origin=members.PSEUDONYM)
    )


def _added(member: Member) -> int:
    db.session.add(member)
    db.session.flush()
    return member.id
