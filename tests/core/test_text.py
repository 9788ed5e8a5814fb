"""A member's text becomes safe HTML, whatever stands in it."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import MAX_SOURCE_LENGTH, excerpt, render_markdown

ALLOWED = set("p br strong em s a ul ol li blockquote code pre h3 h4 hr".split())
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[tap](javascript:alert(1))",
    "[tap](JaVaScRiPt:alert(1))",
    "[tap](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://example.org/pixel.gif)",
    '<a href="https://example.org" style="position:fixed">x</a>',
    "<svg><script>alert(1)</script></svg>",
    "`<b onclick=x>`",
    "&lt;script&gt;",
]


def elements(html: str) -> list:
    """Every element a browser would build from it."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [element for element in tree.iter() if element is not tree]


def assert_harmless(html: str) -> None:
    """Only known tags, only known attributes, only known kinds of address."""
    for element in elements(html):
        assert element.tag in ALLOWED, html
        assert set(element.attrib) <= {"href", "rel", "start"}, html
        address = element.attrib.get("href", "https:")
        assert address.split(":")[0].lower() in ("http", "https", "mailto", "tel"), html


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_text_does_nothing(source: str) -> None:
    assert_harmless(render_markdown(source))


@given(st.text(alphabet=st.sampled_from("<>&\"'=/ abhref:javsciptonlk[]()!*_`~\n#-"), max_size=300))
def test_no_text_at_all_gets_past_the_sanitiser(source: str) -> None:
    assert_harmless(render_markdown(source))


def test_emphasis_lists_and_quotes_are_shown() -> None:
    html = render_markdown("**strong** and *soft*\n\n- one\n- two\n\n> said")
    assert "<strong>strong</strong>" in html
    assert "<li>one</li>" in html
    assert "<blockquote>" in html


def test_a_line_break_stays_a_line_break() -> None:
    assert "<br>" in render_markdown("first line\nsecond line")


def test_a_members_heading_does_not_compete_with_the_pages() -> None:
    html = render_markdown("# Loud\n\n## Less")
    assert "<h3>Loud</h3>" in html
    assert "<h4>Less</h4>" in html


def test_a_bare_address_becomes_a_link_that_tells_nobody_where_from() -> None:
    html = render_markdown("see https://example.org/a")
    assert 'href="https://example.org/a"' in html
    assert 'rel="nofollow ugc noopener noreferrer"' in html


def test_right_to_left_text_and_emoji_come_through() -> None:
    assert "שלום 🌿" in render_markdown("שלום 🌿")


def test_a_text_over_the_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        render_markdown("x" * (MAX_SOURCE_LENGTH + 1))


def test_an_excerpt_ends_at_a_word() -> None:
    assert excerpt("one two three four", 12) == "one two…"
    assert excerpt("short\n words") == "short words"
