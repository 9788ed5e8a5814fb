"""A new topic in a group."""

from __future__ import annotations

from typing import Any

from app.community import permissions, queries
from app.community.forms import TopicForm
from app.community.queries import GroupRow
from app.community.services import posting
from app.community.views.blueprint import bp
from app.community.views.onward import to_topic
from app.community.views.source_check import asks_about_links
from app.core.access import current_viewer, signed_in
from app.core.errors import Forbidden, Invalid, NotFound, found
from app.core.templating import render
from app.core.text import render_markdown
from app.core.transactions import unit_of_work


def _group_to_write_in(slug: str) -> GroupRow:
    group = found(queries.group_of(current_viewer(), slug))
    if not permissions.can_post(group):
        raise Forbidden if group.is_readable else NotFound
    return group


def _form(group: GroupRow) -> TopicForm:
    form = TopicForm()
    return form.offer_announcement() if permissions.can_open(group, "announcement") else form


def _page(group: GroupRow, form: TopicForm, preview: str = "") -> str:
    return render("community/new_topic.html", group=group, form=form, preview=preview)


@bp.get("/groups/<slug>/topics/new")
@signed_in
def new_topic(slug: str) -> Any:
    """An empty form."""
    group = _group_to_write_in(slug)
    return _page(group, _form(group))


@bp.post("/groups/<slug>/topics/new")
@signed_in
@unit_of_work()
def open_topic(slug: str) -> Any:
    """Show a preview, or open the topic."""
    group = _group_to_write_in(slug)
    form = _form(group)
    if not form.validate():
        return _page(group, form), 422
    if form.preview.data:
        return _page(group, form, render_markdown(form.body.data or ""))
    if asks_about_links(form):
        return _page(group, form)
    try:
        topic = posting.open_topic(by=current_viewer(), group_id=group.id, **form.values)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(group, form), 422
    return to_topic(topic.id, topic.public_id)
