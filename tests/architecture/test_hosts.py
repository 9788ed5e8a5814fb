"""Links in letters are put together from the configured address, never from a request."""

from __future__ import annotations

from tests.architecture.sources import modules

FROM_A_REQUEST = (
    "request.host", "request.url_root", "request.base_url", "request.host_url", "request.root_url",
    "request.url,", "request.url)", "X-Forwarded", "_external=True", "HTTP_HOST",
)  # fmt: skip
# Where the words stand for another reason.
ALLOWED = {
    "app.core.security.proxies": "reads X-Forwarded-For from own servers, as configured",
    "app.notifications.views.letters": "shows letters only where no such header came",
}


def test_no_module_asks_a_request_what_the_site_is_called() -> None:
    """A forged name would end up in a letter."""
    found = {m.name: [word for word in FROM_A_REQUEST if word in m.text] for m in modules()}
    assert {name for name, words in found.items() if words} <= set(ALLOWED)
