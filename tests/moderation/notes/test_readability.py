"""How hard a note is to read: the index, and where its writer hears of it. It blocks nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.moderation.services.readability import is_hard, lix

HINT = "Readers on a bad day may not get through"
HEAVY = (
    "Discontinuation of immunosuppressive medication without rheumatological supervision "
    "considerably increases the probability of irreversible articular destruction, "
    "notwithstanding subjective improvement of symptoms during complementary treatment."
)
LIGHT = (
    "Do not stop this drug on your own. Your joints can be hurt for good. "
    "You may feel fine for a while. Talk to your team first. They can help you plan it."
)


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("The cat sat on the mat.", 6.0),  # 6 words in one sentence, none long
        ("The cat sat. The dog ran.", 3.0),
        ("Friends talk.", 2 + 50.0),  # seven letters are many
        ("Medicines matter.", 2 + 50.0),  # 9 letters, and 6, which are not long
        ("Medicine helps me: take it", 3 / 2 + 1 + 100 / 5),
        ("Eins zwei.\nDrei vier", 2.0),
        ("Don't stop", 2.0),
        ("Das Krankenhaus liegt am Rand der großen Stadt.", 8 + 100 / 8),
        ("Наши лекарства помогают.", 3 + 200 / 3),
    ],
)
def test_it_is_counted_as_bjornsson_counts(text: str, index: float) -> None:
    assert lix(text) == pytest.approx(index)


@pytest.mark.parametrize("text", ["", "40 %!", "…", "この薬をやめないでください。", "อย่าหยุดยานี้"])
def test_where_no_words_can_be_counted_there_is_no_index(text: str) -> None:
    assert lix(text) is None


def test_a_number_with_a_point_ends_no_sentence() -> None:
    assert lix("Take one of 2.5 parts") == lix("Take one of two parts") - 1


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    found = lix(text)
    assert found is None or found >= 1
    assert isinstance(is_hard(text), bool)


def test_long_sentences_of_long_words_are_hard_and_short_ones_are_not() -> None:
    assert is_hard(HEAVY)
    assert not is_hard(LIGHT)


def test_of_a_few_words_nothing_is_said() -> None:
    assert (lix("Methotrexate suppresses inflammation") or 0) > 100
    assert not is_hard("Methotrexate suppresses inflammation")


def form(**values: str) -> dict[str, str]:
    said = {"correction": HEAVY, "claim": "It says so.", "why": LIGHT, "flaw": "other", "harm": "1"}
    source = {"title_1": "A page", "publisher_1": "Somebody", "dated_1": "2024-05-31"}
    return said | source | {"url_1": "https://www.nhs.uk/x"} | values


def test_the_form_that_comes_back_says_it_and_an_empty_one_does_not(talk, page_of):
    browser = page_of(talk.writer)
    assert HINT not in browser.page(talk.new).text
    back = browser.post(talk.new, data=form(correction=HEAVY, why=HEAVY, claim=""))
    assert back.status_code == 422
    assert HINT in back.text
    easy = browser.post(talk.new, data=form(correction=LIGHT, why=LIGHT, claim=""))
    assert HINT not in easy.text


def test_it_blocks_nothing_and_only_the_writer_reads_it(talk, page_of):
    browser = page_of(talk.writer)
    sent = browser.post(talk.new, data=form(correction=HEAVY, why="Because."))
    assert sent.status_code == 303
    assert HINT in browser.page(sent.headers["Location"]).text
    assert HINT not in page_of(talk.rater).page(sent.headers["Location"]).text
