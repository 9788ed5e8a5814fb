"""Where a comment or a docstring names a file of the program, that file is there."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
# "services/weighing.py", "app/core/mail/transports.py", "agreeing.py" in backticks or plain.
NAMED = re.compile(r"(?<![\w./-])((?:\w+/)*\w+\.py)\b")
# Of the project whose formulas the bridging follows.
OTHERS = {"matrix_factorization.py", "tag_filter.py"}


def words_of(path: Path) -> Iterator[str]:
    """Comments, and strings that stand by themselves or hold several lines."""
    for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
        if token.type == tokenize.COMMENT or token.string.startswith(('"""', 'r"""')):
            yield token.string


def is_there(name: str, where: Path) -> bool:
    """From the root, from any folder between it and the file, or by the bare name in its package."""
    if any((folder / name).is_file() for folder in (where.parent, *where.parents)):
        return True
    package = APP / where.relative_to(APP).parts[0]
    return "/" not in name and any(package.rglob(name))


def missing(path: Path) -> set[str]:
    """The files that this one names and that are nowhere."""
    named = {name for words in words_of(path) for name in NAMED.findall(words)}
    return {name for name in named - OTHERS if not is_there(name, path)}


@pytest.mark.parametrize("package", sorted(one.name for one in APP.iterdir() if one.is_dir()))
def test_every_file_that_is_named_exists(package: str) -> None:
    files = sorted((APP / package).rglob("*.py"))
    found = {str(one.relative_to(ROOT)): missing(one) for one in files}
    assert {path: names for path, names in found.items() if names} == {}


def test_a_file_that_is_nowhere_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.APP", tmp_path)
    (tmp_path / "one" / "services").mkdir(parents=True)
    (tmp_path / "one" / "services" / "there.py").touch()
    said = '"""See services/there.py and services/gone.py."""\n# The ladder is there.py, not away.py.\n'
    (tmp_path / "one" / "models.py").write_text(said, "utf-8")
    assert missing(tmp_path / "one" / "models.py") == {"services/gone.py", "away.py"}
