"""How a member types: tidy, in small letters, without apostrophes, with slips, with emoji."""

from __future__ import annotations

from collections.abc import Callable

Dice = Callable[[], float]

# Of a hundred members: 58 tidy, then 9 small letters, 9 no apostrophes, 10 slips, 14 emoji.
_STYLES = ("tidy",) * 58 + ("small",) * 9 + ("bare",) * 9 + ("slips",) * 10 + ("emoji",) * 14

_EMOJI = [
    "💚",
    "🙏",
    "🤗",
    "😅",
    "🌻",
    "☕",
    "😴",
    "💪",
    "🌧️",
    "🫶",
    "😂",
    "🥲",
    "🐌",
    "✨",
    "🌿",
    "🙃",
    "😬",
    "🧦",
]
_SLIPS = (
    ("the ", "teh "),
    ("ing ", "ign "),
    ("and ", "adn "),
    ("because", "becuase"),
    ("really", "realy"),
    ("tomorrow", "tommorow"),
    ("definitely", "definately"),
    ("which", "wich"),
    ("believe", "beleive"),
    ("until", "untill"),
    ("just ", "jsut "),
    ("people", "poeple"),
    ("could", "coudl"),
    ("morning", "mornign"),
    ("time", "tiem"),
    ("with ", "wiht "),
    ("their", "thier"),
    ("friend", "freind"),
    ("have ", "hvae "),
    ("I'm ", "Im "),
)


def style_of(member_index: int) -> str:
    """The same member always types alike."""
    return _STYLES[member_index * 37 % 100]


def typed(sentence: str, style: str, dice: Dice) -> str:
    """The sentence as this member would leave it."""
    if style == "small":
        return sentence.lower()
    if style == "bare":
        return sentence.replace("'", "")
    if style == "slips" and dice() < 0.45:
        wrong = int(dice() * len(_SLIPS))
        for right, slip in _SLIPS[wrong:] + _SLIPS[:wrong]:
            if right in sentence:
                return sentence.replace(right, slip, 1)
    if style == "emoji" and dice() < 0.3:
        return f"{sentence} {_EMOJI[int(dice() * len(_EMOJI))]}"
    return sentence
