"""Words that a member does not want to meet: kept in one spelling, and looked for in what others
write. It is theirs alone: nothing is hidden from anybody else, and nobody is told."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache

from flask_babel import gettext as _
from sqlalchemy import delete

from app.accounts.queries import members
from app.catalogue.words import fold, normalise
from app.core.clock import now
from app.core.database import db, new_public_id, rows_changed
from app.core.errors import Invalid
from app.core.events import emit
from app.core.inserting import insert_once
from app.core.viewer import Viewer
from app.moderation.events import FiltersChanged
from app.moderation.lengths import LONGEST_FILTER
from app.moderation.models import ContentFilter
from app.moderation.queries.filters import count_mine

# Each is looked for in everything that its member reads.
MOST = 50
_TAGS = re.compile(r"<[^>]*>")
# One of these stands for up to eighteen letters. Nobody writes hundreds of them to be read.
_LONG_SIGNS = re.compile("[\u3300-\u3357\u33ae\u33af\ufdfa\ufdfb]")
_MOST_SIGNS = 500


def spelling(words: str) -> str:
    """Words as they are compared: small letters, no marks, plurals and British spellings folded."""
    return fold(normalise(words))


def text_of(safe_html: str) -> str:
    """What stands in HTML that we made, without its marks."""
    return html.unescape(_TAGS.sub(" ", safe_html))


def holds(filters: Iterable[str], words: str) -> bool:
    """Whether any of the filters stands in the words, as a whole word or as several in a row."""
    if not filters:
        return False
    spelled = _spelled(words)
    return any(f" {one} " in spelled for one in filters)


@lru_cache(maxsize=256)
def _spelled(words: str) -> str:
    if len(_LONG_SIGNS.findall(words)) > _MOST_SIGNS:
        words = _LONG_SIGNS.sub(" ", words)
    return f" {spelling(words)} "


def add(*, by: Viewer, words: str) -> bool:
    """From now on what holds these words is folded for the member; whether that is new. Needs a
    unit of work.

    Raises:
        Invalid: `words`: nothing to look for, too long, or one too many.
    """
    wanted = spelling(words)
    if not wanted:
        raise Invalid("words", _("Write a word with letters in it."))
    if len(wanted) > LONGEST_FILTER:
        raise Invalid("words", _("Make it shorter: at most 60 letters."))
    members.lock(by.id)
    if count_mine(by) >= MOST:
        raise Invalid("words", _("You have 50 filters. Take one away first."))
    is_new = insert_once(
        ContentFilter, public_id=new_public_id(), member_id=by.id, words=wanted, created_at=now()
    )
    emit(FiltersChanged(member_id=by.id))
    return is_new


def remove(*, by: Viewer, public_id: str) -> bool:
    """Show what holds these words again; whether there was such a filter of the member's. Needs a
    unit of work."""
    mine = (ContentFilter.member_id == by.id, ContentFilter.public_id == public_id)
    gone = rows_changed(db.session.execute(delete(ContentFilter).where(*mine)))
    emit(FiltersChanged(member_id=by.id))
    return gone > 0
