"""Who calls, when a web server stands in front: only as many hops are believed as are configured."""

from __future__ import annotations

import pytest
from flask import Flask, request

from app.core.security import proxies


def caller_seen(hops: int, forwarded: str) -> str:
    """The address that the site takes for the caller's."""
    app = Flask(__name__)
    app.config["PROXY_HOPS"] = hops
    proxies.wire(app)
    app.add_url_rule("/", view_func=lambda: request.remote_addr or "")
    return app.test_client().get("/", headers={"X-Forwarded-For": forwarded}).text


@pytest.mark.parametrize("forwarded", ["198.51.100.7", "203.0.113.9, 198.51.100.7"])
def test_without_a_configured_proxy_nobody_says_where_they_call_from(forwarded: str) -> None:
    assert caller_seen(0, forwarded) == "127.0.0.1"


def test_behind_one_proxy_the_address_it_saw_counts_and_not_the_one_it_was_told() -> None:
    assert caller_seen(1, "203.0.113.9, 198.51.100.7") == "198.51.100.7"


def test_a_proxy_says_nothing_about_the_sites_own_name() -> None:
    app = Flask(__name__)
    app.config["PROXY_HOPS"] = 1
    proxies.wire(app)
    app.add_url_rule("/", view_func=lambda: request.url)
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}
    assert app.test_client().get("/", headers=forged).text == "http://localhost/"
