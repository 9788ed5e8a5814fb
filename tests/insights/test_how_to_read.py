"""Beside every figure stands how to read it: what is counted, of whom, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup, Tag

from app.community.models import Membership
from app.core.database import db
from app.core.transactions import unit_of_work
from app.insights.models import Release
from tests.insights.world import World, judge, people
from tests.support.client import SiteClient

FOUR = ["What is counted", "Of whom", "What is missing", "What it cannot say"]
GROUP = tuple(
    f"/groups/depression/{place}" for place in ("treatments", "treatments/sertraline", "condition")
)
RELEASED = ("/summaries/depression", "/summaries/depression/sertraline")


def folded(page: BeautifulSoup) -> list[Tag]:
    return page.select("main details.how-to-read")


@pytest.fixture
def member(world: World, cast: SimpleNamespace, client: SiteClient) -> SiteClient:
    """Somebody in the group, to which six people show sertraline and two show venlafaxine."""
    with unit_of_work():
        for many, treatment in ((6, world.sertraline), (2, world.venlafaxine)):
            judge(people(many), treatment, world.depression, shown_to=(world.group,))
        db.session.add(Membership(group_id=world.group.id, member_id=cast.patient.id))
    return client.sign_in(cast.patient)


@pytest.fixture
def released(world: World, release_now: Callable[..., Release]) -> Release:
    """The world, released once."""
    return release_now()


@pytest.fixture
def clinician(released: Release, cast: SimpleNamespace, client: SiteClient) -> SiteClient:
    """A clinician's browser, after the release."""
    return client.sign_in(cast.clinician)


@pytest.fixture(params=["member", "clinician"])
def pages(request: pytest.FixtureRequest, world: World) -> list[BeautifulSoup]:
    """Every page with figures: of a group, or released."""
    client: SiteClient = request.getfixturevalue(request.param)
    shown = GROUP if request.param == "member" else RELEASED
    return [client.page(address) for address in shown]


def test_every_page_with_figures_says_the_same_four_things(pages: list[BeautifulSoup]) -> None:
    for page in pages:
        (help_,) = folded(page)
        assert help_.summary.get_text() == "How to read this"
        assert [head.get_text() for head in help_.select("dt")] == FOUR
        assert all(len(words.get_text()) > 40 for words in help_.select("dd"))


def test_it_stands_before_the_first_figure_closed_and_not_on_paper(
    pages: list[BeautifulSoup],
) -> None:
    for page in pages:
        (help_,) = folded(page)
        assert not help_.has_attr("open") and "no-print" in help_["class"]
        assert help_.find_next(["figure", "table"]) and not help_.find_previous("figure")


def test_its_words_lead_into_the_glossary(pages: list[BeautifulSoup], client: SiteClient) -> None:
    for page in pages:
        links = [link["href"] for link in folded(page)[0].select("a")]
        assert len(links) >= 3
        assert all(link.startswith("/glossary/") for link in links)
        assert all(client.get(link).status_code == 200 for link in links)


def test_where_there_are_too_few_people_there_is_nothing_to_read(member: SiteClient) -> None:
    assert folded(member.page("/groups/depression/treatments/venlafaxine")) == []
