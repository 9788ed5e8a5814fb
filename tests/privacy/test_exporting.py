"""A copy holds everything about one person that is theirs, and nothing else."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from app.accounts.services import exporting
from app.accounts.services.exporting.asking import content_for
from app.accounts.services.exporting.collecting import collect, name_in_copy
from app.core.database import db
from app.core.inventory import EXPORTED, NEVER_EXPORTED, inventory
from app.core.transactions import unit_of_work
from tests.privacy.conftest import Two


def copy_of(member_id: int) -> dict[str, str]:
    """The files of a copy by name."""
    with zipfile.ZipFile(io.BytesIO(content_for(member_id))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def words_of(person: Any, *classes: str) -> set[str]:
    """The words that stand in columns of these classes."""
    lines = inventory()
    return {
        word
        for (table, column), word in person.words.items()
        if lines[table].columns[column] in classes and column not in lines[table].because
    }


def test_every_personal_column_is_in_the_copy_as_it_is_in_the_table(two: Two) -> None:
    """Schema-driven: a new column that is called personal is in it, or this is red."""
    sections = {section.name: section.rows for section in collect(two.ann.id)}
    for line in inventory().values():
        if not line.section:
            continue
        table, kept = line.table, two.ann.rows[line.table]
        said = sections[line.section][0]
        assert set(said) == {name_in_copy(name, line) for name in line.exported}, table
        for name in set(line.exported) - set(line.shown):
            value = kept[name]
            assert said[name] == (value.isoformat() if hasattr(value, "isoformat") else value)


def test_what_a_row_points_to_is_said_by_its_name(two: Two) -> None:
    sections = {section.name: section.rows for section in collect(two.ann.id)}
    names = db.session.execute(db.text("SELECT name FROM groups")).scalars().all()
    assert sections["groups"][0]["group"] == names[0]
    assert (
        sections["evaluation_shares"][0]["evaluation"] == two.ann.words["evaluations", "public_id"]
    )


def test_both_files_hold_every_word_of_the_person(two: Two) -> None:
    files, own = copy_of(two.ann.id), words_of(two.ann, *EXPORTED)
    assert len(own) > 50
    for name in ("data.json", "index.html"):
        assert [word for word in own if word not in files[name]] == []


def test_no_file_holds_a_word_of_anybody_else(two: Two) -> None:
    whole = "".join(copy_of(two.ann.id).values())
    assert len(two.bob.words) > 50
    assert [word for word in two.bob.words.values() if word in whole] == []


def test_no_file_holds_a_secret_or_an_internal_mark(two: Two) -> None:
    whole = "".join(copy_of(two.ann.id).values())
    hidden = words_of(two.ann, *NEVER_EXPORTED)
    assert len(hidden) > 15
    assert [word for word in hidden if word in whole] == []


def test_a_carer_gets_the_link_without_the_words_of_the_person(two: Two) -> None:
    """Ann is Bob's carer: that and until when is hers, how he calls her is his."""
    (own, of_bob) = next(s.rows for s in collect(two.ann.id) if s.name == "carer_links")
    assert set(of_bob) == {"scope", "invited_at", "accepted_at", "ends_on", "ended_at"}
    assert set(own) > set(of_bob)


def test_the_page_runs_and_loads_nothing(two: Two) -> None:
    page = copy_of(two.ann.id)["index.html"]
    assert not [
        bad for bad in ("<script", "<link", "<img", "src=", "http://", "https://") if bad in page
    ]
    assert '<html lang="en">' in page


def test_what_a_person_wrote_does_not_become_markup(two: Two) -> None:
    with unit_of_work():
        db.session.execute(
            db.text(
                "UPDATE evaluations SET advice = '<script>alert(1)</script>' WHERE member_id = :id"
            ),
            {"id": two.ann.id},
        )
    assert "<script" not in copy_of(two.ann.id)["index.html"]


def test_the_copy_says_when_there_is_nothing(two: Two) -> None:
    """That nothing is stored is an answer too."""
    whole = json.loads(copy_of(two.ann.id)["data.json"])
    assert set(whole["sections"]) == {line.section for line in inventory().values() if line.section}


def test_an_operators_copy_stands_in_the_log(two: Two) -> None:
    from app.accounts.queries import viewer_of

    with unit_of_work():
        exporting.export_for_operator(member=viewer_of(two.ann.id), reason="A letter of May")
    row = db.session.execute(
        db.text(
            "SELECT subject, role, purpose FROM audit_entries WHERE action = 'export_by_operator'"
        )
    ).one()
    assert tuple(row) == (two.ann.public_id, "operator", "A letter of May")
