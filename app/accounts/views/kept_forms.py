"""A form sent after the sign-in had run out: nothing of it is lost."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for

from app.accounts.forms.signing_in import SignInForm
from app.accounts.services import keeping_forms, sessions
from app.accounts.views import bp, limits
from app.accounts.views.signing_in import sign_in_page
from app.accounts.views.visitors import new_visitor_word, visitor_word
from app.core.access import current_viewer, signed_in
from app.core.errors import found
from app.core.forms import is_written
from app.core.once import repeatable
from app.core.security.cookies import SESSION, cookie
from app.core.security.local_paths import local_path
from app.core.step_drafts import StepDraft
from app.core.templating import render
from app.core.transactions import unit_of_work


def keep_form() -> tuple[str, int]:
    """Called by `core.access` instead of a view that needs signing in: keep, then ask to sign
    in."""
    draft = _keep()
    home = url_for("web.home")
    goal = url_for("accounts.kept_form", draft_id=draft.public_id) if draft else home
    return sign_in_page(SignInForm(formdata=None, next=goal), is_kept=draft is not None), 401


def keep_sent_form() -> str:
    """The id of the form that was just sent, kept; "" when nothing of it may be kept."""
    draft = _keep()
    return draft.public_id if draft else ""


def _keep() -> StepDraft | None:
    """A limit guards the table against being filled by strangers."""
    if not limits.may_keep_forms():
        return None
    with unit_of_work():
        return keeping_forms.keep(
            owner=new_visitor_word(),
            path=request.full_path.rstrip("?"),
            fields=list(request.form.items(multi=True)),
            member_id=sessions.owner_of(cookie(SESSION)),
        )


def _mine(draft_id: str) -> StepDraft:
    viewer = current_viewer()
    return found(keeping_forms.kept(by=viewer, owner=visitor_word(), public_id=draft_id))


@bp.get("/kept/<draft_id>")
@signed_in
def kept_form(draft_id: str) -> str:
    """What was written, with one button that sends it to where it was going."""
    draft = _mine(draft_id)
    fields = draft.answers["fields"]
    return render(
        "accounts/kept_form.html",
        draft_id=draft_id,
        action=local_path(draft.answers["path"], url_for("web.home")),
        fields=fields,
        shown=[value for _name, value in fields if is_written(value)],
    )


@bp.post("/kept/<draft_id>/forget")
@signed_in
@repeatable
@unit_of_work()
def forget_form(draft_id: str) -> Any:
    """Throw it away."""
    keeping_forms.forget(_mine(draft_id))
    return redirect(url_for("web.home"), 303)
