"""Finding one member by exact name or address: for operators, who must know whom they mean.

There is no list to leaf through and no search by parts, on purpose.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from app.accounts import permissions
from app.accounts.queries import members
from app.accounts.services import addresses, naming
from app.core.errors import require
from app.core.viewer import Viewer


def find_member(*, by: Viewer, who: str) -> Row[Any] | None:
    """The member with exactly this display name or e-mail address; None when nobody has it.

    Raises:
        Forbidden: `by` is no operator.
    """
    require(permissions.can_find_members(by))
    return members.found_exactly(
        name=who.strip(), name_key=naming.key_of(who), email_key=addresses.key_of(who)
    )
