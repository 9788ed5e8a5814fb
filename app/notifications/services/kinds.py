"""Every kind of notice and its words. They are made when somebody reads, in their language; the
row keeps only the kind and a few facts. No health word, no other person's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.notifications.services import engagement_words, moderation_words


class Words(NamedTuple):
    """What a notice says: the news in one line, and what it means."""

    title: str
    text: str


Facts = Mapping[str, Any]

ROLES = {
    "moderator": _l("moderator"),
    "safeguarding": _l("safeguarding"),
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


# Kinds of news about rooms.
ROOMS = {
    "conversation_asked": (
        _l("Somebody would like to talk with you"),
        _l("You can say yes or no, or leave it. They are not told that you read it."),
    ),
    "room_invited": (
        _l("You were asked into a room"),
        _l("A host would like you to come in. You can say yes or no."),
    ),
    "room_muted": (
        _l("A host muted you in a room"),
        _l("You can read there, and not write for now. The room says why and until when."),
    ),
    "room_removed": (
        _l("A host took you out of a room"),
        _l("You cannot come in for now. Where the room can be found, it says why. "
           "The reason also stands in the copy of your data."),
    ),
    "room_ended": (
        _l("What a host decided about you has ended"),
        _l("In that room you can do again what everybody can."),
    ),
    "message_taken_away": (
        _l("A host took a message of yours away"),
        _l("Nobody reads it any more. Open it to read why."),
    ),
    "message_refused": (
        _l("A message of yours was not let through"),
        _l("A host read it first and said why. Your words are kept for you for 30 days."),
    ),
    "quotes_asked": (
        _l("May words of yours stand in a recap?"),
        _l("A host wrote about what was said. With your name, without it, or not at all: "
           "you decide. Nothing comes out before you have answered."),
    ),
    "recap_published": (
        _l("A recap with words of yours came out"),
        _l("It stands in the group now, as you agreed."),
    ),
    "gathering_soon": (
        _l("A gathering begins within the hour"),
        _l("You wanted to be reminded. Come when you like, and only if you like."),
    ),
    "gathering_moved": (
        _l("A gathering has another time"),
        _l("Look at its page. You will be reminded of the new time."),
    ),
    "gathering_called_off": (
        _l("A gathering was called off"),
        _l("It does not take place. Its page may say why."),
    ),
    "gathering_called_on": (
        _l("A gathering takes place after all"),
        _l("It had been called off. You will be reminded of it."),
    ),
}  # fmt: skip
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
    **ROOMS,
    **engagement_words.FIXED,
    **moderation_words.FIXED,
}
MADE: dict[str, Callable[[Facts], tuple[str, str]]] = {
    "new_device": _new_device,
    "details_changed": _details_changed,
    "role_granted": _role_granted,
    "role_ended": _role_ended,
    **moderation_words.MADE,
}
KINDS = frozenset({*FIXED, *MADE})


def words_of(kind: str, facts: Facts) -> Words:
    """The words of a notice. A kind that this version of the site does not know any more still
    says that there was something."""
    if kind in FIXED:
        title, text = FIXED[kind]
        return Words(str(title), str(text))
    make = MADE.get(kind)
    return Words(*make(facts)) if make else Words(_("There was news about your account"), "")
