"""Signing in, the second page: a code, a recovery code or a passkey.

Until it is done nobody is signed in. The browser holds nothing but a random word; what was proved
so far stands on the server, for ten minutes and five tries.
"""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.forms.second_step import SecondStepForm
from app.accounts.queries import proofs
from app.accounts.services import passkey_proofs, second_step, sessions
from app.accounts.services.ceremonies import SECOND_STEP_LIFE
from app.accounts.views import asking_passkeys, bp, limits
from app.accounts.views.arriving import Arrival, let_in, under_a_new_word
from app.core.access import current_viewer, open_before_second_factor, public, signed_in
from app.core.logging import security_event
from app.core.once import repeatable
from app.core.rate_limits import limiter
from app.core.security.cookies import clear_cookie, cookie, set_cookie
from app.core.security.local_paths import local_path
from app.core.templating import render
from app.core.transactions import unit_of_work

COOKIE = "step"
SECONDS = int(SECOND_STEP_LIFE.total_seconds())


def to_second_step(member_id: int, **about: Any) -> Response:
    """Begin it, and lead to its page. Needs an open unit of work."""
    response = redirect(url_for("accounts.give_second_step"), 303)
    word = second_step.begin(member_id=member_id, about=about)
    set_cookie(response, COOKIE, word, max_age=SECONDS)
    return response


@bp.get("/sign-in/second")
@public
@open_before_second_factor
def give_second_step() -> Any:
    """Asks for the code; without a right password before, leads back to the first page."""
    asked = _asked()
    return _start_again() if asked is None else _page(SecondStepForm(formdata=None), asked)


@bp.post("/sign-in/second")
@public
@open_before_second_factor
@repeatable
@limiter.limit("20 per minute; 200 per hour", deduct_when=limits.has_failed)
@unit_of_work()
def send_second_step() -> Any:
    """Check it and let the person in, or say kindly that it was not right: that try is kept too."""
    asked, form = _asked(), SecondStepForm(request.form)
    if asked is None:
        return _start_again()
    if "answer" not in request.form and not form.validate():
        return _page(form, asked), 422
    return _go_on(asked) if _is_right(asked, form) else _refuse(form, asked)


@bp.post("/sign-in/second/passkey")
@public
@open_before_second_factor
@repeatable
@limiter.limit("30 per minute")
@unit_of_work()
def ask_for_passkey_as_second_step() -> Any:
    """What the browser needs to ask the device, as JSON."""
    asked = _asked()
    if asked is None:
        return {}, 409
    return asking_passkeys.as_json(passkey_proofs.ask_again(asked.member_id, alone=False))


@bp.post("/me/second-step/give")
@signed_in
@open_before_second_factor
@repeatable
@unit_of_work()
def give_second_step_again() -> Response:
    """For somebody who is signed in without it, as when a role was given meanwhile."""
    viewer = current_viewer()
    if not proofs.has_second_step(viewer.id):
        return redirect(url_for("accounts.second_step"), 303)
    return to_second_step(viewer.id, session=viewer.session_id, goal=url_for("web.home"))


def _asked() -> Any:
    """What this browser began. Begun by somebody signed in, it is theirs and their session's."""
    asked = second_step.waiting(cookie(COOKIE))
    if asked is None or "session" not in asked.about:
        return asked
    viewer = current_viewer()
    is_same = (viewer.id, viewer.session_id) == (asked.member_id, asked.about["session"])
    return asked if is_same else None


def _is_right(asked: Any, form: SecondStepForm) -> bool:
    answer = request.form.get("answer")
    if answer is None:
        return second_step.give_code(asked, form.values["code"])
    return second_step.give_passkey(asked, word=asking_passkeys.word(), answer=answer)


def _go_on(asked: Any) -> Response:
    about = asked.about
    response = _same_session(about["goal"]) if "session" in about else _arrive(asked, about)
    clear_cookie(response, COOKIE)
    return response


def _arrive(asked: Any, about: dict[str, Any]) -> Response:
    who = Arrival(
        member_id=asked.member_id,
        way="password",
        with_second_factor=True,
        shared=about["shared"],
        goal=about["goal"],
        is_known_device=about["known"],
    )
    return let_in(who)


def _same_session(goal: str) -> Response:
    """The session goes on with its roles, under a new word."""
    sessions.note_second_step(current_viewer().session_id)
    return under_a_new_word(redirect(local_path(goal, url_for("web.home")), 303))


def _refuse(form: SecondStepForm, asked: Any) -> Any:
    security_event("second_factor_failed", way="passkey" if "answer" in request.form else "code")
    if _asked() is None:
        return _start_again()
    form.refuse("code", _why_not(asked))
    return _page(form, asked), 401


def _why_not(asked: Any) -> str:
    if "answer" in request.form:
        said = _("The passkey did not work. Try again, or use a code.")
    elif second_step.too_many(asked.member_id):
        said = _(
            "There were many wrong codes. Use a recovery code or a passkey, or try again tomorrow."
        )
    else:
        said = _("This code is not right, or it was used before. Wait for the next one.")
    return str(said)


def _start_again() -> Any:
    flash(_("That took too long, or there were too many tries. Start again."), "warn")
    response = redirect(url_for("accounts.sign_in"), 303)
    clear_cookie(response, COOKIE)
    return response


@limits.comes_back("accounts.send_second_step")
def _later(message: str) -> str:
    form = SecondStepForm(request.form)
    form.refuse("code", message)
    return _page(form, None)


def _page(form: SecondStepForm, asked: Any) -> str:
    has_passkey = asked is not None and bool(proofs.passkeys_of(asked.member_id))
    return render(
        "accounts/give_second_step.html",
        form=form,
        has_passkey=has_passkey and passkey_proofs.are_possible(),
    )
