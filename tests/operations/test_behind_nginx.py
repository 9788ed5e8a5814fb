"""The example of docs/operating.md for several workers, as it stands there: nginx in front of two
processes on PostgreSQL and Redis."""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import pytest

from app.accounts.services.sessions import start_session
from app.core.transactions import unit_of_work
from tests.chat_history.harness.browser import ChatBrowser
from tests.chat_history.harness.cast import Cast, make_cast
from tests.chat_history.harness.history import History
from tests.chat_history.harness.nginx import nginx, worker
from tests.chat_history.harness.node_pages import NodePage, NodeProcess
from tests.chat_history.harness.python_page import PythonPage
from tests.chat_history.harness.redis import OwnRedis
from tests.support.engines import postgres_database, postgres_is_here
from tests.support.serving import free_port


@dataclass
class Front:
    """What stands behind nginx, and its address."""

    url: str
    cast: Cast
    workers: list[int]
    folder: Path

    def browser(self, number: int, port: int | None = None) -> ChatBrowser:
        """A member's browser; with a port one whose questions go to that worker."""
        while True:
            with self.cast.app.app_context(), unit_of_work():
                member = self.cast.members[number].id
                browser = ChatBrowser(self.url, start_session(member_id=member, device="Test"))
            browser.patience = 20
            answer = browser.get("/me")
            if port is None or answer.headers["X-Answered-By"] == f"127.0.0.1:{port}":
                browser.learn_token()
                return browser


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    if not postgres_is_here():
        pytest.skip("not installed here: PostgreSQL")
    folder = tmp_path_factory.mktemp("front")
    folder.chmod(0o700)
    port, workers = free_port(), [free_port(), free_port()]
    url = f"https://localhost:{port}"
    with ExitStack() as left:
        redis = OwnRedis(folder)
        left.enter_context(nginx(folder, port, workers))
        left.callback(redis.kill)
        redis.start()
        database = left.enter_context(postgres_database(f"behind_nginx_{os.getpid()}"))
        cast = make_cast(database)
        settings = {
            "APP_ENV": "production", "SECRET_KEY": secrets.token_urlsafe(48), "SITE_URL": url,
            "DATABASE_URL": database, "REDIS_URL": redis.url, "INSTANCE_DIR": str(folder),
            "MAIL_URL": f"folder:{folder}/letters", "PROXY_HOPS": "1",
        }  # fmt: skip
        for one in workers:
            left.enter_context(worker(one, folder, **settings))
        yield Front(url, cast, workers, folder)


def _wait_for(front: Front, history: History, said: int, got: int) -> None:
    until = monotonic() + 30
    while (history.count("ok"), len(history.got)) != (said, got):
        log = (front.folder / "log").read_text("utf-8")[-2000:]
        came = [(one.page, one.sequence) for one in history.got]
        ends = [(one.page, one.words, one.outcome) for one in history.said]
        assert monotonic() < until, f"{came} {ends}\n{log}"
        sleep(0.05)


def test_pages_come_from_both_and_figures_from_none(front: Front) -> None:
    for port in front.workers:
        browser = front.browser(8, port)
        answers = [browser.get("/rooms") for _ in range(5)]
        assert {answer.status for answer in answers} == {200}
        assert {one.headers["X-Answered-By"] for one in answers} == {f"127.0.0.1:{port}"}
    assert ChatBrowser(front.url, "").get("/metrics").status == 403


def test_websocket_and_long_polling_talk_across_both_workers(front: Front) -> None:
    cast, room = front.cast.only("gathering"), front.cast.rooms["gathering"].public_id
    history, (one, other) = cast.history, front.workers
    node = NodeProcess(history, NODE_EXTRA_CA_CERTS=str(front.folder / "certificate.pem"))
    members = {f"page-{n}": cast.members[n].public_id for n in (8, 9, 11)}
    history.pages |= members
    pages = (
        PythonPage("page-8", members["page-8"], front.browser(8, one), front.url, history),
        NodePage("page-9", node, front.browser(9, other), front.url),
        NodePage("page-11", node, front.browser(11, other), front.url, "polling"),
    )
    try:
        for number, page in enumerate(pages):
            page.start({"gathering": room}, {}, 0)
            page.say("gathering", f"{page.name} is here")
            _wait_for(front, history, number + 1, (number + 1) ** 2)
        for number, page in enumerate(pages):
            page.say("gathering", f"{page.name} says more")
            _wait_for(front, history, number + 4, 9 + 3 * (number + 1))
        for page in pages:
            mine = [entry.sequence for entry in history.got if entry.page == page.name]
            assert mine == [1, 2, 3, 4, 5, 6]
    finally:
        pages[0].close()
        node.close()


def _knock(front: Front, **headers: str) -> int:
    """Ask for a websocket as a signed-in browser does; gives the status."""
    browser = front.browser(8)
    connection = browser.connect()
    asked = {
        "Cookie": browser.cookie, "Connection": "Upgrade", "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13", "Origin": front.url,
        "Sec-WebSocket-Key": base64.b64encode(secrets.token_bytes(16)).decode(),
    }  # fmt: skip
    asked |= {name.title(): value for name, value in headers.items()}
    path = "/socket.io/?EIO=4&transport=websocket"
    connection.request("GET", path, headers={name: value for name, value in asked.items() if value})
    status = connection.getresponse().status
    connection.close()
    return status


def test_other_sites_and_other_names_are_refused_behind_nginx_too(front: Front) -> None:
    assert _knock(front) == 101
    assert _knock(front, origin="https://elsewhere.example") == 403
    assert _knock(front, origin="") == 403
    browser = front.browser(8)
    connection = browser.connect()
    connection.request("GET", "/", headers={"Host": "elsewhere.example"})
    assert connection.getresponse().status == 400
    assert browser.press("/chat/ticket").status == 200
    connection = browser.connect()
    foreign = {"Cookie": browser.cookie, "Origin": "https://elsewhere.example"}
    connection.request("POST", "/chat/ticket", f"csrf_token={browser.token}", foreign)
    assert connection.getresponse().status == 403


def test_no_address_of_a_page_is_written_down(front: Front) -> None:
    browser, address = front.browser(8), f"/rooms/{front.cast.rooms['gathering'].public_id}"
    assert browser.get(address).status == 200
    assert browser.get(f"{address}/no-such-page").status == 404
    # nginx itself refuses this one, and finds that worth a line.
    connection = browser.connect()
    connection.request("POST", address, headers={"Content-Length": str(13 * 1024 * 1024)})
    assert connection.getresponse().status == 413
    written = {path: path.read_text("utf-8") for path in front.folder.glob("*") if path.is_file()}
    assert [path.name for path, text in written.items() if address in text] == []
