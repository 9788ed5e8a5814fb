"""The Flask extensions, made once and bound to the app in `create_app`."""

from __future__ import annotations

from flask import Flask
from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

from app.core import locales
from app.core.database import db
from app.core.rate_limits import limiter
from app.core.viewer import ANONYMOUS

login_manager = LoginManager()
csrf = CSRFProtect()
babel = Babel()
migrate = Migrate(directory="migrations", compare_type=True, render_as_batch=True)


def wire(app: Flask) -> None:
    """Bind every extension."""
    db.init_app(app)
    migrate.init_app(app, db)
    login_manager.init_app(app)
    login_manager.session_protection = None  # sessions are rows of ours, see accounts
    login_manager.anonymous_user = lambda: ANONYMOUS
    csrf.init_app(app)
    babel.init_app(app, locale_selector=locales.choose, timezone_selector=locales.choose_zone)
    limiter.init_app(app)
