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
OVERALL_BANDS = {
    "high": _l("8 to 10, a good rating"),
    "middle": _l("5 to 7, in between"),
    "low": _l("1 to 4, a poor rating"),
}
BANDS = {
    "condition-effectiveness": EFFECTIVENESS_BANDS,
    "condition-side-effects": SIDE_EFFECT_BANDS,
    "condition-overall": OVERALL_BANDS,
}
TABLES = {
    "condition-effectiveness": _l("How well it works"),
    "condition-side-effects": _l("How bad the side effects are"),
    "condition-overall": _l("Overall rating, 1 to 10, over all treatments"),
}
