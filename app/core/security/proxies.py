"""Where a request comes from when a web server of ours stands in front.

Without this every visitor seems to call from that web server: all of them share one count of
tries, and one person's wrong passwords would keep everybody from signing in. Believed is only
what the configured number of own servers wrote; names and schemes come from `SITE_URL` alone.
"""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix


def wire(app: Flask) -> None:
    """Read the caller's address from `X-Forwarded-For`, `PROXY_HOPS` places from its end."""
    hops = app.config["PROXY_HOPS"]
    if hops > 0:
        fixed = ProxyFix(app.wsgi_app, x_for=hops, x_proto=0, x_host=0, x_port=0, x_prefix=0)
        app.wsgi_app = fixed  # type: ignore[method-assign]
