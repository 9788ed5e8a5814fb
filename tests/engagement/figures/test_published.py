"""A study's table, counted anew (science.md 1.1, E3 and E4)."""

from __future__ import annotations

import pytest

from app.engagement.services.figures.published import percent, report, warning
from app.engagement.services.figures.study_tables import Line, StudyTable, read

VAN_MIERLO = """class,posts
superusers,276034
contributors,88732
lurkers,4668
""".splitlines()
MEMBERS = """member,posts,members,weeks
a,0,70,
b,1,,1
c,3,19,3
d,4,5,3
e,40,2,2
f,9,3,
""".splitlines()


def test_van_mierlo_s_sums_give_the_published_shares() -> None:
    assert report(read(VAN_MIERLO)) == [
        "Classes as the study names them, of 369,434 posts",
        "  superusers: 276,034 posts, 74.72 %",
        "  contributors: 88,732 posts, 24.02 %",
        "  lurkers: 4,668 posts, 1.26 %",
    ]


def test_sums_that_are_not_the_site_s_total_are_said_to_be_so() -> None:
    last = report(read(VAN_MIERLO), site_total=578_349)[-1]
    assert last == (
        "Warning: the posts add up to 369,434, the study's total is 578,349 (63.88 %). "
        "Every share here is of 369,434."
    )


def test_sums_that_agree_or_have_no_total_beside_them_need_no_warning() -> None:
    assert warning(369_434, 369_434) == warning(369_434, None) == []
    assert "not defined" in warning(5, 0)[0]


def test_a_table_of_members_is_printed_in_both_class_systems() -> None:
    assert report(read(MEMBERS)) == [
        "By posts, of 100 members",
        "  lurkers (0 posts): 70 members, 70.00 %",
        "  lurkers in the wider sense (0 to 3 posts): 90 members, 90.00 %",
        "  occasional (1 to 3 posts): 20 members, 20.00 %",
        "  4 posts or more: 10 members, 10.00 %",
        "  regular (of these, in 3 weeks or more): 5 members, 5.00 %",
        "  of these, weeks not given: 3 members, 3.00 %",
        "By rank, all members: 100 members, 185 posts",
        "  superusers (top 1 %): 1 members, 40 posts, 21.62 %",
        "  contributors (next 9 %): 9 members, 87 posts, 47.03 %",
        "  lurkers by rank (other 90 %): 90 members, 58 posts, 31.35 %",
        "By rank, posters only: 30 members, 185 posts",
        "  superusers (top 1 %): 1 members, 40 posts, 21.62 %",
        "  contributors (next 9 %): 2 members, 49 posts, 26.49 %",
        "  lurkers by rank (other 90 %): 27 members, 96 posts, 51.89 %",
        "Gini, all members: 0.8416; corrected for few members: 0.8501",
        "Gini, posters only: 0.4719; corrected for few members: 0.4882",
    ]


def test_a_table_of_members_is_held_against_the_total_too() -> None:
    assert report(read(MEMBERS), site_total=185) == report(read(MEMBERS))
    assert report(read(MEMBERS), site_total=200)[-1].startswith("Warning: the posts add up to 185,")


def test_a_table_of_people_who_never_posted_has_no_shares_of_posts() -> None:
    lines = report(read(["posts", "0", "0"]))
    assert "  superusers (top 1 %): 1 members, 0 posts, not defined" in lines
    assert "Gini, all members: not defined; corrected for few members: not defined" in lines


def test_lines_without_members_stand_for_one_and_weeks_may_be_missing() -> None:
    assert read([" Posts , Weeks", "3 , 2", "4,"]) == StudyTable((Line(3, 1, 2), Line(4, 1, None)))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "posts"),
        (["member,weeks", "a,2"], "posts"),
        (["posts"], "no rows"),
        (["class,posts"], "no rows"),
        (["posts", "3", "-1"], "line 3: posts"),
        (["posts", "many"], "line 2: posts"),
        (["posts", "1.5"], "line 2: posts"),
        (["posts", "²"], "line 2: posts"),
        (["posts", "1" * 13], "line 2: posts"),
        (["posts,members", "1,x"], "line 2: members"),
        (["posts,weeks", "1,x"], "line 2: weeks"),
        (["class,posts", "a,"], "line 2: posts"),
        (["posts,members", "1,5000001"], "5,000,000"),
    ],
)
def test_a_table_that_cannot_be_read_says_where(rows: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read(rows)


def test_percentages_have_two_digits_and_of_nothing_none() -> None:
    assert (percent(1, 3), percent(0, 0)) == ("33.33 %", "not defined")
