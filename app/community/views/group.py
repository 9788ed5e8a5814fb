"""The front of a group, and its settings for stewards."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.community import permissions, queries
from app.community.forms import GroupForm, StewardForm
from app.community.queries import GroupRow
from app.community.services import opening_groups, stewarding
from app.community.views.blueprint import bp
from app.community.views.dates import Dates
from app.core.access import current_viewer, public, signed_in
from app.core.errors import Forbidden, Invalid, found
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work


@bp.get("/groups/<slug>")
@public
def group(slug: str) -> Any:
    """Purpose, rules, stewards, and the newest topics for those who may read them."""
    viewer = current_viewer()
    row = found(queries.group_of(viewer, slug))
    topics = None
    if row.is_readable:
        topics = queries.newest_topics(viewer, row.id, request.args.get("after"))
    return render(
        "community/group.html",
        group=row,
        topics=topics,
        stewards=queries.stewards_of(row.id),
        parts=queries.parts_of_group_page(viewer, row),
        dates=Dates(),
        may_post=permissions.can_post(row),
        may_set=permissions.can_appoint(viewer, row),
    )


def _settings(group: GroupRow, form: GroupForm, steward_form: StewardForm) -> str:
    viewer = current_viewer()
    return render(
        "community/settings.html",
        group=group,
        form=form if form.errors or not steward_form.errors else steward_form,
        group_form=form,
        steward_form=steward_form,
        stewards=queries.stewards_of(group.id),
        may_edit=permissions.can_edit_group(group),
        me=viewer.public_id,
    )


def _group_to_steward(slug: str) -> GroupRow:
    viewer = current_viewer()
    row = found(queries.group_of(viewer, slug))
    if not permissions.can_appoint(viewer, row):
        raise Forbidden
    return row


@bp.get("/groups/<slug>/settings")
@signed_in
def group_settings(slug: str) -> Any:
    """Purpose, rules, audience and stewards, to be changed."""
    row = _group_to_steward(slug)
    form = GroupForm(None, purpose=row.purpose, rules=row.rules, audience=row.audience)
    return _settings(row, form, StewardForm(None))


@bp.post("/groups/<slug>/settings")
@signed_in
@repeatable
@unit_of_work()
def save_group_settings(slug: str) -> Any:
    """Keep what a steward wrote."""
    row, form = _group_to_steward(slug), GroupForm()
    if not form.validate():
        return _settings(row, form, StewardForm(None)), 422
    try:
        opening_groups.change_group(by=current_viewer(), group_id=row.id, **form.values)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _settings(row, form, StewardForm(None)), 422
    flash(_("Saved."), "ok")
    return redirect(url_for("community.group", slug=slug), 303)


@bp.post("/groups/<slug>/stewards")
@signed_in
@repeatable
@unit_of_work()
def appoint_steward(slug: str) -> Any:
    """Make a member of the group its steward."""
    row, form = _group_to_steward(slug), StewardForm()
    plain = GroupForm(None, purpose=row.purpose, rules=row.rules, audience=row.audience)
    if not form.validate():
        return _settings(row, plain, form), 422
    try:
        stewarding.appoint(by=current_viewer(), group_id=row.id, name=form.name.data or "")
    except Invalid as refusal:
        form.refuse("name", refusal.message)
        return _settings(row, plain, form), 422
    flash(_("%(name)s is a steward now.", name=form.name.data), "ok")
    return redirect(url_for("community.group_settings", slug=slug), 303)


@bp.post("/groups/<slug>/stewards/<member_id>/dismiss")
@signed_in
@repeatable
@unit_of_work()
def dismiss_steward(slug: str, member_id: str) -> Any:
    """A steward becomes a member like all others."""
    row = _group_to_steward(slug)
    stewarding.dismiss(by=current_viewer(), group_id=row.id, member_public_id=member_id)
    flash(_("Done. They are still a member."), "ok")
    return redirect(url_for("community.group", slug=slug), 303)
