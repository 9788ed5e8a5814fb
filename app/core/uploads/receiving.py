"""Letting a larger request in, only where a file is expected.

The size is allowed before anything reads the request: the check of the form's token does that
before any view runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

F = TypeVar("F", bound=Callable[..., Any])


def takes_upload(view: F) -> F:
    """Mark a view whose form may bring a file."""
    view.takes_upload = True  # type: ignore[attr-defined]
    return view


def wire(app: Flask, *, most: int) -> None:
    """Allow `most` bytes where a file is expected; everywhere else the small limit stays."""

    def allow() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        if getattr(view, "takes_upload", False):
            request.max_content_length = most

    app.before_request(allow)
