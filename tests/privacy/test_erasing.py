"""Who is erased is gone: from every table, every file, and from backups that are put back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import structlog
from flask import Flask
from sqlalchemy import update

from app.accounts.models import Erasure, Member
from app.accounts.services import erasing, erasure_ledger, scrubbing
from app.accounts.services.exporting import storing
from app.chat.models import Message
from app.community.models import Post, Topic
from app.core.database import db
from app.core.inventory import inventory
from app.core.transactions import unit_of_work
from tests.privacy.conftest import Two
from tests.privacy.filling import Filled, everything, put_back

# What stays on purpose: the log of access, and accepted words of the public vocabulary.
STAYING = {line.table for line in inventory().values() if line.erase == "keep"}


def erase(person: Filled, posts: str = "remove") -> None:
    """As the job does it."""
    with unit_of_work():
        erasing.erase(person.id, posts=posts)


def own_words(person: Filled) -> set[str]:
    """Every word of the person that must not be found any more. The public id may stand in the
    log of access, where it names nobody; that of a message stands beside its number, which stays
    taken, and opens a line that says it was deleted."""
    ids = {("members", "public_id"), ("messages", "public_id")}
    return {
        word
        for (table, column), word in person.words.items()
        if table not in STAYING and (table, column) not in ids
    }


def addresses_of_posts(person: Filled) -> set[str]:
    """Random ids in links to what they wrote: they stay, so that links of others stay true."""
    return {person.words[table, "public_id"] for table in ("posts", "topics")}


def left_in_tables(person: Filled) -> set[str]:
    """Words of the person that some row still holds."""
    whole = repr(everything())
    return {word for word in own_words(person) if word in whole}


def live_post_of(person: Filled, *, in_topic: Any = None) -> None:
    """Their post, topic and message stand, as most do; in the filled rows they are deleted ones."""
    alive = {"deleted_at": None, "deleted_by_id": None}
    with unit_of_work():
        for model in (Post, Topic, Message):
            table = model.__tablename__
            db.session.execute(
                update(model).where(model.id == person.rows[table]["id"]).values(**alive)
            )


@pytest.mark.parametrize("posts", ["remove", "keep"])
def test_no_table_holds_a_word_of_the_person(two: Two, posts: str) -> None:
    assert len(own_words(two.ann)) > 60
    assert left_in_tables(two.ann) == own_words(two.ann)
    erase(two.ann, posts)
    assert left_in_tables(two.ann) == (addresses_of_posts(two.ann) if posts == "keep" else set())


@pytest.mark.parametrize("posts", ["remove", "keep"])
def test_everything_of_another_person_stays_as_it_was(two: Two, posts: str) -> None:
    """Only what named the erased one is emptied."""
    before = two.bob.rows
    erase(two.ann, posts)
    db.session.rollback()
    after = everything()
    for table, row in before.items():
        line = inventory()[table]
        if two.ann.id in {row[way.column] for way in line.also}:
            continue  # Ann was Bob's carer, he chose her: the row is hers too, and goes with either
        (now,) = [one for one in after[table] if one["id"] == row["id"]]
        same = set(row) - set(line.unlink)
        assert {name: now[name] for name in same} == {name: row[name] for name in same}, table
        assert two.ann.id not in {now[name] for name in line.unlink}


def test_kept_posts_stand_under_a_random_name(two: Two) -> None:
    live_post_of(two.ann)
    erase(two.ann, "keep")
    post = db.session.get_one(Post, two.ann.rows["posts"]["id"], populate_existing=True)
    author = db.session.get_one(Member, post.author_id)
    assert post.body == two.ann.words["posts", "body"]
    assert (author.origin, author.email, author.password_hash) == ("pseudonym", None, None)
    kept = {two.ann.words[place] for place in [("posts", "body"), ("posts", "html")]}
    kept |= {two.ann.words["topics", "title"]} | addresses_of_posts(two.ann)
    kept |= {two.ann.words["messages", name] for name in ("body", "html", "content_note")}
    assert left_in_tables(two.ann) == kept


def test_two_erased_people_do_not_share_a_pseudonym(two: Two) -> None:
    live_post_of(two.ann)
    live_post_of(two.bob)
    erase(two.ann, "keep")
    erase(two.bob, "keep")
    authors = {db.session.get_one(Post, p.rows["posts"]["id"]).author_id for p in two}
    assert len(authors) == 2


def test_files_of_the_person_go(two: Two, folder: Path) -> None:
    name = storing.store(b"a copy", export_id=two.ann.rows["exports"]["public_id"])
    with unit_of_work():
        db.session.execute(
            db.text("UPDATE exports SET file_name = :name WHERE member_id = :id"),
            {"name": name, "id": two.ann.id},
        )
    erase(two.ann)
    assert storing.names() == set()


def test_letters_in_the_folder_go(two: Two, folder: Path) -> None:
    """Where no mail server is named, letters land in a folder."""
    head = "Subject: Hello\nDate: Mon, 02 Nov 2026 10:00:00 +0000\nTo: "
    (folder / "letters").mkdir()
    for person in two:
        address = person.words["members", "email"]
        (folder / "letters" / f"{person.letter}.eml").write_text(f"{head}{address}\n\nWords\n")
    erase(two.ann)
    assert [file.name for file in (folder / "letters").iterdir()] == ["b.eml"]


def test_the_files_of_the_database_hold_no_word(two: Two, site: Any) -> None:
    """Neither the file nor its log of changes, byte for byte. On PostgreSQL the tables answer."""
    erase(two.ann)
    db.session.remove()
    scrubbing.scrub()
    file = getattr(site, "file", None)
    if file is None:
        assert left_in_tables(two.ann) == set()
        return
    whole = b"".join(part.read_bytes() for part in file.parent.glob("site.db*"))
    assert two.bob.words["evaluations", "advice"].encode() in whole
    assert [word for word in own_words(two.ann) if word.encode() in whole] == []


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_sqlite_overwrites_what_is_deleted_without_waiting_for_the_night(
    two: Two, site: Any
) -> None:
    """Writing the log of changes back is enough: freed pages hold zeros."""
    erase(two.ann)
    db.session.remove()
    connection = db.engine.raw_connection()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    whole = b"".join(part.read_bytes() for part in site.file.parent.glob("site.db*"))
    assert [word for word in own_words(two.ann) if word.encode() in whole] == []


def test_no_log_line_holds_a_word(two: Two, capfd: pytest.CaptureFixture[str]) -> None:
    with structlog.testing.capture_logs() as lines:
        erase(two.ann)
    said = repr(lines) + "".join(capfd.readouterr())
    assert [word for word in two.ann.words.values() if word in said] == []


def test_an_older_database_that_is_put_back_forgets_them_again(two: Two, site: Any) -> None:
    older = everything()
    erase(two.ann)
    db.session.remove()
    site.empty()
    put_back(older)
    assert left_in_tables(two.ann) == own_words(two.ann)
    assert erasing.replay() == 1
    assert left_in_tables(two.ann) == set()
    assert two.bob.words["evaluations", "advice"] in repr(everything())
    assert erasing.replay() == 0


def test_what_breaks_in_the_middle_changes_nothing_and_can_be_done_again(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last step before the commit fails: nothing has happened."""
    before = everything()

    def die(*_: Any, **__: Any) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(erasure_ledger, "note", die)
        with pytest.raises(OSError, match="disk"):
            erase(two.ann)
    assert everything() == before
    erase(two.ann)
    assert left_in_tables(two.ann) == set()


