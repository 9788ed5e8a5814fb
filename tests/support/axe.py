"""Runs axe-core, from the browser libraries the site is built with, inside a page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Off by default in axe, on here: enhanced contrast (7:1), and targets. Plain contrast stays on: what
# is below its 4.5:1 the enhanced rule leaves to it, and passes.
CONTRAST = ("color-contrast", "color-contrast-enhanced")
RULES = {name: {"enabled": True} for name in ("target-size", *CONTRAST)}
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": RULES,
    "resultTypes": ["violations"],
}
# What a theme can change.
COLOUR = {
    "runOnly": {"type": "rule", "values": list(CONTRAST)},
    "resultTypes": ["violations"],
}


@cache
def _source() -> str:
    if not SOURCE.exists():
        pytest.skip("not installed here: axe-core (npm ci)")
    return SOURCE.read_text("utf-8")


def violations(page: Page, options: dict = OPTIONS) -> list[str]:
    """One line per fault: rule, part of the page, what axe says."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_source())  # not a script element: our own policy would refuse it
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{fault['id']}: {' '.join(map(str, node['target']))} — {node['failureSummary']}"
        for fault in found
        for node in fault["nodes"]
    ]
