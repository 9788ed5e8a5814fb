"""Closed by default: a route without a declared level stops the start.

Levels say who may knock at a route at all. What a person may do with a given group, topic or
record is decided by queries (looking up through the viewer) and permissions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, Response, current_app, redirect, request, url_for
from flask_login import current_user

from app.core.errors import Forbidden
from app.core.viewer import Viewer

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Level:
    """Who may use a route: everybody, members, or members with one of `roles`."""

    name: str
    roles: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}:{','.join(self.roles)}" if self.roles else self.name


PUBLIC = Level("public")
SIGNED_IN = Level("signed_in")


def declare(view: F, level: Level) -> F:
    """Write the level on the view function; a second, different one is an error."""
    if getattr(view, "access_level", level) != level:
        raise TypeError(f"{view.__name__} declares two access levels")
    view.access_level = level  # type: ignore[attr-defined]
    return view


def public(view: F) -> F:
    """Everybody, signed in or not."""
    return declare(view, PUBLIC)


def signed_in(view: F) -> F:
    """Every member."""
    return declare(view, SIGNED_IN)


def requires_role(*roles: str) -> Callable[[F], F]:
    """Members who hold at least one of these site roles."""
    return lambda view: declare(view, Level("role", roles))


def open_before_second_factor(view: F) -> F:
    """Also for staff who have not given their second step: setting it up, help, signing out."""
    view.open_before_second_factor = True  # type: ignore[attr-defined]
    return view


def is_open_before_second_factor(app: Flask, endpoint: str) -> bool:
    """Whether the endpoint carries that mark."""
    return hasattr(app.view_functions[endpoint], "open_before_second_factor")


def current_viewer() -> Viewer:
    """Who is looking at this page; `ANONYMOUS` when nobody is signed in."""
    viewer: Viewer = current_user._get_current_object()
    return viewer


def level_of(app: Flask, endpoint: str) -> Level | None:
    """The declared level of an endpoint."""
    return getattr(app.view_functions[endpoint], "access_level", None)


def _guard() -> Any:
    if request.endpoint is None:
        return None
    level = level_of(current_app, request.endpoint)
    if level is None:
        raise Forbidden
    is_open_early = is_open_before_second_factor(current_app, request.endpoint)
    if level == PUBLIC and is_open_early:
        return None
    viewer = current_viewer()
    if not viewer.takes_part and not is_open_early:
        stopped = _stop(viewer, request.endpoint)
        if stopped is not None:
            return stopped
    return _ask_level(viewer, level)


def _stop(viewer: Viewer, endpoint: str) -> Any:
    """The answer to a session that is not whole, because it waits for a second step or its member
    is suspended; None where a page is open all the same."""
    if viewer.waiting_roles:
        return redirect(url_for("accounts.second_step"), 303)
    turn_away: Callable[[Viewer, str], Any] = current_app.extensions["suspended"]
    return turn_away(viewer, endpoint)


def _ask_level(viewer: Viewer, level: Level) -> Any:
    if level == PUBLIC:
        return None
    if not viewer.is_signed_in:
        return _ask_to_sign_in()
    if level.roles and not viewer.has_role(*level.roles):
        raise Forbidden
    return None


def _ask_to_sign_in() -> Response | tuple[Any, int]:
    """A reader is led to the sign-in page and back; a form that was sent is kept for after it."""
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))  # type: ignore[return-value]
    keep_form: Callable[[], Response] = current_app.extensions["keep_form"]
    return keep_form()


def check_every_route(app: Flask) -> None:
    """Stop the start when a route has no level.

    Raises:
        RuntimeError: names the endpoints.
    """
    open_ends = sorted(name for name in app.view_functions if level_of(app, name) is None)
    if open_ends:
        raise RuntimeError(f"no access level declared: {', '.join(open_ends)}")


def wire(app: Flask) -> None:
    """Guard every request before its view."""
    if "static" in app.view_functions:
        open_before_second_factor(public(app.view_functions["static"]))
    app.before_request(_guard)
