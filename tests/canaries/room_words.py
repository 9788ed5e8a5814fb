"""What `rooms.py` writes, and who may read it: rows of the table in `canaries.py`."""

from __future__ import annotations

_SAID = "messages.body messages.html"
_HOST = "author, steward"
_TAKEN_BACK = "was taken back: its author may bring it back, and reads it then"
_UNSEEN = "the page of what was refused shows its words, not the note"

# Name, columns, readers; a fourth word says why nobody finds it.
IN_EACH_GROUP: tuple[tuple[str, ...], ...] = (
    ("title of room", "rooms.title", "inside"),
    ("purpose of room", "rooms.purpose", "inside"),
    ("title of invited room", "rooms.title", _HOST),
    ("purpose of invited room", "rooms.purpose", _HOST),
    ("title of gathering room", "rooms.title", "inside"),
    ("purpose of gathering room", "rooms.purpose", "inside"),
    ("title of closed room", "rooms.title", "inside"),
    ("purpose of closed room", "rooms.purpose", "inside"),
    ("reason of closing", "rooms.closed_reason host_acts.reason", "inside"),
    ("message", f"{_SAID} recap_quotes.words", "inside"),
    ("content note", "messages.content_note", "inside"),
    ("message left behind", _SAID, "inside"),
    # Quoted in a recap that came out.
    ("message of the steward", f"{_SAID} recap_quotes.words posts.body posts.html", "readers"),
    ("message among invited", _SAID, _HOST),
    ("message before", "message_changes.body_before", "", "no page shows it"),
    ("deleted message", _SAID, "", _TAKEN_BACK),
    ("held message", "held_messages.body", _HOST),
    ("held note", "held_messages.content_note", "steward"),
    ("refused held message", "held_messages.body", _HOST),
    ("refused held note", "held_messages.content_note", "", _UNSEEN),
    ("reason of refusing", "host_acts.reason", _HOST),
    ("reason of muting", "room_limits.reason host_acts.reason", "steward"),
    ("title of draft recap", "recaps.title", "steward"),
    ("words of draft recap", "recaps.body", "steward"),
    ("title of recap", "recaps.title", _HOST),
    ("words of recap", "recaps.body", _HOST),
    ("title of published recap", "recaps.title topics.title", "readers"),
    ("words of published recap", "recaps.body posts.body posts.html", "readers"),
)
ONCE: tuple[tuple[str, ...], ...] = (
    ("message to one", _SAID, "author, member"),
    ("answer of one", _SAID, "author, member"),
    ("request to one", _SAID, "author, steward"),
)

NOT_SEEDED = {
    "blocks.kind": "a code",
    "chat_settings.announce": "a code",
    "chat_settings.requests": "a code",
    "gathering_reminders.room_id": "a key",
    "host_acts.act": "a code",
    "host_acts.value": "a code, a number of seconds, or an id",
    "message_changes.kind": "a code",
    "message_reactions.kind": "a code, shown as a count",
    "messages.public_id": "an id; opens nothing (the matrix)",
    "recap_quotes.answer": "a code",
    "recaps.state": "a code",
    "room_limits.kind": "a code",
    "room_memberships.role": "a code",
    "room_memberships.state": "a code",
}
