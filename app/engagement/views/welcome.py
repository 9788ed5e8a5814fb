"""The welcome queue of a group for its stewards, and what helpers and newcomers see of it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.community.queries import GroupRow, group_of, stewards_of
from app.core.access import current_viewer, signed_in
from app.core.clock import now
from app.core.errors import Conflict, Invalid, found, require
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.engagement import permissions
from app.engagement.forms.welcomes import AskHelperForm, HelpingForm, WelcomeAnswerForm
from app.engagement.queries import newcomers, welcomers, welcomes
from app.engagement.queries.newcomers import Newcomer
from app.engagement.services import volunteering, welcoming
from app.engagement.views.blueprint import bp
from app.engagement.views.welcome_words import clock_words, state_words

_WISHES = {"yes": volunteering.offer, "rest": volunteering.rest, "no": volunteering.stop}


def _group_inside(slug: str) -> GroupRow:
    group = found(group_of(current_viewer(), slug))
    return found(group if group.my_role else None)


@bp.get("/groups/<slug>/welcome")
@signed_in
def welcome_queue(slug: str) -> Any:
    """Who is new, who waits, and who welcomes whom."""
    group, moment = _group_inside(slug), now()
    require(permissions.can_arrange(group))
    page = newcomers.newcomers(group.id, moment, request.args.get("after"))
    lines = [
        (one, state_words(one), clock_words(one.due_at, moment), one.can_be_asked_for(moment))
        for one in page.rows
    ]
    return render("engagement/welcome.html", group=group, lines=lines, next_key=page.next_key)


@bp.get("/groups/<slug>/welcome/<newcomer_id>")
@signed_in
def ask_helper(slug: str, newcomer_id: str) -> Any:
    """Who could welcome this newcomer."""
    group, person = _somebody_new(slug, newcomer_id)
    return _asking(group, person, AskHelperForm(None))


@bp.post("/groups/<slug>/welcome/<newcomer_id>")
@signed_in
@unit_of_work()
def send_helper(slug: str, newcomer_id: str) -> Any:
    """Ask the one who was chosen."""
    group, person = _somebody_new(slug, newcomer_id)
    form = _offering(AskHelperForm(), group, person)
    if not form.validate():
        return _asking(group, person, form), 422
    asked = {"newcomer_id": newcomer_id, "helper_id": form.helper.data}
    try:
        welcoming.ask(by=current_viewer(), group_id=group.id, **asked)
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _asking(group, person, form), 422
    flash(_("Asked. You hear of it when they cannot."), "ok")
    return redirect(url_for("engagement.welcome_queue", slug=slug), 303)


def _somebody_new(slug: str, newcomer_id: str) -> tuple[GroupRow, Newcomer]:
    """For everybody but stewards nobody is there: who is new is not theirs to learn."""
    group = _group_inside(slug)
    is_mine = permissions.can_arrange(group)
    person = newcomers.newcomer(group.id, newcomer_id, now()) if is_mine else None
    return group, found(person)


def _offering(form: AskHelperForm, group: GroupRow, person: Newcomer) -> AskHelperForm:
    people = welcomers.welcomers(group.id, person.id, now())
    return form.offer([(one.public_id, one.display_name) for one in people])


def _asking(group: GroupRow, person: Newcomer, form: AskHelperForm) -> str:
    moment = now()
    if form.helper.choices is None:
        _offering(form, group, person)
    return render(
        "engagement/ask_helper.html",
        group=group,
        person=person,
        form=form,
        state=state_words(person),
        is_open=person.can_be_asked_for(moment),
    )


@bp.get("/me/welcomes")
@signed_in
def my_welcomes() -> Any:
    """Who welcomes the viewer, and whom they were asked to welcome."""
    viewer, moment = current_viewer(), now()
    return render(
        "engagement/my_welcomes.html",
        coming=welcomes.coming_to(viewer, moment),
        asked=welcomes.asked_of(viewer, moment),
    )


@bp.post("/welcomes/<welcome_id>/answer")
@signed_in
@repeatable
@unit_of_work()
def answer_welcome(welcome_id: str) -> Any:
    """Yes, not this time, or after all not."""
    reply = WelcomeAnswerForm().reply.data or ""
    try:
        welcoming.answer(by=current_viewer(), welcome_id=welcome_id, reply=reply)
        flash(_("Thank you for saying so."), "ok")
    except Conflict:
        flash(_("This welcome is not needed any more. Thank you all the same."), "info")
    return redirect(url_for("engagement.my_welcomes"), 303)


@bp.get("/groups/<slug>/helping")
@signed_in
def helping(slug: str) -> Any:
    """Who welcomes the viewer here, and whether they like to welcome others."""
    group, moment = _group_inside(slug), now()
    place = found(welcomes.place_in(group.id, current_viewer().id, moment))
    return render(
        "engagement/helping.html",
        group=group,
        place=place,
        rests=place.rests_at(moment),
        may_offer=place.may_offer_at(moment),
        stewards=stewards_of(group.id),
    )


@bp.post("/groups/<slug>/helping")
@signed_in
@repeatable
@unit_of_work()
def say_helping(slug: str) -> Any:
    """Like to welcome newcomers of the group, rest from it, or stop."""
    group = _group_inside(slug)
    say = _WISHES.get(HelpingForm().wish.data or "")
    if say is None:
        raise Invalid("wish", _("Choose one of the answers."))
    say(by=current_viewer(), group_id=group.id)
    flash(_("Saved. You can change it at any time."), "ok")
    return redirect(url_for("engagement.helping", slug=slug), 303)
