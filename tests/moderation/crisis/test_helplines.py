"""Nobody sees a helpline that no operator verified, or that was verified too long ago."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.moderation.services.triaging import helplines
from app.moderation.services.triaging.helplines import Line, read_lines, run_out, shown, suggested

TODAY = date(2026, 11, 24)
LINE = Line(country="DE", service="Made up", numbers=("1 23",), verified_on=TODAY)
ENTRY = """
[[helpline]]
country = "DE"
service = "Made up"
numbers = ["1 23"]
text_or_chat = ""
hours = ""
languages = ["de"]
cost = ""
ages = ""
source_url = "https://example.org"

[emergency]
DE = ["112"]
"""


def test_nothing_that_the_file_suggests_is_ever_shown() -> None:
    assert len(suggested()) > 30
    for line in suggested():
        assert line.verified_on is None
        assert shown(suggested(), line.country, TODAY) == ()
    assert run_out(suggested(), TODAY) == suggested()


@pytest.mark.parametrize(
    ("days_ago", "is_shown"), [(-1, False), (0, True), (180, True), (181, False)]
)
def test_a_check_holds_180_days(days_ago: int, is_shown: bool) -> None:
    line = replace(LINE, verified_on=TODAY - timedelta(days=days_ago))
    assert bool(shown([line], "DE", TODAY)) is is_shown
    assert bool(run_out([line], TODAY)) is not is_shown


@pytest.mark.parametrize("country", ["", "XX", "de", "AT"])
def test_a_country_that_is_not_known_gets_no_line_of_another(country: str) -> None:
    assert shown([LINE], country, TODAY) == ()


def test_every_country_of_the_file_has_an_emergency_number() -> None:
    lines = suggested()
    emergency = {line.country for line in lines if line.service == helplines.EMERGENCY}
    assert {line.country for line in lines} == emergency


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"DE"', '"Germany"', "country code"),
        ('"1 23"', '"call us"', "digits"),
        ('["1 23"]', "[]", "digits"),
        ("https://", "http://", "https"),
        ('cost = ""', 'cost = ""\nverified_on = 2026-11-01', "verified_on"),
        ('DE = ["112"]', 'DE = ["112"]\n[[helpline]]' + ENTRY.split("[[helpline]]")[1].split("[emer")[0], "twice"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_refused(old: str, new: str, complaint: str) -> None:
    assert old in ENTRY
    assert len(read_lines(ENTRY)) == 2
    with pytest.raises(ValueError, match=complaint):
        read_lines(ENTRY.replace(old, new))
