"""What passkeys are asked and what they answer (WebAuthn level 2, by the `webauthn` library).

Who we are is read from `SITE_URL` alone, never from a request. Every challenge is drawn here,
kept as a ceremony, and taken once. An answer for another site, another challenge, by another
key, or with a counter that went back is refused; why is never told.

The library is loaded when the first passkey is used: no other page needs it.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import Row, update

from app.accounts.models import Passkey
from app.accounts.queries import proofs
from app.accounts.services import ceremonies
from app.core.clock import now
from app.core.database import db, rows_changed
from app.core.viewer import Viewer

CHALLENGE_BYTES = 32
LONGEST_ANSWER = 20_000
MILLISECONDS = int(ceremonies.PASSKEY_LIFE.total_seconds() * 1000)


class Site(NamedTuple):
    """The site as a passkey knows it."""

    host: str
    origin: str
    name: str


class Asked(NamedTuple):
    """`options` as JSON for the browser; `word` for its cookie."""

    options: str
    word: str


class NewKey(NamedTuple):
    """A key pair that a device has just made for us."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    is_verifying: bool


def site() -> Site:
    """From the configuration."""
    parts = urlsplit(current_app.config["SITE_URL"])
    origin = f"{parts.scheme}://{parts.netloc}"
    return Site(parts.hostname or "", origin, current_app.config["SITE_NAME"])


def are_possible() -> bool:
    """Browsers make passkeys for a name reached over https, or for localhost; never for a bare
    number such as 127.0.0.1."""
    host = site().host
    try:
        ip_address(host)
    except ValueError:
        return host == "localhost" or site().origin.startswith("https://")
    return False


def ask_for_new(by: Viewer) -> Asked:
    """Have a device make a key pair; it learns the display name, not the e-mail address."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers import structs

    wanted = structs.AuthenticatorSelectionCriteria(
        resident_key=structs.ResidentKeyRequirement.REQUIRED,
        user_verification=structs.UserVerificationRequirement.PREFERRED,
    )
    challenge, we = secrets.token_bytes(CHALLENGE_BYTES), site()
    options = generate_registration_options(
        rp_id=we.host,
        rp_name=we.name,
        user_id=by.public_id.encode(),
        user_name=by.display_name,
        user_display_name=by.display_name,
        challenge=challenge,
        timeout=MILLISECONDS,
        authenticator_selection=wanted,
        exclude_credentials=_named(proofs.passkeys_of(by.id)),
    )
    word = ceremonies.begin(ceremonies.NEW_PASSKEY, member_id=by.id, challenge=challenge)
    return Asked(options_to_json(options), word)


def ask_anybody() -> Asked:
    """Ask for whatever passkey the device has for this site: it will say who signs in."""
    return _ask(ceremonies.SIGN_IN, None, [], must_verify=True)


def ask_again(member_id: int, *, alone: bool) -> Asked:
    """Ask for one of the member's own passkeys: as second step, or `alone` to prove themselves
    anew without the password."""
    return _ask(ceremonies.AGAIN, member_id, proofs.passkeys_of(member_id), must_verify=alone)


def new_key(by: Viewer, *, word: str, answer: str) -> NewKey | None:
    """The key that the device made; None when the answer does not belong to what was asked."""
    from webauthn import verify_registration_response

    asked = ceremonies.take(ceremonies.NEW_PASSKEY, word)
    if asked is None or asked.member_id != by.id or not 0 < len(answer) <= LONGEST_ANSWER:
        return None
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=asked.challenge,
            expected_rp_id=site().host,
            expected_origin=site().origin,
        )
    except Exception:  # noqa: BLE001 - whatever a stranger sent; the parsers raise of many kinds
        return None
    return NewKey(
        made.credential_id, made.credential_public_key, made.sign_count, made.user_verified
    )


def who_signs_in(*, word: str, answer: str) -> int:
    """The member whose passkey answered, with finger, face or number; 0 when it does not hold."""
    asked = ceremonies.take(ceremonies.SIGN_IN, word)
    return _checked(asked, answer, must_verify=True) if asked is not None else 0


def proves(member_id: int, *, word: str, answer: str, alone: bool) -> bool:
    """Whether one of the member's passkeys answered what was asked in this browser. `alone`: in
    place of the password, so that the device must have asked for finger, face or number."""
    asked = ceremonies.take(ceremonies.AGAIN, word)
    if asked is None or asked.member_id != member_id:
        return False
    return _checked(asked, answer, must_verify=alone) == member_id


def _ask(kind: str, member_id: int | None, keys: Sequence[Row[Any]], *, must_verify: bool) -> Asked:
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement as Need

    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    options = generate_authentication_options(
        rp_id=site().host,
        challenge=challenge,
        timeout=MILLISECONDS,
        allow_credentials=_named(keys),
        user_verification=Need.REQUIRED if must_verify else Need.PREFERRED,
    )
    word = ceremonies.begin(kind, member_id=member_id, challenge=challenge)
    return Asked(options_to_json(options), word)


def _named(keys: Sequence[Row[Any]]) -> list[Any]:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [PublicKeyCredentialDescriptor(id=key.credential_id) for key in keys]


def _checked(asked: Row[Any], answer: str, *, must_verify: bool) -> int:
    """The member whose key signed; 0 for anything else."""
    said = _parsed(answer)
    key = proofs.passkey_by_credential(said.raw_id) if said else None
    if key is None or not _is_for(key, said.response.user_handle):
        return 0
    count = _signed(key, said, asked.challenge, must_verify=must_verify)
    return key.member_id if count is not None and _count_on(key, count) else 0


def _parsed(answer: str) -> Any:
    from webauthn.helpers import parse_authentication_credential_json

    if not 0 < len(answer) <= LONGEST_ANSWER:
        return None
    try:
        return parse_authentication_credential_json(answer)
    except Exception:  # noqa: BLE001 - as above
        return None


def _signed(key: Passkey, said: Any, challenge: bytes, *, must_verify: bool) -> int | None:
    """The new count of the key, when it signed what was asked, for this site. Where a key counts,
    the count must have grown: else a copy of it is about."""
    from webauthn import verify_authentication_response

    try:
        held = verify_authentication_response(
            credential=said,
            expected_challenge=challenge,
            expected_rp_id=site().host,
            expected_origin=site().origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=must_verify,
        )
    except Exception:  # noqa: BLE001 - as above
        return None
    return held.new_sign_count


def _is_for(key: Passkey, handle: bytes | None) -> bool:
    """A device that names an owner names the owner of this key."""
    return handle is None or handle == proofs.owner_of(key).encode()


def _count_on(key: Passkey, count: int) -> bool:
    """Two answers with the same count at the same moment: one of them is a copy."""
    same = (Passkey.id == key.id) & (Passkey.sign_count == key.sign_count)
    values = {"sign_count": count, "used_at": now()}
    counted = db.session.execute(update(Passkey).where(same).values(values))
    return rows_changed(counted) == 1
