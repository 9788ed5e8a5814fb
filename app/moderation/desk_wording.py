"""Words of the desk: levels and steps as moderators choose them, and the sentences with which a
statement of reasons begins before a moderator makes them their own."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from app.moderation import steps

LEVELS = {
    "crisis": _l("Somebody may be in danger now"),
    "red": _l("Somebody may not be safe"),
    "harm": _l("Could injure somebody soon"),
    "amber": _l("Should be looked at"),
    "rest": _l("Everything else"),
}
# A place in the queue beside the levels.
LIFTED = _l("Waited too long")
PLACES: dict[str, Any] = LEVELS | {"lifted": LIFTED}
KINDS = {"post": _l("Post"), "message": _l("Message")}
HANDS = {
    "free": _l("In nobody's hands"),
    "mine": _l("In my hands"),
    "claimed": _l("In somebody's hands"),
}
ACTIONS = {
    steps.NOTHING: _l("Leave it as it is"),
    steps.ASK: _l("Ask the author to look at it again"),
    steps.NOTE: _l("Put a note with sources under it"),
    steps.REPLY_LIMIT: _l("Let the author write only once an hour for a while"),
    steps.REDUCE: _l("List it lower"),
    steps.HIDE: _l("Hide it"),
    steps.LEAVE_GROUP: _l("Take the author out of the group"),
    steps.REMOVE: _l("Take it away"),
    steps.SUSPEND: _l("Suspend the author's account for a while"),
}
# What the author reads first, before the reason.
BEGINNINGS = {
    steps.NOTHING: _l("We looked at what you wrote and left it as it is."),
    steps.ASK: _l("Please look at what you wrote again."),
    steps.NOTE: _l("We put a note with sources under what you wrote."),
    steps.REPLY_LIMIT: _l("For a while you can write once an hour."),
    steps.REDUCE: _l("What you wrote stands lower in the list now."),
    steps.HIDE: _l("We hid what you wrote."),
    steps.LEAVE_GROUP: _l("We took you out of this group."),
    steps.REMOVE: _l("We took away what you wrote."),
    steps.SUSPEND: _l("We suspended your account for a while."),
}
BECAUSE = {
    "misleading": _l(
        "It says something about health for sure that is not shown, so it can mislead."
    ),
    "dangerous": _l("It tells others to change a treatment. That can hurt somebody."),
    "promotion": _l("It sells or advertises something."),
    "unkind": _l("It hurts somebody here."),
    "private": _l("It tells something private about another person."),
    "method": _l("It has details that could harm somebody who reads it."),
    "off_topic": _l("It belongs in another place."),
    "law": _l("It breaks a law."),
    "none": _l("It keeps to the rules of this community."),
}
ENDINGS = {
    steps.ASK: _l("You can change it. Your own experience is welcome, told as your own."),
    steps.NOTE: _l("Everybody can still read your words."),
    steps.REPLY_LIMIT: _l("You can read everything as before."),
    steps.REDUCE: _l("Everybody can still read it."),
    steps.HIDE: _l("You can say it again in another way."),
}
