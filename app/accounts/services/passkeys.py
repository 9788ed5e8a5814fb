"""A member's passkeys: added with a name, removed, and what follows for the second step."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import delete

from app.accounts.models import Passkey
from app.accounts.queries import proofs
from app.accounts.services import passkey_proofs
from app.accounts.services.codes import tell
from app.core.database import db, rows_changed
from app.core.errors import Invalid, found
from app.core.viewer import Viewer

MOST = 20
LONGEST_NAME = 60


def add(*, by: Viewer, word: str, answer: str, name: str) -> None:
    """Keep the public half of the key pair that the viewer's device has just made.

    Raises:
        Invalid: the answer does not belong to what was asked, the device is known already, or
            there are enough passkeys.
    """
    if len(proofs.passkeys_of(by.id)) >= MOST:
        raise Invalid("name", _("You have twenty passkeys. Remove one before you add another."))
    made = passkey_proofs.new_key(by, word=word, answer=answer)
    if made is None or proofs.passkey_by_credential(made.credential_id) is not None:
        raise Invalid("name", _("That did not work. Nothing was changed. Try again."))
    row = Passkey(
        member_id=by.id,
        name=" ".join(name.split())[:LONGEST_NAME] or _("Passkey"),
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        is_verifying=made.is_verifying,
    )
    db.session.add(row)
    db.session.flush()
    tell(by.id, by.public_id, "passkey-added")


def remove(*, by: Viewer, public_id: str) -> None:
    """Forget one of the viewer's own passkeys.

    Raises:
        NotFound: it is not one of theirs.
    """
    db.session.delete(found(proofs.passkey_of(by, public_id)))
    db.session.flush()
    tell(by.id, by.public_id, "passkey-removed")


def remove_all(*, member_id: int, public_id: str) -> int:
    """Forget every passkey of a member; returns how many there were."""
    gone = db.session.execute(delete(Passkey).where(Passkey.member_id == member_id))
    count = rows_changed(gone)
    if count:
        tell(member_id, public_id, "passkey-removed")
    return count
