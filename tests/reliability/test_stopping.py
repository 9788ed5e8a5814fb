"""R-7: a site that is asked to stop finishes what it began, takes nothing new, and ends well."""

from __future__ import annotations

import socket
from time import monotonic, sleep

from tests.reliability.harness.browser import writers
from tests.reliability.harness.client_log import ClientLog, complaints


class SlowSender:
    """A form whose second half comes later: a request that is running when the signal comes."""

    def __init__(self, site, path: str, cookies: dict[str, str], form: str) -> None:
        self.rest = form[20:]
        self.socket = socket.create_connection(("127.0.0.1", site.port), timeout=15)
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n"
            f"Cookie: {'; '.join(f'{name}={value}' for name, value in cookies.items())}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(form)}\r\n\r\n{form[:20]}"
        )
        self.socket.sendall(head.encode())

    def finish(self) -> str:
        """Send the rest; gives the first line of the answer."""
        self.socket.sendall(self.rest.encode())
        with self.socket, self.socket.makefile() as answer:
            return answer.readline()


def test_a_running_request_is_finished_and_nothing_new_is_taken(start, community):
    """Red with `graceful_timeout = 1` (the running form is cut off), and without
    `_not_ready_when_stopping` (the health check says yes until the door is shut)."""
    site, log = start(community), ClientLog()
    browser = site.browser(community.sessions[0])
    form = browser.fill(community.topic, "words of a slow line")
    path = f"/topics/{community.topic}/reply"
    with writers(site.url, community.topic, community.sessions[1:5], log):
        sleep(0.5)
        slow = SlowSender(site, path, browser.cookies, form)
        sleep(0.3)
        asked_before = list(log.attempts)
        sleep(0.1)  # those have reached the door by now
        begun = monotonic()
        site.process.terminate()
        ready = readiness(site)
        sleep(2)
        assert "303" in slow.finish()
        assert site.process.wait(15) == 0
    assert monotonic() - begun < 12
    assert ready <= {"503", "refused"}
    log.invoke("words of a slow line").end("ok", 303)
    # Who comes while the door is being shut may get no answer; who was in before, does.
    assert "unknown" not in {attempt.outcome for attempt in asked_before}
    assert "ok" in {attempt.outcome for attempt in asked_before}
    assert not complaints(log, community.replies())


def readiness(site) -> set[str]:
    """What the health check says from the signal until the door is shut."""
    said, until = set(), monotonic() + 3
    sleep(0.1)
    while monotonic() < until and "refused" not in said:
        try:
            said.add(str(site.browser().get("/health/ready").status))
        except OSError:
            said.add("refused")
    return said
