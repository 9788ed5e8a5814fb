"""The curated texts themselves, and how the rules do on them."""

from __future__ import annotations

from collections import Counter

from app.moderation.services.evaluating import BUILD, HELD_OUT, macro_f1, measure_labels
from app.moderation.services.screening.evaluation import TASK, judge
from app.moderation.services.screening.rules import LABELS, NONE
from tests.moderation.screening.looks import FOLDER, curated, rules

SPLITS = Counter(entry["split"] for entry in curated())


def test_there_are_300_texts_and_two_in_five_are_held_out() -> None:
    assert SPLITS.total() >= 300
    assert SPLITS[HELD_OUT] >= 0.4 * SPLITS.total()
    assert set(SPLITS) == {BUILD, HELD_OUT}


def test_every_text_is_one_of_its_own_with_a_label_and_a_reason() -> None:
    assert len({entry["id"] for entry in curated()}) == SPLITS.total()
    assert len({entry["text"].casefold() for entry in curated()}) == SPLITS.total()
    assert {entry["label"] for entry in curated()} == {*LABELS, NONE}
    assert all(entry["why"].strip() for entry in curated())


def test_no_class_is_small_and_the_harmless_ones_are_many() -> None:
    sizes = Counter(entry["label"] for entry in curated())
    assert min(sizes.values()) >= 25
    assert sizes[NONE] >= 100


def test_every_rule_points_at_one_of_the_build_texts() -> None:
    """A rule that nothing shows at work is no rule."""
    seen = {rule for entry in curated() if entry["split"] == BUILD for rule in rules(entry["text"])}
    assert seen >= {"emergency_ignored", "harmful_remedy", "stop_medicine", "stop_or_story"}
    assert seen >= {"dose_to_others", "dose_or_story", "cure_claim", "medicine_for_sale"}
    assert seen >= {"promotion", "listed_source", "pretended_source", "hidden_address"}


def test_the_build_texts_come_out_as_labelled() -> None:
    wrong = [one for one in judge(FOLDER) if one.split == BUILD and one.said != one.truth]
    assert wrong == []


def test_held_out_texts_do_not_come_out_worse_than_published() -> None:
    """The published numbers stand in docs/subsystems/moderation_screening.md; this is the floor."""
    held = [one for one in judge(FOLDER) if one.split == HELD_OUT]
    any_of_them = measure_labels("pointed at", held, set(TASK.together["pointed at"]))
    mean = macro_f1([measure_labels(label, held, {label}) for label in LABELS])
    assert any_of_them.recall is not None
    assert any_of_them.precision is not None
    assert any_of_them.recall.estimate >= 0.85
    assert any_of_them.precision.estimate >= 0.97
    assert mean is not None
    assert mean >= 0.9
