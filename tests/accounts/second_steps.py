"""What a person does with their second step: an app on the phone, recovery codes on paper."""

from __future__ import annotations

from typing import Any

from flask import Flask
from pyotp import TOTP

from app.accounts.models import CodeGenerator
from app.accounts.queries import viewer_of
from app.accounts.services import recovery_codes
from app.accounts.services.codes import PLACE
from app.core.clock import now
from app.core.database import db
from app.core.security.sealing import seal
from app.core.transactions import unit_of_work
from tests.accounts.browser import send, sign_in
from tests.support.client import SiteClient

SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(seed: str = SEED, *, steps: int = 0) -> str:
    """What the app shows, `steps` half minutes from now."""
    return TOTP(seed).at(int(now().timestamp()) + 30 * steps)


def wrong_code() -> str:
    """Six digits that are right neither now nor in the steps around it."""
    right = {code(steps=step) for step in range(-2, 3)}
    return next(digits for digits in map("{:06d}".format, range(10)) if digits not in right)


def give_app(app: Flask, member: Any) -> list[str]:
    """Let a member have a confirmed app with `SEED`; gives their recovery codes."""
    with app.app_context(), unit_of_work():
        sealed = seal(SEED.encode(), place=f"{PLACE}:{member.id}")
        db.session.add(CodeGenerator(member_id=member.id, sealed_seed=sealed, confirmed_at=now()))
        return recovery_codes.renew(by=viewer_of(member.id), is_told=False)


def up_to_second_step(client: SiteClient, email: str = "ada@example.org", **fields: Any) -> Any:
    """Address and password; gives the answer, which leads to the second page."""
    answer = sign_in(client, email, **fields)
    assert answer.location == "/sign-in/second", answer.location
    return answer


def give_code(client: SiteClient, said: str) -> Any:
    """Fill the second page in."""
    return send(client, "/sign-in/second", code=said)
