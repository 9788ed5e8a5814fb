"""What the documents tell an operator to type is there."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from app import create_app
from config import Testing
from tests.architecture.sources import ROOT

TYPED = re.compile(r"flask --app wsgi ([a-z-]+)(?: ([a-z-]+))?")


@pytest.fixture
def fresh() -> Flask:
    """The site as a command line finds it, before anything loaded more commands."""
    return create_app(Testing())


@pytest.mark.parametrize("name", ["operating.md", "development.md"])
def test_every_command_in_the_documents_exists(fresh: Flask, name: str) -> None:
    for first, second in TYPED.findall((ROOT / "docs" / name).read_text("utf-8")):
        assert first in fresh.cli.commands, first
        inner = getattr(fresh.cli.commands[first], "commands", None)
        assert not inner or second in inner, f"{first} {second}"


def test_a_command_that_is_not_there_is_seen(fresh: Flask) -> None:
    ((first, _second),) = TYPED.findall("flask --app wsgi db upgrade")
    assert first not in fresh.cli.commands
