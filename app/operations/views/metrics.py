"""`/metrics`: not there, unless the monitor shows the token of `METRICS_TOKEN`."""

from __future__ import annotations

from hmac import compare_digest

from flask import Response, current_app, request

from app.core.access import public
from app.core.checkups import figures
from app.core.errors import NotFound
from app.operations.views import bp


@bp.get("/metrics")
@public
def metrics() -> Response:
    """Counts and figures as Prometheus reads them."""
    meter = current_app.extensions.get("meter")
    shown = request.headers.get("Authorization", "").encode()
    wanted = f"Bearer {current_app.config['METRICS_TOKEN']}".encode()
    if meter is None or not compare_digest(shown, wanted):
        raise NotFound
    return Response(meter.text(figures()), content_type="text/plain; version=0.0.4; charset=utf-8")
