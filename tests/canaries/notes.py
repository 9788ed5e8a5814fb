"""A context note that is shown, in each group of the standing world: the member corrects what the
author said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.core.clock import now
from app.moderation.services import noting
from app.moderation.services.noting import Given
from tests.canaries.words import Writing

if TYPE_CHECKING:
    from tests.canaries.seeding import World


def seed_note(world: World, place: str, word: Writing) -> None:
    """Adds `note` to the ids of the group."""
    source = Given("https://www.nhs.uk/", "A made-up page", "Made-up publisher", date(2024, 5, 31))
    note = noting.write(
        by=world.viewer("member"),
        kind="post",
        thing_id=world.ids[place]["post"],
        correction=word(f"note correction@{place}"),
        claim=word(f"note claim@{place}"),
        why=word(f"note why@{place}"),
        flaw="other",
        harm=1,
        sources=[source],
    )
    note.status, note.shown_from = "helpful", now()
    world.ids[place]["note"] = note.public_id
