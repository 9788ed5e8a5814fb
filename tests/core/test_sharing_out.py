"""How tests are shared out between processes: whole files, and pages with all of their checks."""

from __future__ import annotations

from tests.support.pages import PAGES
from tests.support.sharing_out import FIRST, IN_PARTS, in_order, part_of

EVERY_PAGE = "tests/browser/test_every_page.py"


def test_a_file_stays_whole():
    some = ("test_a", "test_b[sqlite]", "test_b[postgresql-one]")
    assert {part_of(f"tests/web/test_home.py::{name}") for name in some} == {
        "tests/web/test_home.py"
    }


def test_the_checks_of_one_page_go_together_and_every_part_gets_pages():
    checks = ("test_a_page_opens", "test_everything_to_press_is_large")
    parts = {
        page.name: {part_of(f"{EVERY_PAGE}::{check}[{page.name}]") for check in checks}
        for page in PAGES
    }
    assert {len(found) for found in parts.values()} == {1}
    assert len(set().union(*parts.values())) == IN_PARTS[EVERY_PAGE]


def test_nothing_is_lost_and_only_one_part_needs_the_browser_at_first():
    parts = {f"{EVERY_PAGE} {number}": 140 for number in range(6)}
    parts |= {"tests/authorisation/test_every_action.py": 380, "tests/demo/test_text.py": 11}
    parts |= {"tests/web/test_home.py": 50, "tests/api/test_api.py": 9}
    ordered = in_order(parts)
    assert sorted(ordered) == sorted(parts)
    assert [part.startswith(EVERY_PAGE) for part in ordered[:4]] == [True, False, False, True]
    assert ordered[-2:] == ["tests/web/test_home.py", "tests/api/test_api.py"]


def test_a_few_files_alone_are_shared_out_too():
    assert in_order({"tests/web/test_home.py": 5}) == ["tests/web/test_home.py"]
    assert in_order({f"{EVERY_PAGE} 0": 5}) == [f"{EVERY_PAGE} 0"]


def test_what_comes_first_is_there(checkout):
    assert [name for name in (*FIRST, *IN_PARTS) if not (checkout / name).exists()] == []
