"""One made-up person per role whom a visitor of the demo can be. Passwords are random each time."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.accounts.services import recovery_codes
from app.accounts.services.password_rules import hash_checked
from app.accounts.wordings import PURPOSES
from app.demo.services.composing import Author
from app.demo.services.people import Person

FILE_NAME = "demo-sign-ins.txt"
NO_SECOND_STEP = (
    "In this demonstration moderator, clinician and operator need no second step;",
    "on a real site they set one up before they can do anything.",
)

# Role, display name, groups, how much they write.
CAST = (
    ("patient", "Robin, demo patient", ("depression", "migraine", "anxiety"), 9.0),
    ("carer", "Hazel, demo carer", ("carers", "multiple_sclerosis"), 4.0),
    ("steward", "Linnet, demo steward", ("depression", "carers"), 8.0),
    ("moderator", "Rowan, demo moderator", ("migraine", "depression"), 1.0),
    ("clinician", "Alder, demo clinician", (), 0.0),
    ("operator", "Sorrel, demo operator", (), 0.0),
)
SITE_ROLES = ("moderator", "clinician", "operator")
STEWARDED = "depression"


@dataclass(frozen=True, slots=True)
class SignIn:
    """What one needs to sign in as somebody."""

    role: str
    name: str
    email: str
    password: str
    password_hash: str


def make_sign_ins() -> list[SignIn]:
    """Addresses and new passwords for everybody of the cast. Hashing takes a while: call it
    outside of a unit of work."""
    return [_sign_in(role, name) for role, name, _groups, _voice in CAST]


def people_of_cast(since: datetime) -> list[Person]:
    """The cast as members who came at `since`."""
    return [
        Person(
            name=name,
            joined=since,
            consents=PURPOSES if role in ("patient", "carer", "steward") else (),
            withdrew=None,
            speaks_of=None,
            voice=voice,
            author=Author(name.split(",")[0], "tidy"),
            groups={slug: since + timedelta(minutes=9) for slug in groups},
            role=role,
        )
        for role, name, groups, voice in CAST
    ]


def keep_in_file(sign_ins: list[SignIn], folder: Path) -> Path:
    """Write them where only the owner of the installation reads them; returns the path."""
    path = folder / FILE_NAME
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(as_lines(sign_ins))
    return path


def as_lines(sign_ins: list[SignIn]) -> str:
    """One line each: role, address, password; and what a real site would ask beside them."""
    lines = [f"{one.role:<10} {one.email:<24} {one.password}\n" for one in sign_ins]
    return "".join([*lines, *(f"{line}\n" for line in NO_SECOND_STEP)])


def _sign_in(role: str, name: str) -> SignIn:
    email = f"{role}@demo.example"
    password = recovery_codes.drawn()
    return SignIn(role, name, email, password, hash_checked(password, about=(name, email)))
