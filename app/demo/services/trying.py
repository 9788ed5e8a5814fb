"""How a treatment went for somebody: drawn from the weights that stand with each treatment."""

from __future__ import annotations

import random
from dataclasses import dataclass

from app.demo.services.library import Treatment

# How long, as the evaluation stores it and as people say it, and how many of a hundred.
_TIMES = (
    ("under_1_month", ("two weeks", "three weeks", "twenty days"), 8),
    ("1_to_6_months", ("two months", "three months", "ten weeks", "five months"), 26),
    ("6_to_12_months", ("eight months", "ten months", "most of a year"), 20),
    ("1_to_2_years", ("a year", "eighteen months", "a year and a bit"), 20),
    ("2_to_5_years", ("three years", "four years", "two and a half years"), 18),
    ("over_5_years", ("six years", "eight years", "eleven years"), 8),
)
_ADHERENCE = (("always", 52), ("usually", 34), ("sometimes", 11), ("never", 3))
_BURDEN = (("not_at_all", 42), ("a_little", 34), ("somewhat", 17), ("very", 7))
_COSTS = (
    ("nothing", 38),
    ("under_25", 30),
    ("25_to_50", 16),
    ("50_to_100", 9),
    ("100_to_200", 5),
    ("over_200", 2),
)
# Words, never numbers: a made-up dose must not be read as one to take.
_DOSES = ("the lowest one", "a low one", "the usual one", "a middle one", "a high one", "")
_ADVICE = (
    "Give it time, and write down how you feel.",
    "I put it next to my toothbrush, so I remember.",
    "Ask about side effects before the first day.",
    "Talk to your pharmacist, mine had time.",
    "A small diary showed me more than my memory.",
    "Tell somebody at home what to look out for.",
)


@dataclass(frozen=True, slots=True)
class Tried:
    """One person's course of one treatment, in the codes of `app.health.scales`."""

    treatment: Treatment
    effectiveness: int
    side_effects: int
    named: tuple[str, ...]
    overall: int
    adherence: str
    burden: str
    cost_band: str
    dose: str
    time_on_it: str
    took: str
    still_taking: bool
    stop_reasons: tuple[str, ...]
    advice: str


def try_out(treatment: Treatment, rng: random.Random) -> Tried:
    """Somebody's course. Poor effect and strong side effects make stopping likelier."""
    effect = rng.choices(range(5), treatment.effect)[0]
    side = rng.choices(range(5), treatment.side)[0]
    code, spoken, _weight = rng.choices(_TIMES, [weight for _c, _s, weight in _TIMES])[0]
    goes_on = rng.random() < 0.25 + 0.16 * effect - 0.14 * max(0, side - 1)
    return Tried(
        treatment=treatment,
        effectiveness=effect,
        side_effects=side,
        named=_named(treatment, side, rng),
        overall=min(10, max(1, round(2 + 2 * effect - 0.8 * side + rng.gauss(0, 0.9)))),
        adherence=_one_of(_ADHERENCE, rng),
        burden=_one_of(_BURDEN, rng),
        cost_band=_one_of(_COSTS, rng),
        dose=rng.choice(_DOSES) if treatment.is_medicine else "",
        time_on_it=code,
        took=rng.choice(spoken),
        still_taking=goes_on,
        stop_reasons=() if goes_on else _reasons(treatment, effect, side, rng),
        advice=rng.choice(_ADVICE) if rng.random() < 0.15 else "",
    )


def _named(treatment: Treatment, side: int, rng: random.Random) -> tuple[str, ...]:
    if side == 0:
        return ()
    how_many = min(len(treatment.side_effects), 1 + (rng.random() < 0.2 * side))
    return tuple(rng.sample(treatment.side_effects, how_many))


def _reasons(treatment: Treatment, effect: int, side: int, rng: random.Random) -> tuple[str, ...]:
    reasons = [
        reason
        for reason, chance in (
            ("did_not_work", 0.85 - 0.25 * effect),
            ("side_effects", 0.3 * side - 0.15),
            ("doctors_advice", 0.3 if treatment.is_medicine else 0.05),
            ("expense", 0.08),
            ("insurance", 0.05),
            ("course_ended", 0.12),
        )
        if rng.random() < chance
    ]
    return tuple(reasons or ["other"])


def _one_of(weighted: tuple[tuple[str, int], ...], rng: random.Random) -> str:
    return rng.choices([code for code, _ in weighted], [weight for _, weight in weighted])[0]
