"""One text, read. The lexicon always, a classifier of the host's own besides when there is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.moderation.services.triaging import combining
from app.moderation.services.triaging.classifying import Classifier
from app.moderation.services.triaging.contexts import Judge
from app.moderation.services.triaging.finding import find
from app.moderation.services.triaging.languages import language_of
from app.moderation.services.triaging.lexicons import Common, Lexicon, common, lexicons
from app.moderation.services.triaging.readings import (
    AMBER,
    GREEN,
    LABELS,
    UNKNOWN,
    Reading,
    Reason,
    highest,
)
from app.moderation.services.triaging.splitting import Piece, split

_ENGLISH = "en"


def read(
    text: str,
    locale: str,
    classifier: Classifier | None = None,
    *,
    known: Mapping[str, Lexicon] | None = None,
    shared: Common | None = None,
) -> Reading:
    """The union of all stages: the gravest label that one of them gives.

    `locale` is the author's ("de", "en-GB"); it only settles ties. A text too short to tell its
    language is read with every lexicon. `known` and `shared` take the place of the files.
    """
    known, shared = known or lexicons(), shared or common()
    language = language_of(text, locale, known, shared)
    found: list[Reason] = []
    method = False
    pieces = split(text)
    for lexicon in _lexicons_for(language, locale, known, shared):
        told, detail = _read_with(pieces, lexicon, shared)
        found += told
        method = method or detail
    if found and language not in known:
        found.insert(0, Reason(f"language.{language}", (), AMBER))
    if classifier:
        found += _asked(classifier, text, language)
    return _reading(found, language, method)


def _lexicons_for(
    language: str, locale: str, known: Mapping[str, Lexicon], shared: Common
) -> Iterable[Lexicon]:
    """The text's own language and the author's: dialects look like other languages."""
    if language == UNKNOWN:
        return [*known.values(), shared.universal]
    codes = dict.fromkeys(code for code in (language, locale[:2]) if code in known)
    # English words in another language are loan words; in English they are the language itself.
    return [known[code] for code in codes] + [shared.universal] * (language != _ENGLISH)


def _read_with(
    pieces: Sequence[Piece], lexicon: Lexicon, shared: Common
) -> tuple[list[Reason], bool]:
    seen = find(pieces, lexicon)
    signs = Judge(seen, shared.about_others, shared.when_over).signs()
    detail = combining.method_detail(seen, signs)
    return combining.reasons(seen, signs, shared) + ([detail] if detail else []), bool(detail)


def _asked(classifier: Classifier, text: str, language: str) -> list[Reason]:
    label = classifier.label(text, language)
    return [Reason(f"classifier.{classifier.name}", (), label)] if label != GREEN else []


def _reading(found: Iterable[Reason], language: str, method: bool) -> Reading:
    reasons = sorted(dict.fromkeys(found), key=lambda reason: -LABELS.index(reason.label))
    label = highest(reason.label for reason in reasons)
    return Reading(
        label=label,
        reasons=tuple(reasons),
        language=language,
        method_detail=method,
        needs_human_look=label != GREEN,
    )
