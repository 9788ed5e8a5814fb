"""What the rules would ask an author before their words go out: own story, or advice to others?

Personal experience in the first person is not misleading (science.md 3.5, M15), so these rules open no
case; asking for accuracy before sharing helps a little and costs little (3.6).
"""

from __future__ import annotations

import structlog
from flask_babel import get_locale

from app.moderation.services.reading_posts import rules_read, screened
from app.moderation.services.screening import standing_rules

log = structlog.get_logger(__name__)


def questions_to_author(text: str, *, before: str = "") -> list[str]:
    """The words of each rule that asks the author, in their language where it has them; none while
    the rules are off, and none that the words from `before` an edit would have brought as well."""
    if not rules_read():
        return []
    asking = _asking(text) - (_asking(before) if before else set())
    language = str(get_locale() or "en")[:2]
    return [rule.told("author", language) for rule in standing_rules().rules if rule.name in asking]


def _asking(text: str) -> set[str]:
    try:
        return {hit.rule for hit in screened(text) if hit.act == "ask_author"}
    except Exception as error:  # noqa: BLE001 # nobody is kept from posting by it
        log.error("text_could_not_be_read", error=type(error).__name__)
        return set()
