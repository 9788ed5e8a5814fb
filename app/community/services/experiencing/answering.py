"""Keeping the answers of one page in the draft, and giving them back to the page.

A phrase stands in the draft as `{"words", "asks", "means"}`: what was typed, the candidates
`[{"name", "ids"}, …]`, and once chosen the one that is meant (or None: "keep my words"). Without
`means` the question is open.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from app.accounts.services import consenting
from app.accounts.wordings import Wording
from app.community.services.experiencing import recognising, steps
from app.core import step_drafts
from app.core.step_drafts import StepDraft
from app.core.viewer import Viewer
from app.health.answers import LONGEST_WORDS
from app.health.queries import holds
from app.health.queries.consent import KEEP, SHOW
from app.health.services.evaluating import need_consent_to_keep

PLACES = ("first", "second", "third")
KEEP_OWN = "own"
MOST_SIDE_EFFECTS = 20
_SEPARATORS = str.maketrans(",;", "\n\n")
CONSENTS = {"keep": KEEP, "show": SHOW}
_SOURCE = "experience form"

Values = dict[str, Any]


def answer(*, by: Viewer, draft: StepDraft, step: str, values: Values, language: str) -> str | None:
    """Keep what a page's form gave; the step that comes next, or None when the person does not
    agree to our keeping anything, so that there is nothing more to ask.

    Raises:
        Conflict: answers came without the consent to keep them.
    """
    if step != "keep":
        need_consent_to_keep(by)
    if step in CONSENTS and values["answer"] == "yes":
        purpose = CONSENTS[step]
        consenting.give(by=by, purpose=purpose, language=language, source=_SOURCE)
    elif step == "keep":
        return None
    elif step == "show":
        step_drafts.save(draft, {"show_card": "no"})
    else:
        taken = _TAKE.get(step, _as_given)(values, dict(draft.answers))
        step_drafts.save(draft, taken)
    return onward(by, draft, step)


def onward(by: Viewer, draft: StepDraft, step: str) -> str:
    """The step after this one; reaching the check page is remembered."""
    later = steps.next_step(step, draft.answers, keeps=holds(by.id, KEEP), shows=holds(by.id, SHOW))
    if later == steps.CHECK and not draft.answers.get("reached_check"):
        step_drafts.save(draft, {"reached_check": True})
    return later


def filled(step: str, answers: Values) -> Values:
    """What the page's form shows: what was answered before."""
    return _FILL.get(step, dict)(answers)


def questions_of(step: str, answers: Values) -> list[tuple[str, list[tuple[str, str]]]]:
    """The phrases a match page asks about, each with its candidates (number, name)."""
    return [
        (one["words"], [(str(place), _offer(found)) for place, found in enumerate(one["asks"])])
        for one in _asking(step, answers)
    ]


def _offer(candidate: Values) -> str:
    """The name of a candidate, and the name that was found where that is another one."""
    if candidate["also"].casefold() == candidate["name"].casefold():
        return str(candidate["name"])
    return str(
        _("%(name)s, also called %(other)s", name=candidate["name"], other=candidate["also"])
    )


def consent_text(step: str, language: str) -> Wording | None:
    """What a person agrees to on the consent pages; None on all the others."""
    return consenting.current_text(CONSENTS[step], language) if step in CONSENTS else None


def _as_given(values: Values, _answers: Values) -> Values:
    return values


def _treatment(values: Values, _answers: Values) -> Values:
    phrase = recognising.phrase(values["treatment"], "treatment", values["treatment_id"])
    return {"treatment": phrase}


def _purposes(values: Values, _answers: Values) -> Values:
    phrases = [
        recognising.phrase(values[place], "purpose", values[f"{place}_id"])
        for place in PLACES
        if values[place]
    ]
    return {"purposes": phrases}


def _treatment_match(values: Values, answers: Values) -> Values:
    return {"treatment": _chosen([answers["treatment"]], values)[0]}


def _purposes_match(values: Values, answers: Values) -> Values:
    return {"purposes": _chosen(answers["purposes"], values)}


def _chosen(phrases: list[Values], values: Values) -> list[Values]:
    """The phrases with the choice for each that was asked about; the others as they were."""
    places = iter(PLACES)
    return [_settled(one, values[next(places)]) if one["asks"] else one for one in phrases]


def _settled(phrase: Values, choice: str) -> Values:
    candidates = phrase["asks"]
    means = candidates[int(choice)] if choice.isdigit() and int(choice) < len(candidates) else None
    return {**phrase, "means": means}


def _side_effects(values: Values, _answers: Values) -> Values:
    lines = (values["named"] or "").translate(_SEPARATORS).splitlines()
    words = list(dict.fromkeys(line.strip()[:LONGEST_WORDS] for line in lines if line.strip()))
    named = [recognising.exactly(one) for one in words[:MOST_SIDE_EFFECTS]]
    return {"side_effects": values["side_effects"], "named": named}


def _asking(step: str, answers: Values) -> list[Values]:
    phrases = [answers["treatment"]] if step == "treatment-match" else answers["purposes"]
    return [one for one in phrases if one["asks"]]


def _treatment_words(answers: Values) -> Values:
    return {"treatment": (answers.get("treatment") or {}).get("words")}


def _purposes_words(answers: Values) -> Values:
    phrases = answers.get("purposes") or ()
    return {place: one["words"] for place, one in zip(PLACES, phrases, strict=False)}


def _choices(phrases: list[Values]) -> Values:
    asked = [one for one in phrases if one["asks"] and "means" in one]
    return {
        place: str(one["asks"].index(one["means"])) if one["means"] else KEEP_OWN
        for place, one in zip(PLACES, asked, strict=False)
    }


def _side_effect_lines(answers: Values) -> Values:
    lines = "\n".join(one["words"] for one in answers.get("named") or ())
    return {"side_effects": answers.get("side_effects"), "named": lines}


_TAKE: dict[str, Callable[[Values, Values], Values]] = {
    "treatment": _treatment,
    "treatment-match": _treatment_match,
    "purposes": _purposes,
    "purposes-match": _purposes_match,
    "side-effects": _side_effects,
}
_FILL: dict[str, Callable[[Values], Values]] = {
    "treatment": _treatment_words,
    "treatment-match": lambda answers: _choices([answers["treatment"]]),
    "purposes": _purposes_words,
    "purposes-match": lambda answers: _choices(answers["purposes"]),
    "audience": lambda answers: {"group": answers.get("suggested_group"), **answers},
    "side-effects": _side_effect_lines,
}
