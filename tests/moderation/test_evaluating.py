"""The measures against published numbers and against scipy."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.moderation.services import evaluating
from app.moderation.services.evaluating import Counts, Judged, Task, measure

# English Wikipedia, "damaging" edits, as published (science.md §3.4, ORES-D).
ORES = Counts(found=455, false_alarms=1664, missed=211, left_alone=17203)


def judged(*pairs: tuple[str, str], slices: tuple[str, ...] = ()) -> list[Judged]:
    return [Judged(f"t{n}", truth, said, slices=slices) for n, (truth, said) in enumerate(pairs)]


def test_a_share_of_nothing_is_none_and_never_zero() -> None:
    nobody = measure("nobody", Counts(0, 0, 0, 5))
    assert (nobody.precision, nobody.recall, nobody.f1) == (None, None, None)


def test_the_published_wikipedia_numbers_come_out() -> None:
    ores = measure("damaging", ORES)
    assert ores.recall is not None
    assert ores.precision is not None
    assert round(ores.recall.estimate, 3) == 0.683
    assert round(ores.precision.estimate, 3) == 0.215


def test_the_middle_of_f1_is_the_harmonic_mean_and_lies_within_its_ends() -> None:
    f1 = measure("damaging", ORES).f1
    assert f1 is not None
    precision, recall = 455 / 2119, 455 / 666
    assert f1.estimate == pytest.approx(2 * precision * recall / (precision + recall))
    assert f1.low < f1.estimate < f1.high


def test_nothing_measured_is_called_accuracy() -> None:
    """With the Wikipedia numbers it would be .904, and say nothing."""
    names = {name for kind in (Counts, evaluating.Measured) for name in kind.__slots__}
    assert not [name for name in names if "accura" in name]
    numbers = [getattr(measure("damaging", ORES), name) for name in ("precision", "recall", "f1")]
    assert 0.904 not in [round(share.estimate, 3) for share in numbers]


def test_a_good_machine_is_wrong_most_of_the_time_about_what_is_rare() -> None:
    value = evaluating.predictive_value(sensitivity=0.9, specificity=0.95, base_rate=0.01)
    assert round(value, 3) == 0.154


def test_false_alarms_a_day_come_from_the_harmless_texts() -> None:
    alarms = evaluating.false_alarms_a_day(specificity=0.95, base_rate=0.01, texts_a_day=1000)
    assert alarms == pytest.approx(49.5)


def test_a_label_is_counted_against_all_others() -> None:
    texts = judged(("a", "a"), ("a", "b"), ("b", "a"), ("b", "b"), ("none", "none"))
    assert evaluating.measure_labels("a", texts, {"a"}).counts == Counts(1, 1, 1, 2)
    assert evaluating.measure_labels("any", texts, {"a", "b"}).counts == Counts(4, 0, 0, 1)


def test_the_table_of_confusions_has_truth_in_rows() -> None:
    texts = judged(("a", "b"), ("a", "b"), ("b", "b"))
    assert evaluating.confusion(texts, ("a", "b")) == ((0, 2), (0, 1))


def test_the_macro_mean_counts_a_small_class_like_a_large_one() -> None:
    texts = judged(*[("a", "a")] * 98, ("b", "none"), ("b", "b"))
    two = [evaluating.measure_labels(label, texts, {label}) for label in "ab"]
    assert evaluating.macro_f1(two) == pytest.approx((1 + 2 / 3) / 2)


def test_the_macro_mean_is_unknown_where_a_class_was_never_seen() -> None:
    texts = judged(("a", "a"))
    two = [evaluating.measure_labels(label, texts, {label}) for label in "ab"]
    assert evaluating.macro_f1(two) is None
    assert evaluating.macro_f1([]) is None


@pytest.mark.parametrize(("cases", "known"), [(29, False), (30, True)])
def test_a_slice_under_thirty_cases_is_unknown(cases: int, known: bool) -> None:
    texts = judged(*[("a", "a")] * cases, *[("none", "none")] * 50, slices=("language:nl",))
    (dutch,) = evaluating.slices(texts, {"a"})
    assert (dutch.name, dutch.cases, dutch.is_known) == ("language:nl", cases, known)


def test_a_slice_without_anything_to_find_has_no_recall() -> None:
    (only,) = evaluating.slices(judged(("none", "a"), slices=("short",)), {"a"})
    assert (only.cases, only.recall, only.is_known) == (0, None, False)


def test_a_threshold_is_the_highest_that_still_finds_the_wanted_share() -> None:
    scored = [(score / 10, True) for score in range(1, 11)] + [(0.95, False)]
    assert evaluating.threshold_at_recall(scored, 0.9) == 0.2
    assert evaluating.threshold_at_recall(scored, 1.0) == 0.1
    assert evaluating.threshold_at_recall(scored, 0.05) == 1.0


@given(st.lists(st.floats(0, 1), min_size=1), st.floats(0.01, 1))
def test_at_the_threshold_the_wanted_recall_holds(scores: list[float], recall: float) -> None:
    threshold = evaluating.threshold_at_recall([(score, True) for score in scores], recall)
    assert sum(score >= threshold for score in scores) / len(scores) >= recall - 1e-9


@pytest.mark.parametrize(("scored", "recall"), [([(1.0, False)], 0.9), ([(1.0, True)], 0)])
def test_a_threshold_without_cases_or_aim_is_refused(
    scored: list[tuple[float, bool]], recall: float
) -> None:
    with pytest.raises(ValueError, match="threshold"):
        evaluating.threshold_at_recall(scored, recall)


def task(name: str) -> Task:
    return Task(name=name, labels=("a", "none"), quiet="none", judge=lambda _folder: ())


def test_machines_are_known_by_name_and_one_name_is_one_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(evaluating, "_tasks", {})
    second, first = evaluating.register(task("b")), evaluating.register(task("a"))
    assert evaluating.register(first) is first
    assert evaluating.tasks() == (first, second)
    with pytest.raises(ValueError, match="two tasks named a"):
        evaluating.register(task("a"))
    assert first.thresholds(Path()) == ()
