"""What no module of the product may do, found in its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache

# Runs words as code.
CODE = {"eval", "exec", "compile", "__import__", "render_template_string", "from_string"}
# Starts another program.
PROGRAMS = {"subprocess", "pty", "commands", "multiprocessing"}
PROGRAM_CALLS = {"system", "popen", "execv", "execve", "execvp", "spawnl", "spawnv", "posix_spawn"}
# Reads objects, or XML, whose reading may do something.
READERS = {"pickle", "cPickle", "marshal", "shelve", "dill", "yaml", "xml", "lxml", "xmlrpc"}
# Hashes and ciphers that are broken, and ways of AES that hide too little.
WEAK = {
    "md4",
    "md5",
    "sha1",
    "new",
    "MD5",
    "SHA1",
    "ARC4",
    "TripleDES",
    "Blowfish",
    "ECB",
    "CBC",
    "Fernet",
}
# Methods of the random module are for games, not for secrets.
GUESSABLE = {"random"}


@cache
def told(tree: ast.AST) -> tuple[ast.AST, ...]:
    """The calls and imports of a module, found once for all rules."""
    kinds = (ast.Call, ast.Import, ast.ImportFrom)
    return tuple(node for node in ast.walk(tree) if isinstance(node, kinds))


def imported(tree: ast.AST) -> Iterator[str]:
    """First parts of everything that is imported, wherever it stands."""
    for node in told(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def called(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """(what it is called on, name) of every call: ("hashlib", "md5"), ("", "eval")."""
    for node in told(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield "", node.func.id
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            on = node.func.value
            yield (on.id if isinstance(on, ast.Name) else "?"), node.func.attr


def runs_words(tree: ast.AST) -> bool:
    """Runs words as code. `re.compile` makes a pattern and is another matter."""
    return any(name in CODE and on != "re" for on, name in called(tree))


def starts_programs(tree: ast.AST) -> bool:
    """Starts another program."""
    calls = any(on == "os" and name in PROGRAM_CALLS for on, name in called(tree))
    return calls or bool(PROGRAMS & set(imported(tree)))


def reads_objects(tree: ast.AST) -> bool:
    """Reads objects or XML from outside."""
    return bool(READERS & set(imported(tree)))


def is_weak(tree: ast.AST) -> bool:
    """Uses a weak hash or cipher."""
    names = {alias.name for n in told(tree) if isinstance(n, ast.ImportFrom) for alias in n.names}
    calls = any(
        on in ("hashlib", "algorithms", "modes") and name in WEAK for on, name in called(tree)
    )
    return calls or bool((WEAK - {"new"}) & names)


def is_guessable(tree: ast.AST) -> bool:
    """Draws numbers that can be foretold."""
    return bool(GUESSABLE & set(imported(tree)))


def builds_statements(tree: ast.AST) -> bool:
    """Gives the database a statement that is put together from parts."""
    return any(_of_parts(tree, name) for name in ("text", "exec_driver_sql", "executescript"))


def trusts_html(tree: ast.AST) -> bool:
    """Declares something that is not written there to be safe HTML."""
    return _of_parts(tree, "Markup")


def _of_parts(tree: ast.AST, name: str) -> bool:
    """Whether a function of this name is called with something that is no plain word."""
    return any(
        isinstance(node, ast.Call)
        and _name_of(node) == name
        and bool(node.args)
        and not isinstance(node.args[0], ast.Constant)
        for node in told(tree)
    )


def _name_of(call: ast.Call) -> str:
    """`text` is a function of SQLAlchemy; a method of that name is something else."""
    if isinstance(call.func, ast.Name):
        return call.func.id
    is_sql = isinstance(call.func, ast.Attribute) and call.func.attr not in ("text", "Markup")
    return call.func.attr if is_sql and isinstance(call.func, ast.Attribute) else ""


Rule = Callable[[ast.AST], bool]
