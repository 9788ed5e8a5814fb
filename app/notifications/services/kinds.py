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
        _("It waits on every device until you have given your second step there."),
    )


def _role_ended(facts: Facts) -> Words:
    role = ROLES.get(facts.get("role", ""), "")
    return Words(
        _("You no longer have this role: %(role)s", role=role),
        _("Everything else about your account stays as it was."),
    )


# Kinds whose words do not depend on anything.
FIXED = {
    "carer_accepted": (
        _l("A carer link has begun"),
        _l("From now on one person may see what the other one allowed. Both can end it any time."),
    ),
    "carer_ended": (
        _l("A carer link has ended"),
        _l("From now on it shows nothing any more."),
    ),
    "claim_accepted": (
        _l("Your registration as a clinician was checked"),
        _l("It was accepted. Give your second step, then you see the pages for clinicians."),
    ),
    "claim_refused": (
        _l("Your registration as a clinician was checked"),
        _l("It could not be accepted as it is. You can read why, and send it again."),
    ),
    "claim_ended": (
        _l("Your registration as a clinician has run out"),
        _l("Send it again when you want to go on seeing the pages for clinicians."),
    ),
    "export_ready": (
        _l("The copy of your data is ready"),
        _l("You can fetch it for 7 days. You will be asked for your password first."),
    ),
    "export_failed": (
        _l("The copy of your data could not be made"),
        _l("This was our fault. Please ask for it once more."),
    ),
    "closing_asked": (
        _l("Your account is being closed"),
        _l("You asked for it. Until then you can change your mind, and everything stays."),
    ),
    "closing_taken_back": (
        _l("Your account stays"),
        _l("It is no longer being closed. Everything is as it was."),
    ),
}
MADE: dict[str, Callable[[Facts], Words]] = {
    "new_device": _new_device,
    "details_changed": _details_changed,
    "role_granted": _role_granted,
    "role_ended": _role_ended,
}
KINDS = frozenset({*FIXED, *MADE})


def words_of(kind: str, facts: Facts) -> Words:
    """The words of a notice. A kind that this version of the site does not know any more still
    says that there was something."""
    if kind in FIXED:
        title, text = FIXED[kind]
        return Words(str(title), str(text))
    make = MADE.get(kind)
    return make(facts) if make else Words(_("There was news about your account"), "")
