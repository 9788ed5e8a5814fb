"""What a person's words are read as, over all the names of the data files."""

from __future__ import annotations

import pytest


def keys(match):
    return [concept.key for concept in match.concepts]


def names(match):
    return [concept.name for concept in match.concepts]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("add", ["ADHD"]),
        ("Acid Reflux", ["Acid reflux (GERD)"]),
        ("uti", ["Urinary tract infection (UTI)"]),
        ("high cholesterol", ["High cholesterol"]),
        ("management of congestive heart failure", ["Heart Failure"]),
        ("for the treatment of severe migraines", ["Migraine"]),
        ("birth control", ["Birth control"]),
        ("depression/anxiety", ["Depression", "Anxiety"]),
        ("asthma, emphysema", ["Asthma", "Pulmonary Emphysema"]),
        ("neck and back pain", ["Neck Pain", "Back Pain"]),
        ("pain from broken arm", ["Pain"]),
        ("hairloss", ["Hair loss"]),
    ],
)
def test_everyday_words_lead_to_what_people_mean(matcher, words, meant):
    match = matcher.match(words, "purpose")
    assert (names(match), match.how) == (meant, "exact")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("hypothroidism", "Underactive thyroid"),
        ("fibromylgia", "Fibromyalgia"),
        ("high blood presure", "High blood pressure"),
        ("insomina", "Insomnia (trouble sleeping)"),
    ],
)
def test_a_misspelling_is_read_as_the_nearest_known_word(matcher, words, meant):
    match = matcher.match(words, "purpose")
    assert (names(match), match.how) == ([meant], "fuzzy")


@pytest.mark.parametrize(
    ("words", "substances"),
    [
        ("prozac 20mg", ["drug:fluoxetine"]),
        ("Effexor-XR", ["drug:venlafaxine"]),
        ("metformin 500 mg tablets twice daily", ["drug:metformin"]),
        ("paracetamol", ["drug:acetaminophen"]),
        ("yaz", ["drug:ethinyl-estradiol-and-drospirenone"]),
        ("ibuprofen + prozac", ["drug:ibuprofen", "drug:fluoxetine"]),
        ("olanzapine and fluoxetine", ["drug:olanzapine-and-fluoxetine"]),
        ("physio", ["ours:way-physiotherapy"]),
        ("cpap machine", ["ours:way-cpap"]),
        ("water pill", ["ours:class-water-pills"]),
    ],
)
def test_a_treatment_is_found_by_brand_form_and_everyday_word(matcher, words, substances):
    assert keys(matcher.match(words, "treatment")) == substances


def test_a_combination_knows_its_substances(matcher):
    (vicodin,) = matcher.match("vicodin", "treatment").concepts
    assert vicodin.parts == {"drug:hydrocodone", "drug:acetaminophen"}


@pytest.mark.parametrize("words", ["fun", "my aunt told me to", "progesterone balance", "xyzzy"])
def test_words_that_mean_nothing_known_are_kept_and_not_forced(matcher, words):
    match = matcher.match(words, "purpose")
    assert (match.concepts, match.unmatched) == ([], [words])


def test_what_is_not_understood_stands_beside_what_is(matcher):
    match = matcher.match("Migraine / blorbitis", "purpose")
    assert (names(match), match.unmatched) == (["Migraine"], ["blorbitis"])


@pytest.mark.parametrize("words", ["", "  ", "n/a", "None"])
def test_saying_nothing_leaves_nothing_to_keep(matcher, words):
    match = matcher.match(words, "purpose")
    assert (match.concepts, match.unmatched) == ([], [])


@pytest.mark.parametrize("words", ["hypethyroidism", "low cholesterol", "celebrax"])
def test_a_doubtful_word_is_not_read_as_its_opposite_or_a_look_alike(matcher, words):
    kind = "treatment" if words == "celebrax" else "purpose"
    meant = {concept.name for concept in matcher.match(words, kind).concepts}
    assert not meant & {
        "Overactive thyroid",
        "Underactive thyroid",
        "High cholesterol",
        "Citalopram",
    }


@pytest.mark.parametrize("words", ["cold hands", "heart rate monitor", "add more salt"])
def test_a_vague_word_counts_only_when_it_stands_alone(matcher, words):
    assert not {"Common cold", "Heart Diseases", "ADHD"} & set(
        names(matcher.match(words, "purpose"))
    )


def test_a_medicine_is_not_what_it_was_taken_for(matcher):
    assert names(matcher.match("high blood pressure, diuretic", "purpose")) == [
        "High blood pressure"
    ]
