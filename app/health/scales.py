"""The fixed choices of an evaluation, in their order, as stored numbers and codes.

Five steps of effectiveness and of side effects are those of the Druglib reviews (Gräßer et al.
2018); adherence, burden, cost bands and reasons to stop follow PatientsLikeMe's treatment
evaluation as described in the literature. The words that people read stand in forms.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Effectiveness(IntEnum):
    """How well it worked, from not at all to highly."""

    INEFFECTIVE = 0
    MARGINALLY = 1
    MODERATELY = 2
    CONSIDERABLY = 3
    HIGHLY = 4


class SideEffects(IntEnum):
    """How bad the side effects were, from none to extremely severe."""

    NONE = 0
    MILD = 1
    MODERATE = 2
    SEVERE = 3
    EXTREMELY_SEVERE = 4


class Adherence(StrEnum):
    """How often it was taken as agreed."""

    ALWAYS = "always"
    USUALLY = "usually"
    SOMETIMES = "sometimes"
    NEVER = "never"


class Burden(StrEnum):
    """How hard it is to take or do."""

    NOT_AT_ALL = "not_at_all"
    A_LITTLE = "a_little"
    SOMEWHAT = "somewhat"
    VERY = "very"


class CostBand(StrEnum):
    """What the person pays themself in a month, in the currency of the site."""

    NOTHING = "nothing"
    UNDER_25 = "under_25"
    UNDER_50 = "25_to_50"
    UNDER_100 = "50_to_100"
    UNDER_200 = "100_to_200"
    OVER_200 = "over_200"


class TimeOnIt(StrEnum):
    """How long the person has taken it, or took it."""

    UNDER_1_MONTH = "under_1_month"
    MONTHS_1_TO_6 = "1_to_6_months"
    MONTHS_6_TO_12 = "6_to_12_months"
    YEARS_1_TO_2 = "1_to_2_years"
    YEARS_2_TO_5 = "2_to_5_years"
    OVER_5_YEARS = "over_5_years"


class StopReason(StrEnum):
    """Why somebody stopped; several may be true."""

    DID_NOT_WORK = "did_not_work"
    SIDE_EFFECTS = "side_effects"
    DOCTORS_ADVICE = "doctors_advice"
    EXPENSE = "expense"
    COURSE_ENDED = "course_ended"
    INSURANCE = "insurance"
    OWN_RESEARCH = "own_research"
    ALLERGY = "allergy"
    OTHER = "other"
