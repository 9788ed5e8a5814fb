"""Lexicon files are checked when they are read; a pattern is matched as it is written."""

from __future__ import annotations

import pytest

from app.moderation.services.triaging.lexicons import (
    FOLDER,
    MOST_PER_WORD,
    common,
    lexicons,
    read_common,
    read_lexicon,
)
from app.moderation.services.triaging.phrases import compiled
from app.moderation.services.triaging.readings import LABELS
from tests.support.stand_ins import STAND_INS

COMMON = (FOLDER / "common.toml").read_text("utf-8")


def ends(pattern: str, text: str) -> int | None:
    """How many words of the text the pattern takes."""
    words = text.split()
    found = compiled(pattern, {"drink": ["tea", "hot milk"]}).at(words, 0, len(words))
    return found.end if found else None


@pytest.mark.parametrize(
    ("pattern", "text", "taken"),
    [
        ("a [b|c d] e", "a c d e", 4),
        ("a b? c", "a c", 2),
        ("a .. c", "a x y z c", 5),
        ("a .. c", "a x y z z c", None),
        ("a ... c", "a 1 2 3 4 5 6 7 c", 9),
        ("a <drink>", "a hot milk", 3),
        ("a [no <drink>|b]", "a no hot milk", 4),
        ("# b", "12 b", 2),
        ("a b", "a x", None),
    ],
)
def test_a_pattern_means_what_its_signs_say(pattern: str, text: str, taken: int | None) -> None:
    assert ends(pattern, text) == taken


@pytest.mark.parametrize("pattern", [".. a", "a ..", "a b?", ""])
def test_a_pattern_begins_and_ends_with_a_word(pattern: str) -> None:
    with pytest.raises(ValueError, match="begin and end"):
        compiled(pattern, {})


def test_three_languages_have_a_version_and_anchors_for_every_label() -> None:
    assert set(lexicons()) == {"en", "de", "es"}
    for lexicon in lexicons().values():
        assert lexicon.version >= 1
        assert set(lexicon.anchors) == set(LABELS)
    assert set(common().anchors) == set(LABELS)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('kind = "wish"', 'kind = "hunch"', "no such kind"),
        ('crisis = "d"', "", "anchor"),
        ("[people]", '[aliases]\nvanish = "go"\n[people]', "aliases hide vanish"),
        (
            '"want to vanish"',
            ", ".join(f'"w a{number}"' for number in range(MOST_PER_WORD + 1)),
            "more than",
        ),
    ],
)
def test_a_wrong_lexicon_is_refused(old: str, new: str, complaint: str) -> None:
    assert old in STAND_INS
    with pytest.raises(ValueError, match=complaint):
        read_lexicon(STAND_INS.replace(old, new), common())


@pytest.mark.parametrize(
    ("old", "new"), [('despair = "amber"', 'despair = "mauve"'), ('"apology"]', '"apple"]')]
)
def test_a_wrong_common_part_is_refused(old: str, new: str) -> None:
    assert old in COMMON
    with pytest.raises(ValueError, match="label"):
        read_common(COMMON.replace(old, new))
