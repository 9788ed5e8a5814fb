"""Which passwords are refused: too short, too long, or among the first that a thief would try.

No rule about kinds of characters (they make people choose worse). Whether a password is easy to
guess says `zxcvbn`, which brings lists of leaked passwords, names and words, knows keyboard
walks, repeats and dates, and works offline. The site's and the person's own words count too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from flask_babel import gettext as _

from app.accounts.services import hashing
from app.core.errors import Invalid

SHORTEST = 12
LONGEST = 1000  # characters; longer would only make the hash function work for a stranger
# Enough for a guess; the estimate's work grows with the square of the length.
JUDGED = 64
# Guesses a thief needs, as power of ten. 10^8 is zxcvbn's border between "somewhat" and
# "safely" guessable when each guess costs a slow hash (Wheeler, USENIX Security 2016).
ENOUGH_GUESSES = 8.0

# Famous examples of a good password, which by their fame are none any more.
_FAMOUS = frozenset(
    {
        "correcthorsebatterystaple",
        "correctbatteryhorsestaple",
        "horsebatterystaple",
        "threerandomwords",
        "mysecretpassword",
        "thisismypassword",
        "ilovemychildren",
        "tobeornottobethatisthequestion",
        "maytheforcebewithyou",
    }
)


def hash_checked(password: str, *, about: Iterable[str]) -> str:
    """The hash of a password that passed the rules: outside of a unit of work.

    Raises:
        Invalid: on `password`, it is too weak.
    """
    check(password, about=about)
    return hashing.hash_password(password)


def check(password: str, *, about: Iterable[str] = ()) -> None:
    """Refuse a weak password. `about`: the site's name, the display name, the address.

    Raises:
        Invalid: on `password`, says what to do. Quick for any length of input.
    """
    if len(password) > LONGEST:
        raise Invalid("password", _("Make your password shorter: at most 1,000 characters."))
    if len(password) < SHORTEST:
        raise Invalid("password", _("Make your password longer: 12 characters or more."))
    if _is_easy(password, _own_words(about)):
        raise Invalid(
            "password",
            _(
                "This password is easy to guess. Try three or four words that do not belong together."
            ),
        )


def _is_easy(password: str, own_words: list[str]) -> bool:
    plain = "".join(c for c in password.casefold() if c.isalnum())
    if plain in _FAMOUS:
        return True
    if plain and _without(plain, own_words) * 2 < len(plain) and _without(plain, own_words) < 6:
        return True
    from zxcvbn import zxcvbn  # its word lists take 13 MB: only where a password is chosen

    estimate = zxcvbn(password[:JUDGED], user_inputs=own_words)
    return float(estimate["guesses_log10"]) < ENOUGH_GUESSES


def _without(plain: str, own_words: list[str]) -> int:
    """How many characters are left when the person's own words are taken out."""
    for word in sorted(own_words, key=len, reverse=True):
        plain = plain.replace(word, "")
    return len(plain)


def _own_words(about: Iterable[str]) -> list[str]:
    found: set[str] = set()
    for text in about:
        words = [word for word in re.split(r"[\W_]+", text.casefold()) if len(word) >= 3]
        found |= {*words, "".join(words)}
    return sorted(found - {""})
