"""The title and the first post of an imported experience: a person's words under our headings.

What people typed was plain text. Signs that Markdown would read as commands are escaped, so
that it looks as it was typed.
"""

from __future__ import annotations

import re

from flask_babel import gettext as _

from app.community.lengths import LONGEST_TITLE
from app.community.services.importing.checking import Entry
from app.community.services.importing.formats import Format

_ANYWHERE = re.compile(r"([\\`*_\[\]<>~])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# At the start of a line: headings, lists, rules, underlines of headings.
_LINE_START = re.compile(r"^[ \t]*(?:(\d{1,9})([.)])(?=\s|$)|([#+=-]))", re.MULTILINE)
_BLANK = re.compile(r"^[ \t]+", re.MULTILINE)


def title_of(entry: Entry) -> str:
    """ "zoloft for depression", cut where it is too long."""
    title: str = _(
        "%(treatment)s for %(purpose)s", treatment=entry.treatment, purpose=entry.purpose
    )
    return title[:LONGEST_TITLE]


def body_of(entry: Entry, layout: Format) -> str:
    """The Markdown of the first post; says so where the person left no words."""
    parts = [f"### {_(heading)}\n\n{as_typed(text)}" for heading, text in entry.texts]
    if not parts:
        parts = [_("This person gave numbers and no words.")]
    return "\n\n".join([*parts, f"*{_(layout.credit)}.*"])


def as_typed(text: str) -> str:
    """Markdown that renders as this plain text; line breaks stay, spaces at their start go."""
    text = _BLANK.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _ENTITY.sub(r"\\&", _ANYWHERE.sub(r"\\\1", text))
    return _LINE_START.sub(_escaped_start, text)


def _escaped_start(found: re.Match[str]) -> str:
    if found.group(1):
        return f"{found.group(1)}\\{found.group(2)}"
    return f"\\{found.group(3)}"
