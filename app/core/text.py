"""Markdown to safe HTML. Done once, when a text is written; pages show what is stored.

The renderer knows no raw HTML, and the sanitiser comes last, whatever the renderer gave.
"""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt

MAX_SOURCE_LENGTH = 40_000
# Recognising bare addresses takes work that grows with the square of their number: thousands of
# them would hold everybody else up for seconds. In a text with more than this they stay words.
MOST_ADDRESSES = 200

_TAGS = {
    "p", "br", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre",
    "h3", "h4", "hr",
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto", "tel"}
# An address is written whole: "/path" would lead elsewhere in a letter than on a page, and "//host"
# is somebody else's.
_WHOLE = ("http://", "https://", "mailto:", "tel:")

# A member's "# title" must not compete with the page's own headings.
_HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}

_UNSAFE = ["image", "html_block", "html_inline"]
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
_markdown.enable(["linkify", "strikethrough"]).disable(_UNSAFE)
_without_bare_links = MarkdownIt("commonmark", {"html": False, "breaks": True})
_without_bare_links.enable("strikethrough").disable(_UNSAFE)
for _reader in (_markdown, _without_bare_links):
    # What is no such address stays as it was written.
    _reader.validateLink = lambda url: url.lower().startswith(_WHOLE)  # type: ignore[method-assign]

_cleaner = nh3.Cleaner(
    tags=_TAGS,
    # Without "*" every tag may have a title and a language.
    attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
    url_schemes=_SCHEMES,
    url_relative="deny",
    link_rel="nofollow ugc noopener noreferrer",
    strip_comments=True,
)


def render_markdown(source: str) -> str:
    """Safe HTML of a member's text: allowlisted tags, links without referrer.

    Raises:
        ValueError: the text is longer than `MAX_SOURCE_LENGTH` characters. Forms say so in
            kinder words before it comes here.
    """
    if len(source) > MAX_SOURCE_LENGTH:
        raise ValueError("text too long to render")
    reader = _markdown if source.count("://") <= MOST_ADDRESSES else _without_bare_links
    tokens = reader.parse(source)
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
    return _cleaner.clean(reader.renderer.render(tokens, reader.options, {})).strip()


def excerpt(source: str, length: int = 160) -> str:
    """The first words of a text on one line, cut at a word, for cards and titles of pages."""
    line = " ".join(source.split())
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
