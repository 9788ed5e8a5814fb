"""The file of helplines that an operator could look up; what is shown: tests/moderation/care."""

from __future__ import annotations

import pytest

from app.moderation.services.triaging import helplines
from app.moderation.services.triaging.helplines import read_lines, suggested

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


def test_the_file_suggests_lines_of_many_countries() -> None:
    assert len(suggested()) > 30


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
