"""The key of the next page can be typed by anybody: no value in it breaks a page."""

from __future__ import annotations

import pytest

from app.core.pagination import encode_key
from tests.factories import Maker
from tests.support.client import SiteClient

LISTS = ("/me/who-saw", "/me/inbox", "/operator/letters")
VALUES = ("x", "2026-01-01", "", 2**40, -1)


@pytest.mark.parametrize("address", LISTS)
def test_a_made_up_key_breaks_no_list(client: SiteClient, make: Maker, address: str):
    client.sign_in(make.member(roles=("operator",)))
    answers = {client.get(f"{address}?after={encode_key([value])}").status_code for value in VALUES}
    assert answers <= {200, 404}