def test_the_line_in_the_file_is_there_before_the_commit(
    two: Two, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash between the two leaves a line too many, never one too few."""
    with pytest.raises(RuntimeError), unit_of_work():
        erasing.erase(two.ann.id, posts="keep")
        raise RuntimeError("power cut")
    assert erasure_ledger.noted() == {erasure_ledger.hash_of(two.ann.public_id): "keep"}
    assert two.ann.public_id not in (folder / erasure_ledger.FILE).read_text()
    assert erasing.replay() == 1


def test_a_torn_line_hides_no_other(folder: Path, inside: Flask) -> None:
    erasure_ledger.note("one", state=erasure_ledger.ERASED, posts="keep")
    with (folder / erasure_ledger.FILE).open("a") as file:
        file.write('{"person": "ab')
    erasure_ledger.note("two", state=erasure_ledger.ERASED, posts="remove")
    assert sorted(erasure_ledger.noted().values()) == ["keep", "remove"]


def test_who_stays_after_a_failed_erasure_is_not_erased_by_a_restore(two: Two) -> None:
    erasure_ledger.note(two.ann.public_id, state=erasure_ledger.ERASED, posts="keep")
    erasure_ledger.note(two.ann.public_id, state=erasure_ledger.KEPT)
    assert erasing.replay() == 0


def test_a_table_that_would_keep_something_stops_the_erasure(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever forgets a table finds out before anything is gone."""
    real = erasing._erase_in

    def forgetful(line: Any, *rest: Any) -> None:
        if line.table != "letters":
            real(line, *rest)

    monkeypatch.setattr(erasing, "_erase_in", forgetful)
    with pytest.raises(erasing.NotErased, match="letters"):
        erase(two.ann)
    assert db.session.get(Member, two.ann.id) is not None


def test_the_ledger_names_nobody(two: Two) -> None:
    erase(two.ann)
    (row,) = db.session.query(Erasure).filter(Erasure.posts == "remove").order_by(Erasure.id).all()
    assert len(row.person_hash) == 64
    assert row.person_hash == erasure_ledger.hash_of(two.ann.public_id)
