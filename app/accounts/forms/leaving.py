"""What becomes of somebody's posts when they leave."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from app.core.forms import Answered, Form, options

CHOICES = (
    ("remove", _l("Take my posts along")),
    ("keep", _l("Leave them here under a random name")),
)
HINTS = {
    "remove": _l("Where others answered, a line says that a post was deleted."),
    "keep": _l("Your name and picture go. Your words stay as they are: look whether they tell who you are."),
}  # fmt: skip


class LeaveForm(Form):
    """The one question before leaving."""

    posts = RadioField(
        _l("What happens to your posts?"),
        choices=options(CHOICES),
        validators=[Answered(_l("Choose what happens to your posts."))],
    )
