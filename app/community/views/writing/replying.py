"""A reply to a topic, with or without a preview first."""

from __future__ import annotations

from typing import Any

from flask import request

from app.community import permissions, queries
from app.community.forms import ReplyForm
from app.community.queries import TopicRow
from app.community.services import posting
from app.community.views.blueprint import bp
from app.community.views.onward import to_post
from app.community.views.source_check import asks_about_links
from app.community.views.topic import address_of, taken_back
from app.core.access import current_viewer, signed_in
from app.core.errors import Forbidden, Invalid, found
from app.core.templating import render
from app.core.text import render_markdown
from app.core.transactions import unit_of_work


def _page(topic: TopicRow, form: ReplyForm, preview: str = "") -> str:
    return render("community/reply.html", topic=topic, form=form, preview=preview)


@bp.get("/topics/<public_id>/reply")
@signed_in
def reply_form(public_id: str) -> Any:
    """A page of its own to write a reply on."""
    topic = found(queries.topic_of(current_viewer(), public_id))
    if topic.deleted_at is not None:
        return taken_back(topic)
    if not permissions.can_post(topic):
        raise Forbidden
    return _page(topic, ReplyForm())


@bp.post("/topics/<public_id>/reply")
@signed_in
@unit_of_work()
def reply(public_id: str) -> Any:
    """Show a preview, or post the reply."""
    viewer = current_viewer()
    topic = found(queries.topic_of(viewer, public_id))
    if topic.deleted_at is not None:
        return taken_back(topic, request.form.get("body", ""))
    if not permissions.can_post(topic):
        raise Forbidden
    return _answer(topic, ReplyForm())


def _answer(topic: TopicRow, form: ReplyForm) -> Any:
    if not form.validate():
        return _page(topic, form), 422
    if form.preview.data:
        return _page(topic, form, render_markdown(form.body.data or ""))
    if asks_about_links(form):
        return _page(topic, form)
    try:
        post = posting.reply(by=current_viewer(), topic_id=topic.id, body=form.body.data or "")
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(topic, form), 422
    return to_post(post.public_id, address_of(topic.public_id, post.position))
