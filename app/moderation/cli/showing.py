"""An evaluation in lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.core.proportions import Share
from app.moderation.services.evaluating import (
    LEAST_CASES,
    Judged,
    Measured,
    Task,
    confusion,
    false_alarms_a_day,
    macro_f1,
    measure_labels,
    predictive_value,
    slices,
)

_WIDTH = 28


def shown(share: Share | None) -> str:
    """A share with its interval and its denominator."""
    if share is None:
        return f"{'none to count':<{_WIDTH}}"
    words = f"{share.estimate:.2f} ({share.low:.2f} to {share.high:.2f}) of {share.whole}"
    return f"{words:<{_WIDTH}}"


def evaluated(
    task: Task, judged: Sequence[Judged], *, texts_a_day: float, base_rate: float
) -> Iterator[str]:
    """Classes, confusions, slices, and what to expect in a day. Accuracy is left out: where almost
    nothing is to be found, finding nothing is accurate."""
    wanted = [label for label in task.labels if label != task.quiet]
    classes = [measure_labels(label, judged, {label}) for label in wanted]
    together = [measure_labels(n, judged, set(labels)) for n, labels in task.together.items()]
    yield f"{'':<18}{'precision':<{_WIDTH}}{'recall':<{_WIDTH}}F1"
    for one in (*classes, *together):
        f1 = "none to count" if one.f1 is None else _f1(one.f1)
        yield f"{one.name:<18}{shown(one.precision)}{shown(one.recall)}{f1}"
    mean = macro_f1(classes)
    yield f"Macro-F1 over {len(classes)} classes: " + ("unknown" if mean is None else f"{mean:.2f}")
    yield from _confusions(task, judged)
    yield from _slices(judged, wanted)
    for one in together:
        yield from _expected(one, texts_a_day, base_rate)


def _f1(share: Share) -> str:
    return f"{share.estimate:.2f} ({share.low:.2f} to {share.high:.2f})"


def _confusions(task: Task, judged: Sequence[Judged]) -> Iterator[str]:
    yield "Confusions: a row is what a text is, a column what was said of it."
    yield f"{'':<18}" + " ".join(f"{label:>15}" for label in task.labels)
    table = confusion(judged, task.labels)
    for label, row in zip(task.labels, table, strict=True):
        yield f"{label:<18}" + " ".join(f"{count:>15}" for count in row)


def _slices(judged: Sequence[Judged], wanted: Sequence[str]) -> Iterator[str]:
    yield "Recall by slice:"
    for one in slices(judged, wanted):
        known = shown(one.recall).strip()
        few = f"unknown: {one.cases} cases, fewer than {LEAST_CASES}"
        yield f"  {one.name:<20}{known if one.is_known else few}"


def _expected(one: Measured, texts_a_day: float, base_rate: float) -> Iterator[str]:
    """What a day brings. The curated texts that need nobody are hard ones, so the truth is likelier
    to be kinder."""
    if one.recall is None or one.specificity is None:
        return
    low, middle, high = (
        false_alarms_a_day(specificity=share, base_rate=base_rate, texts_a_day=texts_a_day)
        for share in (one.specificity.high, one.specificity.estimate, one.specificity.low)
    )
    yield (
        f"{one.name}: of {texts_a_day:,.0f} texts a day with {base_rate:.1%} to find, expect "
        f"{middle:.1f} false alarms ({low:.1f} to {high:.1f})."
    )
    rightly = predictive_value(
        sensitivity=one.recall.estimate, specificity=one.specificity.low, base_rate=base_rate
    )
    yield f"{one.name}: at the worse end {rightly:.1%} of those are rightly pointed at."
