"""Everything of one run put up: cast, workers, Redis, network, twenty pages. And taken down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.client import HTTPException
from pathlib import Path
from threading import RLock
from time import monotonic, sleep, time

from tests.chat_history.harness.browser import ChatBrowser
from tests.chat_history.harness.cast import Cast
from tests.chat_history.harness.checker import complaints
from tests.chat_history.harness.node_pages import NodePage, NodeProcess
from tests.chat_history.harness.proxy import Door, Network, network
from tests.chat_history.harness.python_page import PythonPage
from tests.chat_history.harness.redis import OwnRedis
from tests.chat_history.harness.workers import IMPATIENT, Workers

Page = PythonPage | NodePage


class Stage:
    """Pages by number: even ones are Python, odd ones JavaScript, in two processes; `laptop` holds
    3, 7, 11 …, whose lid may be closed."""

    def __init__(self, cast: Cast, workers: Workers, redis: OwnRedis, web: Network) -> None:
        self.cast, self.workers, self.redis = cast, workers, redis
        self.history = cast.history
        self.desk, self.laptop = NodeProcess(self.history), NodeProcess(self.history)
        self.pages: dict[int, Page] = {}
        self.doors: dict[int, Door] = {}
        self.calm: set[int] = set()
        # Held while a worker is away: the other one is not.
        self.workers_lock = RLock()
        self.web = web

    def open_page(self, number: int, *, pause: float = 0, ports: Sequence[int] = ()) -> Page:
        """The page of a member listens to their rooms and tries the doors of the others. `ports`:
        of the workers that it reaches, else both."""
        door = self.doors[number] = self.web.door(*(ports or self.workers.ports))
        browser = ChatBrowser(door.url, self.cast.sessions[number])
        browser.learn_token()
        name, member = f"page-{number:02}", self.cast.members[number].public_id
        self.history.pages[name] = member
        page = self._make(number, name, member, browser)
        self.pages[number] = page
        ids = {room: row.public_id for room, row in self.cast.rooms.items()}
        rooms = {room: ids[room] for room in self.cast.rooms_of(number)}
        doors = {room: ids[room] for room in ids if room not in rooms and number not in ENTRANTS}
        page.start(rooms, doors, pause)
        return page

    def _make(self, number: int, name: str, member: str, browser: ChatBrowser) -> Page:
        origin = self.workers.origin
        if number % 2 == 0:
            return PythonPage(name, member, browser, origin, self.history)
        return NodePage(name, self.laptop if number % 4 == 3 else self.desk, browser, origin)

    def press(self, number: int, path: str) -> None:
        """The member presses a button in another window, until a worker answers: each of these
        buttons may be pressed twice."""
        browser = ChatBrowser(self.workers.origin, self.cast.sessions[number])
        for attempt in range(60):
            browser.host = f"127.0.0.1:{self.workers.ports[attempt % 2]}"
            try:
                if not browser.token:
                    browser.learn_token()
                answer = browser.press(path)
                break
            except (OSError, HTTPException):
                sleep(0.2)
        assert answer.status == 303 or (attempt and answer.status == 404), answer.text

    def enter(self, number: int, room: str) -> None:
        """A member comes into a room, in another window; then the page listens to it."""
        public_id = self.cast.rooms[room].public_id
        self.press(number, f"/rooms/{public_id}/enter")
        self.cast.note_entered(number, room)
        self.pages[number].enter(room, public_id)

    def end(self, number: int, rooms: list[str], how: Callable[[], None]) -> None:
        """A right ends. From now on nothing holds back what is on its way to that page."""
        self.calm.add(number)
        self.doors[number].flow()
        how()
        self.cast.note_ended(number, rooms, time())

    def heal(self) -> None:
        """Nothing is broken any more, and nobody says anything new."""
        for door in self.doors.values():
            door.flow()
        for page in self.pages.values():
            page.quiet()

    def settle(self, patience: float) -> list[str]:
        """Wait until everybody has everything, as long as there is hope; gives the complaints."""
        until = monotonic() + patience
        while True:
            is_over = monotonic() > until
            resting = all(page.is_at_rest() for page in self.pages.values())
            found = complaints(self.cast.read_rows())
            if is_over or (resting and not any("never came" in one for one in found)):
                break
            sleep(0.5)
        found += [
            f"{page.name} still waits" for page in self.pages.values() if not page.is_at_rest()
        ]
        return found + [fault for page in self.pages.values() for fault in page.faults]

    def close(self) -> None:
        for page in self.pages.values():
            page.close()
        self.desk.close()
        self.laptop.close()


# Who comes into further rooms half way, and so tries no doors.
ENTRANTS = {9, 10}


@contextmanager
def stage(cast: Cast, folder: Path, seed: int, application: str = IMPATIENT) -> Iterator[Stage]:
    """Everything runs; whatever happens, nothing does afterwards."""
    with ExitStack() as left:
        redis = OwnRedis(folder)
        left.callback(redis.kill)
        redis.start()
        workers = Workers(folder, cast.database, redis.url)
        left.callback(workers.stop)
        workers.start(application)
        put_up = Stage(cast, workers, redis, left.enter_context(network(seed)))
        left.callback(put_up.close)
        yield put_up
