"""The operator's page: who holds which site role; find a member; give and end roles."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import Row

from app.accounts.forms.roles import ROLE_WORDS, EndRoleForm, FindMemberForm, GrantForm
from app.accounts.queries import members, roles
from app.accounts.services import finding, granting
from app.accounts.views import bp
from app.accounts.views.proving import recently_proved
from app.audit.services.recording import record_view
from app.core.access import current_viewer, requires_role
from app.core.errors import Invalid, found
from app.core.once import repeatable
from app.core.templating import day, render
from app.core.transactions import unit_of_work


@bp.get("/operator/members")
@requires_role("operator")
def operator_members() -> str:
    """Who holds a role now, and the search for one member."""
    return _search_page(FindMemberForm(formdata=None))


@bp.post("/operator/members")
@requires_role("operator")
def find_member() -> Any:
    """Exact name or address. By POST, so that no address stands in a log or in a history."""
    form = FindMemberForm(request.form)
    if not form.validate():
        return _search_page(form), 422
    member = finding.find_member(by=current_viewer(), who=form.values["who"])
    if member is None:
        form.refuse("who", _("Nobody has exactly this name or address."))
        return _search_page(form), 422
    return redirect(url_for("accounts.operator_member", member_id=member.public_id), 303)


@bp.get("/operator/members/<member_id>")
@requires_role("operator")
def operator_member(member_id: str) -> str:
    """One member's roles, past and present, with what can be done."""
    member = found(members.by_public_id(member_id))
    record_view(by=current_viewer(), subject=member.public_id, action="member_looked_up")
    return _member_page(member, GrantForm(formdata=None))


@bp.post("/operator/members/<member_id>/roles")
@requires_role("operator")
@recently_proved
@unit_of_work()
def grant_role(member_id: str) -> Any:
    """Give a role, with a reason."""
    member = found(members.by_public_id(member_id))
    form = GrantForm(request.form)
    if not form.validate():
        return _member_page(member, form), 422
    granting.grant(by=current_viewer(), member=members.viewer_of(member.id), **form.values)
    flash(_("Done. The role waits until the member has given a second step."), "ok")
    return redirect(url_for("accounts.operator_member", member_id=member_id), 303)


@bp.post("/operator/members/<member_id>/roles/<role>/end")
@requires_role("operator")
@recently_proved
@repeatable
@unit_of_work()
def end_role(member_id: str, role: str) -> Any:
    """End a role, with a reason; the last operator stays one."""
    member = found(members.by_public_id(member_id))
    form = EndRoleForm(request.form, prefix=role)
    if not form.validate():
        return _member_page(member, GrantForm(formdata=None), form), 422
    target, reason = members.viewer_of(member.id), form.reason.data or ""
    try:
        granting.end(by=current_viewer(), member=target, role=role, reason=reason)
    except Invalid as refusal:
        form.refuse("reason", refusal.message)
        return _member_page(member, GrantForm(formdata=None), form), 422
    flash(_("Done. The member has to sign in again."), "ok")
    return redirect(url_for("accounts.operator_member", member_id=member_id), 303)


def _search_page(form: FindMemberForm) -> str:
    rows = [[_link(r), ROLE_WORDS[r.role], day(r.granted_at), r.reason] for r in roles.holders()]
    return render("accounts/operator_members.html", form=form, rows=rows)


def _link(row: Row[Any]) -> Markup:
    href = url_for("accounts.operator_member", member_id=row.public_id)
    return Markup('<a href="{}">{}</a>').format(href, row.display_name)


def _member_page(member: Row[Any], form: GrantForm, ending: EndRoleForm | None = None) -> str:
    grants = roles.of_member(member.id)
    forms = {g.role: EndRoleForm(formdata=None, prefix=g.role) for g in grants if not g.ended_at}
    if ending is not None:
        forms |= {role: ending for role in forms if ending._prefix.startswith(role)}
    return render(
        "accounts/operator_member.html",
        member=member,
        rows=[_cells(grant) for grant in grants],
        form=form,
        ending=ending,
        end_forms=forms,
        role_words=ROLE_WORDS,
    )


def _cells(grant: Row[Any]) -> list[Any]:
    """One grant as cells of a table. Without a giver it came from the server's command line."""
    server = _("the command line")
    ended = ""
    if grant.ended_at:
        by = grant.ended_by or server
        said = {"day": day(grant.ended_at), "by": by, "why": grant.ended_reason}
        ended = _("%(day)s by %(by)s: %(why)s", **said)
    given_by = grant.given_by or server
    return [ROLE_WORDS[grant.role], day(grant.granted_at), given_by, grant.reason, ended]
