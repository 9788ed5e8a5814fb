"""No screen calls people who read by a name that blames them (science.md E11)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, Module, modules

BLAMING = re.compile(
    r"(?<![\w-])(lurk\w*|inactive|free[\s-]?rid(?:er|ers|ing)|dead)(?![\w-])", re.IGNORECASE
)
APP = ROOT / "app"
# The literature's class names, for a file and a terminal of researchers.
RESEARCH = {"app.engagement.services.figures.published", "app.engagement.services.reporting"}
# Another sense of the word: the state of a letter that was given up, and prose about links.
LETTER_STATE = {
    "app.core.mail.outbox",
    "app.core.mail.sending",
    "app.notifications.queries.checkups",
    "app.notifications.queries.letters",
    "app.notifications.views.operator_letters",
}
STATES = {"dead", "state IN ('waiting','sent','dead')"}
# What members may write and rules look for; and a tablet without a medicine in it.
OTHER_SENSE = {
    "moderation/data/screening.toml": {"dead"},
    "moderation/data/crisis/en.toml": {"dead"},
    "moderation/data/crisis/common.toml": {"dead"},
    "catalogue/data/glossary.toml": {"inactive"},
}


def blaming(text: str) -> set[str]:
    """The words in it that no screen says."""
    return {found.lower() for found in BLAMING.findall(text)}


def said(tree: ast.AST) -> Iterator[str]:
    """Every text of a module but its docstrings, which no reader of a page meets."""
    prose = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def files(folder: Path, *endings: str) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in endings)


def blamed_in(module: Module) -> set[str]:
    letters = STATES if module.name in LETTER_STATE else set()
    return {word for text in said(module.tree) if text not in letters for word in blaming(text)}


def test_no_template_says_them():
    templates = files(APP / "templates", ".html", ".txt")
    assert len(templates) > 200
    assert {path.name: blaming(path.read_text("utf-8")) for path in templates} == {
        path.name: set() for path in templates
    }


def test_no_message_and_no_other_text_of_the_program_says_them():
    found = {one.name: blamed_in(one) for one in modules() if one.name not in RESEARCH}
    assert {name: words for name, words in found.items() if words} == {}
    assert len(found) > 500


def test_no_translation_no_list_of_words_and_no_script_says_them():
    texts = files(APP, ".po", ".pot", ".toml")
    scripts = files(APP / "static" / "js", ".js")
    assert texts and scripts
    for path in (*texts, *scripts):
        name = path.relative_to(APP).as_posix()
        assert blaming(path.read_text("utf-8")) <= OTHER_SENSE.get(name, set()), name


def test_only_files_of_researchers_use_the_words_of_the_literature():
    assert {one.name for one in modules() if any("lurk" in word for word in blamed_in(one))} == (
        RESEARCH
    )


@pytest.mark.parametrize(
    "text",
    ["Lurkers", "a lurker", "lurking", "Inactive members", "free-riders", "free rider",
     "freeriding", "this group is dead.", "DEAD"],
)  # fmt: skip
def test_such_words_are_seen(text: str):
    assert blaming(text)


@pytest.mark.parametrize("text", ["deadline", "dead-letter", "interactive", "a free ride home"])
def test_other_words_pass(text: str):
    assert not blaming(text)


def test_words_in_messages_are_seen_and_those_in_docstrings_are_not():
    tree = ast.parse('"""Dead."""\ndef f(n):\n    return _("%(n)d lurkers", n=n)\n')
    assert {word for text in said(tree) for word in blaming(text)} == {"lurkers"}
