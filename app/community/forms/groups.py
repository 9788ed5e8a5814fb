"""What stewards write about their group."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, SubmitField, TextAreaField

from app.community.lengths import LONGEST_GROUP_TEXT
from app.core.forms import Answered, AtMost, Form, options


class GroupForm(Form):
    """Purpose, rules and audience of a group."""

    purpose = TextAreaField(_l("What is this group for?"), validators=[AtMost(LONGEST_GROUP_TEXT)])
    rules = TextAreaField(_l("Rules, one on each line"), validators=[AtMost(LONGEST_GROUP_TEXT)])
    audience = RadioField(
        _l("Who reads what is written here?"),
        choices=options(
            [
                ("public", _l("Everybody, also without an account")),
                ("members", _l("People with an account")),
                ("group", _l("Only members of this group")),
            ]
        ),
        validators=[Answered(_l("Choose who reads in this group."))],
    )
    save = SubmitField(_l("Save"))


class StewardForm(Form):
    """The display name of a member of the group."""

    name = StringField(
        _l("Display name"),
        validators=[Answered(_l("Write the display name of a member.")), AtMost(60)],
    )
    appoint = SubmitField(_l("Make steward"))
