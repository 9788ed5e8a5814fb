"""The matcher over the tables, and one text asked of the tables, say the same."""

from __future__ import annotations

import pytest

from app.catalogue.services.matching import loaded_matcher, match
from tests.support.queries import count_queries

TEXTS = [
    ("depression/anxiety", "purpose", ["Depression", "Anxiety"]),
    ("severe headaches from stress", "purpose", ["Headache"]),
    ("depresion", "purpose", ["Depression"]),
    ("contraception", "purpose", ["Birth control"]),
    ("tramadol", "purpose", []),
    ("ultram 50mg", "treatment", ["Tramadol"]),
    ("tylenol and tramadol", "treatment", ["Tramadol and paracetamol"]),
    ("water pill", "treatment", ["Water pills"]),
    ("blorb", "treatment", []),
]


@pytest.mark.parametrize(("words", "kind", "meant"), TEXTS)
def test_one_text_is_read_as_the_whole_matcher_reads_it(load_small, words, kind, meant):
    load_small()
    alone, listed = match(words, kind), loaded_matcher().match(words, kind)
    assert [concept.name for concept in alone.concepts] == meant
    assert alone == listed
    assert all(concept.id for concept in alone.concepts)


def test_a_retired_concept_is_not_matched(load_small):
    load_small()
    load_small([], files="2")
    assert match("depression", "purpose").concepts == []


def test_one_text_costs_three_queries_once_the_words_are_known(load_small):
    load_small()
    match("anxiety", "treatment")
    with count_queries() as seen:
        match("a long sentence about anxiety and depression and more", "treatment")
    assert len(seen) <= 3
