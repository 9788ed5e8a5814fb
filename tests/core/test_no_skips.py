"""The plugin that lets nothing be skipped for lack of a program where all must be there."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.support.no_skips import judge


def skipped(reason: str) -> SimpleNamespace:
    return SimpleNamespace(
        skipped=True, outcome="skipped", longrepr=("test_x.py", 3, f"Skipped: {reason}")
    )


@pytest.mark.parametrize("reason", ["not installed here: Chromium", "needs the shared data"])
def test_a_lack_of_something_fails_where_all_must_be_there(monkeypatch, reason):
    monkeypatch.setenv("CI_NO_SKIPS", "1")
    assert judge(skipped(reason)).outcome == "failed"


def test_a_lack_of_something_stays_a_skip_elsewhere(monkeypatch):
    monkeypatch.delenv("CI_NO_SKIPS", raising=False)
    assert judge(skipped("not installed here: Redis")).outcome == "skipped"


def test_missing_data_stays_a_skip_where_only_programs_must_be_there(monkeypatch):
    monkeypatch.setenv("CI_NO_SKIPS", "programs")
    assert judge(skipped("needs the shared data")).outcome == "skipped"
    assert judge(skipped("not installed here: Redis")).outcome == "failed"


def test_other_skips_stay_skips(monkeypatch):
    monkeypatch.setenv("CI_NO_SKIPS", "1")
    assert judge(skipped("only on macOS")).outcome == "skipped"


def test_an_expected_failure_is_no_skip(monkeypatch):
    monkeypatch.setenv("CI_NO_SKIPS", "1")
    report = skipped("not installed here: Redis")
    report.wasxfail = "known"
    assert judge(report).outcome == "skipped"
