"""One concept with its names and neighbours, for its page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, literal, select, union_all

from app.catalogue.models import CatalogueLoad, Concept, ConceptName, ConceptParent, ConceptPart
from app.catalogue.words import slug_of
from app.core.database import db
from app.core.viewer import Viewer

# Some branches have hundreds below them; the page says that there are more.
MOST_NEIGHBOURS = 60


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another concept, enough to link to it."""

    name: str
    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class ConceptPage:
    """What a page says about a concept. `names` are all its other names, the plainest first."""

    id: int
    public_id: str
    key: str
    kind: str
    slug: str
    name: str
    medical_name: str
    definition: str | None
    sort: str
    codes: dict[str, str]
    source: str
    is_retired: bool
    names: list[tuple[str, str]] = field(default_factory=list)
    parents: list[Neighbour] = field(default_factory=list)
    children: list[Neighbour] = field(default_factory=list)
    parts: list[Neighbour] = field(default_factory=list)
    products: list[Neighbour] = field(default_factory=list)


_SHOWN = (
    *("id", "public_id", "key", "kind", "slug", "name", "medical_name"),
    *("definition", "sort", "codes", "source"),
)


def concept_page(_viewer: Viewer, kind: str, slug: str) -> ConceptPage | None:
    """The concept at this address with names and neighbours, or None. Three queries.

    The catalogue is public, so every viewer gets the same.
    """
    if slug != slug_of(slug, longest=len(slug)):
        return None
    columns = [getattr(Concept, name) for name in _SHOWN]
    wanted = select(*columns, Concept.retired_at).where(Concept.kind == kind, Concept.slug == slug)
    row = db.session.execute(wanted).one_or_none()
    if row is None:
        return None
    values = dict(row._mapping)
    page = ConceptPage(is_retired=values.pop("retired_at") is not None, **values)
    page.names.extend(_names(page))
    for role, *neighbour in db.session.execute(_neighbours(page.id)):
        getattr(page, role).append(Neighbour(*neighbour))
    return page


def catalogue_version() -> str:
    """Which editions of the sources stand in the tables; empty before the first load."""
    newest = select(CatalogueLoad.version).order_by(CatalogueLoad.id.desc()).limit(1)
    return db.session.scalar(newest) or ""


_PLAINEST_FIRST = ("everyday", "lay", "brand", "preferred", "synonym")


def _names(page: ConceptPage) -> list[tuple[str, str]]:
    """Words and kind of every name that is not a heading of the page already."""
    columns = (ConceptName.words, ConceptName.kind)
    rows = db.session.execute(select(*columns).where(ConceptName.concept_id == page.id))
    shown = {page.name.casefold(), page.medical_name.casefold()}
    names = [(words, kind) for words, kind in rows if words.casefold() not in shown]
    return sorted(names, key=lambda name: (_PLAINEST_FIRST.index(name[1]), name[0].casefold()))


def _neighbours(concept_id: int) -> Any:
    """Role, name, kind and slug of every concept one step away, in one statement."""
    roles = (
        ("parents", ConceptParent.concept_id, ConceptParent.parent_id),
        ("children", ConceptParent.parent_id, ConceptParent.concept_id),
        ("parts", ConceptPart.concept_id, ConceptPart.part_id),
        ("products", ConceptPart.part_id, ConceptPart.concept_id),
    )
    selects = []
    for role, here, there in roles:
        one = (
            select(literal(role), Concept.name, Concept.kind, Concept.slug)
            .select_from(here.class_)
            .join(Concept, Concept.id == there)
            .where(here == concept_id, Concept.retired_at.is_(None))
            .order_by(Concept.weight.desc(), func.lower(Concept.name))
            .limit(MOST_NEIGHBOURS)
            .subquery()
        )
        selects.append(select(one))
    return union_all(*selects)
