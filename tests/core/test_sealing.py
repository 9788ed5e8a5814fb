"""Sealed values open only whole, in their place, with a key of this site; and keys can change."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import CodeGenerator
from app.core.database import db
from app.core.security import rotating
from app.core.security.sealing import OVERHEAD, Unsealable, reseal, seal, unseal
from app.core.transactions import unit_of_work
from tests.factories import Maker

PLACE = "code_generators.sealed_seed:7"
SECRET = b"a seed of twenty byte"
OLD, NEW, GONE = "old key " * 6, "new key " * 6, "gone key " * 6


@pytest.fixture
def keys(inside: Flask) -> Iterator[Flask]:
    """The site under the key `NEW`, with `OLD` before it; its own key is put back afterwards."""
    before = {name: inside.config.get(name) for name in ("SECRET_KEY", "SECRET_KEY_FALLBACKS")}
    use(inside, NEW, OLD)
    yield inside
    inside.config.update(before)


def use(app: Flask, key: str, *fallbacks: str) -> None:
    app.config.update(SECRET_KEY=key, SECRET_KEY_FALLBACKS=list(fallbacks))


def sealed_under(app: Flask, key: str, place: str = PLACE) -> bytes:
    """The secret as a site with that one key would have sealed it."""
    now = app.config["SECRET_KEY"], *app.config["SECRET_KEY_FALLBACKS"]
    use(app, key)
    sealed = seal(SECRET, place=place)
    use(app, *now)
    return sealed


def test_a_sealed_value_opens_in_its_place(keys: Flask):
    sealed = seal(SECRET, place=PLACE)
    assert unseal(sealed, place=PLACE) == SECRET
    assert SECRET not in sealed
    assert len(sealed) == len(SECRET) + OVERHEAD


def test_the_same_value_is_never_sealed_the_same_way(keys: Flask):
    assert seal(SECRET, place=PLACE) != seal(SECRET, place=PLACE)


@pytest.mark.parametrize(
    "place", ["code_generators.sealed_seed:8", "clinician_claims.sealed_document:7", ""]
)
def test_a_value_moved_to_another_place_stays_shut(keys: Flask, place: str):
    sealed = seal(SECRET, place=PLACE)
    with pytest.raises(Unsealable):
        unseal(sealed, place=place)


def test_a_value_under_a_key_that_the_site_never_had_stays_shut(keys: Flask):
    with pytest.raises(Unsealable):
        unseal(sealed_under(keys, GONE), place=PLACE)


def test_a_value_that_names_our_key_but_was_made_with_another_stays_shut(keys: Flask):
    ours, foreign = seal(SECRET, place=PLACE), sealed_under(keys, GONE)
    with pytest.raises(Unsealable):
        unseal(ours[:5] + foreign[5:], place=PLACE)


def test_no_cut_and_no_changed_byte_goes_unnoticed(keys: Flask):
    sealed = seal(SECRET, place=PLACE)
    shorter = [sealed[:length] for length in range(len(sealed))]
    bent = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(len(sealed))]
    for broken in shorter + bent + [sealed + b"\0"]:
        with pytest.raises(Unsealable):
            unseal(broken, place=PLACE)


def test_an_older_key_still_opens_but_no_longer_seals(keys: Flask):
    old = sealed_under(keys, OLD)
    assert unseal(old, place=PLACE) == SECRET
    renewed = reseal(old, place=PLACE)
    use(keys, NEW)
    assert renewed is not None
    assert unseal(renewed, place=PLACE) == SECRET
    assert reseal(renewed, place=PLACE) is None


def seeds(app: Flask, make: Maker, *, key: str, count: int) -> dict[int, bytes]:
    """Members with a seed sealed under a key; what lies in the table, by member."""
    rows = {}
    for _ in range(count):
        number = make.member().id
        rows[number] = sealed_under(app, key, f"code_generators.sealed_seed:{number}")
        with unit_of_work():
            db.session.add(CodeGenerator(member_id=number, sealed_seed=rows[number]))
    return rows


def lying(app: Flask) -> dict[int, bytes]:
    db.session.rollback()
    columns = select(CodeGenerator.member_id, CodeGenerator.sealed_seed)
    return {row.member_id: row.sealed_seed for row in db.session.execute(columns)}


def test_the_command_puts_live_values_under_the_newest_key(
    keys: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rotating, "SLICE", 2)
    old, fresh = seeds(keys, make, key=OLD, count=5), seeds(keys, make, key=NEW, count=1)
    result = keys.test_cli_runner().invoke(args=["keys", "rotate"])
    use(keys, NEW)
    assert "code_generators.sealed_seed: 5 sealed anew" in result.output
    found = lying(keys)
    assert {number: found[number] for number in fresh} == fresh
    for number in old:
        place = f"code_generators.sealed_seed:{number}"
        assert unseal(found[number], place=place) == SECRET


def test_without_the_older_key_the_command_says_so_and_changes_nothing(keys: Flask, make: Maker):
    before = seeds(keys, make, key=GONE, count=2)
    result = keys.test_cli_runner().invoke(args=["keys", "rotate"])
    assert result.exit_code == 1
    assert "SECRET_KEY_FALLBACKS" in result.output
    assert lying(keys) == before


def test_a_value_written_meanwhile_is_not_overwritten(
    keys: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch
):
    (number,) = seeds(keys, make, key=OLD, count=1)

    def slowly(data: bytes, *, place: str) -> bytes | None:
        renewed = reseal(data, place=place)
        rows = CodeGenerator.__table__
        db.session.execute(rows.update().values(sealed_seed=b"written meanwhile"))
        return renewed

    monkeypatch.setattr(rotating, "reseal", slowly)
    rotating.rotate()
    assert lying(keys) == {number: b"written meanwhile"}
