"""The Flask extensions, made once and bound to the app in `create_app`."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_login import LoginManager
from flask_wtf import CSRFProtect

from app.core import locales, rate_limits
from app.core.database import db
from app.core.viewer import ANONYMOUS

login_manager = LoginManager()
csrf = CSRFProtect()
babel = Babel()


class Migrations:
    """Stands for Flask-Migrate until a command asks for it: loading Alembic takes a third of the
    start and ten megabytes, and no page needs it."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, name: str) -> Any:
        from flask_migrate import Migrate

        # Replaces this stand-in under the same name.
        Migrate(self._app, db, directory="migrations", compare_type=True, render_as_batch=True)
        return getattr(self._app.extensions["migrate"], name)


def wire(app: Flask) -> None:
    """Bind every extension."""
    db.init_app(app)
    app.extensions["migrate"] = Migrations(app)
    login_manager.init_app(app)
    login_manager.session_protection = None  # sessions are rows of ours, see accounts
    login_manager.anonymous_user = lambda: ANONYMOUS
    csrf.init_app(app)
    babel.init_app(app, locale_selector=locales.choose, timezone_selector=locales.choose_zone)
    rate_limits.wire(app)
