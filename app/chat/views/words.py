"""Words that messages are dressed in, on the page as it comes and by its script: a message that is
sent to everybody carries none, because each reader has their own language."""

from __future__ import annotations

from flask_babel import gettext as _

Words = dict[str, str]


def message_words() -> Words:
    """What stands in and around one message. `#` is where something is put in."""
    return {
        "reply": _("Reply"),
        "more": _("More"),
        "less": _("Close"),
        "you": _("you"),
        "edited": _("edited"),
        "deleted": _("This message was deleted."),
        "show": _("Show: %(what)s", what="#"),
        "avoided": _("Show: a message by %(name)s, whom you muted or blocked", name="#"),
        "filtered": _("Holds words you filter"),
        "answer": _("Answer to %(name)s", name="#"),
        "earlier": _("Answer to an earlier message"),
        "thanks": _("Thank you"),
        "me_too": _("Me too"),
        "thinking": _("Thinking of you"),
        "helpful": _("Helpful"),
        "hope": _("Hope"),
    }


def live_words() -> Words:
    """What the page says while it is open."""
    return {
        "sent": _("Sent."),
        "empty": _("Write something first."),
        "long": _("This is too long. Make it shorter, or send it in two parts."),
        "sending": _("Sending"),
        "later": _("Not sent yet. Your words stay here, and we try again."),
        "refused": _("Not sent. Your words are still here."),
        "held": _("Waits for a host. Nobody else sees it yet."),
        "again": _("Try again"),
        "back": _("Put it back into the box"),
        "offline": _("You are offline. Your words stay here. We go on when you are back."),
        "connecting": _(
            "The live connection is lost. We try again. New messages come more slowly."
        ),
        "live": _("Live: new messages appear here by themselves."),
        "back_0": _("Reconnected."),
        "back_n": _("Reconnected, %(number)s new.", number="#"),
        "new_1": _("1 new message"),
        "new_n": _("%(number)s new messages", number="#"),
        "newest_n": _("Jump to newest, %(number)s new", number="#"),
        "pause": _("Pause new messages"),
        "go_on": _("Go on, show new messages"),
        "paused": _("Paused. New messages wait: %(number)s.", number="#"),
        "noted": _(
            "%(name)s: a message that is folded. It is about: %(what)s", name="#1", what="#2"
        ),
        "typing_1": _("%(name)s is writing.", name="#1"),
        "typing_2": _("%(name)s and %(other)s are writing.", name="#1", other="#2"),
        "typing_n": _("Several people are writing."),
        "nobody_here": _("Nobody shows it just now."),
        "cut_left": _("You left this room."),
        "cut_removed": _("A host took you out of this room. You get nothing more from it."),
        "cut_group": _("You are no longer in this group, so this room has closed for you."),
        "cut_rights": _("You can no longer read this room."),
        "signed_out": _("You are signed out on this device. Sign in to go on."),
        "unsent": _("Your words, not sent"),
        "yours": _("Your message"),
    }
