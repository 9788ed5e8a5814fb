"""What is grave asks for the password again (safety.md A-8): every such door, by name.

A new one is added to `GRAVE`, and gets `@recently_proved` below its access level and above its unit
of work. A door whose name sounds grave and is not in the list makes a test fail.
"""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.accounts.test_proving import forget_the_proof
from tests.factories import Maker
from tests.support.client import SiteClient
from tests.support.routes import address_of, everything_stored

# These rules do not depend on the engine.
pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

GRAVE = {
    "address": ("own_address", "save_address"),
    "password": ("own_password", "save_password"),
    "passkeys": ("my_passkeys", "ask_for_new_passkey", "add_passkey", "remove_passkey"),
    "codes": (
        "begin_codes",
        "set_up_codes",
        "confirm_codes",
        "remove_codes",
        "renew_recovery_codes",
    ),
    "export": ("ask_for_export", "fetch_export"),
    "closing": ("confirm_leaving",),
    "carers": ("invite_carer", "send_carer_invitation"),
    "roles": ("grant_role", "end_role", "decide_claim"),
}
DOORS = sorted(f"accounts.{name}" for names in GRAVE.values() for name in names)
SOUNDS_GRAVE = re.compile(r"address|password|passkey|codes|export|leaving|closing|invitation|role")
# Sound grave, behind the sign-in, and are not.
HARMLESS = {
    "accounts.ask_for_passkey_again": "is the proof itself",
    "accounts.send_passkey_proof": "is the proof itself",
}


def own_doors(app: Flask) -> list[str]:
    """What members and operators change about accounts."""
    return [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("accounts.")
        and "POST" in rule.methods
        and rule.rule.startswith(("/me/", "/operator/"))
    ]


@pytest.fixture
def stale(app: Flask, client: SiteClient, make: Maker) -> SiteClient:
    """Somebody who may do everything and gave their password eleven minutes ago."""
    client.sign_in(make.member(roles=("moderator", "clinician", "operator")))
    forget_the_proof(app)
    return client


@pytest.mark.parametrize("endpoint", DOORS)
def test_a_grave_door_asks_who_one_is_and_does_nothing(app: Flask, stale: SiteClient, endpoint):
    (rule,) = app.url_map.iter_rules(endpoint)
    (verb,) = rule.methods - {"HEAD", "OPTIONS"}
    before = everything_stored(app)
    fields = {"email": "new.address@example.org", "reason": "some words that are long enough"}
    answer = stale.open(address_of(app, rule), method=verb, data=fields)
    assert (answer.status_code, answer.location.split("?")[0]) == (303, "/me/prove")
    after = everything_stored(app)
    assert before | {"step_drafts": []} == after | {"step_drafts": []}


def test_every_door_that_sounds_grave_is_in_the_list(app: Flask):
    sounding = {name for name in own_doors(app) if SOUNDS_GRAVE.search(name)}
    assert sounding - set(DOORS) == set(HARMLESS)


def test_every_door_that_carries_the_mark_is_in_the_list(app: Flask):
    marked = {name for name, view in app.view_functions.items() if hasattr(view, "needs_proof")}
    assert marked == set(DOORS)


def test_an_ordinary_door_does_not_ask(app: Flask, stale: SiteClient):
    assert stale.post("/me/name", data={"display_name": "Amber Fern"}).location == "/me"
