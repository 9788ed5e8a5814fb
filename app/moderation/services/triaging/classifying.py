"""The place for a classifier of the host's own. None is needed, none is shipped, and none may send
words to another machine. A file for one is taken only with its papers."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

LARGEST = 10 * 1024 * 1024
"""Bytes (science.md L2)."""
CARD = "card.toml"
_PAPERS = ("name", "file", "sha256", "licence", "trained_on", "consent", "evaluated_on", "limits")


class Classifier(Protocol):
    """A second stage beside the lexicon. It can raise a label and never lower one."""

    @property
    def name(self) -> str:
        """With its version; stands in the reasons: "linear-2"."""

    def label(self, text: str, language: str) -> str:
        """One of `readings.LABELS`, computed on this machine. The same for the same text."""


class Refused(ValueError):
    """Why a model file is not taken, in words for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """A model with its papers: where the words came from, who agreed, what it cannot do."""

    path: Path
    name: str
    sha256: str
    licence: str
    trained_on: str
    consent: str
    evaluated_on: str
    limits: str


def model_in(folder: Path) -> ModelFile | None:
    """The model that an operator put into a folder with its card; None when there is no card, and
    everything goes on without one.

    Raises:
        Refused: a paper is missing, the file is too large, or its SHA-256 is another.
    """
    card = folder / CARD
    if not card.is_file():
        return None
    papers = _papers(card)
    path = folder / Path(papers.pop("file")).name
    if not path.is_file():
        raise Refused(f"{path.name} is not there.")
    if path.stat().st_size > LARGEST:
        raise Refused(f"{path.name} is larger than {LARGEST // 1024 // 1024} MB.")
    if hashlib.sha256(path.read_bytes()).hexdigest() != papers["sha256"].lower():
        raise Refused(f"{path.name} is not the file that its card describes: SHA-256 differs.")
    return ModelFile(path=path, **papers)


def _papers(card: Path) -> dict[str, str]:
    try:
        data = tomllib.loads(card.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{card.name} cannot be read: {error}") from error
    papers = {name: str(data.get(name, "")).strip() for name in _PAPERS}
    missing = [name for name, words in papers.items() if not words]
    if missing:
        raise Refused(f"{card.name} does not say: {', '.join(missing)}.")
    return papers
