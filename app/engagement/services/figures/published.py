"""A study's own table, counted anew by both class systems, with the names that studies use. For files
and terminals of researchers; no page says these names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, repeat

from app.engagement.services.figures.classes import (
    FEW,
    REGULAR_POSTS,
    REGULAR_WEEKS,
    RankClass,
    rank_rows,
)
from app.engagement.services.figures.inequality import corrected_gini, gini
from app.engagement.services.figures.study_tables import Line, StudyTable

LITERATURE: dict[RankClass, str] = {
    "top_1": "superusers (top 1 %)",
    "next_9": "contributors (next 9 %)",
    "rest_90": "lurkers by rank (other 90 %)",
}
"""Van Mierlo 2014, doi 10.2196/jmir.2966."""


def report(table: StudyTable, *, site_total: int | None = None) -> list[str]:
    """The lines to print. `site_total` is how many posts the study says there are in all."""
    if table.classes:
        found = _shares(table.classes)
        posts = sum(part for _name, part in table.classes)
    else:
        each = list(chain.from_iterable(repeat(line.posts, line.members) for line in table.lines))
        found = [*_by_posts(table.lines), *_by_rank(each), *_inequality(each)]
        posts = sum(each)
    return [*found, *warning(posts, site_total)]


def percent(part: int, whole: int) -> str:
    """`part` of `whole` in percent with two digits; of nothing it is not defined."""
    return f"{100 * part / whole:.2f} %" if whole else "not defined"


def warning(posts: int, site_total: int | None) -> list[str]:
    """A line when the posts counted are not the posts of the site: the shares are of fewer, or more,
    than they seem to be. None when they agree or the total is not known."""
    if site_total is None or posts == site_total:
        return []
    return [
        f"Warning: the posts add up to {posts:,}, the study's total is {site_total:,} "
        f"({percent(posts, site_total)}). Every share here is of {posts:,}."
    ]


def _shares(classes: Sequence[tuple[str, int]]) -> list[str]:
    total = sum(part for _name, part in classes)
    head = f"Classes as the study names them, of {total:,} posts"
    return [head, *(f"  {name}: {part:,} posts, {percent(part, total)}" for name, part in classes)]


def _by_posts(lines: Sequence[Line]) -> Iterable[str]:
    """Posting classes, in both definitions of who did not post (Nonnecke and Preece 2000)."""
    people = sum(line.members for line in lines)

    def row(name: str, of: Iterable[Line]) -> str:
        members = sum(line.members for line in of)
        return f"  {name}: {members:,} members, {percent(members, people)}"

    many = [line for line in lines if line.posts >= REGULAR_POSTS]
    known = [line for line in many if line.weeks is not None]
    regular = [line for line in known if (line.weeks or 0) >= REGULAR_WEEKS]
    yield f"By posts, of {people:,} members"
    yield row("lurkers (0 posts)", (line for line in lines if not line.posts))
    yield row(f"lurkers in the wider sense (0 to {FEW} posts)", _up_to_few(lines))
    yield row(f"occasional (1 to {FEW} posts)", (line for line in _up_to_few(lines) if line.posts))
    yield row(f"{REGULAR_POSTS} posts or more", many)
    yield row(f"regular (of these, in {REGULAR_WEEKS} weeks or more)", regular)
    yield row("of these, weeks not given", (line for line in many if line.weeks is None))


def _up_to_few(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.posts <= FEW]


def _by_rank(each: Sequence[int]) -> Iterable[str]:
    """Rank classes of everybody, and of posters alone: the population changes the shares."""
    populations = {"all members": each, "posters only": [posts for posts in each if posts]}
    for name, people in populations.items():
        total = sum(people)
        yield f"By rank, {name}: {len(people):,} members, {total:,} posts"
        for row in rank_rows(people):
            yield (
                f"  {LITERATURE[row.name]}: {row.members:,} members, {row.posts:,} posts, "
                f"{percent(row.posts, total)}"
            )


def _inequality(each: Sequence[int]) -> Iterable[str]:
    for name, people in (("all members", each), ("posters only", [one for one in each if one])):
        plain, corrected = gini(people), corrected_gini(people)
        said = ("not defined" if one is None else f"{one:.4f}" for one in (plain, corrected))
        yield "Gini, {}: {}; corrected for few members: {}".format(name, *said)
