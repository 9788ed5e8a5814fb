"""How a view turns what it found into a page, and the filters that pages use."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import Flask, current_app, g, render_template
from flask_babel import format_date, format_datetime, get_locale
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from app.core import locales, wording
from app.core.access import current_viewer
from app.core.assets import asset
from app.core.viewer import DEFAULT_DISPLAY
from app.core.wording import made_once


def render(template: str, **context: Any) -> str:
    """The page; everything it shows is passed by name."""
    return render_template(template, **context)


def day(value: datetime | date | None) -> str:
    """A date in words and in the member's zone: "3 March 2026"."""
    return format_date(value, "d MMMM yyyy") if value else ""


def moment(value: datetime | None) -> str:
    """Date and time in the member's zone."""
    return format_datetime(value, "d MMMM yyyy, HH:mm") if value else ""


@pass_context
def frame_part(context: Context, template: str) -> Markup:
    """Header, footer and the like: the same on thousands of pages, so drawn once for each
    language, menu and current place. The template may use `nav`, `site_name`, `direction` and
    whether the viewer is signed in, nothing else of a person. The `count` of a door has few
    values: see `app/web/navigation.py`."""
    nav = context["nav"]
    signed_in = context["viewer"].is_signed_in
    doors = tuple((x["href"], x["current"], x["count"]) for x in nav)
    key = (template, signed_in, context["direction"], doors)
    return made_once(key, lambda: context.environment.get_template(template).render(context))


def _page_context() -> dict[str, Any]:
    """What every page knows. Cheap: no query, no permission."""
    viewer = current_viewer()
    return {
        "viewer": viewer,
        "display": {**DEFAULT_DISPLAY, **current_app.extensions["display_of"](viewer)},
        "csp_nonce": g.csp_nonce,
        "asset": asset,
        "csrf_token": generate_csrf,
        "lang": str(get_locale()).replace("_", "-"),
        "direction": locales.direction(),
        "site_name": current_app.config["SITE_NAME"],
        "demo": current_app.config["DEMO"],
    }


def wire(app: Flask) -> None:
    """Set the template engine up: unknown names are errors, blocks leave no blank lines."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    wording.wire(app)
    app.jinja_env.globals["frame_part"] = frame_part
    app.jinja_env.filters["day"] = day
    app.jinja_env.filters["moment"] = moment
    app.extensions.setdefault("display_of", lambda viewer: viewer.display)
    app.context_processor(_page_context)
