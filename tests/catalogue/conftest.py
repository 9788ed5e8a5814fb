"""What tests of the catalogue share: the matcher over the data files, and a small catalogue."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.catalogue.services import loading
from app.catalogue.services.matching import Matcher, matcher_from
from app.catalogue.services.vocabulary import ConceptRecord, catalogue_records
from app.catalogue.services.vocabulary.names import names_of
from app.core.transactions import unit_of_work


@pytest.fixture(scope="session")
def records() -> list[ConceptRecord]:
    """Every concept of the data files."""
    return catalogue_records()


@pytest.fixture(scope="session")
def matcher(records) -> Matcher:
    """The matcher over the data files, without a database."""
    return matcher_from(names_of(records))


def record(key: str, kind: str, name: str, weight: int = 3, **more) -> ConceptRecord:
    """A record with its own name and those in `also` (words by kind of name)."""
    also = more.pop("also", {})
    made = ConceptRecord(
        key=key,
        kind=kind,
        name=name,
        medical_name=more.pop("medical_name", name),
        source="ours",
        weight=weight,
        **more,
    )
    made.add_name(name, "preferred")
    for words, sort in also.items():
        made.add_name(words, sort)
    return made


def small_catalogue() -> list[ConceptRecord]:
    """A dozen concepts: enough for every kind, a combination, and a parent with a child."""
    return [
        record(
            "t:hypertension",
            "condition",
            "High blood pressure",
            medical_name="Hypertension",
            parents=["t:vascular"],
            codes={"mesh_tree": "C14.907.489"},
            also={"hypertension": "preferred", "hbp": "everyday"},
        ),
        record("t:vascular", "condition", "Vascular diseases"),
        record("t:depression", "condition", "Depression", also={"low spirits": "everyday"}),
        record("t:anxiety", "condition", "Anxiety"),
        record("t:headache", "symptom", "Headache", also={"head ache": "lay"}),
        record(
            "t:water-pills",
            "treatment",
            "Water pills",
            sort="class",
            also={"Diuretics": "preferred"},
        ),
        record("t:reflux", "condition", "Acid reflux"),
        record("t:tramadol", "treatment", "Tramadol", sort="substance", also={"ultram": "brand"}),
        record(
            "t:paracetamol", "treatment", "Paracetamol", sort="substance", also={"tylenol": "brand"}
        ),
        record(
            "t:ultracet",
            "treatment",
            "Tramadol and paracetamol",
            sort="combination",
            parts=["t:tramadol", "t:paracetamol"],
            also={"ultracet": "brand"},
        ),
        record("t:birth-control", "situation", "Birth control", also={"contraception": "everyday"}),
    ]


@pytest.fixture
def load_small(inside, monkeypatch) -> Callable[[list[ConceptRecord] | None], loading.Loaded]:
    """Loads a catalogue of the given records, or the small one, as new files would be loaded."""

    def load(wanted: list[ConceptRecord] | None = None, files: str = "1") -> loading.Loaded:
        rows = small_catalogue() if wanted is None else wanted
        monkeypatch.setattr(loading, "catalogue_records", lambda: rows)
        monkeypatch.setattr(loading, "files_hash", lambda: files)
        with unit_of_work():
            return loading.load()

    return load
