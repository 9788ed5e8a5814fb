"""What a page asks for besides its live connection: forms and tickets."""

from __future__ import annotations

import http.client
import json
import re
import ssl
from html import unescape
from urllib.parse import urlencode

from tests.reliability.harness.browser import Answer, Browser

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]*)"')


class SignedOut(Exception):
    """The site wants to know who this is."""


class ChatBrowser(Browser):
    """A signed-in browser; `token` is that of its forms, good for as long as its cookies."""

    def __init__(self, url: str, session: str) -> None:
        super().__init__(url, session, patience=5)
        self.is_safe = url.startswith("https:")
        if self.is_safe:
            self.cookies = {"__Host-session": session}
        self.token = ""

    @property
    def url(self) -> str:
        return f"{'https' if self.is_safe else 'http'}://{self.host}"

    def connect(self) -> http.client.HTTPConnection:
        """Over TLS the certificate is one of the test's own."""
        if not self.is_safe:
            return super().connect()
        anyone = ssl._create_unverified_context()
        return http.client.HTTPSConnection(self.host, timeout=self.patience, context=anyone)

    def learn_token(self) -> None:
        """Raises OSError when the page with the form does not come."""
        answer = self.get("/me")
        if answer.status != 200:
            raise OSError(f"/me answered {answer.status}")
        found = TOKEN.search(answer.text)
        assert found, "no form on the own page"
        self.token = unescape(found[1])

    @property
    def cookie(self) -> str:
        """The header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def press(self, path: str) -> Answer:
        """Send a form that holds nothing but the token."""
        return self.ask("POST", path, urlencode({"csrf_token": self.token}))

    def ticket(self) -> str:
        """Raises OSError, as when there is no answer, for every answer that is none; SignedOut when
        the session is over."""
        try:
            answer = self.press("/chat/ticket")
        except http.client.HTTPException as error:
            raise OSError(str(error)) from error
        if answer.status in (303, 401):
            raise SignedOut
        if answer.status != 200:
            raise OSError(f"no ticket: {answer.status}")
        ticket: str = json.loads(answer.text)["ticket"]
        return ticket
