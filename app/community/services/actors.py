"""Who acts: a viewer at a page or at the API, or a member named by key in an import."""

from __future__ import annotations

from app.core.errors import Forbidden
from app.core.viewer import Viewer

Actor = Viewer | int

# Whoever can run a command on the server may do there what an operator may do on a page. The
# key belongs to no member: such a viewer finds every group and reads inside public
# ones only.
AT_THE_SERVER = Viewer(id=-1, display_name="server", roles=frozenset({"operator"}))


def member_id_of(by: Actor) -> int:
    """The member's key.

    Raises:
        Forbidden: nobody is signed in.
    """
    member_id = by if isinstance(by, int) else by.id
    if member_id <= 0:
        raise Forbidden
    return member_id
