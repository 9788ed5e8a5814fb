"""The operator's forms: find a member, give and end roles."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField

from app.core.forms import Answered, AtMost, Form, options

ROLE_WORDS = {
    "moderator": _l("Moderator"),
    "safeguarding": _l("Looks after people in distress"),
    "clinician": _l("Clinician"),
    "operator": _l("Operator"),
}
REASON = [Answered(_l("Write why. It is kept with the role.")), AtMost(300)]


class FindMemberForm(Form):
    """Exactly one name or address; there is no list to page through."""

    who = StringField(
        _l("Display name or e-mail address"),
        validators=[Answered(_l("Write the whole name or address."))],
    )


class GrantForm(Form):
    """One more role."""

    role = RadioField(
        _l("Role to give"),
        choices=options(ROLE_WORDS.items()),
        validators=[Answered(_l("Choose a role."))],
    )
    reason = TextAreaField(_l("Why"), validators=REASON)


class EndRoleForm(Form):
    """One role less."""

    reason = StringField(_l("Why it ends"), validators=REASON)
