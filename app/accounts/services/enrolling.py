"""Members who did not come through sign-up: contributors of a data set, demonstration people,
and accounts made by the operator on the command line. Their addresses count as confirmed: who may
write here knows whose they are.

Data sets are written in bulk. No news is told for them: an import ends with the commands that
recompute what listeners would have kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import insert

from app.accounts import wordings
from app.accounts.events import MemberJoined
from app.accounts.models import Consent, ConsentState, Member
from app.accounts.queries import members
from app.accounts.services import addresses, consenting, naming
from app.core.clock import now
from app.core.database import db, new_public_id
from app.core.errors import Invalid
from app.core.events import emit

# What a row may say beyond its name; everything else is refused.
OPTIONAL = frozenset(
    {"public_id", "joined_at", "consents", "email", "password_hash", "locale", "time_zone"}
)


def enrol_contributors(rows: Sequence[Mapping[str, Any]], *, data_set: str) -> list[int]:
    """Write many members at once; returns their ids in the order of the rows.

    A row has `display_name` and may have `public_id`, `joined_at` (aware), `consents` (purposes
    that the data set's people agreed to; none by default), `email`, `password_hash`, `locale`
    and `time_zone`. Without an address nobody can sign in as that member. Members get `origin`
    = the data set's name, ledger lines the source "data set <name>". A few thousand rows a call
    keep memory small. Needs an open unit of work.

    Raises:
        Invalid: a name or address is used twice, or a row says something unknown.
    """
    if not rows:
        return []
    moment = now()
    values = [_member_values(row, data_set, moment) for row in rows]
    _refuse_duplicates(values)
    db.session.execute(insert(Member), values)
    numbers = members.ids_by_public_id(value["public_id"] for value in values)
    ids = [numbers[value["public_id"]] for value in values]
    joined = [value["created_at"] for value in values]
    _write_consents(list(zip(ids, rows, joined, strict=True)), source=f"data set {data_set}")
    return ids


def create_account(*, display_name: str, email: str, password_hash: str) -> int:
    """An account made on the command line, for the first operator; returns the id.

    Raises:
        Invalid: the name or the address is taken or cannot be used.
    """
    name, address = naming.checked(display_name), addresses.checked(email)
    if members.address_is_known(addresses.key_of(address)):
        raise Invalid("email", _("There is an account with this address."))
    member = Member(
        display_name=name,
        name_key=naming.key_of(name),
        email=address,
        email_key=addresses.key_of(address),
        password_hash=password_hash,
        origin=members.COMMAND_LINE,
        email_confirmed_at=now(),
    )
    db.session.add(member)
    db.session.flush()
    emit(MemberJoined(member_id=member.id, public_id=member.public_id, origin=member.origin))
    return member.id


def _member_values(row: Mapping[str, Any], data_set: str, moment: datetime) -> dict[str, Any]:
    strange = set(row) - OPTIONAL - {"display_name"}
    if strange:
        raise Invalid("rows", f"unknown: {', '.join(sorted(strange))}")
    name, email = naming.tidy(row["display_name"]), row.get("email")
    return {
        "public_id": row.get("public_id") or new_public_id(),
        "display_name": name[:60],
        "name_key": naming.key_of(name),
        "email": email,
        "email_key": addresses.key_of(email) if email else None,
        "password_hash": row.get("password_hash"),
        "locale": row.get("locale"),
        "time_zone": row.get("time_zone"),
        "display": {},
        "age_confirmed": None,
        "origin": data_set[:40],
        "created_at": row.get("joined_at") or moment,
        "email_confirmed_at": moment if email else None,
    }


def _refuse_duplicates(values: list[dict[str, Any]]) -> None:
    for column in ("name_key", "email_key"):
        keys = [value[column] for value in values if value[column] is not None]
        if len(keys) != len(set(keys)):
            raise Invalid("rows", f"{column} twice in one call")


def _write_consents(
    enrolled: list[tuple[int, Mapping[str, Any], datetime]], *, source: str
) -> None:
    texts = {purpose: wordings.wording(purpose) for purpose in wordings.PURPOSES}
    for text in texts.values():
        consenting.keep_text(text)
    pairs = chain.from_iterable(
        ((member_id, texts[purpose], at) for purpose in row.get("consents", ()))
        for member_id, row, at in enrolled
    )
    lines, states = [], []
    for member_id, text, at in pairs:
        shared = {
            "member_id": member_id,
            "purpose": text.purpose,
            "text_version": text.version,
        }
        states.append({**shared, "holds": True, "since": at})
        lines.append(
            {
                **shared,
                "given": True,
                "text_hash": text.text_hash,
                "language": text.language,
                "source": source[:60],
                "at": at,
            }
        )
    if lines:
        db.session.execute(insert(Consent), lines)
        db.session.execute(insert(ConsentState), states)
