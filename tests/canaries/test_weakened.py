"""The crawl bites: a site with one check taken away is caught (safety V-0, last sentence)."""

from __future__ import annotations

import ast
import importlib
import inspect
from dataclasses import dataclass

import pytest

from tests.authorisation.mutating import Mutant, changed
from tests.canaries import crawling
from tests.canaries.standing import Standing

pytestmark = pytest.mark.parametrize("site", ["sqlite"], indirect=True)

AUDIENCE = "app.community.queries.audience"
ON_AUDIENCE = (
    *(f"app.community.queries.{name}" for name in ("groups", "topics", "posts", "places")),
    "app.web.queries",
)


@dataclass(frozen=True)
class Weak:
    """One check taken away, and an address where to look first. Everything else is looked at too."""

    what: str
    module: str
    check: str
    instead: str
    first: str
    dependents: tuple[str, ...] = ()


WEAKENED = (
    Weak("everybody is in every group", AUDIENCE, 'and_(group.audience == "group", _is_member)',
         'group.audience == "group"', "community.topic", ON_AUDIENCE),
    Weak("no sign-in needed to read", AUDIENCE, "VIEWER > 0", "VIEWER >= 0",
         "community.topic", ON_AUDIENCE),
    Weak("groups are found by everybody", AUDIENCE, "VIEWER != 0", "VIEWER >= 0",
         "community.directory", ON_AUDIENCE),
    Weak("deleted posts are shown", "app.community.queries.posts",
         'case((post.deleted_at.is_(None), post.html), (_waits_for_author, post.html), else_="")',
         "post.html", "api.topic"),
    Weak("deleted topics are listed", "app.community.queries.topics",
         "topic.deleted_at.is_(None), READABLE)", "READABLE)", "api.group_topics"),
    Weak("history is open to all", "app.community.queries.posts",
         "_ONE.where(READABLE, post.public_id", "_ONE.where(post.public_id",
         "community.post_history"),
    Weak("drafts of any owner", "app.core.step_drafts",
         "            StepDraft.owner == owner,\n            StepDraft.kind", "            StepDraft.kind",
         "community.experience_step"),
    Weak("entries of any owner", "app.health.queries.mine",
         "        Evaluation.member_id == (viewer.id or None),\n        Evaluation.public_id",
         "        Evaluation.public_id", "health.correct_form"),
    Weak("cards outside of the group", "app.health.queries.cards", "and_(inside, shown_to(group_id))",
         "shown_to(group_id)", "community.topic"),
    Weak("cases of distress are for everybody at the desk", "app.moderation.queries.cases",
         "and_(of_others, Case.is_sensitive.is_(False))", "of_others", "moderation.case"),
)  # fmt: skip


@pytest.mark.parametrize("weak", WEAKENED, ids=lambda weak: weak.what)
def test_a_site_without_one_check_is_caught(standing: Standing, weak: Weak):
    module = importlib.import_module(weak.module)
    source = inspect.getsource(module)
    assert source.count(weak.check) == 1, "the check is written otherwise now"
    tree = ast.parse(source.replace(weak.check, weak.instead))
    with changed(Mutant(module, 0, weak.what, tree), weak.dependents):
        leaks = crawling.leaks(crawling.crawl(standing, weak.first))
        leak = next((one for one in leaks if not crawling.is_reported(one)), None)
    assert leak is not None
