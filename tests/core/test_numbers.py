"""Numbers in addresses that no column of the database can hold."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from app.core.numbers import LARGEST


def test_the_largest_number_of_a_column_is_an_address(app: Flask):
    found, values = app.url_map.bind("here").match(f"/rooms/x/at/{LARGEST}")
    assert values == {"room_id": "x", "sequence": LARGEST} and found.startswith("chat.")


@pytest.mark.parametrize("number", [LARGEST + 1, 2**63, 10**40])
def test_a_larger_one_leads_nowhere(app: Flask, number: int):
    with pytest.raises(NotFound):
        app.url_map.bind("here").match(f"/rooms/x/at/{number}")
