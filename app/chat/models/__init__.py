"""Tables of live chat: rooms and who is in them, messages and how they changed, recaps."""

from __future__ import annotations

from app.chat.models.messages import (
    REACTION_KINDS,
    HeldMessage,
    Message,
    MessageChange,
    MessageReaction,
)
from app.chat.models.people import ChatSetting, ChosenContact
from app.chat.models.recaps import Recap, RecapQuote
from app.chat.models.rooms import (
    GatheringReminder,
    HostAct,
    Room,
    RoomLimit,
    RoomMembership,
    RoomPresence,
)

__all__ = [
    "REACTION_KINDS",
    "ChatSetting",
    "ChosenContact",
    "GatheringReminder",
    "HeldMessage",
    "HostAct",
    "Message",
    "MessageChange",
    "MessageReaction",
    "Recap",
    "RecapQuote",
    "Room",
    "RoomLimit",
    "RoomMembership",
    "RoomPresence",
]
