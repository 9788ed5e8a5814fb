"""The renderer against everything: no text becomes more than the few tags it may become, and none
holds the site up."""

from __future__ import annotations

import html as entities
import time

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.text import MAX_SOURCE_LENGTH, MOST_ADDRESSES, render_markdown
from tests.core.markdown_corpus import CORPUS, GROWING, MARKUP, TAGS

TAGS_KNOWN = set("p br strong em s a ul ol li blockquote code pre h3 h4 hr".split())
SCHEMES = ("http://", "https://", "mailto:", "tel:")
REL = {"nofollow", "ugc", "noopener", "noreferrer"}
# Pieces of both languages, put together at random.
PIECES = st.sampled_from(
    [
        *"<>&\"'=/ \n\t`*_~#!-()[]{}:;\\\x00\x0c\u2028\u202e", "<a ", "href=", "](", "javascript:",
        "<!--", "-->", "<svg", "<math", "<style>", "</", "onclick=", "data:", "&#x", "&colon;",
        "\n\n", "    ", "> ", "1. ", "- ", "```", "http://a.b", "a@b.c", "www.a.b", "[x]: ",
        "<script>", "<p ",
    ]
)  # fmt: skip
MIXED = st.lists(PIECES | st.text(max_size=3), max_size=60).map("".join)


def faults(html: str) -> list[str]:
    """What a browser would build from it that it must not; empty for harmless HTML."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    found = []
    for element in tree.iter():
        if element is tree:
            continue
        allowed = {"a": {"href", "rel"}, "ol": {"start"}}.get(element.tag, set())
        if element.tag not in TAGS_KNOWN or not set(element.attrib) <= allowed:
            found.append(f"{element.tag} {element.attrib}")
        if element.tag == "a":
            address = element.attrib.get("href")
            if address is not None and not address.lower().startswith(SCHEMES):
                found.append(f"address {address}")
            if set(element.attrib.get("rel", "").split()) != REL:
                found.append(f"rel {element.attrib}")
    return found


@pytest.mark.parametrize("source", CORPUS, ids=lambda source: ascii(source)[:50])
def test_hostile_text_becomes_harmless(source: str) -> None:
    for text in (source, f"a {source} b", f"> {source}\n\n- {source}", source * 3):
        assert faults(render_markdown(text)) == []


def test_pieces_of_hostile_text_stay_harmless_side_by_side() -> None:
    for first, second in zip(TAGS, reversed(MARKUP), strict=False):
        for text in (first + second, second + first, f"{first}\n\n{second}"):
            assert faults(render_markdown(text)) == []


@given(MIXED)
@settings(max_examples=120, deadline=None)
def test_no_mixture_gets_past(source: str) -> None:
    assert faults(render_markdown(source)) == []


@given(MIXED)
@settings(max_examples=60, deadline=None)
def test_what_was_rendered_stays_harmless_when_it_is_rendered_again(source: str) -> None:
    once = render_markdown(source)
    assert faults(render_markdown(once[:MAX_SOURCE_LENGTH])) == []
    assert faults(render_markdown(entities.unescape(once)[:MAX_SOURCE_LENGTH])) == []


@pytest.mark.long
@given(MIXED)
@settings(max_examples=20_000, deadline=None)
def test_no_mixture_gets_past_for_minutes(source: str) -> None:
    once = render_markdown(source)
    assert faults(once) == []
    assert faults(render_markdown(entities.unescape(once)[:MAX_SOURCE_LENGTH])) == []


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_every_text_can_be_rendered(source: str) -> None:
    assert "<script" not in render_markdown(source).lower()


@pytest.mark.parametrize(
    "bad",
    [
        "<p onclick=x>a</p>", "<script>a</script>", "<a href=javascript:x rel=x>a</a>", "<p style=x>a</p>",
        "<a href=https://a>a</a>", "<a href=/sign-out rel='nofollow ugc noopener noreferrer'>a</a>",
        "<b>a</b>", "<p id=x>a</p>", "<svg></svg>",
    ],
)  # fmt: skip
def test_the_check_sees_what_must_not_be_there(bad: str) -> None:
    assert faults(bad)


def seconds(source: str) -> float:
    """Processor time of one rendering."""
    begun = time.process_time()
    render_markdown(source)
    return time.process_time() - begun


def grows_like_a_square(piece: str, longest: int) -> bool:
    """Four times the text may take four times as long; sixteen times would be the square. What is
    done in a moment is not measured that finely."""
    short, long = ((piece * n)[:n] for n in (longest // 4, longest))
    return seconds(long) > 0.05 and min(seconds(long), seconds(long)) > 9 * seconds(short)


@pytest.mark.parametrize("piece", GROWING, ids=ascii)
def test_work_grows_with_the_length_and_not_with_its_square(piece: str) -> None:
    assert not grows_like_a_square(piece, MAX_SOURCE_LENGTH // 8)


@pytest.mark.long
@pytest.mark.parametrize("piece", GROWING, ids=ascii)
def test_work_grows_with_the_length_up_to_the_longest_text(piece: str) -> None:
    assert seconds((piece * MAX_SOURCE_LENGTH)[:MAX_SOURCE_LENGTH]) < 3
    assert not grows_like_a_square(piece, MAX_SOURCE_LENGTH)


@pytest.mark.parametrize("piece", ["[*a", "* a\n", "["])
def test_the_longest_text_of_the_costliest_kind_is_done_in_time(piece: str) -> None:
    """These three took longest among all of `GROWING`: up to a second on a busy small machine."""
    assert seconds((piece * MAX_SOURCE_LENGTH)[:MAX_SOURCE_LENGTH]) < 3


def test_as_many_bare_addresses_as_are_linked_do_not_hold_the_rest_up() -> None:
    links = "http://a.b/c " * MOST_ADDRESSES
    assert seconds((links + "[a](http://b " * MAX_SOURCE_LENGTH)[: MAX_SOURCE_LENGTH // 2]) < 3


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[x](/sign-out)", "[x](/sign-out)"),
        ("[x](//evil.example)", "[x](//evil.example)"),
        ("[x](javascript:y)", "[x](javascript:y)"),
        ("[x](HTTPS://a.org)", "x"),
        ("[x](tel:112)", "x"),
    ],
)
def test_what_is_no_whole_address_stays_as_it_was_written(source: str, shown: str) -> None:
    tree = html5lib.parseFragment(render_markdown(source), namespaceHTMLElements=False)
    assert "".join(tree.itertext()) == shown
