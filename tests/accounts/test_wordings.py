"""The consent texts: whole, plain, and unchangeable under one version."""

from __future__ import annotations

import re

import pytest

from app.accounts import wordings

# A changed text gets a new version in consents.toml and a new line here.
HASHES = {
    ("keep_health", 1, "en"): "77521924dba2094b01386cff96cdeb388bc4e2f51126bf8f28c8a34bcae713a1",
    ("show_groups", 1, "en"): "781d2ebe63be21440a5af9b71ed3c500da337692bf9b6ce63591a9d33a493be5",
    (
        "clinician_summaries",
        1,
        "en",
    ): "b467424a0f09fd16cb017bc3c7bf76e9c64c535dde5c027a4b42cefded9d7db8",
}

PARTS = [(p, part) for p in wordings.PURPOSES for part in wordings.PARTS]


@pytest.mark.parametrize("purpose", wordings.PURPOSES)
def test_a_text_never_changes_under_its_version(purpose: str):
    text = wordings.wording(purpose)
    assert HASHES[purpose, text.version, text.language] == text.text_hash


@pytest.mark.parametrize(("purpose", "part"), PARTS)
def test_a_text_is_said_in_short_sentences(purpose: str, part: str):
    words = wordings.wording(purpose).parts[part]
    assert words
    for sentence in re.split(r"(?<=[.?])\s", words):
        assert len(sentence.split()) <= 20, sentence


@pytest.mark.parametrize("purpose", wordings.PURPOSES)
def test_a_text_says_what_stopping_does(purpose: str):
    parts = wordings.wording(purpose).parts
    assert "at any time" in parts["stop"]
    assert "at any time" in parts["in_short"]


def test_a_language_without_a_text_falls_back_to_english_and_says_so():
    assert wordings.wording("keep_health", "tlh").language == "en"


def test_an_unknown_purpose_has_no_text():
    with pytest.raises(KeyError):
        wordings.version_of("sell_my_data")
