"""Changing one's own post."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for

from app.community import permissions, queries
from app.community.forms import EditFirstForm, EditForm
from app.community.queries import OnePost
from app.community.services import editing
from app.community.views.blueprint import bp
from app.community.views.onward import to_post
from app.community.views.source_check import asks_about_links
from app.community.views.topic import place_of
from app.core.access import current_viewer, signed_in
from app.core.errors import Forbidden, Invalid, NotFound, found
from app.core.once import repeatable
from app.core.templating import render
from app.core.text import render_markdown
from app.core.transactions import unit_of_work


def _post_to_change(public_id: str) -> OnePost:
    viewer = current_viewer()
    post = found(queries.post_of(viewer, public_id))
    if not (post.stands or (post.waits and post.author_id == viewer.id)):
        raise NotFound
    if not permissions.can_edit(viewer.id, post, post):
        raise Forbidden
    return post


def _form(post: OnePost) -> EditForm | EditFirstForm:
    if post.position == 1:
        return EditFirstForm(title=post.title, body=post.body)
    return EditForm(body=post.body)


def _page(post: OnePost, form: EditForm | EditFirstForm, preview: str = "") -> str:
    address = place_of(post)
    return render("community/edit_post.html", post=post, form=form, preview=preview, back=address)


@bp.get("/posts/<public_id>/edit")
@signed_in
def edit_post(public_id: str) -> Any:
    """The post's words, to be changed."""
    post = _post_to_change(public_id)
    return _page(post, _form(post))


@bp.post("/posts/<public_id>/edit")
@signed_in
@unit_of_work()
def save_post(public_id: str) -> Any:
    """Show a preview, or keep the new words."""
    post = _post_to_change(public_id)
    form = _form(post)
    if not form.validate():
        return _page(post, form), 422
    if form.preview.data:
        return _page(post, form, render_markdown(form.body.data or ""))
    if asks_about_links(form, before=post.body):
        return _page(post, form)
    try:
        editing.edit(by=current_viewer(), post_id=public_id, **form.values)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _page(post, form), 422
    return to_post(public_id, place_of(post))


@bp.post("/posts/<public_id>/history/forget")
@signed_in
@repeatable
@unit_of_work()
def forget_versions(public_id: str) -> Any:
    """The author wipes what the post said before."""
    editing.forget_versions(by=current_viewer(), post_id=public_id)
    return redirect(url_for("community.post_history", public_id=public_id), 303)
