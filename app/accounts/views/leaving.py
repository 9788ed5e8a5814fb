"""Leaving: one question, a page to check, and 21 days in which one button brings everything back."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.forms.leaving import CHOICES, HINTS, LeaveForm
from app.accounts.services import closing
from app.accounts.views import bp
from app.accounts.views.proving import recently_proved
from app.core.access import current_viewer, signed_in
from app.core.errors import NotFound
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work


@bp.get("/me/leave")
@signed_in
def leave() -> str:
    """What happens to the posts? Who asked already sees when it is."""
    known = closing.closing_of(current_viewer())
    if known is not None:
        words = dict(CHOICES)[known.posts]
        return render("accounts/leave_waiting.html", day=known.due_at, words=words)
    return _question(LeaveForm(formdata=None))


@bp.post("/me/leave")
@signed_in
def choose_for_posts() -> Any:
    """On to the page that says what will happen; nothing is kept yet."""
    form = LeaveForm(request.form)
    if not form.validate():
        return _question(form), 422
    return redirect(url_for("accounts.check_leaving", posts=form.values["posts"]), 303)


@bp.get("/me/leave/<posts>")
@signed_in
def check_leaving(posts: str) -> str:
    """What goes, what stays, and when; one button."""
    if posts not in closing.CHOICES:
        raise NotFound
    words = dict(CHOICES)[posts]
    return render("accounts/leave_check.html", posts=posts, words=words, days=closing.GRACE.days)


@bp.post("/me/leave/<posts>")
@signed_in
@recently_proved
@repeatable
@unit_of_work()
def confirm_leaving(posts: str) -> Response:
    """The account is paused from now on."""
    if posts not in closing.CHOICES:
        raise NotFound
    closing.ask(by=current_viewer(), posts=posts)
    return redirect(url_for("accounts.leave"), 303)


@bp.post("/me/stay")
@signed_in
@repeatable
@unit_of_work()
def stay() -> Response:
    """Everything is as it was."""
    closing.stay(by=current_viewer())
    flash(_("Good that you stay. Everything is as it was."), "ok")
    return redirect(url_for("accounts.me"), 303)


def _question(form: LeaveForm) -> str:
    return render(
        "accounts/leave.html", form=form, hints=HINTS, back_href=url_for("accounts.my_data")
    )
