"""The folder of this installation: everything that is neither code nor in the database."""

from __future__ import annotations

from pathlib import Path

from flask import current_app


def instance() -> Path:
    """The folder itself. Whoever puts something in it makes it first."""
    return Path(current_app.config["INSTANCE"])


def instance_path(*parts: str) -> Path:
    """A place in the folder, such as `instance_path("files", "exports")`; the folders on the way
    to it are made, closed to everybody else on this machine."""
    path = instance().joinpath(*parts)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
