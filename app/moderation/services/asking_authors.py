"""What the rules would ask an author before their words go out: own story, or advice to others?

Personal experience in the first person is not misleading (science.md 3.5, M15), so these rules open no
case; asking for accuracy before sharing helps a little and costs little (3.6).
"""

from __future__ import annotations

import structlog
from flask_babel import get_locale

from app.moderation.services import trying_prompt
from app.moderation.services.reading_posts import screened
from app.moderation.services.screening import standing_rules

log = structlog.get_logger(__name__)


def questions_to_author(text: str, *, by: int, before: str = "") -> list[str]:
    """The words of each rule that asks the author `by`, in their language where it has them; none
    while nobody is asked or a trial spares this member, and none that the words from `before` an edit
    would have brought as well."""
    if not trying_prompt.is_asking_on():
        return []
    asking = _asking(text) - (_asking(before) if before else set())
    if not asking or trying_prompt.is_spared(by):
        return []
    language = str(get_locale() or "en")[:2]
    return [rule.told("author", language) for rule in standing_rules().rules if rule.name in asking]


def _asking(text: str) -> set[str]:
    try:
        return {hit.rule for hit in screened(text) if hit.act == "ask_author"}
    except Exception as error:  # noqa: BLE001 # nobody is kept from posting by it
        log.error("text_could_not_be_read", error=type(error).__name__)
        return set()
