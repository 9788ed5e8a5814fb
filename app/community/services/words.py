"""What a title and a body must be before they are kept."""

from __future__ import annotations

import re
import unicodedata

from flask_babel import gettext as _

from app.community.lengths import LONGEST_TITLE
from app.core.errors import Invalid
from app.core.text import MAX_SOURCE_LENGTH, render_markdown

_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")
LONGEST_BODY = MAX_SOURCE_LENGTH


def check_title(title: str) -> str:
    """The title on one line, as it is kept.

    Raises:
        Invalid: `title`, when nothing can be read in it or it is too long.
    """
    line = " ".join(_storable(title).split())
    if not _can_be_seen(line):
        raise Invalid("title", _("Write a title, so that others can find it."))
    if len(line) > LONGEST_TITLE:
        raise Invalid("title", _("Make the title shorter: at most 200 characters fit."))
    return line


def body_and_html(body: str) -> tuple[str, str]:
    """The words as they are kept, and the HTML that pages show.

    Raises:
        Invalid: `body`, when nothing would be shown or it is too long.
    """
    body = _storable(body).strip()
    if len(body) > LONGEST_BODY:
        raise Invalid("body", _("Make this shorter: at most 40,000 characters fit here."))
    html = render_markdown(body) if _can_be_seen(body) else ""
    if not html:
        raise Invalid("body", _("Write something first."))
    return body, html


def _storable(text: str) -> str:
    """Without the two sorts of characters that a database cannot keep."""
    return _NOT_STORABLE.sub("", text)


def _can_be_seen(text: str) -> bool:
    """Whether any character leaves a mark: spaces and invisible ones do not."""
    return any(unicodedata.category(letter)[0] in "LNPSM" for letter in text)
