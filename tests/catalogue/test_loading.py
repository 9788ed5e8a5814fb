"""Loading the files: in place, once, and without losing what members' records point to."""

from __future__ import annotations

from sqlalchemy import func, select

from app.catalogue.models import CatalogueLoad, Concept, ConceptName, ConceptParent, ConceptPart
from app.core.database import db
from tests.catalogue.conftest import record, small_catalogue


def rows(model):
    return db.session.scalar(select(func.count()).select_from(model))


def by_key(key):
    columns = (Concept.id, Concept.public_id, Concept.slug, Concept.name, Concept.retired_at)
    return db.session.execute(select(*columns).where(Concept.key == key)).one()


def test_a_load_fills_every_table(load_small):
    loaded = load_small()
    assert (loaded.is_new, loaded.concepts, loaded.names) == (True, 11, rows(ConceptName))
    assert (rows(Concept), rows(ConceptParent), rows(ConceptPart)) == (11, 1, 2)


def test_the_same_files_are_not_loaded_twice(load_small):
    load_small()
    assert not load_small([record("t:other", "condition", "Other")]).is_new
    assert (rows(Concept), rows(CatalogueLoad)) == (11, 1)


def test_new_files_change_a_concept_without_changing_its_ids_and_address(load_small):
    load_small()
    before = by_key("t:depression")
    changed = [one for one in small_catalogue() if one.key != "t:depression"]
    changed.append(record("t:depression", "condition", "Low mood for a long time"))
    load_small(changed, files="2")
    after = by_key("t:depression")
    assert after[:3] == before[:3]
    assert after.name == "Low mood for a long time"
    assert rows(Concept) == 11


def test_a_concept_that_the_files_lost_is_retired_and_may_come_back(load_small):
    load_small()
    load_small([one for one in small_catalogue() if one.key != "t:reflux"], files="2")
    assert by_key("t:reflux").retired_at is not None
    assert by_key("t:anxiety").retired_at is None
    load_small(files="3")
    assert by_key("t:reflux").retired_at is None


def test_two_concepts_of_one_name_get_two_addresses(load_small):
    load_small([record("t:1", "condition", "Goiter"), record("t:2", "condition", "Goiter")])
    assert {by_key("t:1").slug, by_key("t:2").slug} == {"goiter", "goiter-2"}


def test_names_that_normalise_to_the_same_are_one_row(load_small):
    load_small([record("t:1", "condition", "Crohn's disease", also={"crohns disease": "synonym"})])
    names = db.session.execute(select(ConceptName.words, ConceptName.kind)).all()
    assert names == [("Crohn's disease", "preferred")]


def test_the_command_says_what_it_loaded(app, monkeypatch):
    monkeypatch.setattr("app.catalogue.services.loading.catalogue_records", small_catalogue)
    answer = app.test_cli_runner().invoke(args=["catalogue", "load"])
    assert "Loaded 11 concepts with" in answer.output
    again = app.test_cli_runner().invoke(args=["catalogue", "load"])
    assert "Up to date: 11 concepts" in again.output
