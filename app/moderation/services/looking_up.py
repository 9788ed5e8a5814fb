"""A case together with what it is about, looked up through the person at the desk."""

from __future__ import annotations

from functools import cached_property

from app.core.viewer import Viewer
from app.moderation.models import Case
from app.moderation.queries.cases import CaseLine, line_of
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
        """Whether the thing can be read now."""
        return self.thing is not None and self.thing.hidden_at is None

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
