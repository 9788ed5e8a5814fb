"""The register of sources, and addresses in texts judged by it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from app.moderation.services.screening.links import kinds, links
from app.moderation.services.screening.sources import (
    FILE,
    SourceFault,
    read_register,
    standing_register,
)
from tests.moderation.screening.looks import TODAY

REGISTER = standing_register()
ONE = """version = 1
[[sources]]
domain = "good.example"
grade = "A"
publisher = "Somebody"
reason = "because"
conflicts = "none known"
checked_on = 2026-01-01
expires = 2027-01-01
"""


def said(text: str, today: date = TODAY) -> list[tuple[str, ...]]:
    return [kinds(link, REGISTER, today) for link in links(text)]


def test_sixty_sources_are_graded_with_reasons_and_none_is_out_of_date() -> None:
    grades = Counter(source.grade for source in REGISTER.sources.values())
    assert grades.total() >= 60
    assert min(grades.values()) >= 5
    assert set(grades) == set("ABCD")
    assert all(s.checked_on <= TODAY < s.expires for s in REGISTER.sources.values())


def test_a_grade_d_says_who_found_that_and_when_and_holds_half_a_year() -> None:
    for source in REGISTER.sources.values():
        if source.grade == "D":
            assert any(str(year) in source.reason for year in range(2015, 2027)), source.domain
            assert source.expires - source.checked_on <= timedelta(days=184)


def test_everybody_who_asks_after_the_day_is_told_to_check_again() -> None:
    assert REGISTER.expired(TODAY) == ()
    late = REGISTER.expired(date(2027, 6, 1))
    assert {source.grade for source in late} == {"D"}
    assert [source.domain for source in late] == sorted(source.domain for source in late)


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("who.int", "who.int"),
        ("apps.who.int", "who.int"),
        ("medlineplus.gov", "medlineplus.gov"),
        ("pubmed.ncbi.nlm.nih.gov", "nih.gov"),
        ("evil-who.int", None),
        ("evil-who.int.example", None),
        ("who.int.example", None),
        ("int", None),
        ("", None),
        ("a." * 100 + "who.int", "who.int"),
    ],
)
def test_a_host_belongs_to_a_source_by_whole_labels(host: str, domain: str | None) -> None:
    source = REGISTER.of(host)
    assert (source.domain if source else None) == domain


@pytest.mark.parametrize(
    "address",
    [
        "https://www.naturalnews.com/x",
        "naturalnews.com",
        "HTTP://NaturalNews.COM.",
        "[here](https://articles.mercola.com/a)",
        "<https://naturalnews.com>",
        "https://nhs.uk@naturalnews.com/a",
        "https://naturalnews.com:443/a",
        "x https://naturalnews.com, y",
    ],
)
def test_a_listed_address_is_seen_in_every_shape(address: str) -> None:
    assert ("listed",) in said(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://who.int.example/a",
        "https://evil-who.int.example",
        "nhs.uk.patient-offers.example",
        "https://who.int-news.example",
        "https://nhs.uk.com",
        "https://nіce.org.uk",
    ],
)
def test_an_address_that_wears_a_good_name_is_seen(address: str) -> None:
    assert said(address) == [("pretending",)]


@pytest.mark.parametrize(
    "address",
    [
        "https://www.nhs.uk/conditions",
        "https://www.cancer.org.au/",
        "https://example.org/naturalnews.com",
        "notnaturalnews.com",
        "me@naturalnews.com",
        "e.g. this.That",
        "1.2.3.4",
        "ftp://naturalnews.com/a",
        "https://www.nhs.uk/?ref=a",
        "https://a..b",
        "https://",
    ],
)
def test_other_addresses_are_left_alone(address: str) -> None:
    assert set(said(address)) <= {()}


def test_a_short_address_and_one_that_pays_are_known() -> None:
    assert said("bit.ly/x https://shop.example/?a=1&ref=anna") == [("shortened",), ("referral",)]


def test_a_grade_that_is_out_of_date_accuses_nobody() -> None:
    assert said("naturalnews.com", date(2030, 1, 1)) == [()]


def test_a_link_knows_its_place() -> None:
    text = "Sieh ﬁx hier: (https://www.naturalnews.com/a)."
    (link,) = [link for link in links(text) if kinds(link, REGISTER, TODAY)]
    assert text[link.start : link.end] == "https://www.naturalnews.com/a"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"A"', '"E"', "good.example: grade must be one of A, B, C, D"),
        ('reason = "because"', "", "good.example: missing or unknown: reason"),
        ('"because"', '" "', "good.example: reason says nothing"),
        ("version = 1", "", "the file: version must be a number"),
        ("good.example", "Good.example", "Good.example: a domain has"),
        ("good.example", "example", "example: a domain has"),
        ("2027-01-01", "2025-01-01", "good.example: checked_on and expires must be days"),
        ("2027-01-01", '"soon"', "good.example: checked_on and expires must be days"),
        ("version = 1", "version =", "the file is no TOML"),
    ],
)
def test_a_fault_in_the_register_names_the_domain(old: str, new: str, fault: str) -> None:
    assert old in ONE
    with pytest.raises(SourceFault, match=re.escape(fault)):
        read_register(ONE.replace(old, new, 1))


def test_one_domain_stands_once() -> None:
    with pytest.raises(SourceFault, match=r"good\.example: stands twice"):
        read_register(ONE + ONE.removeprefix("version = 1"))
    assert read_register(ONE).of("www.good.example") is not None


def test_domains_stand_sorted_by_grade_in_the_file() -> None:
    """So that a reader of the file sees at once who is where."""
    grades = [line[9:10] for line in FILE.read_text("utf-8").splitlines() if "grade = " in line]
    assert grades == sorted(grades)
