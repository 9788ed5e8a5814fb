"""The tables that this package's statements read, and their columns under short names.

Statements over tables, not over mapped classes: they run for every event of every page that is
open. Nothing but queries uses them.
"""

from __future__ import annotations

from app.accounts.models import Block, Member, SignedInSession
from app.chat.models import (
    ChatSetting,
    ChosenContact,
    GatheringReminder,
    HeldMessage,
    HostAct,
    Message,
    MessageChange,
    MessageReaction,
    Recap,
    RecapQuote,
    Room,
    RoomLimit,
    RoomMembership,
    RoomPresence,
)
from app.community.models import Group, Membership, Topic

ACTS, act = HostAct.__table__, HostAct.__table__.c
BLOCKS, block = Block.__table__, Block.__table__.c
CHANGES, change = MessageChange.__table__, MessageChange.__table__.c
CHOSEN, chosen = ChosenContact.__table__, ChosenContact.__table__.c
GROUPS, group = Group.__table__, Group.__table__.c
HELD, held = HeldMessage.__table__, HeldMessage.__table__.c
IN_GROUP, in_group = Membership.__table__, Membership.__table__.c
LIMITS, limit = RoomLimit.__table__, RoomLimit.__table__.c
MEMBERS, member = Member.__table__, Member.__table__.c
MESSAGES, message = Message.__table__, Message.__table__.c
PLACES, place = RoomMembership.__table__, RoomMembership.__table__.c
PRESENCES, presence = RoomPresence.__table__, RoomPresence.__table__.c
REACTIONS, reaction = MessageReaction.__table__, MessageReaction.__table__.c
QUOTES, quote = RecapQuote.__table__, RecapQuote.__table__.c
RECAPS, recap = Recap.__table__, Recap.__table__.c
REMINDERS, reminder = GatheringReminder.__table__, GatheringReminder.__table__.c
ROOMS, room = Room.__table__, Room.__table__.c
SESSIONS, session = SignedInSession.__table__, SignedInSession.__table__.c
SETTINGS, setting = ChatSetting.__table__, ChatSetting.__table__.c
TOPICS, topic = Topic.__table__, Topic.__table__.c
