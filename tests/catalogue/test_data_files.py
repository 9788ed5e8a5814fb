"""The data files: small, with their sources named, and nothing in them that must not be there."""

from __future__ import annotations

import pytest

from app.catalogue.kinds import CONCEPT_KINDS
from app.catalogue.models import NAME_KINDS
from app.catalogue.services.vocabulary.files import DATA, PACKED, edition, head, packed_rows

FOUR_MEGABYTES = 4 * 1024 * 1024


def names_in(file):
    return {
        words
        for row in packed_rows(file)
        for cell in (row["name"], row.get("brands", ""), row["synonyms"])
        for words in cell.casefold().split("|")
    }


def test_all_files_together_stay_below_four_megabytes():
    assert sum(path.stat().st_size for path in DATA.rglob("*.*")) < FOUR_MEGABYTES


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ("conditions.tsv.gz", ("Medical Subject Headings", "0.4", "MIT licence")),
        ("symptoms.tsv.gz", ("hp/releases/2025-01-16", "unaltered", "Citation")),
        ("treatments.tsv.gz", ("DrugBank open data (CC0)", "Open Government Licence", "2.0.9")),
    ],
)
def test_each_file_names_its_source_version_and_licence(file, named):
    assert all(words in head(file) for words in named)


def test_the_edition_fits_the_row_that_keeps_it():
    assert "2025-01-16" in edition()
    assert len(edition()) <= 80


@pytest.mark.parametrize("words", ["avita", "renova", "nuvaring", "symbicort", "bayer aspirin"])
def test_strings_that_come_from_wikipedia_alone_are_left_out(words):
    assert words not in names_in("treatments.tsv.gz")


def test_symptoms_are_the_terms_as_published():
    headache = next(row for row in packed_rows("symptoms.tsv.gz") if row["key"] == "hp:0002315")
    assert headache["name"] == "Headache"
    assert headache["definition"].startswith(
        "Cephalgia, or pain sensed in various parts of the head"
    )


def test_no_text_of_a_web_page_slipped_into_the_names():
    for file in PACKED:
        assert not [words for words in names_in(file) if "&lt;" in words or "{{" in words]


def test_every_record_can_become_rows(records):
    by_key = {record.key: record for record in records}
    assert len(by_key) == len(records) > 25_000
    for record in records:
        assert record.kind in CONCEPT_KINDS
        assert len(record.key) <= 160
        assert len(record.name) <= 200
        assert set(record.names.values()) <= set(NAME_KINDS)
        assert set(record.parents) | set(record.parts) <= by_key.keys()
        assert record.key not in record.parents


@pytest.mark.parametrize(
    ("key", "name", "medical_name"),
    [
        ("mesh:hypertension", "High blood pressure", "Hypertension"),
        ("mesh:depressive-disorder", "Depression", "Depressive Disorder"),
        ("mesh:herpes-zoster", "Shingles", "Herpes Zoster"),
    ],
)
def test_a_condition_goes_by_its_lay_name(records, key, name, medical_name):
    (record,) = [record for record in records if record.key == key]
    assert (record.name, record.medical_name) == (name, medical_name)


def test_a_condition_may_stand_under_several_others(records):
    (asthma,) = [record for record in records if record.key == "mesh:asthma"]
    assert len(asthma.parents) > 1
