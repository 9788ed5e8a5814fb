"""A real community does not start with a key, a switch or a folder that leaves it open."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from config import CONFIGURATIONS, Production, chosen

GOOD = "kR7_vQ2mZp9-tB4xWc8LfHs3NdYj6GuE"
NEEDED = {
    "SECRET_KEY": GOOD,
    "DATABASE_URL": "postgresql://localhost/community",
    "SITE_URL": "https://community.example.org/",
    "MAIL_URL": "folder:",
}


@pytest.fixture
def variables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A production that may start."""
    (tmp_path / "data").mkdir(mode=0o700)
    for name, value in {**NEEDED, "INSTANCE_DIR": str(tmp_path / "data")}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("FLASK_DEBUG", raising=False)
    return monkeypatch


def refusal() -> str:
    """What is said instead of starting."""
    with pytest.raises(SystemExit) as said:
        Production()
    return str(said.value)


def test_a_production_with_everything_in_place_starts(variables):
    config = Production()
    assert config.SECRET_KEY == GOOD
    assert config.SITE_URL == "https://community.example.org"
    assert not getattr(config, "DEBUG", False) and not getattr(config, "TESTING", False)


def test_without_a_word_about_it_the_site_is_a_production(variables):
    variables.delenv("APP_ENV", raising=False)
    assert type(chosen()) is Production is CONFIGURATIONS["production"]


def test_every_variable_that_is_missing_is_named_at_once(variables):
    for name in NEEDED:
        variables.delenv(name)
    said = refusal()
    assert all(name in said for name in NEEDED)


@pytest.mark.parametrize(
    "key",
    [
        "brief", GOOD[:31], "a" * 64, "ab" * 32, "abc1" * 16, "change-me-" + GOOD, "CHANGEME" + GOOD,
        "this is my very secret key, do not tell", "your-Example-key-" + GOOD, "0123456789" * 4,
        "correct horse battery PASSWORD staple!", "abcdefghijklmnopqrstuvwxyz0987654321",
        "replace-this-with-thirty-two-characters",
    ],
)  # fmt: skip
def test_a_key_that_is_short_or_from_an_example_is_refused_and_not_repeated(variables, key: str):
    variables.setenv("SECRET_KEY", key)
    said = refusal()
    assert "SECRET_KEY" in said
    assert key not in said


def test_keys_drawn_at_random_are_taken(variables):
    for draw in (secrets.token_urlsafe, secrets.token_hex):
        for _ in range(200):
            variables.setenv("SECRET_KEY", draw(32))
            assert Production().SECRET_KEY


@pytest.mark.parametrize("word", ["1", "true", "TRUE", "on", "yes"])
def test_a_debugger_is_refused(variables, word: str):
    variables.setenv("FLASK_DEBUG", word)
    assert "FLASK_DEBUG" in refusal()


@pytest.mark.parametrize("word", ["", "0", "false", "no"])
def test_a_debugger_that_is_switched_off_is_none(variables, word: str):
    variables.setenv("FLASK_DEBUG", word)
    assert Production()


@pytest.mark.parametrize("mode", [0o755, 0o705, 0o704, 0o701, 0o777, 0o702])
def test_a_folder_for_data_that_others_can_look_into_is_refused(variables, tmp_path, mode: int):
    (tmp_path / "data").chmod(mode)
    said = refusal()
    assert f"chmod 700 {tmp_path / 'data'}" in said


@pytest.mark.parametrize("mode", [0o700, 0o750, 0o500])
def test_a_folder_for_its_owner_or_group_is_fine(variables, tmp_path, mode: int):
    (tmp_path / "data").chmod(mode)
    assert Production()
    (tmp_path / "data").chmod(0o700)


def test_the_folder_of_a_database_file_is_looked_at_too(variables, tmp_path):
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o755)
    variables.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/open/site.db")
    assert f"chmod 700 {tmp_path / 'open'}" in refusal()
    variables.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/data/site.db")
    assert Production()


def test_everything_that_is_wrong_is_said_at_once(variables, tmp_path):
    variables.setenv("SECRET_KEY", "short")
    variables.setenv("FLASK_DEBUG", "1")
    (tmp_path / "data").chmod(0o755)
    assert len(refusal().splitlines()) == 3


def test_an_age_below_what_any_state_allows_is_refused(variables):
    variables.setattr("config.Base.MINIMUM_AGE", 12)
    assert "MINIMUM_AGE is below 13" in refusal()
