"""A model file is taken with all its papers or not at all; without one everything works."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from app.moderation.services.triaging import classifying
from app.moderation.services.triaging.classifying import Refused, model_in

WORDS = b"made-up weights"
CARD = f"""
name = "linear-1"
file = "model.bin"
sha256 = "{hashlib.sha256(WORDS).hexdigest()}"
licence = "CC0-1.0"
trained_on = "made-up texts"
consent = "nobody wrote them in earnest"
evaluated_on = "the held-out texts"
limits = "English only"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a model and its card."""
    (tmp_path / "card.toml").write_text(CARD, "utf-8")
    (tmp_path / "model.bin").write_bytes(WORDS)
    return tmp_path


def rewrite(folder: Path, old: str, new: str) -> None:
    """Change the card."""
    assert old in CARD
    (folder / "card.toml").write_text(CARD.replace(old, new), "utf-8")


def test_no_card_is_no_model_and_no_fault(tmp_path: Path) -> None:
    assert model_in(tmp_path) is None


def test_a_model_with_all_papers_is_taken(folder: Path) -> None:
    model = model_in(folder)
    assert model
    assert (model.name, model.licence, model.path.name) == ("linear-1", "CC0-1.0", "model.bin")


@pytest.mark.parametrize(
    "paper",
    ["name", "file", "sha256", "licence", "trained_on", "consent", "evaluated_on", "limits"],
)
def test_a_missing_paper_is_named(folder: Path, paper: str) -> None:
    rewrite(folder, f"\n{paper} = ", f"\nno_{paper} = ")
    with pytest.raises(Refused, match=f"does not say: {paper}"):
        model_in(folder)


def test_another_file_than_the_card_describes_is_refused(folder: Path) -> None:
    (folder / "model.bin").write_bytes(WORDS + b"!")
    with pytest.raises(Refused, match="SHA-256 differs"):
        model_in(folder)


def test_a_large_file_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classifying, "LARGEST", len(WORDS) - 1)
    with pytest.raises(Refused, match="larger than"):
        model_in(folder)


def test_a_card_leads_to_no_file_elsewhere(folder: Path) -> None:
    rewrite(folder, '"model.bin"', '"../../etc/passwd"')
    with pytest.raises(Refused, match="passwd is not there"):
        model_in(folder)


def test_a_card_that_cannot_be_read_is_refused(folder: Path) -> None:
    (folder / "card.toml").write_bytes(b"name = ")
    with pytest.raises(Refused, match="cannot be read"):
        model_in(folder)
