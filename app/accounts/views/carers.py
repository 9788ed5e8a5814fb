"""Carers: whom I let look after my entries, whom I look after, and answering an invitation."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.forms.carers import SCOPE_WORDS, InviteCarerForm
from app.accounts.queries import carers as links
from app.accounts.queries import viewer_of
from app.accounts.services import caring
from app.accounts.views import bp
from app.accounts.views.proving import recently_proved
from app.core.access import current_viewer, signed_in
from app.core.errors import Invalid
from app.core.once import repeatable
from app.core.rate_limits import limiter
from app.core.templating import render
from app.core.transactions import unit_of_work


@bp.get("/me/carers")
@signed_in
def carers() -> str:
    """Both sides of it."""
    viewer = current_viewer()
    mine, others = links.carers_of(viewer), links.cared_for_by(viewer)
    return render("accounts/carers.html", mine=mine, others=others, scope_words=SCOPE_WORDS)


@bp.get("/me/carers/invite")
@signed_in
@recently_proved
def invite_carer() -> str:
    """The form."""
    return _invite_page(InviteCarerForm(formdata=None).with_terms(caring.TERMS_IN_MONTHS))


@bp.post("/me/carers/invite")
@signed_in
@recently_proved
@limiter.limit("20 per hour")
@unit_of_work()
def send_carer_invitation() -> Any:
    """Send the letter."""
    form = InviteCarerForm(request.form).with_terms(caring.TERMS_IN_MONTHS)
    if not form.validate():
        return _invite_page(form), 422
    try:
        caring.invite(by=current_viewer(), **{**form.values, "months": int(form.values["months"])})
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _invite_page(form), 422
    flash(_("The invitation is on its way. It works for seven days."), "ok")
    return redirect(url_for("accounts.carers"), 303)


@bp.post("/me/carers/<link_id>/end")
@signed_in
@repeatable
@unit_of_work()
def end_carer_link(link_id: str) -> Response:
    """At once, by either side."""
    caring.end(by=current_viewer(), link_id=link_id)
    flash(_("Ended. It holds from this moment."), "ok")
    return redirect(url_for("accounts.carers"), 303)


@bp.get("/carers/invitations/<word>")
@signed_in
def carer_invitation(word: str) -> str:
    """Who asks for what, and two equal answers. Opening it changes nothing."""
    link = caring.invitation(word)
    return render(
        "accounts/carer_invitation.html",
        person_name=viewer_of(link.person_id).display_name,
        scope_words=SCOPE_WORDS[link.scope],
        link=link,
        word=word,
        is_own=link.person_id == current_viewer().id,
    )


@bp.post("/carers/invitations/<word>/accept")
@signed_in
@unit_of_work()
def accept_carer_invitation(word: str) -> Response:
    """Become the carer."""
    caring.accept(by=current_viewer(), word=word)
    flash(_("Thank you. You find their entries here."), "ok")
    return redirect(url_for("accounts.carers"), 303)


@bp.post("/carers/invitations/<word>/decline")
@signed_in
@unit_of_work()
def decline_carer_invitation(word: str) -> Response:
    """Say no, without a reason."""
    caring.decline(by=current_viewer(), word=word)
    flash(_("Declined. The person sees only that the invitation is gone."), "ok")
    return redirect(url_for("accounts.carers"), 303)


def _invite_page(form: InviteCarerForm) -> str:
    return render("accounts/invite_carer.html", form=form, back_href=url_for("accounts.carers"))
