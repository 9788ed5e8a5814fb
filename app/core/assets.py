"""Addresses of stylesheets and scripts: the hashed build where there is one, else the source."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, url_for


@lru_cache(maxsize=4)
def _manifest(folder: str, _changed: float) -> dict[str, str]:
    names: dict[str, str] = json.loads(Path(folder, "dist", "manifest.json").read_text("utf-8"))
    return names


def built_names(app: Flask) -> dict[str, str]:
    """Source name to built name; empty when nothing was built, and pages still work."""
    manifest = Path(app.static_folder or "", "dist", "manifest.json")
    if not manifest.exists():
        return {}
    return _manifest(str(app.static_folder), manifest.stat().st_mtime)


def asset(name: str) -> str:
    """The address of a file below `static/`, such as `css/site.css`."""
    addresses: dict[str, str] = current_app.extensions.setdefault("asset_addresses", {})
    if name not in addresses:
        built = built_names(current_app._get_current_object())  # type: ignore[attr-defined]
        filename = f"dist/{built[name]}" if name in built else name
        addresses[name] = url_for("static", filename=filename)
    return addresses[name]
