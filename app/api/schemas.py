"""What the API says, field by field. Only what is written here ever leaves."""

from __future__ import annotations

from marshmallow import RAISE, Schema, fields, validate

from app.catalogue.kinds import CONCEPT_KINDS

KEY = validate.Length(max=400)


class InputSchema(Schema):
    """Base of everything that comes in: an unknown name is refused, not ignored."""

    class Meta:
        unknown = RAISE


class AfterInputSchema(InputSchema):
    """Where a list goes on."""

    after = fields.String(validate=KEY, metadata={"description": "`next` of the page before"})


class PageInputSchema(InputSchema):
    """Which numbered page."""

    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=10_000_000))


class SearchInputSchema(InputSchema):
    """Words to look for in the catalogue."""

    q = fields.String(required=True, validate=validate.Length(min=2, max=120))
    kind = fields.String(validate=validate.OneOf(CONCEPT_KINDS))


class GroupSchema(Schema):
    """A group."""

    slug = fields.String(required=True)
    name = fields.String(required=True)
    purpose = fields.String(required=True)
    audience = fields.String(required=True)
    member_count = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Said to members of it only"}
    )
    topic_count = fields.Integer(
        required=True, allow_none=True, metadata={"description": "Said to its readers only"}
    )


class GroupListSchema(Schema):
    """Groups by name, and the key of the next ones."""

    groups = fields.List(fields.Nested(GroupSchema), required=True)
    next = fields.String(allow_none=True, required=True)


class TopicSchema(Schema):
    """A topic in a list."""

    id = fields.String(required=True, attribute="public_id")
    kind = fields.String(required=True)
    title = fields.String(required=True)
    opened_by = fields.String(required=True)
    post_count = fields.Integer(required=True)
    last_post_at = fields.AwareDateTime(required=True)


class TopicListSchema(Schema):
    """Topics of a group, the last written in first, and the key of the next ones."""

    topics = fields.List(fields.Nested(TopicSchema), required=True)
    next = fields.String(allow_none=True, required=True)


class SourceSchema(Schema):
    """A page that a note rests on."""

    url = fields.String(required=True)
    title = fields.String(required=True)
    publisher = fields.String(required=True)
    dated = fields.Date(required=True)
    grade = fields.String(
        required=True, metadata={"description": "A to D when the note was written; empty for none"}
    )


class NoteSchema(Schema):
    """A context note that is shown under a post; the correction is meant to be read first."""

    correction = fields.String(required=True)
    why = fields.String(required=True)
    sources = fields.List(fields.Nested(SourceSchema), required=True)
    shown_from = fields.AwareDateTime(required=True)


class PostSchema(Schema):
    """A post; one that was taken back comes without its words, and nothing stands under it. Of one that
    others do not read yet its author is empty."""

    id = fields.String(required=True, attribute="public_id")
    position = fields.Integer(required=True)
    author = fields.String(required=True)
    html = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    edited_at = fields.AwareDateTime(allow_none=True, required=True)
    deleted_at = fields.AwareDateTime(allow_none=True, required=True)
    notes = fields.List(fields.Nested(NoteSchema), required=True)


class TopicPageSchema(Schema):
    """One numbered page of a topic."""

    id = fields.String(required=True, attribute="topic.public_id")
    kind = fields.String(required=True, attribute="topic.kind")
    title = fields.String(required=True, attribute="topic.title")
    group = fields.String(required=True, attribute="topic.group_slug")
    post_count = fields.Integer(required=True, attribute="topic.post_count")
    page = fields.Integer(required=True, attribute="page.number")
    last_page = fields.Integer(required=True, attribute="page.last")
    posts = fields.List(fields.Nested(PostSchema), required=True)


class ConceptSchema(Schema):
    """A concept, and by which of its names it was found."""

    id = fields.String(required=True, attribute="public_id")
    kind = fields.String(required=True)
    name = fields.String(required=True)
    medical_name = fields.String(required=True)
    matched = fields.String(required=True)


class ConceptListSchema(Schema):
    """Concepts, the likeliest first."""

    concepts = fields.List(fields.Nested(ConceptSchema), required=True)
