"""The words for bands of released tables and for levels of live figures."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

EFFECTIVENESS_BANDS = {
    "little": _l("It did not work, or only a little"),
    "moderate": _l("It worked fairly well"),
    "much": _l("It worked well or very well"),
}
SIDE_EFFECT_BANDS = {
    "none-or-mild": _l("No side effects, or mild ones"),
    "moderate": _l("Moderate side effects"),
    "severe": _l("Severe or extremely severe side effects"),
}
COURSE_BANDS = {
    "still-on-it": _l("Still taking it"),
    "stopped-side-effects": _l("Stopped because of side effects or an allergy"),
    "stopped-no-effect": _l("Stopped because it did not work"),
    "stopped-other": _l("Stopped for another reason"),
}
BANDS = {
    "condition-effectiveness": EFFECTIVENESS_BANDS,
    "condition-side-effects": SIDE_EFFECT_BANDS,
    "condition-course": COURSE_BANDS,
}
TABLES = {
    "condition-effectiveness": _l("How well it works"),
    "condition-side-effects": _l("How bad the side effects are"),
    "condition-course": _l("Who still takes it, and why others stopped"),
}
