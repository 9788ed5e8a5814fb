"""Writing to somebody, how one chats, and whom one does not want to hear."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    StringField,
    SubmitField,
    TextAreaField,
)

from app.chat.forms.rooms import CHOOSE
from app.chat.lengths import LONGEST_REQUEST
from app.core.forms import Answered, AtMost, Form, options


class WriteForm(Form):
    """The first words to somebody."""

    body = TextAreaField(
        _l("Your first words"),
        validators=[Answered(_l("Write something first.")), AtMost(LONGEST_REQUEST)],
    )
    send = SubmitField(_l("Send"))


class PreferencesForm(Form):
    """A member's choices in chat."""

    announce = RadioField(
        _l("What is read out of new messages?"),
        choices=options(
            [
                ("all", _l("Who wrote, and the words")),
                ("count", _l("Only how many")),
                ("silent", _l("Nothing")),
            ]
        ),
        validators=[Answered(CHOOSE)],
    )
    shows_presence = BooleanField(_l("Show that I am in a room"))
    shows_typing = BooleanField(_l("Show that I am writing"))
    enter_sends = BooleanField(_l("The Enter key sends"))
    requests = RadioField(
        _l("Who may ask to write to me alone?"),
        choices=options(
            [
                ("groups", _l("People I share a group with")),
                ("chosen", _l("Only people I chose")),
                ("nobody", _l("Nobody")),
            ]
        ),
        validators=[Answered(CHOOSE)],
    )
    save = SubmitField(_l("Save"))


class ChooseForm(Form):
    """The display name of somebody in one of my groups."""

    name = StringField(
        _l("Display name"), validators=[Answered(_l("Write a display name.")), AtMost(60)]
    )
    choose = SubmitField(_l("Let them write to me"))


class AvoidForm(Form):
    """mute or block, and where the page was."""

    kind = HiddenField()
    next = HiddenField()
