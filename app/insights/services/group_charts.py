"""The charts of a group's figures: one per question, from how many people gave which answer.

A question that fewer than five people answered has no chart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.core.charts import BarRow, Chart, StackedRow, horizontal_bars, rating_strip, stacked_bars
from app.core.charts.canvas import Direction
from app.health import wording
from app.health.scales import Effectiveness, SideEffects
from app.insights.queries.group_figures import Combination
from app.insights.services.medians import middle_of
from app.insights.services.ranking import LEAST_PEOPLE


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a fixed list: how many gave it, and the value that finds their experiences."""

    name: str
    value: int | str
    people: int


@dataclass(frozen=True, slots=True)
class Scale:
    """A five-level scale: its chart and its levels, each a door to the experiences behind it."""

    key: str
    chart: Chart
    levels: tuple[Choice, ...]


def counts_of(rows: Iterable[Combination], attribute: str) -> Counter[Any]:
    """How many people gave each answer to one question."""
    counts: Counter[Any] = Counter()
    for row in rows:
        value = getattr(row, attribute)
        if value is not None:
            counts[value] += row.people
    return counts


def _people(number: int) -> str:
    return str(ngettext("%(num)s person", "%(num)s people", number))


def _scale(
    key: str,
    counts: Counter[Any],
    words: dict[Any, Any],
    head: str,
    sentence: str,
    to: Direction,
) -> Scale:
    levels = tuple(
        Choice(wording.said(words, level), int(level), counts[int(level)]) for level in words
    )
    chart = stacked_bars(
        [StackedRow(head, tuple(level.people for level in levels))],
        levels=[level.name for level in levels],
        sentence=sentence,
        subtitle=_("%(people)s answered this.", people=_people(counts.total())),
        row_title=_("Question"),
        total_title=_("All"),
        direction=to,
    )
    return Scale(key, chart, levels)


def _at_least(counts: Counter[Any], level: IntEnum) -> int:
    return sum(people for value, people in counts.items() if value >= level)


def scales(rows: Sequence[Combination], to: Direction) -> Iterable[Scale]:
    """How well it works and how bad the side effects are, each as a bar of five levels."""
    effect, harm = counts_of(rows, "effectiveness"), counts_of(rows, "side_effects")
    if effect.total() >= LEAST_PEOPLE:
        sentence = _(
            "%(some)s of %(all)s people say it worked well or very well",
            some=_at_least(effect, Effectiveness.CONSIDERABLY),
            all=effect.total(),
        )
        head = _("How well it worked")
        yield _scale("effectiveness", effect, wording.EFFECTIVENESS, head, sentence, to)
    if harm.total() >= LEAST_PEOPLE:
        sentence = _(
            "%(some)s of %(all)s people call the side effects moderate or worse",
            some=_at_least(harm, SideEffects.MODERATE),
            all=harm.total(),
        )
        yield _scale("side_effects", harm, wording.SIDE_EFFECTS, _("Side effects"), sentence, to)


def overall(rows: Sequence[Combination], to: Direction) -> Chart | None:
    """The rating from 1 to 10 with its median and quartiles."""
    counts = counts_of(rows, "overall")
    middle = middle_of(counts)
    if middle is None or middle.n < LEAST_PEOPLE:
        return None
    return rating_strip(
        counts,
        lowest=1,
        highest=10,
        quartiles=(middle.lower, middle.median, middle.upper),
        sentence=_("The middle rating is %(median)g of 10", median=middle.median),
        subtitle=_(
            "%(people)s. Half of the ratings lie from %(low)g to %(high)g.",
            people=_people(middle.n),
            low=middle.lower,
            high=middle.upper,
        ),
        header=(_("Rating"), _("People")),
        direction=to,
    )


def _bars(
    rows: Sequence[tuple[str, int]], sentence: str, head: str, of: int, to: Direction
) -> Chart:
    return horizontal_bars(
        [BarRow(name, people, f"{people}") for name, people in rows],
        sentence=sentence,
        subtitle=_("Out of %(people)s.", people=_people(of)),
        header=(head, _("People")),
        full=of,
        direction=to,
    )


def time_on_it(rows: Sequence[Combination], to: Direction) -> Chart | None:
    """How long people take it, or took it."""
    counts = counts_of(rows, "time_on_it")
    if counts.total() < LEAST_PEOPLE:
        return None
    most = max(wording.TIME_ON_IT, key=lambda code: counts[code.value])
    sentence = _(
        "Time on it, most often: %(time)s", time=wording.said(wording.TIME_ON_IT, most).lower()
    )
    bars = [(str(words), counts[code.value]) for code, words in wording.TIME_ON_IT.items()]
    bars = [bar for bar in bars if bar[1]]
    return _bars(bars, sentence, _("Time on it"), counts.total(), to)


def named(
    rows: Sequence[tuple[str, int]], *, sentence: str, head: str, of: int, to: Direction
) -> Chart | None:
    """Things that people named, each by how many of ``of`` people; ``None`` when nobody named one.

    The sentence ends with the thing that most named.
    """
    if not rows:
        return None
    return _bars(rows, f"{sentence} {rows[0][0]}", head, of, to)
