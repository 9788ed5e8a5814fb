"""What pages send by socket. Unknown keys are refused."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from app.chat.lengths import HIGHEST_NUMBER, LONGEST_CLIENT_ID, LONGEST_MESSAGE, LONGEST_NOTE

_ID = validate.Length(min=1, max=24)


class RoomSchema(Schema):
    """A room."""

    room = fields.String(required=True, validate=_ID)


class JoinSchema(RoomSchema):
    """A room, and the last number that the page knows; the answer carries what came after it."""

    after = fields.Integer(required=True, strict=True, validate=validate.Range(0, HIGHEST_NUMBER))


class SyncSchema(JoinSchema):
    """The same, again."""


class SendSchema(RoomSchema):
    """A message."""

    client_id = fields.String(required=True, validate=validate.Length(min=8, max=LONGEST_CLIENT_ID))
    # A little more than fits, so that the service can say how many characters are too many.
    body = fields.String(required=True, validate=validate.Length(max=2 * LONGEST_MESSAGE))
    content_note = fields.String(load_default="", validate=validate.Length(max=2 * LONGEST_NOTE))
    reply_to = fields.String(load_default="", validate=validate.Length(max=24))


class TypingSchema(RoomSchema):
    """Whether somebody is writing just now."""

    on = fields.Boolean(required=True, truthy={True}, falsy={False})


class PresentSchema(TypingSchema):
    """Whether the member shows that they are here."""
