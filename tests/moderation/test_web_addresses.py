"""What counts as the address of a page: the same to our rules as to browsers."""

from __future__ import annotations

import pytest

from app.moderation.services.web_addresses import is_page


@pytest.mark.parametrize(
    "url",
    [
        "https://www.cdc.gov/flu?x=1#top", "http://nhs.uk/a\u00e4", "https://a.example:8443/",
        "https://xn--mnchen-3ya.de/",
    ],
)  # fmt: skip
def test_a_whole_address_is_one(url: str):
    assert is_page(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example\\@www.cdc.gov/x", "https://www.cdc.gov@evil.example/",
        "https://www.cdc.gov\\.evil.example/", "javascript:alert(1)", "//cdc.gov", "cdc.gov", "https://cdc",
        "https://cdc..gov/", "https://.gov/", "https://cdc.gov/a b", "https://[::1/", "ftp://cdc.gov/",
        "https://cdc.gov/" + "x" * 600, "",
    ],
)  # fmt: skip
def test_what_leads_elsewhere_in_a_browser_is_none(url: str):
    assert not is_page(url)
