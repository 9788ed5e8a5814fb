"""Counts every answer, when a monitor may ask for the counts; else nothing is loaded or done."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

from app.core.logging import seconds_so_far

# Shorter ones could be guessed, so they open nothing.
LEAST_TOKEN = 24


def _count(response: Response) -> Response:
    package = (request.endpoint or "none").partition(".")[0]
    current_app.extensions["meter"].count(package, response.status_code, seconds_so_far())
    return response


def wire(app: Flask) -> None:
    """Begin to count, with METRICS_TOKEN set."""
    if len(app.config["METRICS_TOKEN"]) < LEAST_TOKEN:
        return
    # Loading the library takes longer than the smallest page.
    from app.operations.services.metering import Meter

    app.extensions["meter"] = Meter()
    app.after_request(_count)
