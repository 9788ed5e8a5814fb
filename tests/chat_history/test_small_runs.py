"""Small runs on one stage: order, a careless page, Redis away. Each has a room of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic, sleep

import pytest

from tests.chat_history.conftest import fresh_cast
from tests.chat_history.harness.stage import Stage, stage

UNLIMITED = "tests.chat_history.harness.sites:unlimited()"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Workers and Redis for all of these runs."""
    folder = tmp_path_factory.mktemp("small-runs")
    with fresh_cast("small") as cast, stage(cast, folder, 1, UNLIMITED) as put_up:
        yield put_up


@pytest.fixture
def in_room(house: Stage) -> Iterator[Callable[[str], Stage]]:
    """The same house, as if there were only this room."""
    opened: list[Stage] = []

    def make(room: str) -> Stage:
        opened.append(Stage(house.cast.only(room), house.workers, house.redis, house.web))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def _until(question: Callable[[], bool], seconds: float) -> float:
    """How long it took until it was true.

    Raises:
        AssertionError: it did not come about in time.
    """
    begun = monotonic()
    while not question():
        assert monotonic() - begun < seconds, f"not within {seconds} seconds"
        sleep(0.02)
    return monotonic() - begun


@pytest.mark.parametrize(
    ("room", "number"),
    [pytest.param("direct", 0, id="python", marks=pytest.mark.long),
     pytest.param("invited", 5, id="javascript")],
)  # fmt: skip
def test_five_hundred_messages_sent_back_to_back_are_stored_in_order(
    in_room: Callable[[str], Stage], room: str, number: int
) -> None:
    run = in_room(room)
    run.open_page(number).burst(room, 500)
    _until(lambda: run.history.count("ok") == 500, 200)
    assert run.settle(20) == []
    stored = [row.words for row in sorted(run.history.log, key=lambda row: row.sequence)]
    assert stored == [f"{n} of 500" for n in range(500)]


def test_the_checker_complains_about_pages_that_do_not_ask_for_what_they_missed(
    in_room: Callable[[str], Stage],
) -> None:
    run = in_room("open")
    careful, speaker = run.open_page(2), run.open_page(4)
    careless = run.open_page(6), run.open_page(7)
    speaker.say("open", "Before")
    _until(lambda: len(run.history.got) == 4, 20)
    for page in careless:
        page.neglect()
    for number in (2, 6, 7):
        run.doors[number].stall()
        run.doors[number].drop()
    speaker.say("open", "Meanwhile")
    _until(lambda: run.history.count("ok") == 2, 20)
    for number in (2, 6, 7):
        run.doors[number].flow()
    _until(lambda: [one.page for one in run.history.got].count(careful.name) == 2, 20)
    assert run.settle(3) == [f"page-{number} open: 2 never came" for number in ("06", "07")]


def _delay(run: Stage, words: str) -> float:
    """Reader 10 says something: seconds from the answer to them until reader 12 has it."""
    speaker, other = run.pages[10], run.pages[12].name
    speaker.say("gathering", words)

    def came() -> list[float]:
        return [one.at for one in run.history.got if one.page == other and words in one.item]

    _until(lambda: bool(came()) and speaker.is_at_rest(), 20)
    answered = next(one.ended for one in run.history.said if one.words == words)
    return came()[0] - answered


def test_without_redis_others_come_within_five_seconds_and_soon_at_once_again(
    in_room: Callable[[str], Stage],
) -> None:
    run = in_room("gathering")
    here, there = run.workers.ports
    run.open_page(10, ports=[here]), run.open_page(12, ports=[there])
    _delay(run, "Both are here")
    with run.redis.away():
        # A second more than promised, for a machine that does other things too.
        assert max(_delay(run, f"Without {number}") for number in range(2)) < 6
    begun = monotonic()
    while max(_delay(run, f"Again {number} {monotonic()}") for number in range(3)) > 1:
        assert monotonic() - begun < 15, "not live again 15 seconds after Redis came back"
    assert run.settle(10) == []
