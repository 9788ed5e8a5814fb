"""Small files. Every limit is a gate; exceptions stand by name in exceptions.txt."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from tests.architecture.sources import ROOT, exceptions, modules


def percentile(values: Iterable[int], share: float) -> int:
    """The value below which `share` of the values lie, by the nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def lengths(pattern: str, *folders: str) -> dict[str, int]:
    """Lines per file, by path from the root."""
    files = (path for folder in folders for path in (ROOT / folder).rglob(pattern))
    return {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in files
        if "dist" not in path.parts and "node_modules" not in path.parts
    }


def over(limit: int, found: dict[str, int], kind: str) -> dict[str, int]:
    """What is longer than the limit and not excused."""
    return {n: size for n, size in found.items() if size > limit and n not in exceptions(kind)}


def functions(folder: str) -> dict[str, int]:
    """Lines per function, docstring excluded."""
    found = {}
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                first = body[0].lineno if body else node.lineno
                name = f"{path.relative_to(ROOT)}:{node.name}"
                lines = (node.end_lineno or first) - first + 1
                # Two of one name in a file, such as `__init__`: the longer one is judged.
                found[name] = max(lines, found.get(name, 0))
    return found


def test_python_files_are_short() -> None:
    """Median 70, nine in ten 160, none over 250 lines."""
    sizes = lengths("*.py", "app")
    assert not over(250, sizes, "python-file")
    assert median(sizes.values()) <= 70
    assert percentile(sizes.values(), 0.9) <= 160


def test_functions_are_short() -> None:
    """Median 8, nine in ten 25, none over 40 lines."""
    sizes = functions("app")
    assert not over(40, sizes, "function")
    assert median(sizes.values()) <= 8
    assert percentile(sizes.values(), 0.9) <= 25


def test_templates_are_short() -> None:
    """Median 25, nine in ten 60, none over 100 lines."""
    sizes = lengths("*.html", "app/templates")
    assert not over(100, sizes, "template")
    assert median(sizes.values()) <= 25
    assert percentile(sizes.values(), 0.9) <= 60


def test_stylesheets_and_scripts_are_short() -> None:
    """200 and 120 lines."""
    assert not over(200, lengths("*.css", "app/static"), "css")
    assert not over(120, lengths("*.js", "app/static"), "js")


def test_tests_are_short() -> None:
    """A test: median 10, nine in ten 22, none over 45 lines; a fixture or factory file: 150."""
    sizes = {name: n for name, n in functions("tests").items() if ":test_" in name}
    assert not over(45, sizes, "test")
    assert median(sizes.values()) <= 10
    assert percentile(sizes.values(), 0.9) <= 22
    helpers = lengths("conftest.py", "tests") | lengths("*.py", "tests/factories")
    assert not over(150, helpers, "fixture-file")


def test_no_exception_is_left_over() -> None:
    """A line in exceptions.txt that excuses nothing is taken out."""
    sizes = lengths("*.html", "app/templates") | lengths("*.py", "app", "tests")
    sizes |= functions("app") | functions("tests")
    limits = {"python-file": 250, "function": 40, "template": 100, "test": 45, "fixture-file": 150}
    for kind, limit in limits.items():
        for name in exceptions(kind):
            assert sizes.get(name, 0) > limit, f"{kind} {name} needs no exception"


def test_nothing_is_marked_as_unfinished() -> None:
    """No to-do note enters."""
    marks = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|NotImplemented" r"Error")
    for path in [module.path for module in modules()] + list(Path(ROOT / "tests").rglob("*.py")):
        assert not marks.search(path.read_text("utf-8")), path
