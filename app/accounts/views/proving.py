"""Before something grave: who are you, once more?

`@recently_proved` stands below the access level and above the unit of work. Who proved themselves
within ten minutes does not notice it. Everybody else is asked, and then goes on where they were: to
the page they wanted, or to the form they had sent, which is kept meanwhile.

Another way to prove oneself (a passkey) adds its link with `@other_way`, and ends with `go_on`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import current_app, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from app.accounts.forms.proving import ProveForm
from app.accounts.services import proving
from app.accounts.views import bp, limits
from app.accounts.views.arriving import under_a_new_word
from app.accounts.views.kept_forms import keep_sent_form
from app.accounts.views.second_step import to_second_step
from app.core.access import current_viewer, open_before_second_factor, signed_in
from app.core.logging import security_event
from app.core.rate_limits import limiter
from app.core.security.local_paths import local_path
from app.core.templating import render
from app.core.transactions import unit_of_work
from app.core.viewer import Viewer

F = TypeVar("F", bound=Callable[..., Any])
# Given the viewer and where they want to go: label and address of another way, or None.
OtherWay = Callable[[Viewer, str], tuple[str, str] | None]
other_ways: list[OtherWay] = []


def other_way(make: OtherWay) -> OtherWay:
    """Register what gives the link to another way."""
    other_ways.append(make)
    return make


def recently_proved(view: F) -> F:
    """Only for who gave a password, passkey or code within the last ten minutes."""

    @wraps(view)
    def guarded(*args: Any, **values: Any) -> Any:
        if _is_proved(current_viewer()):
            return view(*args, **values)
        return redirect(url_for("accounts.prove", next=_goal()), 303)

    guarded.needs_proof = True  # type: ignore[attr-defined] # read by tests and by the next line
    return guarded  # type: ignore[return-value]


def go_on(wanted: str | None) -> Response:
    """The viewer has just proved who they are: their session gets a new word, and they go on."""
    with unit_of_work():
        return under_a_new_word(redirect(local_path(wanted, url_for("accounts.me")), 303))


@bp.get("/me/prove")
@signed_in
@open_before_second_factor
def prove() -> Any:
    """The password once more; who gave it just now is led on."""
    wanted = local_path(request.args.get("next"), url_for("accounts.me"))
    if _is_proved(current_viewer()):
        return redirect(wanted)
    return _prove_page(ProveForm(formdata=None, next=wanted))


@bp.post("/me/prove")
@signed_in
@open_before_second_factor
@limiter.limit("20 per minute; 200 per hour", deduct_when=limits.has_failed)
@limiter.limit(
    "5 per minute; 40 per hour", key_func=limits.own_account, deduct_when=limits.has_failed
)
def send_proof() -> Any:
    """Check it and go on."""
    form, viewer = ProveForm(request.form), current_viewer()
    if not form.validate():
        return _prove_page(form), 422
    with limits.few_at_once(limits.own_account()):
        is_right = proving.prove_again(by=viewer, password=form.values["password"])
    if not is_right:
        security_event("sign_in_failed", way="again")
        form.refuse("password", _("This is not your password. Try again."))
        return _prove_page(form), 401
    if proving.lacks_second_step(viewer):
        with unit_of_work():
            return to_second_step(viewer.id, session=viewer.session_id, goal=form.values["next"])
    return go_on(form.values["next"])


@limits.comes_back("accounts.send_proof")
def _prove_later(message: str) -> str:
    form = ProveForm(request.form)
    form.refuse("password", message)
    return _prove_page(form)


def _is_proved(viewer: Viewer) -> bool:
    return proving.is_recent(viewer) and not proving.lacks_second_step(viewer)


def _goal() -> str:
    """Where to go on: the page that was asked for, or the form that was sent, kept meanwhile. A
    form of which nothing may be kept, such as a new password, is filled in again on its page."""
    here = request.full_path.rstrip("?")
    if request.method in ("GET", "HEAD"):
        return here
    draft_id = keep_sent_form()
    if draft_id:
        return url_for("accounts.kept_form", draft_id=draft_id)
    return here if _can_be_read(request.path) else url_for("accounts.me")


def _can_be_read(path: str) -> bool:
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return False
    return True


def _prove_page(form: ProveForm) -> str:
    wanted = local_path(form.next.data, url_for("accounts.me"))
    ways = [way for make in other_ways if (way := make(current_viewer(), wanted))]
    is_kept = wanted.startswith("/kept/")
    return render("accounts/prove.html", form=form, other_ways=ways, is_kept=is_kept)
