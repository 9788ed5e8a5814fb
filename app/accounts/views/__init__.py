"""The pages of accounts, one module per activity."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("accounts", __name__)

from app.accounts.views import (  # noqa: E402,F401
    carers,
    changing,
    check_mail,
    claims,
    confirming,
    consents,
    devices,
    export,
    finishing_sign_up,
    kept_forms,
    leaving,
    me,
    my_data,
    operator,
    passkey_pages,
    proving,
    proving_by_passkey,
    resetting,
    second_step,
    setting_up,
    sign_in_details,
    signing_in,
    signing_up,
)
