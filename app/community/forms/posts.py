"""Writing a topic, a reply, and changing what one wrote."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, SubmitField, TextAreaField

from app.community.forms.links import LinkingForm
from app.community.lengths import LONGEST_TITLE
from app.core.forms import Answered, AtMost, options
from app.core.text import MAX_SOURCE_LENGTH

_WRITE_SOMETHING = _l("Write something first.")
_KINDS = [
    ("question", _l("A question")),
    ("update", _l("How things are going")),
]
_ANNOUNCEMENT = ("announcement", _l("An announcement to the group"))


class ReplyForm(LinkingForm):
    """The words of one post."""

    body = TextAreaField(
        _l("Your words"), validators=[Answered(_WRITE_SOMETHING), AtMost(MAX_SOURCE_LENGTH)]
    )
    publish = SubmitField(_l("Post"))
    preview = SubmitField(_l("Preview"))


class TitledForm(ReplyForm):
    """The words of a first post, with the topic's title."""

    title = StringField(
        _l("Title"),
        validators=[
            Answered(_l("Write a title, so that others can find it.")),
            AtMost(LONGEST_TITLE),
        ],
    )


class TopicForm(TitledForm):
    """A new topic. Experiences have a form of their own with several pages."""

    kind = RadioField(
        _l("What do you want to write?"),
        choices=options(_KINDS),
        validators=[Answered(_l("Choose what you want to write."))],
    )

    def offer_announcement(self) -> TopicForm:
        """For stewards: one kind more."""
        self.kind.choices = options([*_KINDS, _ANNOUNCEMENT])
        return self


class EditForm(ReplyForm):
    """A post's words anew."""


class EditFirstForm(TitledForm):
    """A first post's words and title anew."""
