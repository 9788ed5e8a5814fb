"""From a template to subject and body of a letter."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_babel import force_locale, gettext, ngettext


def worded(kind: str, values: dict[str, Any], locale: str | None) -> tuple[str, str]:
    """Subject and body of `emails/<kind>.txt`, in the reader's language.

    Plain text: nothing in a letter is loaded from anywhere, and every program shows it.
    """
    language = locale or current_app.config["BABEL_DEFAULT_LOCALE"]
    # Plain words: those of pages are kept for the page's language and escaped for HTML.
    plain = {"_": gettext, "gettext": gettext, "ngettext": ngettext}
    with force_locale(language):
        page = current_app.jinja_env.get_template(f"emails/{kind}.txt")
        text = page.render(site_name=current_app.config["SITE_NAME"], **plain, **values)
    subject, _blank, body = text.strip().partition("\n")
    return " ".join(subject.split())[:200], body.strip() + "\n"


def site_address(path: str) -> str:
    """An absolute address of this site, for letters: from the configured `SITE_URL` alone, so
    that no forged Host header ever gets into one (safety.md V-12). `path` begins with a slash."""
    site: str = current_app.config["SITE_URL"]
    return site.rstrip("/") + path
