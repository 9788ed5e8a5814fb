"""Display names: which may be taken, how they are compared, and neutral ones to choose from.

Two names that look alike are the same name: otherwise somebody could pose as a moderator by
writing the name with a Cyrillic letter or an invisible space (safety.md V-12).
"""

from __future__ import annotations

import secrets
import unicodedata

from flask_babel import gettext as _

from app.accounts.queries import members
from app.core.errors import Invalid

SHORTEST, LONGEST = 2, 40
KEY_LENGTH = 120

# Letters of other scripts, and digits, that look like a Latin letter in common typefaces.
_LOOK_ALIKES = str.maketrans(
    {
        **dict(zip("авекмнорстухіјѕһԁԛԝгѵ", "abekmhopctyxijshdqwrv", strict=True)),
        **dict(zip("αβγεηικνορτυχω", "abyeniknoptuxw", strict=True)),
        **dict(zip("ıłøđħŧƒ", "iiodhtf", strict=True)),
        **dict(zip("01345lǀ|$", "oieasiiis", strict=True)),
    }
)
_PAIRS = (("rn", "m"), ("vv", "w"))

# Names that would speak for the site or for nobody.
_RESERVED = (
    "admin", "administrator", "moderator", "moderation", "operator", "clinician", "steward",
    "staff", "support", "help", "system", "team", "former member", "deleted member", "anonymous",
    "everyone", "common thread", "doctor", "nurse",
)  # fmt: skip

_QUALITIES = (
    "Amber", "Brisk", "Calm", "Clear", "Copper", "Early", "Gentle", "Golden", "Green", "Hazel",
    "Indigo", "Ivory", "Kind", "Late", "Light", "Little", "Mellow", "Misty", "Morning", "Olive",
    "Plain", "Quiet", "Rainy", "River", "Silver", "Slow", "Snowy", "Soft", "Steady", "Still",
    "Sunny", "Warm", "Wide", "Winter",
)  # fmt: skip
_THINGS = (
    "Acorn", "Alder", "Aspen", "Birch", "Bramble", "Brook", "Cedar", "Clover", "Cricket", "Dove",
    "Fern", "Finch", "Harbour", "Heron", "Kettle", "Lantern", "Larch", "Linnet", "Maple", "Meadow",
    "Moss", "Orchard", "Otter", "Pebble", "Plover", "Robin", "Rowan", "Sparrow", "Swallow",
    "Teapot", "Thistle", "Thrush", "Willow", "Wren",
)  # fmt: skip


def tidy(name: str) -> str:
    """The name as it is shown: compatibility forms folded, invisible characters out, single
    spaces."""
    folded = unicodedata.normalize("NFKC", name)
    visible = "".join(" " if c.isspace() else c for c in folded if not _is_invisible(c))
    return " ".join(visible.split())


def key_of(name: str) -> str:
    """The name as it is compared: case, look-alike letters, accents, spaces and signs folded."""
    decomposed = unicodedata.normalize("NFKD", tidy(name).casefold())
    latin = decomposed.translate(_LOOK_ALIKES)
    kept = "".join(c for c in latin if _counts(c))
    for pair, single in _PAIRS:
        kept = kept.replace(pair, single)
    return unicodedata.normalize("NFKC", kept)[:KEY_LENGTH]


def checked(name: str, *, but: int = 0) -> str:
    """The tidied name when it may be taken (by anybody other than member `but`).

    Raises:
        Invalid: says what to change.
    """
    tidied = tidy(name)
    if not SHORTEST <= len(tidied) <= LONGEST:
        raise Invalid("display_name", _("Choose a name of 2 to 40 characters."))
    if "@" in tidied or "://" in tidied:
        raise Invalid("display_name", _("Do not use an address as your name. Everybody sees it."))
    key = key_of(tidied)
    if not key or all(unicodedata.category(c) == "Mn" for c in key):
        raise Invalid("display_name", _("Use some letters or digits in your name."))
    if key in _RESERVED_KEYS or members.name_is_taken(key, but=but):
        raise Invalid("display_name", _("This name is taken. Choose another one."))
    return tidied


def suggestions(count: int = 3) -> list[str]:
    """Neutral pseudonyms that nobody has: a quality, a thing, two digits."""
    drawn = {f"{_one(_QUALITIES)} {_one(_THINGS)} {secrets.randbelow(90) + 10}" for _i in range(9)}
    taken = members.taken_keys(key_of(name) for name in drawn)
    return [name for name in drawn if key_of(name) not in taken][:count]


def resembles_address(name: str, email: str) -> bool:
    """Whether the display name gives the part of the address before the @ away."""
    local, key = key_of(email.split("@")[0]), key_of(name)
    return len(local) >= 4 and (local in key or (len(key) >= 4 and key in local))


def _one(words: tuple[str, ...]) -> str:
    return secrets.choice(words)


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Cn") and not (
        character.isspace()
    )


def _counts(character: str) -> bool:
    """Letters and digits of every script; marks too, except accents on Latin letters: a vowel
    sign of another script is part of the word."""
    if "\u0300" <= character <= "\u036f":
        return False
    return unicodedata.category(character)[0] in "LNM"


_RESERVED_KEYS = frozenset(key_of(name) for name in _RESERVED)
