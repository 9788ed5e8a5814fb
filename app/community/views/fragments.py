"""Posts as they are drawn on a topic's page, kept while nothing in them changes.

A page shows twenty posts, and drawing them is half of its work. What a post looks like depends
on its row and on a few facts about the viewer; both together are the key under which the
drawing is kept, so a drawing can neither be stale nor reach somebody with other rights. Only
the form token differs from viewer to viewer: it is put in afterwards.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import lru_cache

from flask import get_template_attribute, url_for
from flask_babel import lazy_gettext as _l
from markupsafe import escape

from app.community.queries import PostRow
from app.community.views.dates import Dates
from app.moderation.services.filtering import holds, text_of
from app.moderation.steps import HELD

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
        rules: Mapping[str, str],
        filters: tuple[str, ...],
        notes: Mapping[str, str],
    ) -> None:
        self._viewer_id, self._inside, self._base = viewer_id, inside, base
        self._language, self._dates, self._first_new, self._card = language, dates, first_new, card
        # In words, by public id: for what moderators took away.
        self._rules, self._filters = rules, filters
        # Drawn context notes, by the public id of the post they stand under.
        self._notes = notes
        self._report = url_for("moderation.report_what", kind="post", thing_id="-")[:-1]
        self._add_note = url_for("moderation.new_note", kind="post", thing_id="-")[:-1]
        self._token = f'<input type="hidden" name="csrf_token" value="{escape(token)}">'

    def __call__(self, post: PostRow) -> str:
        """Safe HTML of the post, or of the line that stands for a deleted one."""
        if post.hidden_as == HELD:
            return self._waiting(post)
        if post.hidden_as is not None:
            is_author = self._viewer_id == post.author_id
            return _hidden(post, is_author, self._rules.get(post.public_id, ""), self._language)
        if post.deleted_at is not None:
            own = self._viewer_id != 0 and post.deleted_by_id == self._viewer_id
            return self._with_token(_gone(post, own, self._base, self._language))
        whole = self._with_token(self._drawn(post))
        if post.author_id != self._viewer_id and holds(self._filters, text_of(post.html)):
            return folded(whole)
        return whole

    def _waiting(self, post: PostRow) -> str:
        """What its author took back while it waited is gone to everybody."""
        if not post.waits:
            return self._with_token(_gone(post, False, self._base, self._language))
        is_author = self._viewer_id == post.author_id
        drawn = _held(post, is_author, self._inside, self._base, self._language)
        return self._with_token(drawn)

    def _drawn(self, post: PostRow) -> str:
        drawn = _article if len(post.html) <= LONGEST_KEPT else _article.__wrapped__
        return drawn(
            post,
            self._dates.words(post.created_at),
            post.author_id == self._viewer_id,
            self._inside,
            (self._report, self._add_note) if self._viewer_id else None,
            bool(self._first_new) and post.position >= self._first_new,
            self._base,
            self._language,
            (self._card if post.position == 1 else "") + self._notes.get(post.public_id, ""),
        )

    def _with_token(self, drawn: str) -> str:
        return drawn.replace(_SECRET, self._token)


@lru_cache(maxsize=KEPT)
def _article(
    post: PostRow,
    when: str,
    own: bool,
    inside: bool,
    doors: tuple[str, str] | None,
    fresh: bool,
    base: str,
    _language: str,
    extra: str,
) -> str:
    words = [(kind, str(label)) for kind, label in WORDS]
    macro = get_template_attribute("community/post.html", "article")
    return str(macro(post, when, own, inside, doors, fresh, words, base, _SECRET, extra))


@lru_cache(maxsize=KEPT)
def _gone(post: PostRow, own: bool, base: str, _language: str) -> str:
    return str(get_template_attribute("community/post.html", "gone")(post, own, base, _SECRET))


@lru_cache(maxsize=KEPT)
def _hidden(post: PostRow, is_author: bool, rule: str, _language: str) -> str:
    macro = get_template_attribute("community/post.html", "hidden")
    return str(macro(post, is_author, rule))


@lru_cache(maxsize=KEPT)
def _held(post: PostRow, is_author: bool, inside: bool, base: str, _language: str) -> str:
    macro = get_template_attribute("community/held.html", "held_post")
    return str(macro(post, is_author, inside, base, _SECRET))


def folded(drawn: str) -> str:
    """The post under one line, for somebody who does not want to meet words that it holds."""
    return str(get_template_attribute("community/post.html", "folded")(drawn))
