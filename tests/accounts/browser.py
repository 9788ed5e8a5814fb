"""What a person does in a browser: open a page, fill its form in, press."""

from __future__ import annotations

import re
from typing import Any

from tests.support.client import SiteClient

PASSWORD = "kettle orchard plover nine"
ANSWERS = {"keep_health": "yes", "show_groups": "no", "clinician_summaries": "yes"}
_CHANGING = re.compile(r'(name="csrf_token"[^>]*value=")[^"]*|nonce="[^"]*"')


def send(client: SiteClient, address: str, **fields: Any) -> Any:
    """POST what was filled in. Tokens are off in tests; `test_tokens` switches them on."""
    return client.post(address, data=fields)


def sign_in(client: SiteClient, email: str, password: str = PASSWORD, **fields: Any) -> Any:
    """Fill the sign-in form in."""
    return send(client, "/sign-in", email=email, password=password, **fields)


def join(client: SiteClient, *, name: str, email: str, password: str = PASSWORD) -> Any:
    """Every page of sign-up up to the last press; gives the answer to that press."""
    join_up_to_check(client, name=name, email=email, password=password)
    return send(client, "/join/check")


def confirm(client: SiteClient, link: str, **fields: Any) -> Any:
    """Press the button behind the link of a letter."""
    return send(client, "/join/confirm", letter_token=link.rsplit("/", 1)[1], **fields)


def join_up_to_check(
    client: SiteClient, *, name: str, email: str, password: str = PASSWORD
) -> None:
    """Every page of sign-up but the last press."""
    send(client, "/join/age", age="18")
    send(client, "/join/name", display_name=name)
    send(client, "/join/sign-in-details", email=email, password=password)
    for purpose, answer in ANSWERS.items():
        send(client, f"/join/consents/{purpose}", answer=answer)


def unchanging(page: str) -> str:
    """A page without what is drawn anew for every request."""
    return _CHANGING.sub("", page)
