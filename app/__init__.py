"""Common Thread: a peer-support community for patients, run by its own people."""

from __future__ import annotations

from flask import Flask

from app.core import (
    access,
    extensions,
    jobs,
    logging,
    mail,
    numbers,
    once,
    security,
    sockets,
    starting,
    templating,
    trace,
    uploads,
)
from app.wiring import LADDER
from config import Base, chosen


def create_app(config: Base | None = None) -> Flask:
    """Build the site: configuration, extensions, security, templates, then every package.

    Raises:
        RuntimeError: a route declares no access level.
        SystemExit: a production setting is missing; all of them are named.
    """
    app = Flask(__name__)
    app.config.from_object(config or chosen())
    trace.wire(app)
    logging.wire(app)
    uploads.wire(app)
    security.wire(app)
    extensions.wire(app)
    sockets.wire(app)
    access.wire(app)
    numbers.wire(app)
    templating.wire(app)
    starting.wire(app)
    jobs.wire(app)
    mail.wire(app)
    for package in LADDER:
        package.wire(app)
    access.check_every_route(app)
    once.guard_every_form(app)
    return app
