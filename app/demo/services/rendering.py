"""From the paragraphs of a demo post to its Markdown and its HTML.

The HTML is exactly what `app.core.text.render_markdown` gives (a test holds them together), put
together directly because rendering a million posts the long way takes the better part of an hour.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.text import render_markdown

# The only sign of Markdown in the sentences of the data files: a text with it goes the long way.
_EMPHASIS = "*"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list or a quotation."""

    kind: str
    lines: tuple[str, ...]


def markdown_of(blocks: list[Block]) -> str:
    """What the member would have typed."""
    return "\n\n".join(_typed(block) for block in blocks)


def html_of(blocks: list[Block], markdown: str) -> str:
    """What the page shows."""
    if _EMPHASIS in markdown:
        return render_markdown(markdown)
    return "\n".join(_tagged(block) for block in blocks)


def _typed(block: Block) -> str:
    if block.kind == "list":
        return "\n".join(f"- {line}" for line in block.lines)
    return f"> {block.lines[0]}" if block.kind == "quote" else block.lines[0]


def _tagged(block: Block) -> str:
    if block.kind == "list":
        items = "\n".join(f"<li>{line}</li>" for line in block.lines)
        return f"<ul>\n{items}\n</ul>"
    if block.kind == "quote":
        return f"<blockquote>\n<p>{block.lines[0]}</p>\n</blockquote>"
    return f"<p>{block.lines[0]}</p>"
