"""The blueprint that every view module of this package registers on."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("engagement", __name__)
