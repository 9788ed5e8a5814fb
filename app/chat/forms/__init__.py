"""Forms of rooms."""

from __future__ import annotations

from app.chat.forms.gatherings import CallOffForm, GatheringForm, NewGatheringForm, boxes, zone
from app.chat.forms.hosting import HoldForm, LimitForm, PaceForm, ReasonForm
from app.chat.forms.messages import EditMessageForm, MessageForm
from app.chat.forms.people import AvoidForm, ChooseForm, PreferencesForm, WriteForm
from app.chat.forms.recaps import AnswerForm, RecapForm
from app.chat.forms.rooms import InviteForm, NewRoomForm, RoomForm

__all__ = [
    "AnswerForm",
    "AvoidForm",
    "CallOffForm",
    "ChooseForm",
    "EditMessageForm",
    "GatheringForm",
    "HoldForm",
    "InviteForm",
    "LimitForm",
    "MessageForm",
    "NewGatheringForm",
    "NewRoomForm",
    "PaceForm",
    "PreferencesForm",
    "ReasonForm",
    "RecapForm",
    "RoomForm",
    "WriteForm",
    "boxes",
    "zone",
]
