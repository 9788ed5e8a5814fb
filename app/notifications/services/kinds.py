"""Every kind of notice and its words. They are made when somebody reads, in their language; the
row keeps only the kind and a few facts. No health word, no other person's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l


class Words(NamedTuple):
    """What a notice says: the news in one line, and what it means."""

    title: str
    text: str


Facts = Mapping[str, Any]

ROLES = {
    "moderator": _l("moderator"),
    "clinician": _l("clinician"),
    "operator": _l("operator"),
}
CHANGES = {
    "password": _l("Your password was changed."),
    "password-reset": _l("A new password was chosen with a link from a letter."),
    "address": _l("Your e-mail address was changed."),
    "passkey-added": _l("A passkey was added."),
    "passkey-removed": _l("A passkey was removed."),
    "codes-on": _l("Signing in now also asks for a code."),
    "codes-off": _l("Signing in no longer asks for a code."),
    "recovery-codes": _l("New recovery codes were made. The old ones no longer work."),
}


def _if_not_you() -> str:
    return str(_("Was it you? Then there is nothing to do. If not, choose a new password now."))


def _new_device(facts: Facts) -> Words:
    device = facts.get("device") or _("a device that we could not recognise")
    return Words(
        _("Somebody signed in to your account on another device"),
        _("The device: %(device)s. It was not used for your account before.", device=device)
        + " "
        + _if_not_you(),
    )


def _details_changed(facts: Facts) -> Words:
    said = CHANGES.get(facts.get("what", ""), _("Something about signing in was changed."))
    return Words(_("How you sign in was changed"), f"{said} {_if_not_you()}")


def _role_granted(facts: Facts) -> Words:
    role = ROLES.get(facts.get("role", ""), "")
    return Words(
        _("You have a new role: %(role)s", role=role),
        _("You were signed out everywhere, so that the role holds from the next sign-in on."),
    )


def _role_ended(facts: Facts) -> Words:
    role = ROLES.get(facts.get("role", ""), "")
    return Words(
        _("You no longer have this role: %(role)s", role=role),
        _("Everything else about your account stays as it was."),
    )


def _carer_accepted(_facts: Facts) -> Words:
    return Words(
        _("A carer link has begun"),
        _("From now on one person may see what the other one allowed. Both can end it any time."),
    )


def _carer_ended(_facts: Facts) -> Words:
    return Words(_("A carer link has ended"), _("From now on it shows nothing any more."))


def _claim_accepted(_facts: Facts) -> Words:
    return Words(
        _("Your registration as a clinician was checked"),
        _("It was accepted. You were signed out; sign in again to see the pages for clinicians."),
    )


def _claim_refused(_facts: Facts) -> Words:
    return Words(
        _("Your registration as a clinician was checked"),
        _("It could not be accepted as it is. You can read why, and send it again."),
    )


def _claim_ended(_facts: Facts) -> Words:
    return Words(
        _("Your registration as a clinician has run out"),
        _("Send it again when you want to go on seeing the pages for clinicians."),
    )


def _export_ready(_facts: Facts) -> Words:
    return Words(
        _("The copy of your data is ready"),
        _("You can fetch it for 7 days. You will be asked for your password first."),
    )


def _export_failed(_facts: Facts) -> Words:
    return Words(
        _("The copy of your data could not be made"),
        _("This was our fault. Please ask for it once more."),
    )


def _closing_asked(_facts: Facts) -> Words:
    return Words(
        _("Your account will be deleted"),
        _("You asked for it. Until then you can change your mind, and everything stays."),
    )


def _closing_taken_back(_facts: Facts) -> Words:
    return Words(
        _("Your account stays"),
        _("It will not be deleted. Nothing was lost."),
    )


KINDS: dict[str, Callable[[Facts], Words]] = {
    "new_device": _new_device,
    "details_changed": _details_changed,
    "role_granted": _role_granted,
    "role_ended": _role_ended,
    "carer_accepted": _carer_accepted,
    "carer_ended": _carer_ended,
    "claim_accepted": _claim_accepted,
    "claim_refused": _claim_refused,
    "claim_ended": _claim_ended,
    "export_ready": _export_ready,
    "export_failed": _export_failed,
    "closing_asked": _closing_asked,
    "closing_taken_back": _closing_taken_back,
}


def words_of(kind: str, facts: Facts) -> Words:
    """The words of a notice. A kind that this version of the site does not know any more still
    says that there was something."""
    make = KINDS.get(kind)
    return make(facts) if make else Words(_("There was news about your account"), "")
