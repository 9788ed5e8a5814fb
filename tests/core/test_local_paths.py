"""`next` leads nowhere but to a page of this site."""

from __future__ import annotations

import pytest

from app.core.security.local_paths import local_path

AWAY = [
    "", None, "//evil.example", "///evil.example", "////evil.example", "/\\evil.example",
    "\\/evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example",
    "/\r/evil.example", "\t//evil.example", " //evil.example", "/ /evil.example", "http://evil.example",
    "https://evil.example", "HTTPS://evil.example", "https:/evil.example", "https:evil.example",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x",
    "mailto:a@evil.example", "evil.example", "evil.example/path", "www.evil.example", "@evil.example",
    "?next=//evil.example", "#//evil.example", "./path", "../path", "path", "/path\\..\\evil",
    "/a\x00b", "/a\x7fb", "\u200b//evil.example", "http:///evil.example", "http://[::1",
    "//user:pass@evil.example", "//evil.example:80/", "/\u2028x y",
]  # fmt: skip
HERE = [
    "/", "/me", "/me/devices?x=1&y=2", "/topics/abc#post-3", "/search?q=a%20b", "/%2f%2fevil",
    "/groups/ms?next=https://other.example", "/a/../b", "/groups/épilepsie",
]  # fmt: skip


@pytest.mark.parametrize("wanted", AWAY, ids=repr)
def test_an_address_that_leads_away_is_replaced(wanted):
    assert local_path(wanted, "/home") == "/home"


@pytest.mark.parametrize("wanted", HERE)
def test_a_path_of_this_site_is_kept(wanted: str):
    assert local_path(wanted, "/home") == wanted
