"""A test client that can sign in and read pages."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from app.accounts.services.sessions import start_session
from app.core.transactions import unit_of_work


class SiteClient(FlaskClient):
    """Talks to the site as one browser."""

    def sign_in(self, member: Any) -> SiteClient:
        """Sign in as a member without going through the form; gives the client back."""
        with self.application.app_context(), unit_of_work():
            word = start_session(
                member_id=member.id, device="Test browser", with_second_factor=True
            )
        self.set_cookie("session", word)
        return self

    def page(self, address: str, status: int = 200) -> BeautifulSoup:
        """GET a page, check its status, and give it parsed."""
        answer = self.get(address)
        assert answer.status_code == status, f"{address}: {answer.status}\n{answer.text[:2000]}"
        return BeautifulSoup(answer.text, "html.parser")
