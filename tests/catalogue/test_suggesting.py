"""Type-ahead: beginnings, then words inside, then typing errors; and why each was found."""

from __future__ import annotations

import pytest

from app.catalogue.queries.suggesting import suggest
from app.core.viewer import ANONYMOUS
from tests.catalogue.conftest import record, small_catalogue
from tests.support.queries import count_queries

ALL = ("condition", "symptom", "treatment", "situation")


def found(words, kinds=ALL, limit=8):
    return [(one.name, one.matched) for one in suggest(ANONYMOUS, words, kinds, limit)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("dep", ("Depression", "Depression")),
        ("HBP", ("High blood pressure", "hbp")),
        ("hypert", ("High blood pressure", "hypertension")),
        ("ultram", ("Tramadol", "ultram")),
        ("headaches", ("Headache", "Headache")),
        ("reflux", ("Acid reflux", "Acid reflux")),
        ("depresion", ("Depression", "Depression")),
        ("tramadoll", ("Tramadol", "Tramadol")),
    ],
)
def test_the_first_suggestion_is_what_was_begun(load_small, words, first):
    load_small()
    assert found(words)[0] == first


def test_only_the_kinds_asked_for_come_back(load_small):
    load_small()
    assert found("tra", kinds=("treatment",)) == [
        ("Tramadol", "Tramadol"),
        ("Tramadol and paracetamol", "Tramadol and paracetamol"),
    ]
    assert found("tra", kinds=("condition",)) == []


@pytest.mark.parametrize("words", ["", "d", " ' ", "%%", "zzzzz"])
def test_nothing_is_suggested_for_nothing_one_letter_or_the_unknown(load_small, words):
    load_small()
    assert found(words) == []


def test_a_concept_comes_once_and_the_better_known_first(load_small):
    load_small(
        [
            record("t:rare", "condition", "Migralepsy", weight=0),
            record("t:known", "condition", "Migraine", weight=4, also={"migraines": "lay"}),
            record("t:gone", "condition", "Migraine gone"),
        ]
    )
    load_small(
        [
            record("t:rare", "condition", "Migralepsy", weight=0),
            record("t:known", "condition", "Migraine", weight=4, also={"migraines": "lay"}),
        ],
        files="2",
    )
    assert [name for name, _ in found("migra")] == ["Migraine", "Migralepsy"]


def test_names_held_in_memory_follow_a_new_load(load_small):
    load_small()
    assert found("pressure")[0][0] == "High blood pressure"
    load_small([*small_catalogue(), record("t:eye", "condition", "Eye pressure")], files="2")
    assert {"High blood pressure", "Eye pressure"} <= {name for name, _ in found("pressure")}


def test_a_beginning_costs_one_query_and_a_typing_error_four(load_small):
    load_small()
    found("dipression")
    with count_queries() as beginning:
        found("tra", limit=2)
    with count_queries() as slip:
        found("depresion")
    assert (len(beginning), len(slip)) == (1, 3)
