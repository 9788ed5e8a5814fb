"""Security headers on every answer, errors and redirects included."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from app.core.security.cookies import SESSION, cookie_name, over_https

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # A topic's address can tell an illness: no other site learns it.
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), "
    "browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

# For files that people handed in: should one be opened in a browser after all, nothing in it runs.
SANDBOX = (
    "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "object-src 'none'"
)


def socket_origin(site: str) -> str:
    """Where a page of the site opens its websocket."""
    parts = urlsplit(site)
    return f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}"


def content_policy(nonce: str, sockets: str) -> str:
    """The content security policy: nothing is allowed but what the pages use. Older browsers do
    not count the site's own websocket (`sockets`) as 'self'."""
    return (
        "default-src 'none'; "
        f"script-src 'nonce-{nonce}' 'strict-dynamic'; "
        f"style-src 'self'; img-src 'self' data:; connect-src 'self' {sockets}; manifest-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    )


def draw_nonce() -> None:
    """Draw this answer's nonce, once; an error page may need it before the request began."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(18)


def _add_headers(response: Response) -> Response:
    draw_nonce()
    # A view may ask for the stricter policy, and for no other.
    if response.headers.getlist("Content-Security-Policy") != [SANDBOX]:
        response.headers["Content-Security-Policy"] = content_policy(
            g.csp_nonce, socket_origin(current_app.config["SITE_URL"])
        )
    response.headers.update(_ALWAYS)
    if request.endpoint != "static" or response.status_code >= 400:
        _set_caching(response)
    return response


def _set_caching(response: Response) -> None:
    """No shared or browser cache keeps what a signed-in person saw, nor any error."""
    # By the cookie, not by the viewer: an error page must not ask the database again.
    has_session = cookie_name(current_app, SESSION) in request.cookies
    asks_for_none = response.cache_control.no_store  # a page behind the link of a letter
    shared = not has_session and response.status_code < 300 and not asks_for_none
    response.headers["Cache-Control"] = "no-cache, private" if shared else "no-store"
    response.vary.add("Cookie")


def wire(app: Flask) -> None:
    """Draw a nonce per request and add the headers to every answer."""
    app.before_request(draw_nonce)
    app.after_request(_add_headers)
    if over_https(app):
        app.after_request(_promise_https)


def _promise_https(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    return response
