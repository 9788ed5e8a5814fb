"""Pages by stored position and by key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import NotFound
from app.core.pagination import decode_key, encode_key, key_page, numbered_page, page_of


def test_an_empty_topic_has_one_page() -> None:
    assert numbered_page(1, 0).last == 1


def test_the_twenty_first_post_stands_on_the_second_page() -> None:
    assert page_of(20) == 1
    assert page_of(21) == 2


@pytest.mark.parametrize("number", [0, -1, 4])
def test_a_page_that_is_not_there_is_not_found(number: int) -> None:
    with pytest.raises(NotFound):
        numbered_page(number, 60)


@given(st.integers(1, 100_000), st.integers(1, 100_000))
def test_a_post_stands_on_the_page_that_its_position_names(position: int, more: int) -> None:
    page = numbered_page(page_of(position), position + more)
    assert page.first_position <= position <= page.last_position


def test_a_pager_shows_the_ends_and_the_neighbours() -> None:
    assert numbered_page(5, 90 * 20).shown == [1, None, 4, 5, 6, None, 90]


def test_a_list_that_fits_has_no_next_page() -> None:
    assert key_page([1, 2, 3], 3, key=lambda row: [row]).next_key is None


def test_the_next_page_starts_after_the_last_row_shown() -> None:
    page = key_page([1, 2, 3], 2, key=lambda row: [row])
    assert list(page.rows) == [1, 2]
    assert decode_key(page.next_key, 1) == [2]


@given(st.lists(st.one_of(st.integers(-(2**63), 2**63 - 1), st.text()), min_size=1, max_size=4))
def test_a_key_comes_back_as_it_was(values: list) -> None:
    assert decode_key(encode_key(values), len(values)) == values


@pytest.mark.parametrize("word", ["???", "e30", "W10", "bm90IGpzb24"])
def test_a_forged_key_is_not_found(word: str) -> None:
    with pytest.raises(NotFound):
        decode_key(word, 2)
