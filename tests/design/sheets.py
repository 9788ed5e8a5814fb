"""Reads the style sheets as the design tests need them: rules, tokens per theme, contrast."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CSS = ROOT / "app" / "static" / "css"
TEMPLATES = ROOT / "app" / "templates"
LEGACY = CSS / "legacy.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DECLARATION = re.compile(r"(?:^|[;{])\s*([-\w]+)\s*:\s*([^;{}]+?)\s*(?=[;}])", re.DOTALL)


def without_comments(path: Path) -> str:
    """The sheet's rules only."""
    return _COMMENT.sub("", path.read_text("utf-8"))


def sheets() -> list[Path]:
    """Every sheet of ours, without the one for old browsers."""
    return [path for path in sorted(CSS.rglob("*.css")) if path != LEGACY]


def declarations(path: Path) -> Iterator[tuple[str, str]]:
    """Every `property: value` of a sheet."""
    yield from _DECLARATION.findall(without_comments(path))


def _block(text: str, start: str) -> dict[str, str]:
    begin = text.index(start) + len(start)
    body = text[begin : text.index("}", begin)]
    return dict(re.findall(r"--([-\w]+)\s*:\s*([^;]+);", body))


def palette() -> dict[str, str]:
    """Named values: name to #rrggbb."""
    return _block(without_comments(CSS / "tokens" / "palette.css"), ":root {")


def themes() -> dict[str, dict[str, str]]:
    """Theme to token to #rrggbb; `dusk by device` and `contrast by device` are the media copies."""
    text, named = without_comments(CSS / "tokens" / "themes.css"), palette()
    dark = text.index("@media (prefers-color-scheme: dark)")
    strong = text.index("@media (prefers-contrast: more) and (prefers-color-scheme: light)")
    strong_dark = text.index("@media (prefers-contrast: more) and (prefers-color-scheme: dark)")
    light = _block(text, ":root {")
    raw = {
        "light": light,
        "dusk": _block(text, ':root[data-theme="dusk"] {'),
        "dusk by device": _block(text[dark:], ':root[data-theme="system"] {'),
        "light, more contrast": light | _block(text[strong:], ':root[data-theme="system"] {'),
        "contrast": _block(text, ':root[data-theme="contrast"] {'),
        "contrast by device": _block(text[strong_dark:], ':root[data-theme="system"] {'),
    }
    return {
        theme: {token: named[value[6:-1]] for token, value in tokens.items()}
        for theme, tokens in raw.items()
    }


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2, definition "relative luminance")."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2), 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
