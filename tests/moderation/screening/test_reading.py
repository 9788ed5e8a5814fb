"""How a text becomes words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.moderation.services.screening.folding import fold
from app.moderation.services.screening.phrases import find, forms, tree
from app.moderation.services.screening.reading import read
from app.moderation.services.screening.spelling import speller


def words(text: str) -> list[str]:
    return [word.letters for word in read(text).words]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Take 40mg", ["take", "#", "mg"]),
        ("2.5 mg, 1,000 units", ["#", "mg", ",", "#", "units"]),
        ("£35 49 euros", ["#money", "#", "euros"]),
        ("c u r e s it", ["cures", "it"]),
        ("S t o p  t a k i n g it", ["stop", "taking", "it"]),
        ("D.M. me", ["dm", "me"]),
        ("s-t-o-p", ["stop"]),
        ("vitamins A B C", ["vitamins", "a", "b", "c"]),
        ("bl3ach 0rder h2o2 b12", ["bleach", "order", "h2o2", "b12"]),
        ("over-the-counter - yes", ["over", "the", "counter", ",", "yes"]),
        ("I'd rather", ["id", "rather"]),
        ("do not, is not, not", ["dont", ",", "isnt", ",", "not"]),
        ("cuuuures", ["cures"]),
        ("20% off", ["#", "%", "off"]),
        ("ﬁne ½", ["fine", "#", "#"]),
    ],
)
def test_words_are_read_whatever_they_wear(text: str, meant: list[str]) -> None:
    assert words(text) == meant


def test_letters_of_one_other_script_stay_what_they_are() -> None:
    """A Russian word is no English one in disguise."""
    assert words("стоп") == ["стоп"]
    assert words("stоp") == ["stop"]


def test_sentences_end_at_signs_and_not_inside_of_addresses_or_numbers() -> None:
    text = read("See bit.ly/x. Dr. Ali said 2.5. Why?! Because")
    assert [word.sentence for word in text.words if word.letters in ("see", "ly", "dr")] == [
        0,
        0,
        1,
    ]
    assert text.words[-1].sentence == 3
    assert text.questions == {2}


def test_a_new_paragraph_ends_a_sentence_and_a_mere_line_break_does_not() -> None:
    assert {word.sentence for word in read("stop\ntaking\nit").words} == {0}
    assert {word.sentence for word in read("stop\n\ntaking").words} == {0, 1}


def test_quoted_words_are_known_as_such() -> None:
    text = read("She said “stop it” and I did not do anything of it at all.")
    assert [word.letters for word in text.words if word.is_quoted] == ["stop", "it"]
    text = read("> stop it\nI will not do anything of it at all, thank you.")
    assert [word.letters for word in text.words if word.is_quoted] == ["stop", "it"]


def test_a_quotation_mark_without_a_partner_quotes_nothing() -> None:
    assert not any(word.is_quoted for word in read('My 5" scar. Stop it. I am well.').words)


@given(st.text())
def test_every_word_knows_its_place_in_the_text(text: str) -> None:
    for word in read(text).words:
        assert 0 <= word.start < word.end <= len(text)
        assert fold(text[word.start : word.end]).letters


@given(st.text())
def test_words_and_sentences_stand_in_the_order_of_the_text(text: str) -> None:
    found = read(text).words
    assert [word.start for word in found] == sorted(word.start for word in found)
    assert [word.sentence for word in found] == sorted(word.sentence for word in found)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("medcine", "medicine"),
        ("perscription", "prescription"),
        ("meidcine", "medicine"),
        ("medicinee", "medicinee"),
        ("doubled", "doubled"),
        ("dose", "dose"),
        ("ur", "your"),
        ("x" * 5000, "x" * 5000),
    ],
)
def test_a_slip_is_mended_and_another_form_of_the_word_is_not(written: str, meant: str) -> None:
    spell = speller({"medicine", "prescription", "double", "does"}, {"ur": "your"})
    assert spell(written) == meant


def test_a_phrase_with_choices_stands_for_all_of_them() -> None:
    assert set(forms("stop|quit taking? #")) == {
        ("stop", "taking", "#"), ("quit", "taking", "#"), ("stop", "#"), ("quit", "#"),
    }  # fmt: skip


def test_phrases_of_all_lists_are_found_at_once_within_their_sentence() -> None:
    root = tree({"a": forms("stop it"), "b": forms("stop it now?")})
    found = find(read("Stop it now. Stop. It").words, root)
    assert found == {"a": [(0, 1)], "b": [(0, 1), (0, 2)]}
