"""What the columns of a data set mean. The next data set is one more mapping, not a program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.health.scales import Effectiveness, SideEffects


@dataclass(frozen=True, kw_only=True)
class Format:
    """One data set's table. Column names on the right, what they hold on the left.

    `texts` are the person's own words: column -> heading in our words, in the order in which
    they stand in the post. Scale values are mapped word by word; case and spaces do not matter.
    `collected_by` is the last day on which its rows can have been written, for rows without a
    date of their own: an old judgement must not look like one of today.
    """

    name: str
    credit: str
    collected_by: date
    row_id: str
    treatment: str
    purpose: str
    effectiveness: str
    side_effects: str
    overall: str
    texts: Mapping[str, str]
    effectiveness_words: Mapping[str, int]
    side_effect_words: Mapping[str, int]
    delimiter: str = "\t"
    says_nothing: frozenset[str] = field(
        default=frozenset({"", "none", "n/a", "na", "nothing", "see above", "-", "no comment"})
    )

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that the file must have."""
        scales = (self.effectiveness, self.side_effects, self.overall)
        return (self.row_id, self.treatment, self.purpose, *scales, *self.texts)


# F. Gräßer, S. Kallumadi, H. Malberg, S. Zaunseder (2018): Aspect-Based Sentiment Analysis of
# Drug Reviews Applying Cross-Domain and Cross-Data Learning. DH '18. CC BY 4.0.
DRUGLIB = Format(
    name="druglib",
    credit="From the Druglib data set",
    collected_by=date(2018, 12, 31),  # the year it was published; its rows carry no date
    row_id="review_id",
    treatment="drug_name",
    purpose="condition",
    effectiveness="effectiveness",
    side_effects="side_effects",
    overall="rating",
    texts={
        "benefits_review": "What it did for me",
        "side_effects_review": "Side effects",
        "comments_review": "How I took it, and more",
    },
    effectiveness_words={
        "ineffective": Effectiveness.INEFFECTIVE,
        "marginally effective": Effectiveness.MARGINALLY,
        "moderately effective": Effectiveness.MODERATELY,
        "considerably effective": Effectiveness.CONSIDERABLY,
        "highly effective": Effectiveness.HIGHLY,
    },
    side_effect_words={
        "no side effects": SideEffects.NONE,
        "mild side effects": SideEffects.MILD,
        "moderate side effects": SideEffects.MODERATE,
        "severe side effects": SideEffects.SEVERE,
        "extremely severe side effects": SideEffects.EXTREMELY_SEVERE,
    },
)

FORMATS: dict[str, Format] = {one.name: one for one in (DRUGLIB,)}
