"""What the whole source promises: nobody's words are run, no weak cipher, no HTML by the way."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest

from tests.architecture.sources import ROOT, modules
from tests.security import source_rules as rules

# Reads data files of the vocabulary's makers when it is built, with every opcode but plain values refused.
BUILDS_THE_VOCABULARY = "app.catalogue.services.building.packages"
# Made-up people are drawn from a seed, so that the same ones come again; pauses only have to differ.
NOT_SECRET = (
    "app.demo.services.",
    "app.core.jobs.running",
    "app.core.sockets.bus",
    "app.moderation.services.screening.dry_running",
)
# RFC 6455 section 1.3 asks for SHA-1 in the answer to a websocket; it protects nothing there.
NAMED_BY_A_STANDARD = "app.core.sockets.driver.handshake"
# Names of tables, columns and settings of our own schema: a driver binds values, never names.
NAMES_ONLY = (
    "app.operations.services.moving.",
    "app.operations.services.checkups.database",
    "app.operations.services.replacing",
    "app.catalogue.services.loading",
    "app.demo.services.storing",
    "app.core.database",
    "app.health.models",
    "app.core.connections",
)
# Words of the catalogue of translations, and a picture that a library drew.
TRUSTED = {"app.core.wording", "app.accounts.views.setting_up"}
# Rendered and sanitised when it was written, or drawn by a template of ours.
SAFE_IN_TEMPLATES = {
    "community/topic.html": 1, "community/compose.html": 1, "community/post.html": 6,
    "components/post.html": 1, "web/guide/words.html": 1, "accounts/copy_of_my_data.html": 1,
    "chat/_message.html": 1, "community/held.html": 2, "community/topic_held.html": 1,
}  # fmt: skip
# What a script may not do: write HTML, run words, hear other windows, keep anything for good.
WILD = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|eval|Function|"
    r"localStorage|indexedDB|postMessage|__proto__)\b|document\.(write|cookie)|['\"]message['\"]"
)


def breaking(rule: rules.Rule) -> list[str]:
    return [module.name for module in modules() if rule(module.tree)]


def test_no_module_runs_words_as_code():
    assert breaking(rules.runs_words) == []


def test_no_module_starts_another_program():
    assert breaking(rules.starts_programs) == []


def test_no_module_reads_objects_or_xml_from_outside():
    assert breaking(rules.reads_objects) == [BUILDS_THE_VOCABULARY]


def test_no_weak_hash_or_cipher_is_used():
    assert breaking(rules.is_weak) == [NAMED_BY_A_STANDARD]


def test_what_must_not_be_guessed_is_drawn_by_the_system():
    assert [name for name in breaking(rules.is_guessable) if not name.startswith(NOT_SECRET)] == []


def test_no_statement_is_put_together_from_words():
    assert [n for n in breaking(rules.builds_statements) if not n.startswith(NAMES_ONLY)] == []


def test_html_is_declared_safe_in_few_places():
    assert set(breaking(rules.trusts_html)) == TRUSTED
    folder = ROOT / "app/templates"
    files = {
        str(file.relative_to(folder)): file.read_text("utf-8") for file in folder.rglob("*.html")
    }
    found = Counter({name: len(re.findall(r"\|\s*safe\b", text)) for name, text in files.items()})
    assert {name: count for name, count in found.items() if count} == SAFE_IN_TEMPLATES


def test_scripts_write_words_as_words():
    scripts = [*(ROOT / "app/static/js").rglob("*.js")]
    assert len(scripts) > 5
    assert [file.name for file in scripts if WILD.search(file.read_text("utf-8"))] == []
    keeping = {file.name for file in scripts if "sessionStorage" in file.read_text("utf-8")}
    # Words that are written and not sent yet, for as long as the window is open.
    assert keeping == {"draft.js", "sending.js"}


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (rules.runs_words, "def f(x):\n    return eval(x)"),
        (rules.runs_words, "app.jinja_env.from_string(x)"),
        (rules.starts_programs, "def f():\n    import subprocess"),
        (rules.starts_programs, "os.system(x)"),
        (rules.reads_objects, "from xml.etree import ElementTree"),
        (rules.reads_objects, "import pickle"),
        (rules.is_weak, "hashlib.md5(x)"),
        (rules.is_weak, "modes.ECB()"),
        (rules.is_weak, "from cryptography.fernet import Fernet"),
        (rules.is_guessable, "def f():\n    from random import choice"),
        (rules.builds_statements, 'db.session.execute(text(f"SELECT {x}"))'),
        (rules.builds_statements, "connection.exec_driver_sql(x + y)"),
        (rules.trusts_html, "Markup(x)"),
    ],
)
def test_the_check_sees_what_it_forbids(rule: rules.Rule, source: str):
    assert rule(ast.parse(source))


@pytest.mark.parametrize(
    "script", ["box.innerHTML = words", "new Function(x)", 'window.addEventListener("message", f)']
)
def test_a_script_that_does_so_is_seen(script: str):
    assert WILD.search(script)


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (rules.runs_words, "re.compile('a')"),
        (rules.builds_statements, 'text("SELECT 1")'),
        (rules.trusts_html, "Markup('<a>{}</a>').format(x)"),
        (rules.is_weak, "hashlib.sha256(x)"),
    ],
)
def test_what_is_allowed_is_let_through(rule: rules.Rule, source: str):
    assert not rule(ast.parse(source))
