"""The site with shorter clocks and without limits: `gunicorn tests.chat.sockets.quick:app`."""

from __future__ import annotations

from app import create_app
from app.chat.sockets import live_of
from app.core.sockets import entrance

SWEEP_EVERY, EMPTY_FOR = 1.5, 1.0
entrance.EMPTY_FOR = EMPTY_FOR
app = create_app()
live_of(app).sweep_every = SWEEP_EVERY
app.config["RATELIMIT_ENABLED"] = False
