"""Templates compile, import only what they use, and know no person by themselves."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask

from tests.architecture.sources import ROOT
from tests.support.on_each import on_each

FOLDER = ROOT / "app" / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
IMPORTED = re.compile(r"{%-?\s*from\s+\S+\s+import\s+(.+?)\s*(?:with context)?\s*-?%}")
MACRO = re.compile(r"{%-?\s*macro.+?endmacro", re.DOTALL)
INLINE = re.compile(r"""\s(?:style|on[a-z]+)\s*=\s*["']""")


def in_folder(path: Path) -> str:
    """How a template is called in others."""
    return str(path.relative_to(FOLDER))


def test_there_are_templates() -> None:
    """The tests below look at something."""
    assert len(TEMPLATES) > 20


def test_every_template_compiles(app: Flask) -> None:
    """Also those that no page test reaches."""
    for path in TEMPLATES:
        app.jinja_env.get_template(str(path.relative_to(FOLDER)))


@on_each("path", TEMPLATES, in_folder)
def test_a_template_uses_what_it_imports(path: Path) -> None:
    """An unused macro import is a leftover."""
    text = path.read_text("utf-8")
    # A component's file is called as its macro, so the import line itself says the name twice.
    body = IMPORTED.sub("", text)
    for names in IMPORTED.findall(text):
        for name in (part.split(" as ")[-1].strip() for part in names.split(",")):
            assert re.search(rf"\b{re.escape(name)}\(", body), f"{name} is imported and never used"


@on_each("path", TEMPLATES, in_folder)
def test_a_template_carries_no_inline_style_or_handler(path: Path) -> None:
    """The content policy would refuse them."""
    assert not INLINE.search(path.read_text("utf-8"))


@on_each("path", [path for path in TEMPLATES if "{% macro" in path.read_text("utf-8")], in_folder)
def test_a_macro_gets_everything_as_an_argument(path: Path) -> None:
    """No macro looks at who is signed in."""
    for macro in MACRO.findall(path.read_text("utf-8")):
        assert not re.search(r"\b(current_user|viewer)\b", macro)
