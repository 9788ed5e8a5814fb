"""One line of JSON per record, without bodies, addresses, tokens or names."""

from __future__ import annotations

import logging
import sys

import structlog
from flask import Flask


def wire(app: Flask) -> None:
    """Structured logs to standard error; the level comes from `LOG_LEVEL`."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[app.config["LOG_LEVEL"]]
        ),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
