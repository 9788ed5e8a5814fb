"""What notices about welcomes, first posts and reading say. None presses anybody."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

FIXED = {
    "welcome_asked": (
        _l("Would you like to welcome somebody new?"),
        _l("You said that you like to. Say yes, or not this time. Nobody asks why."),
    ),
    "welcome_coming": (
        _l("Somebody will welcome you"),
        _l("A member of the group likes to welcome new people. You need not do anything."),
    ),
    "welcome_declined": (
        _l("A welcome needs another person"),
        _l("The member you asked cannot do it this time. You can ask somebody else."),
    ),
    "welcome_due": (
        _l("Somebody's first post has no answer yet"),
        _l("It has waited for more than 18 hours. You can answer it, or ask somebody to."),
    ),
    "first_post_waits": (
        _l("Somebody's first post has waited for a day"),
        _l("If you can, answer it, or ask somebody to. A few kind words are enough."),
    ),
    "reading_is_fine": (
        _l("You read here, and that is fine"),
        _l("If you ever want to write, you are welcome. We say this once and never again."),
    ),
}
