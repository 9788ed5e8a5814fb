"""Reads the data files: packed tables of public vocabularies and hand-kept tables of ours."""

from __future__ import annotations

import gzip
import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
PACKED = ("conditions.tsv.gz", "symptoms.tsv.gz", "treatments.tsv.gz")
Row = dict[str, str]


def packed_rows(file: str) -> Iterator[Row]:
    """The rows of a packed file, by column name; its head lines start with "#"."""
    yield from _rows(gzip.decompress((DATA / file).read_bytes()).decode().split("\n"))


def own_rows(table: str) -> Iterator[Row]:
    """The rows of a hand-kept table under `data/own`, by column name."""
    yield from _rows((DATA / "own" / f"{table}.tsv").read_text(encoding="utf-8").split("\n"))


def phrase_lists() -> dict[str, list[str]]:
    """The phrases that the matcher takes off, by list."""
    lists: dict[str, list[str]] = tomllib.loads((DATA / "own" / "phrases.toml").read_text("utf-8"))
    return lists


def head(file: str) -> str:
    """What a packed file says about its source, version and licence."""
    lines = gzip.decompress((DATA / file).read_bytes()).decode().split("\n")
    return " ".join(line.removeprefix("# ") for line in lines if line.startswith("#"))


def edition() -> str:
    """The editions of the sources as their files' heads name them, in one short line."""
    heads = " ".join(map(head, PACKED))
    hpo = re.search(r"hp/releases/([\d-]+)", heads)
    packages = re.findall(r"Taken from (\S+) ([\d.]*\d)", heads)
    named = ", ".join(f"{name.split('-')[0]} {version}" for name, version in packages)
    return f"HPO {hpo and hpo[1]} ({named})"


def listed(cell: str) -> list[str]:
    """The entries of a cell that holds a list: "a|b" -> ["a", "b"]."""
    return [entry.strip() for entry in cell.split("|") if entry.strip()]


def files_hash() -> str:
    """One SHA-256 over everything under `data`: a load is needed when it differs.

    The modules that put the files together count as well, since a rule changed there changes
    the tables just like a changed file.
    """
    digest = hashlib.sha256()
    rules = sorted(Path(__file__).parent.glob("*.py"))
    for path in [*sorted(DATA.rglob("*.tsv*")), *rules]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _rows(lines: list[str]) -> Iterator[Row]:
    columns: list[str] = []
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
        if not columns:
            columns = cells
            continue
        if len(cells) > len(columns):
            raise ValueError(f"too many cells: {line[:80]}")
        yield dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True))
