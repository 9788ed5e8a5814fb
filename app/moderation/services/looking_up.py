"""A case together with what it is about, looked up through the person at the desk."""

from __future__ import annotations

import hashlib
from functools import cached_property

from app.core.clock import now
from app.core.viewer import Viewer
from app.moderation.models import Case
from app.moderation.queries.away import grounds_of
from app.moderation.queries.cases import CaseLine, is_in_hand_at, line_of
from app.moderation.services.registering import Thing, adapters_of


class CaseRow(CaseLine):
    """A line, and `thing`: what stands there now, None when it is gone."""

    @cached_property
    def thing(self) -> Thing | None:
        """Asked of the package that owns it, once."""
        adapter = adapters_of().of(self.kind)
        return adapter.find(self.thing_id) if adapter else None

    @property
    def is_there(self) -> bool:
        """Whether the thing can be read now, or could be once the case is decided."""
        return self.thing is not None and (self.thing.hidden_at is None or self.thing.waits)

    @property
    def is_in_hand(self) -> bool:
        """Whether somebody has it in hand and did not leave it lying."""
        return self.claimed_by_id is not None and is_in_hand_at(self.claimed_at, now())

    @property
    def is_taken_back(self) -> bool:
        """Whether its author took it back."""
        thing = self.thing
        return (
            thing is not None
            and thing.hidden_at is not None
            and (thing.hidden_by_id == thing.author_id)
        )

    @cached_property
    def can_be_taken_away(self) -> bool:
        """Whether it can be read, or could be again although moderators did nothing: then taking it
        away still means something."""
        if self.thing is None or self.is_there:
            return self.is_there
        can_come_back = self.thing.can_come_back
        return can_come_back and not grounds_of(self.kind, [self.thing_id])

    @property
    def shown(self) -> str:
        """Stands for everything that a page shows of the thing: other words, another note, or gone,
        and it is another one."""
        thing = self.thing
        told = (thing.words, thing.content_note) if thing else ()
        return hashlib.sha256("\x00".join((*told, str(self.is_there))).encode()).hexdigest()[:20]

    @property
    def can_be_listed_lower(self) -> bool:
        """Whether it has a place in a list that can be lowered."""
        return self.thing is not None and self.thing.can_be_listed_lower


def case_of(viewer: Viewer, public_id: str) -> CaseRow | None:
    """The case, for somebody at the desk who may open it."""
    line = line_of(viewer, Case.public_id == public_id)
    return CaseRow(*line) if line else None


def case_by_id(viewer: Viewer, case_id: int) -> CaseRow | None:
    """The same by its key."""
    line = line_of(viewer, Case.id == case_id)
    return CaseRow(*line) if line else None
