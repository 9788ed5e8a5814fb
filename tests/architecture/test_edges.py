"""What belongs to the edge stays there: requests in views, SQL in queries, one commit."""

from __future__ import annotations

import ast
import re
from operator import attrgetter

from tests.architecture.sources import Module, exceptions, modules
from tests.support.on_each import on_each

BY_NAME = attrgetter("name")
BELOW_VIEWS = [m for m in modules() if m.layer in ("models", "queries", "services", "permissions")]
NOT_DATA = [
    m
    for m in modules()
    if m.package not in ("core", "") and m.layer not in ("queries", "services", "models")
]
STATEMENTS = {"select", "insert", "update", "delete", "text"}
FLASK_EDGE = {"request", "session", "render_template", "abort", "current_user"}


def names_imported_from(module: Module, sources: tuple[str, ...]) -> set[str]:
    """Names that a module takes from any of these third-party packages."""
    return {
        alias.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(sources)
        for alias in node.names
    }


def whole_imports(module: Module) -> set[str]:
    """Libraries taken whole (`import flask`), through which every name could be reached."""
    return {
        alias.name.split(".")[0]
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }


@on_each("module", BELOW_VIEWS, BY_NAME)
def test_nothing_below_views_knows_the_request(module: Module) -> None:
    """A service works the same from a page, a command and a socket."""
    assert not names_imported_from(module, ("flask", "flask_login")) & FLASK_EDGE
    assert not {"flask", "flask_login"} & whole_imports(module)


@on_each("module", NOT_DATA, BY_NAME)
def test_sql_stands_only_in_queries_and_services(module: Module) -> None:
    """Neither a statement nor the session elsewhere."""
    assert not names_imported_from(module, ("sqlalchemy",)) & STATEMENTS
    assert "sqlalchemy" not in whole_imports(module)
    assert "db" not in {name.split(".")[-1] for name in module.imports()}


@on_each("module", modules(), BY_NAME)
def test_only_the_unit_of_work_commits(module: Module) -> None:
    """`commit(` stands in core/transactions.py alone."""
    if module.name == "app.core.transactions":
        assert "session.commit(" in module.text
        return
    commits = re.findall(r"\.commit\(", module.text)
    assert not commits or module.name in exceptions("commit")


@on_each("module", modules(), BY_NAME)
def test_only_the_clock_asks_what_time_it_is(module: Module) -> None:
    """So that tests and imports can say it."""
    asks = re.search(r"datetime\.(utc)?now\(|date\.today\(", module.text)
    assert not asks or module.name == "app.core.clock"


@on_each("module", [m for m in modules() if m.layer == "views"], BY_NAME)
def test_a_view_is_a_translation_of_at_most_fifteen_lines(module: Module) -> None:
    """Counted without decorators and docstring."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.FunctionDef) or not node.decorator_list:
            continue
        body = node.body[1:] if ast.get_docstring(node) else node.body
        lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
        assert lines <= 15, f"{module.name}.{node.name} has {lines} lines"
