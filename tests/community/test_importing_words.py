"""Imported words look as they were typed, whatever signs they hold."""

from __future__ import annotations

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from app.community.services.importing.telling import as_typed
from app.core.text import render_markdown

SIGNS = "*_`#>+-=~|\\[](){}<>&;!.1) \n\tab\"'/"
TEXTS = st.one_of(st.text(alphabet=SIGNS, max_size=60), st.text(max_size=60))


@given(text=TEXTS)
def test_no_sign_becomes_markup(text: str) -> None:
    page = BeautifulSoup(render_markdown(as_typed(text)), "html.parser")
    assert {tag.name for tag in page.find_all()} <= {"p", "br", "a"}


@given(text=st.text(alphabet=SIGNS, max_size=60))
def test_every_sign_is_still_there(text: str) -> None:
    page = BeautifulSoup(render_markdown(as_typed(text)), "html.parser")
    assert "".join(page.get_text().split()) == "".join(text.split())


def test_lines_and_paragraphs_stay() -> None:
    html = render_markdown(as_typed("one\ntwo\n\n    three"))
    assert html == "<p>one<br>\ntwo</p>\n<p>three</p>"
