"""A group in which somebody writes, and those who look after people."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.factories import Maker

# Red in the lexicon; it says no way and no place.
HARD_WORDS = "I do not want to live any more. I feel like I am a burden to everybody."


@pytest.fixture
def here(make: Maker, cast: SimpleNamespace) -> SimpleNamespace:
    """`writer` and `reader` are in the group; `lark` and `dove` hold the safeguarding role."""
    group = make.group(name="Quiet circle", audience="group", members=(cast.patient, cast.carer))
    topic = make.topic(group=group, by=cast.carer, title="Evenings")
    lark, dove = (
        make.member(display_name=name, roles=("safeguarding",)) for name in ("Lark", "Dove")
    )
    return SimpleNamespace(
        group=group, topic=topic, writer=cast.patient, reader=cast.carer, lark=lark, dove=dove,
        moderator=cast.moderator, operator=make.member(display_name="Op", roles=("operator",)),
    )  # fmt: skip
