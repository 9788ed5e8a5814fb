"""What members name keeps the register from no turn."""

from __future__ import annotations

from datetime import timedelta

from tests.moderation.sources.conftest import START

GOOD, OLD = "https://good.example/", "https://old.example/"
WEEK = timedelta(days=7)


def test_fifty_pages_that_never_answer_do_not_keep_the_register_from_its_turn(cite, check, servers):
    check(START)
    for number in range(60):
        page = f"https://silent.example/{number:02}"
        servers[page] = None
        cite(page)
    done = check(START + WEEK)
    assert {GOOD, OLD} <= set(servers.asked)
    assert (len(set(servers.asked)), done.answered) == (50, 2)
    # They were written down as looked at, so the rest has its turn on the next day.
    check(START + WEEK + timedelta(days=1))
    assert len(set(servers.asked)) == 12
