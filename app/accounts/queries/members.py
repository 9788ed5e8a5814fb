"""Members looked up by id, address or name. Columns wherever a page needs columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, exists, or_, select

from app.accounts.models import Member, RoleGrant
from app.core.database import db
from app.core.errors import found
from app.core.viewer import Viewer

ADULT = 18  # below this, a member is never counted in summaries (safety.md P-9)
# How an account came to be; any other origin is the name of the data set that somebody came with.
SIGN_UP, COMMAND_LINE, DEMO, PSEUDONYM = "sign-up", "command line", "demo", "pseudonym"
# Members who made an account, or had one made for them, on this site.
SIGNED_UP_HERE = (SIGN_UP, COMMAND_LINE)
SLICE = 1000  # values in one IN: far below the limit of any engine


def roles_of(member_id: int) -> frozenset[str]:
    """The site roles a member holds now."""
    return frozenset(
        db.session.scalars(
            select(RoleGrant.role).where(
                RoleGrant.member_id == member_id, RoleGrant.ended_at.is_(None)
            )
        )
    )


def viewer_of(member_id: int) -> Viewer:
    """A member as queries and services see them, without a session: for commands, imports, tests.

    Raises:
        NotFound: there is no such member.
    """
    member = found(db.session.get(Member, member_id))
    return Viewer(
        id=member.id,
        public_id=member.public_id,
        display_name=member.display_name,
        roles=roles_of(member.id),
        locale=member.locale,
        time_zone=member.time_zone,
        display=member.display or {},
    )


def entity(member_id: int) -> Member:
    """The member's row, to change it.

    Raises:
        NotFound: there is no such member.
    """
    return found(db.session.get(Member, member_id))


def secret_of(email_key: str) -> Row[Any] | None:
    """What sign-in needs of the account with that address: `id` and `password_hash`.

    An account whose address nobody confirmed yet is none: whoever made it must not learn by
    signing in that the address was free.
    """
    return db.session.execute(
        select(Member.id, Member.password_hash).where(
            Member.email_key == email_key, Member.email_confirmed_at.is_not(None)
        )
    ).one_or_none()


def holder_of(email_key: str) -> Row[Any] | None:
    """Who has this address, confirmed or not, for services that write a letter to it. The row is
    locked until the change is over, so that two letters at once are counted one after the other.
    """
    return db.session.execute(
        select(Member.id, Member.email, Member.locale, Member.email_confirmed_at)
        .where(Member.email_key == email_key)
        .with_for_update()
    ).one_or_none()


def sign_in_details_of(member_id: int) -> Row[Any]:
    """What a member signs in with: `email`, `password_hash`, and names for the password rules.

    Raises:
        NotFound: there is no such member.
    """
    row = db.session.execute(
        select(
            Member.public_id,
            Member.display_name,
            Member.email,
            Member.locale,
            Member.password_hash,
        ).where(Member.id == member_id)
    ).one_or_none()
    return found(row)


def unconfirmed_before(moment: datetime) -> Sequence[int]:
    """Accounts made on the pages before `moment` whose address nobody confirmed."""
    return db.session.scalars(
        select(Member.id)
        .where(
            Member.origin == SIGN_UP,
            Member.email_confirmed_at.is_(None),
            Member.created_at < moment,
        )
        .order_by(Member.id)
        .limit(SLICE)
    ).all()


def lock(member_id: int) -> None:
    """Let other changes of this member wait until this one is over. SQLite has one writer anyway."""
    db.session.execute(select(Member.id).where(Member.id == member_id).with_for_update())


def anybody() -> int:
    """The id of some member, for work that is done and taken back; 0 on an empty site."""
    return db.session.scalar(select(Member.id).order_by(Member.id).limit(1)) or 0


def address_is_known(email_key: str) -> bool:
    """Whether an account has this address. For services only: no page may let it show."""
    return bool(db.session.scalar(select(exists().where(Member.email_key == email_key))))


def name_is_taken(name_key: str, *, but: int = 0) -> bool:
    """Whether a member other than `but` has a display name that folds to this key."""
    return bool(
        db.session.scalar(select(exists().where(Member.name_key == name_key, Member.id != but)))
    )


def taken_keys(name_keys: Iterable[str]) -> frozenset[str]:
    """Those of the keys that belong to a member."""
    return frozenset(
        db.session.scalars(select(Member.name_key).where(Member.name_key.in_(list(name_keys))))
    )


def found_exactly(*, name: str, name_key: str, email_key: str) -> Row[Any] | None:
    """The member with exactly this display name or address, for operators; never the address.

    The name as written wins over one that only folds to the same key.
    """
    return db.session.execute(
        select(Member.id, Member.public_id, Member.display_name, Member.created_at)
        .where(or_(Member.name_key == name_key, Member.email_key == email_key))
        .order_by((Member.display_name == name).desc(), Member.id)
        .limit(1)
    ).one_or_none()


def by_public_id(public_id: str) -> Row[Any] | None:
    """A member's id, names and day of joining, for the operator's page."""
    return db.session.execute(
        select(Member.id, Member.public_id, Member.display_name, Member.created_at).where(
            Member.public_id == public_id
        )
    ).one_or_none()


def ids_by_public_id(public_ids: Iterable[str]) -> dict[str, int]:
    """Integer keys by public id, asked in slices that every engine takes."""
    wanted = list(public_ids)
    ids: dict[str, int] = {}
    for start in range(0, len(wanted), SLICE):
        part = Member.public_id.in_(wanted[start : start + SLICE])
        rows = db.session.execute(select(Member.public_id, Member.id).where(part))
        ids |= {row.public_id: row.id for row in rows}
    return ids


def address_of(member_id: int) -> Row[Any] | None:
    """Where letters to a member go: `email` and `locale`; None while nobody has proved to read
    there. A stranger whose address somebody typed gets no more than the question whose it is."""
    return db.session.execute(
        select(Member.email, Member.locale).where(
            Member.id == member_id,
            Member.email.is_not(None),
            Member.email_confirmed_at.is_not(None),
        )
    ).one_or_none()


def public_id_of(member_id: int) -> str:
    """A member's id for what leaves the database; empty when there is no such member."""
    return db.session.scalar(select(Member.public_id).where(Member.id == member_id)) or ""
