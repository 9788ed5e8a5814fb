"""What pages around letters share: an address to write to, "we sent a letter to …", and the page
behind a dead link."""

from __future__ import annotations

import secrets
from typing import Any

from flask import current_app, session, url_for
from werkzeug.wrappers import Response

from app.accounts.forms.letters import AddressForm
from app.accounts.services import addresses
from app.accounts.services.letter_tokens import LinkIsDead
from app.accounts.views import bp
from app.accounts.views.visitors import new_visitor_word, visitor_word
from app.core import step_drafts
from app.core.errors import Invalid
from app.core.templating import render

KIND = "letter-sent"


def given_address(form: AddressForm) -> str | None:
    """The address that was typed; None when it cannot be used, and then the form says why."""
    if not form.validate():
        return None
    try:
        return addresses.checked(form.values["email"])
    except Invalid as refusal:
        form.refuse(refusal.field, refusal.message)
        return None


def remember_address(address: str) -> None:
    """Keep what was typed for the next page, on the server and for a day: it stands in no URL.
    Written for every address alike."""
    owner = new_visitor_word()
    draft = step_drafts.newest(owner=owner, kind=KIND) or step_drafts.start(owner=owner, kind=KIND)
    step_drafts.save(draft, {"address": address})


def remembered_address() -> str:
    """The address that this visitor typed last; "" when that is long ago."""
    owner = visitor_word()
    draft = step_drafts.newest(owner=owner, kind=KIND) if owner else None
    return str(draft.answers["address"]) if draft else ""


def letter_sent_page(
    lede: str, *, again: str, template: str = "letter_sent", about: str | None = None
) -> str:
    """What comes after every letter. `again`: the endpoint where one more is asked for; `about`:
    what the letter is about, for the title of the page."""
    return render(
        f"accounts/{template}.html",
        lede=lede,
        about=about,
        again_href=url_for(again),
        mail_folder_hint=mail_folder_hint(),
    )


def browser_word() -> str:
    """The word by which this browser shows that it signed up; "" when it did not."""
    return str(session.get("joined", ""))


def new_browser_word() -> str:
    """Another one, for an account that is made now; given whether one is made or not."""
    session["joined"] = secrets.token_urlsafe(16)
    return browser_word()


def mail_folder_hint() -> bool:
    """Whether letters lie in a folder that the site shows, because nothing is set up to send
    them. A real community has no such page."""
    url: str = current_app.config["MAIL_URL"]
    return bool(current_app.config["LETTERS_PAGE"]) and (not url or url.startswith("folder:"))


def never_stored(page: str, status: int = 200) -> Response:
    """A page whose address or form holds the word of a link: no browser keeps it."""
    response = Response(page, status, mimetype="text/html")
    response.cache_control.no_store = True
    return response


@bp.errorhandler(LinkIsDead)
def _say_that_the_link_is_dead(_error: LinkIsDead) -> Any:
    return never_stored(render("accounts/dead_link.html"), 404)
