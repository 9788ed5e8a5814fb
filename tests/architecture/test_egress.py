"""Connections to other machines begin in one place; whoever else may begin one stands here."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.sources import modules

# Libraries that open connections, and their like that somebody may reach for one day.
CALLERS = (
    "aiohttp", "aiosmtpd", "asyncio", "boto3", "botocore", "dns", "ftplib", "http.client", "httpx",
    "huey", "imaplib", "nntplib", "paramiko", "poplib", "pycurl", "pywebpush", "redis", "requests",
    "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3",
    "websocket", "websockets", "xmlrpc",
)  # fmt: skip
# module or package: what it may use, and for what. Each talks to a server of ours.
ALLOWED = {
    "app.core.security.egress": ("http.client socket ssl", "the one door to others' servers"),
    "app.core.starting": ("redis", "asks the own Redis whether it is there"),
    "app.core.mail": ("smtplib ssl socket", "hands letters to the own mail server"),
    "app.core.jobs": ("huey redis", "the own queue"),
    "app.core.sockets.bus": ("redis", "news for the open pages of other workers"),
    "app.operations": ("redis socket huey", "looks after the own servers: checks, metrics"),
}

# Imports by a name put together when the program runs: module and what it can reach.
COMPUTED = {"app.core.checkups": "modules named checkups of our own packages"}


def imported(tree: ast.AST) -> Iterator[str]:
    """Dotted names of everything that is imported, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and "import" in ast.unparse(node.func):
            yield from (str(word.value) for word in node.args if isinstance(word, ast.Constant))


def callers_in(tree: ast.AST) -> set[str]:
    """Which of the libraries are used."""
    names = set(imported(tree))
    return {
        caller
        for caller in CALLERS
        if any(name == caller or name.startswith(f"{caller}.") for name in names)
    }


def allowed(name: str) -> set[str]:
    """What a module may use."""
    return {
        caller
        for place, (callers, _reason) in ALLOWED.items()
        if name == place or name.startswith(f"{place}.")
        for caller in callers.split()
    }


def test_only_the_listed_modules_open_connections() -> None:
    """Whatever else wants one goes through `egress.call`."""
    strange = {m.name: callers_in(m.tree) - allowed(m.name) for m in modules()}
    assert {name: callers for name, callers in strange.items() if callers} == {}


def hidden_imports(tree: ast.AST) -> list[str]:
    """Imports by a name that is put together only when the program runs."""
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(("__import__", "import_module"))
        and not all(isinstance(word, ast.Constant) for word in node.args)
    ]


def test_no_other_module_is_imported_by_a_name_that_is_computed() -> None:
    """Or the test above would not see it."""
    assert {m.name for m in modules() if hidden_imports(m.tree)} == set(COMPUTED)


def test_a_computed_name_is_seen() -> None:
    """However it is put together."""
    assert hidden_imports(ast.parse("__import__('soc' + 'ket')"))
    assert hidden_imports(ast.parse("import_module(f'{name}.client')"))


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "import http.client as h",
        "from http import client",
        "from urllib import request",
        "from urllib.request import urlopen",
        "def f():\n    import requests",
        "import importlib\nimportlib.import_module('httpx')",
        "__import__('smtplib')",
        "from redis.asyncio import Redis",
    ],
)
def test_the_check_sees_every_way_to_import(source: str) -> None:
    """And takes `from http import HTTPStatus` for what it is."""
    assert callers_in(ast.parse(source))
    assert not callers_in(ast.parse("from http import HTTPStatus\nfrom urllib.parse import quote"))


@pytest.mark.parametrize("place", ALLOWED)
def test_the_list_names_only_what_is_there(place: str) -> None:
    """A line for nothing would hide the next one."""
    assert any(m.name == place or m.name.startswith(f"{place}.") for m in modules())
    assert all(word in CALLERS for word in ALLOWED[place][0].split())
