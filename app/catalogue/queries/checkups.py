"""What `flask doctor` asks about the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from app.catalogue.models import CatalogueLoad, Concept, ConceptName
from app.core.checkups import checkup
from app.core.database import db


@checkup("The catalogue is what was loaded")
def as_loaded() -> Iterator[str]:
    """Concepts and names as many as the newest load wrote."""
    newest = db.session.scalar(select(CatalogueLoad).order_by(CatalogueLoad.id.desc()).limit(1))
    if newest is None:
        yield "The catalogue was never loaded. Type: flask --app wsgi ready"
        return
    for model, word, loaded in (
        (Concept, "concepts", newest.concept_count),
        (ConceptName, "names", newest.name_count),
    ):
        statement = select(func.count()).select_from(model)
        if model is Concept:
            statement = statement.where(Concept.retired_at.is_(None))
        found = db.session.scalar(statement) or 0
        if found != loaded:
            yield f"There are {found} {word} in the tables; {loaded} were loaded."
