"""Opening a room, changing how it is kept, asking people in."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, SubmitField, TextAreaField

from app.chat.lengths import LONGEST_PURPOSE, LONGEST_ROOM_TITLE
from app.core.forms import Answered, AtMost, Form, options

CHOOSE = _l("Choose one of the answers.")
HISTORY = options(
    [
        ("all", _l("Everything that was said before")),
        ("since_joining", _l("Only what is said from then on")),
    ]
)
RETENTION = options(
    [
        ("forever", _l("As long as the room is there")),
        ("90d", _l("For 90 days")),
        ("24h", _l("For 24 hours")),
    ]
)


class RoomForm(Form):
    """What a room is for and how it is kept. `sure` is asked only where messages would go."""

    title = StringField(
        _l("Name"), validators=[Answered(_l("Give the room a name.")), AtMost(LONGEST_ROOM_TITLE)]
    )
    purpose = TextAreaField(
        _l("What is this room for? (optional)"), validators=[AtMost(LONGEST_PURPOSE)]
    )
    history = RadioField(
        _l("What do people read who come in later?"), choices=HISTORY, validators=[Answered(CHOOSE)]
    )
    retention = RadioField(
        _l("How long do messages stay?"), choices=RETENTION, validators=[Answered(CHOOSE)]
    )
    sure = BooleanField(_l("Yes, these messages may go"))
    save = SubmitField(_l("Save"))

    @property
    def values(self) -> dict[str, Any]:
        """A box that was not sent is an empty one."""
        return {name: "" if value is None else value for name, value in super().values.items()}


class NewRoomForm(RoomForm):
    """The same, and whom it is for."""

    kind = RadioField(
        _l("Who can come in?"),
        choices=options(
            [
                ("open", _l("Every member of the group")),
                ("invited", _l("People whom a host asks in")),
            ]
        ),
        validators=[Answered(CHOOSE)],
    )


class InviteForm(Form):
    """The display name of a member of the group."""

    name = StringField(
        _l("Display name"),
        validators=[Answered(_l("Write the display name of a member.")), AtMost(60)],
    )
    invite = SubmitField(_l("Ask in"))
