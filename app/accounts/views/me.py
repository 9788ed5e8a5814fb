"""Me: what belongs to the member, and what they may change about themselves."""

from __future__ import annotations

from typing import Any

from babel import Locale
from flask import current_app, flash, redirect, request, url_for
from flask_babel import gettext as _

from app.accounts import permissions
from app.accounts.forms.settings import ClockForm, RenameForm
from app.accounts.services import settings
from app.accounts.views import bp
from app.core.access import current_viewer, signed_in
from app.core.errors import Invalid
from app.core.once import repeatable
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.core.viewer import Viewer


@bp.get("/me")
@signed_in
def me() -> str:
    """The display name, and the way to everything of one's own."""
    return render("accounts/me.html", rows=_own(current_viewer()), links=_links(current_viewer()))


@bp.get("/me/name")
@signed_in
def name() -> str:
    """Change the display name."""
    return _name_page(RenameForm(formdata=None, display_name=current_viewer().display_name))


@bp.post("/me/name")
@signed_in
@repeatable
@unit_of_work()
def save_own_name() -> Any:
    """Take the new name, at once everywhere."""
    form = RenameForm(request.form)
    if not form.validate():
        return _name_page(form), 422
    try:
        settings.rename(by=current_viewer(), display_name=form.values["display_name"])
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return _name_page(form), 422
    flash(_("Saved. This name now stands beside everything you wrote."), "ok")
    return redirect(url_for("accounts.me"), 303)


@bp.get("/me/clock-and-language")
@signed_in
def clock() -> str:
    """Change time zone and language."""
    viewer = current_viewer()
    chosen = {"time_zone": viewer.time_zone or "", "locale": viewer.locale or ""}
    return _clock_page(ClockForm(formdata=None, **chosen).offer(_languages()))


@bp.post("/me/clock-and-language")
@signed_in
@repeatable
@unit_of_work()
def save_clock() -> Any:
    """Keep them; times on every page follow."""
    form = ClockForm(request.form).offer(_languages())
    if not form.validate():
        return _clock_page(form), 422
    settings.choose_clock_and_language(
        by=current_viewer(),
        time_zone=form.time_zone.data,
        locale=form.locale.data,
        offered=_languages(),
    )
    flash(_("Saved. Every page now follows your clock and language."), "ok")
    return redirect(url_for("accounts.me"), 303)


def _own(viewer: Viewer) -> list[dict[str, Any]]:
    """What the member chose about themselves, each with its way to change it."""
    clock_href = url_for("accounts.clock")
    zone = (viewer.time_zone or "").replace("_", " ") or _("The clock of this site")
    language = Locale.parse(viewer.locale).get_display_name() if viewer.locale else None
    said = [
        (_("Display name"), viewer.display_name, url_for("accounts.name")),
        (_("Clock"), zone, clock_href),
        (_("Language"), language or _("As my browser asks"), clock_href),
    ]
    return [{"key": key, "value": value, "href": href} for key, value, href in said]


def _links(viewer: Viewer) -> list[tuple[str, str, str]]:
    links = [
        (_("My health entries"), url_for("health.my_health"), _("What you wrote down, for you.")),
        (_("My places"), url_for("community.my_places"), _("Where you left off reading.")),
        (
            _("How I take part"),
            url_for("engagement.wishes"),
            _("What is counted, who may ask you."),
        ),
        (_("My consents"), url_for("accounts.consents"), _("What you agreed to, and stopping it.")),
        (
            _("How I chat"),
            url_for("chat.preferences"),
            _("Who may write to you, what is read out."),
        ),
        (_("People I avoid"), url_for("chat.avoided"), _("Whom you muted or blocked.")),
        (_("What a program reads"), url_for("moderation.reading"), _("And how to say no to it.")),
        (_("Words I filter"), url_for("moderation.filters"), _("What is folded away for you.")),
        (
            _("My standing"),
            url_for("moderation.standing"),
            _("What was decided about me, and what holds now."),
        ),
        (_("My reports"), url_for("moderation.my_reports"), _("What I reported, and the answers.")),
        (_("Carers"), url_for("accounts.carers"), _("Who may look after your health entries.")),
        (_("How I sign in"), url_for("accounts.sign_in_details"), _("Address and password.")),
        (
            _("What is stored about me"),
            url_for("accounts.my_data"),
            _("All of it, who saw it, how to stop it."),
        ),
        (_("My devices"), url_for("accounts.devices"), _("Where you are signed in.")),
        (_("Display settings"), url_for("web.display_settings"), _("Colours, size, buttons.")),
        (_("For clinicians"), url_for("accounts.my_claim"), _("Show that you are registered.")),
    ]
    return links + _operators_links() if permissions.can_assign_roles(viewer) else links


def _operators_links() -> list[tuple[str, str, str]]:
    return [
        (
            _("Members and roles"),
            url_for("accounts.operator_members"),
            _("Who does what on this site."),
        ),
        (
            _("Claims of clinicians"),
            url_for("accounts.claims_to_decide"),
            _("Who waits to be looked up."),
        ),
        (
            _("Letters"),
            url_for("notifications.operator_letters"),
            _("What waits, and what did not arrive."),
        ),
        (_("Helplines"), url_for("moderation.helplines"), _("Lines that people can call.")),
    ]


def _languages() -> list[str]:
    offered: list[str] = current_app.config["LANGUAGES"]
    return offered


def _name_page(form: RenameForm) -> str:
    return render("accounts/name.html", form=form, back_href=url_for("accounts.me"))


def _clock_page(form: ClockForm) -> str:
    return render("accounts/clock.html", form=form, back_href=url_for("accounts.me"))
