"""What people write: checked, made safe once, kept."""

from __future__ import annotations

from flask_babel import gettext as _

from app.chat.lengths import LONGEST_MESSAGE, LONGEST_NOTE
from app.core.errors import Invalid
from app.core.text import render_markdown


def body_and_html(body: str) -> tuple[str, str]:
    """The words as they are kept, and as safe HTML.

    Raises:
        Invalid: nothing is written, or too much.
    """
    words = body.replace("\r\n", "\n").replace("\x00", "").strip()
    if not words:
        raise Invalid("body", _("Write something first."))
    if len(words) > LONGEST_MESSAGE:
        many = _("A message has at most %(most)d characters.", most=LONGEST_MESSAGE)
        raise Invalid("body", many)
    return words, render_markdown(words)


def note_of(words: str) -> str:
    """A content note on one line.

    Raises:
        Invalid: it is too long.
    """
    line = " ".join(words.replace("\x00", "").split())
    if len(line) > LONGEST_NOTE:
        raise Invalid("content_note", _("At most %(most)d characters.", most=LONGEST_NOTE))
    return line
