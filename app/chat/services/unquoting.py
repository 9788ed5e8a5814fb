"""Words of an erased member in recaps that are topics by now: they go, or only the name does."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from app.accounts.queries import viewer_of
from app.chat.models import Recap, RecapQuote
from app.chat.services.quoting import name_of, quoted_lines
from app.community.services.redacting import redact
from app.core.database import db


def forget_quotes(*, member_id: int, keep_words: bool) -> None:
    """Needs an open unit of work. With `keep_words` they stay, and nobody's name stands there."""
    name = viewer_of(member_id).display_name
    rows = db.session.execute(
        select(Recap.topic_id, RecapQuote.words)
        .join(Recap, Recap.id == RecapQuote.recap_id)
        .where(RecapQuote.author_id == member_id, RecapQuote.answer.in_(("named", "unnamed")))
        .where(Recap.state == "published", Recap.topic_id.is_not(None))
        .order_by(Recap.topic_id, RecapQuote.id)
    )
    for topic_id, words in rows.all():
        without = without_name if keep_words else without_words
        redact(topic_id, partial(without, words=words, name=name))


def forget_recaps(*, member_id: int, keep_words: bool) -> None:
    """What the member wrote as a host: drafts go with what they quote. Of those that came out the
    row stays, because it knows whose words stand in the topic."""
    mine = Recap.author_id == member_id
    _change(delete(Recap).where(mine, Recap.state != "published"))
    if not keep_words:
        _change(update(Recap).where(mine).values(title="", body=""))


def without_words(body: str, *, words: str, name: str) -> str:
    """The post without this quote, and without the line above it that says whose it is."""
    kept: list[str] = []
    for part in body.split("\n\n"):
        above = kept[-1] if kept else ""
        if not _is_theirs(part, above, words, name):
            kept.append(part)
        elif _is_head(above):
            kept.pop()
    return "\n\n".join(kept).strip() or (body and _("These words were taken back."))


def without_name(body: str, *, words: str, name: str) -> str:
    """The post with this quote, and nobody's name above it."""
    parts = body.split("\n\n")
    for place, (above, part) in enumerate(pairwise(parts)):
        if _is_theirs(part, above, words, name) and _is_head(above):
            parts[place] = _("Somebody said:")
    return "\n\n".join(parts)


def _is_theirs(part: str, above: str, words: str, name: str) -> bool:
    """A quote of these words; or of others, where the host changed them, under the name."""
    if part.rstrip() == quoted_lines(words):
        return True
    return part.startswith(">") and _is_head(above) and name_of(name) in above


def _is_head(part: str) -> bool:
    """One line above a quote."""
    return "\n" not in part and part.rstrip().endswith(":")


def _change(statement: object) -> None:
    db.session.execute(
        statement.execution_options(synchronize_session=False)  # type: ignore[attr-defined]
    )
