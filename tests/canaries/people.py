"""Who asks: everybody who stands in some relation to what was seeded, and their sets by name.

The names of this file are the words of `tests/authorisation/matrix.toml` and of
`tests/canaries/canaries.py`.
"""

from __future__ import annotations

PLACES = ("public", "members", "group")

# What each person is to the three groups (one for each audience) and to what stands in them.
PEOPLE = {
    "visitor": "nobody is signed in",
    "signed out": "holds the cookie of a device that was signed out",
    "author": "wrote what is asked for; in the group",
    "member": "in the group",
    "steward": "looks after the group",
    "former author": "wrote in the group and left it",
    "former": "was in the group, never wrote, left",
    "stranger": "has an account, is in no group",
    "elsewhere": "looks after another group",
    "carer": "a member of another group, for carers",
    "moderator": "holds the site role, is in no group",
    "safeguarding": "holds the site role, is in no group: looks after people in distress",
    "clinician": "holds the site role, is in no group",
    "operator": "holds the site role, is in no group",
}
NOBODY = ("visitor", "signed out")
INSIDE = ("author", "member", "steward")
ROLES = ("moderator", "safeguarding", "clinician", "operator")
SIGNED_IN = tuple(who for who in PEOPLE if who not in NOBODY)

_SETS = {
    "everybody": tuple(PEOPLE),
    "nobody": (),
    "visitor": NOBODY,
    "signed in": SIGNED_IN,
    "inside": INSIDE,
    "desk": ("moderator", "safeguarding"),
    "outside": tuple(who for who in SIGNED_IN if who not in INSIDE),
}
# Who reads what is said in a group, and who finds its door, follows from its audience.
_READERS = {"public": "everybody", "members": "signed in", "group": "inside"}
_FINDERS = {"public": "everybody", "members": "signed in", "group": "signed in"}


def named(words: str, place: str) -> frozenset[str]:
    """The people that "author, steward" or "readers" means for a group with this audience.

    Raises:
        KeyError: nobody has this name.
    """
    found: set[str] = set()
    for part in (part.strip() for part in words.split(",")):
        part = {"readers": _READERS, "finders": _FINDERS}.get(part, {}).get(place, part)
        found |= set(
            _SETS[part] if part in _SETS else (part,) if part in PEOPLE else _unknown(part)
        )
    return frozenset(found)


def _unknown(name: str) -> tuple[str, ...]:
    raise KeyError(f"nobody is called {name!r}: see tests/canaries/people.py")
