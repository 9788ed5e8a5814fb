"""Two spellings of one thing come to the same form."""

from __future__ import annotations

import pytest

from app.catalogue.words import fold, normalise, slug_of


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Crohn’s  Disease", "crohns disease"),
        ("A.D.D.", "add"),
        ("retin-a", "retin a"),
        ("acétaminophène", "acetaminophene"),
        ("ﬁbromyalgia", "fibromyalgia"),
        ("Sleep & rest", "sleep and rest"),
        ("depression/anxiety", "depression anxiety"),
        ("...", ""),
    ],
)
def test_case_accents_quotes_and_punctuation_do_not_matter(written, same):
    assert normalise(written) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("headaches", "headache"),
        ("allergies", "allergy"),
        ("tumours", "tumor"),
        ("oesophagitis", "esophagitis"),
        ("diarrhoea", "diarrhea"),
        ("anaemia", "anemia"),
        ("rashes", "rash"),
    ],
)
def test_plurals_and_british_spellings_fold_to_one(one, other):
    assert fold(normalise(one)) == fold(normalise(other))


@pytest.mark.parametrize("word", ["psoriasis", "lupus", "abscess", "gas", "arthritis"])
def test_words_that_only_look_like_plurals_keep_their_end(word):
    assert fold(word) == word


def test_a_slug_is_plain_and_ends_at_a_letter():
    assert slug_of("Type 2 diabetes (T2D)") == "type-2-diabetes-t2d"
    assert not slug_of("a" * 119 + " b", longest=120).endswith("-")
