"""What the sheets may hold: layers, logical properties, tokens, rem."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.design.sheets import CSS, LEGACY, TEMPLATES, declarations, sheets, without_comments

PHYSICAL = re.compile(
    r"^(width|height|(min|max)-(width|height)|top|right|bottom|left|float|clear"
    r"|(margin|padding|border|inset|scroll-margin|scroll-padding)-(top|right|bottom|left)(-\w+)?"
    r"|border-(top|bottom)-(left|right)-radius|overflow-[xy])$"
)
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|oklch|lab)\(", re.IGNORECASE)
TEXT = {"font", "font-size", "line-height", "letter-spacing", "word-spacing"}
SITE = CSS / "site.css"


def named(path: Path) -> str:
    return path.relative_to(CSS).as_posix()


@pytest.mark.parametrize("path", sheets(), ids=named)
def test_a_sheet_uses_logical_properties_only(path: Path) -> None:
    found = {name for name, value in declarations(path) if PHYSICAL.match(name)}
    turned = {
        (name, value)
        for name, value in declarations(path)
        if re.search(r"\b(left|right)\b", value) and name in {"text-align", "float", "clear"}
    }
    assert (found, turned) == (set(), set())


@pytest.mark.parametrize("path", sheets(), ids=named)
def test_a_colour_is_written_in_the_palette_only(path: Path) -> None:
    if path.name == "palette.css":
        return
    assert COLOUR.findall(without_comments(path)) == []


@pytest.mark.parametrize("path", sheets(), ids=named)
def test_the_size_of_text_is_never_in_pixels(path: Path) -> None:
    sizes = [(n, v) for n, v in declarations(path) if n in TEXT or n.startswith("--text")]
    assert [pair for pair in sizes if re.search(r"\dpx", pair[1])] == []


@pytest.mark.parametrize("path", sheets(), ids=named)
def test_every_token_that_is_asked_for_exists(path: Path) -> None:
    given = {n for sheet in sheets() for n, _value in declarations(sheet) if n.startswith("--")}
    asked = set(re.findall(r"var\((--[-\w]+)\)", without_comments(path)))
    assert asked - given == set()


def test_the_layers_are_declared_once_and_every_import_is_in_one() -> None:
    text = without_comments(SITE)
    order = "@layer reset, tokens, base, layout, components, features, utilities, user;"
    assert text.strip().startswith(order)
    assert sum(without_comments(path).count("@layer") for path in sheets()) == 1
    imports = re.findall(r'@import "([^"]+)"([^;]*);', text)
    assert [name for name, layer in imports if "layer(" not in layer] == ["legacy.css"]
    assert set(re.findall(r"layer\((\w+)\)", text)) <= set(re.findall(r"\w+", order))
    assert re.sub(r'@import "[^"]+"[^;]*;', "", text).strip() == order


def test_every_sheet_is_imported_once() -> None:
    imports = re.findall(r'@import "([^"]+)"', without_comments(SITE))
    imports += re.findall(r'@import "([^"]+)"', without_comments(CSS / "components.css"))
    present = {named(path) for path in sheets()} - {"site.css"} | {"legacy.css"}
    assert sorted(imports) == sorted(present)


def test_only_old_browsers_read_the_sheet_for_old_browsers() -> None:
    text = without_comments(LEGACY).strip()
    opening = "@supports not ((text-emphasis: none) and (accent-color: auto)) {"
    assert text.startswith(opening)
    depth, ends = 0, []
    for place, sign in enumerate(text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "}" and depth == 0:
            ends.append(place)
    assert ends == [len(text) - 1]
    assert len(LEGACY.read_bytes()) <= 4096


def test_every_component_has_its_sheet_and_every_sheet_its_component() -> None:
    macros = {path.stem for path in (TEMPLATES / "components").glob("*.html")}
    styles = {path.stem for path in (CSS / "components").glob("*.css")}
    assert macros == styles


@pytest.mark.parametrize(
    "path", sorted((TEMPLATES / "components").glob("*.html")), ids=lambda p: p.stem
)
def test_a_component_file_holds_the_macro_of_its_name_and_reads_no_context(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.search(rf"macro {path.stem}\(", text)
    assert not re.search(r"\b(current_user|viewer|request|session|g)\.", text)


def test_every_component_is_shown_in_the_style_guide() -> None:
    pages = [*(TEMPLATES / "web" / "guide").glob("*.html"), TEMPLATES / "web" / "components.html"]
    shown = set(re.findall(r"components/(\w+)\.html", "".join(p.read_text("utf-8") for p in pages)))
    inside_others = {"logo", "illustration"}
    assert {
        path.stem for path in (TEMPLATES / "components").glob("*.html")
    } - shown == inside_others


def test_the_sprite_is_small_and_every_icon_asked_for_is_in_it() -> None:
    sprite = (TEMPLATES / "layouts" / "sprite.html").read_text("utf-8")
    symbols = re.findall(r'<symbol id="([-\w]+)"', sprite)
    assert len(symbols) == len(set(symbols)) <= 40
    assert len(sprite.encode()) <= 6 * 1024
    asked = set()
    for page in TEMPLATES.rglob("*.html"):
        text = page.read_text("utf-8")
        asked |= set(re.findall(r'\bicon\("([a-z]+)"\)', text))
        asked |= set(re.findall(r'icon_name="([a-z]+)"', text))
    assert {f"i-{name}" for name in asked} <= set(symbols)
