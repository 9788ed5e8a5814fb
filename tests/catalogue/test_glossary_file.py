"""The file of the glossary: what must be true of each word, and what the loader refuses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.catalogue.services.glossary import GlossaryMistake, glossary, read
from app.catalogue.words import slug_of

TEMPLATES = Path(__file__).resolve().parents[2] / "app" / "templates"
GOOD = """
[[term]]
word = "Placebo"
said = "pluh-SEE-boh"
lay = ["dummy treatment"]
meaning = "A treatment that looks real."
why = "It matters."
see = ["Trial"]
[[term]]
word = "Trial"
lay = ["study"]
meaning = "A study on people."
why = "It matters."
see = []
"""
TERMS = glossary().terms


def test_there_are_words_enough_of_every_sort() -> None:
    assert len(TERMS) >= 120
    asked_for = """placebo remission relative-risk absolute-risk median confidence-interval
        side-effect off-label biosimilar hba1c crp inhaler patch noise too-few-to-show
        lower-end-of-the-interval context-note trusted-source"""
    assert set(asked_for.split()) <= glossary().by_slug.keys()


def test_sentences_are_short() -> None:
    long = [
        sentence
        for term in TERMS
        for sentence in re.split(r"(?<=[.?!]) ", f"{term.meaning} {term.why}")
        if len(sentence.split()) > 20
    ]
    assert long == []


@pytest.mark.parametrize(
    "said", [r"\bshould\b", r"\bsuffer", r"\bvictim", r"\bpatients\b", r"\d ?mg\b", r"\byou must\b"]
)
def test_no_word_gives_advice_an_amount_or_a_label(said: str) -> None:
    telling = [t.word for t in TERMS if re.search(said, f"{t.meaning} {t.why}", re.IGNORECASE)]
    assert telling == []


def test_how_a_word_is_said_has_one_loud_part_or_is_short() -> None:
    odd = [t.word for t in TERMS if t.said and not re.search(r"[A-Z]{2}", t.said) and "-" in t.said]
    assert odd == []


def test_a_word_stands_by_alphabet_under_its_letter() -> None:
    words = [term.slug for _letter, some in glossary().by_letter for term in some]
    assert words == [term.slug for term in TERMS]
    letters = [letter for letter, _some in glossary().by_letter]
    assert letters == sorted(set(letters))


def test_a_good_file_is_read() -> None:
    placebo, trial = read(GOOD).terms
    assert (placebo.slug, placebo.said, trial.said) == ("placebo", "pluh-SEE-boh", "")
    assert placebo.names == ("Placebo", "dummy treatment")
    assert read(GOOD).beside(placebo) == [trial]


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ("[[term]]", "[[term", "no TOML"),
        ('word = "Trial"', 'word = "Placebo"', "Placebo: stands twice"),
        ('word = "Trial"', "", "entry 2: without 'word'"),
        ('why = "It matters."\nsee = []', "see = []", "Trial: without 'why'"),
        ("see = []", 'see = []\nadvice = "x"', "Trial: unknown 'advice'"),
        ('see = ["Trial"]', 'see = ["Nothing"]', "Placebo: 'see' names 'Nothing'"),
        ('see = ["Trial"]', 'see = ["Placebo"]', "Placebo: 'see' names 'Placebo'"),
        ('lay = ["study"]', "lay = []", "Trial: no plain words"),
        ('lay = ["study"]', 'lay = ["trials"]', "Trial: 'trial' is among its names twice"),
        ('lay = ["study"]', 'lay = "study"', "Trial: 'lay' is no list"),
        ('lay = ["study"]', 'lay = [""]', "Trial: an entry of 'lay' is empty"),
        ('said = "pluh-SEE-boh"', "said = 3", "Placebo: 'said' is no text"),
        ("A study on people.", "A study. On people.", "Trial: 'meaning' is not one sentence"),
        ("A study on people.", "A study on people", "Trial: 'meaning' is not one sentence"),
        ("A study on people.", " A study.", "Trial: 'meaning' is no text, or has spaces"),
        ('word = "Placebo"', 'word = "试验"', "试验: no address"),
    ],
)
def test_a_mistake_is_refused_by_name(good: str, bad: str, message: str) -> None:
    assert good in GOOD
    with pytest.raises(GlossaryMistake, match=re.escape(message)):
        read(bad.join(GOOD.rsplit(good, 1)))


def test_a_file_that_holds_something_else_or_nothing_is_refused() -> None:
    for text in ("", "version = 1", f"{GOOD}\n[other]"):
        with pytest.raises(GlossaryMistake, match="entries"):
            read(text)


def test_every_link_of_a_template_leads_to_a_word() -> None:
    linked = {
        slug
        for path in TEMPLATES.rglob("*.html")
        for slug in re.findall(r'glossary_word", slug="([^"]+)"', path.read_text("utf-8"))
    }
    assert len(linked) >= 8
    assert linked <= glossary().by_slug.keys()
    assert all(slug == slug_of(slug) for slug in linked)
