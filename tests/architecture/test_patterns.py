"""No pattern is made from what people type, and none takes longer than the text deserves."""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections.abc import Iterator

import pytest

from app.catalogue.services.matching.reading import _LONGEST_TEXT
from app.core.text import MAX_SOURCE_LENGTH
from tests.architecture.sources import Module, modules

FUNCTIONS = {
    "compile",
    "search",
    "match",
    "fullmatch",
    "sub",
    "subn",
    "findall",
    "finditer",
    "split",
}
# Pieces that patterns stumble over when they are written badly: many starts, no end.
PIECES = (
    "a", " ", "0", "1,", "a.", "-", "--", "\\", '"', '\\"', "[", "]", "(", "_", "\n", "\t", "ab ",
    "C01.123", ".123", ", and ", "and ", "1.2.3.", "&a", "&#", "x-", "hp/releases/", "é", "  .",
    "Taken from x ", "0 mg", "because ", "1)", "\r\n", "=", "%", "'", "for ", "to treat ", "A1",
)  # fmt: skip
# How long a text can be that reaches a pattern, where that is less than a whole post.
SHORTER = {
    "app.catalogue.services.matching.phrases": _LONGEST_TEXT,
    # A line of a library's file, read by a maintainer who builds the catalogue.
    "app.catalogue.services.building": 2_000,
}


def calls(module: Module) -> Iterator[ast.Call]:
    """Every use of `re`."""
    for node in ast.walk(module.tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and ast.unparse(node.func.value) == "re"
            and node.func.attr in FUNCTIONS
        ):
            yield node


def is_fixed(node: ast.expr) -> bool:
    """A literal, or a constant of the module by its capital name."""
    if isinstance(node, ast.Name):
        return node.id.isupper()
    return isinstance(node, ast.Constant)


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern of the product, by where it stands."""
    found = {}
    for module in modules():
        for node in calls(module):
            flags = [ast.unparse(word) for word in node.args[1:] if "re." in ast.unparse(word)]
            flag = 0
            for name in re.findall(r"re\.(\w+)", " ".join(flags)):
                flag |= getattr(re, name)
            first = node.args[0]
            words = (
                first.value
                if isinstance(first, ast.Constant)
                else getattr(importlib.import_module(module.name), ast.unparse(first))
            )
            found[f"{module.name}:{node.lineno}"] = re.compile(words, flag)
    return found


def test_a_pattern_is_written_and_not_computed() -> None:
    """Neither from what a member types nor from what an operator types."""
    computed = {
        f"{module.name}:{node.lineno}": ast.unparse(node)
        for module in modules()
        for node in calls(module)
        if not is_fixed(node.args[0])
    }
    assert computed == {}


def test_nobody_takes_the_functions_out_of_their_module() -> None:
    """`from re import search` would hide from the test above."""
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom):
                assert node.module != "re", module.name
            if isinstance(node, ast.Import):
                assert ("re", True) not in {(n.name, n.asname is not None) for n in node.names}


def slowest(pattern: re.Pattern[str], length: int) -> float:
    """Seconds that the worst of the hostile texts takes, searched to its end."""
    worst = 0.0
    for piece in PIECES:
        text = (piece * (length // len(piece)))[:length] + "\0!"
        begun = time.process_time()
        for _ in pattern.finditer(text):
            pass
        pattern.match(text)
        worst = max(worst, time.process_time() - begun)
        if worst > 1:
            break
    return worst


def longest(place: str) -> int:
    """Characters of the longest text that this pattern gets to see."""
    module = place.partition(":")[0]
    short = (length for start, length in SHORTER.items() if module.startswith(start))
    return next(short, MAX_SOURCE_LENGTH)


PATTERNS = patterns()


@pytest.mark.parametrize("place", PATTERNS)
def test_a_pattern_is_done_soon_with_text_made_to_hold_it_up(place: str) -> None:
    """Work that grows with the square would take seconds, anything worse for ever."""
    assert slowest(PATTERNS[place], longest(place)) < 0.2


def test_the_check_sees_a_pattern_that_grows_with_the_square() -> None:
    """Each of many blanks is tried as the beginning."""
    assert slowest(re.compile(r"\s+$"), 12_000) > 0.2
