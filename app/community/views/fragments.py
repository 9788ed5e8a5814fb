"""Posts as they are drawn on a topic's page, kept while nothing in them changes.

A page shows twenty posts, and drawing them is half of its work. What a post looks like depends
on its row and on a few facts about the viewer; both together are the key under which the
drawing is kept, so a drawing can neither be stale nor reach somebody with other rights. Only
the form token differs from viewer to viewer: it is put in afterwards.
"""

from __future__ import annotations

import secrets
from functools import lru_cache

from flask import get_template_attribute
from flask_babel import lazy_gettext as _l
from markupsafe import escape

from app.community.queries import PostRow
from app.community.views.dates import Dates

# The five words, in the order of `PostRow.counts`.
WORDS = (
    ("thanks", _l("Thank you")),
    ("me_too", _l("Me too")),
    ("thinking", _l("Thinking of you")),
    ("helpful", _l("Helpful")),
    ("hope", _l("Hope")),
)
# Stands where the form token will be. Drawn when the process starts, so nobody can write it.
_SECRET = f"<!--{secrets.token_hex(16)}-->"
# About 4 kB a drawing; longer posts are drawn each time, so 1,024 of them stay a few MB.
KEPT, LONGEST_KEPT = 1_024, 8_000


class Drawing:
    """Draws the posts of one page for one viewer."""

    def __init__(
        self,
        *,
        viewer_id: int,
        inside: bool,
        token: str,
        base: str,
        language: str,
        dates: Dates,
        first_new: int,
        card: str,
    ) -> None:
        self._viewer_id, self._inside, self._base = viewer_id, inside, base
        self._language, self._dates, self._first_new, self._card = language, dates, first_new, card
        self._token = f'<input type="hidden" name="csrf_token" value="{escape(token)}">'

    def __call__(self, post: PostRow) -> str:
        """Safe HTML of the post, or of the line that stands for a deleted one."""
        if post.deleted_at is not None:
            own = self._viewer_id != 0 and post.deleted_by_id == self._viewer_id
            return self._with_token(_gone(post, own, self._base, self._language))
        drawn = _article if len(post.html) <= LONGEST_KEPT else _article.__wrapped__
        return self._with_token(
            drawn(
                post,
                self._dates.words(post.created_at),
                post.author_id == self._viewer_id,
                self._inside,
                bool(self._first_new) and post.position >= self._first_new,
                self._base,
                self._language,
                self._card if post.position == 1 else "",
            )
        )

    def _with_token(self, drawn: str) -> str:
        return drawn.replace(_SECRET, self._token)


@lru_cache(maxsize=KEPT)
def _article(
    post: PostRow,
    when: str,
    own: bool,
    inside: bool,
    fresh: bool,
    base: str,
    _language: str,
    extra: str,
) -> str:
    words = [(kind, str(label)) for kind, label in WORDS]
    macro = get_template_attribute("community/post.html", "article")
    return str(macro(post, when, own, inside, fresh, words, base, _SECRET, extra))


@lru_cache(maxsize=KEPT)
def _gone(post: PostRow, own: bool, base: str, _language: str) -> str:
    return str(get_template_attribute("community/post.html", "gone")(post, own, base, _SECRET))
