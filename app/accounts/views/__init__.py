"""The pages of accounts, one module per activity."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("accounts", __name__)

from app.accounts.views import (  # noqa: E402,F401
    consents,
    devices,
    finishing_sign_up,
    kept_forms,
    me,
    operator,
    signing_in,
    signing_up,
)
