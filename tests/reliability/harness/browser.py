"""A person's browser, as far as posting a reply goes: opens the form, sends what stands in it."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from itertools import count
from threading import Event, Thread
from time import sleep
from urllib.parse import urlencode, urlsplit

from tests.reliability.harness.client_log import Attempt, ClientLog

INPUT = re.compile(r"<input\b[^>]*>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str


class Browser:
    """Keeps cookies, opens a new connection for every request."""

    def __init__(self, url: str, session: str = "", patience: float = 15) -> None:
        self.host = urlsplit(url).netloc
        self.cookies = {"session": session} if session else {}
        self.patience = patience

    def connect(self) -> http.client.HTTPConnection:
        """A new connection to the site."""
        return http.client.HTTPConnection(self.host, timeout=self.patience)

    def ask(self, method: str, path: str, body: str | None = None) -> Answer:
        """Send one request; raises OSError or HTTPException when no whole answer came."""
        connection = self.connect()
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, **(FORM if body is not None else {})}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, dict(answer.headers), text)

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def fill(self, topic: str, words: str) -> str | None:
        """The reply form with these words in it, ready to send; None when it did not open."""
        page = self.get(f"/topics/{topic}/reply")
        if page.status != 200:
            return None
        form = page.text[page.text.index(f'action="/topics/{topic}/reply"') :]
        fields = {"body": words}
        for tag in INPUT.findall(form[: form.index("</form>")]):
            values = dict(ATTRIBUTE.findall(tag))
            if values.get("type") == "hidden":
                fields[values["name"]] = unescape(values.get("value", ""))
        return urlencode(fields)

    def send(self, topic: str, form: str, attempt: Attempt) -> Attempt:
        """Send a filled form and write down what became of it. Sending it again is possible."""
        try:
            answer = self.ask("POST", f"/topics/{topic}/reply", form)
        except ConnectionRefusedError:
            attempt.end("failed")
        except (OSError, http.client.HTTPException):
            attempt.end("unknown")
        else:
            perhaps = 'id="perhaps-saved"' in answer.text
            outcome = "ok" if answer.status == 303 else "unknown" if perhaps else "failed"
            attempt.end(outcome, answer.status, answer.text)
        return attempt

    def reply(self, topic: str, words: str, log: ClientLog) -> Attempt | None:
        """Open the form, write, send; None when the form did not open."""
        try:
            form = self.fill(topic, words)
        except (OSError, http.client.HTTPException):
            form = None
        return self.send(topic, form, log.invoke(words)) if form else None


def _keep_writing(
    browser: Browser, topic: str, name: str, log: ClientLog, stop: Event, failures: list[str]
) -> None:
    for number in count():
        if stop.is_set():
            return
        try:
            attempt = browser.reply(topic, f"{name} wrote sentence {number}", log)
        except Exception as error:  # noqa: BLE001 - told to the test, which fails
            failures.append(repr(error))
            return
        if attempt is None or attempt.status == 0:
            sleep(0.05)


@contextmanager
def writers(url: str, topic: str, sessions: list[str], log: ClientLog) -> Iterator[None]:
    """One writer for each session, all the time. Raises when one of them could not go on."""
    stop, failures = Event(), []
    number = len(log.attempts)
    threads = [
        Thread(
            target=_keep_writing,
            args=(Browser(url, session), topic, f"writer {number}-{n}", log, stop, failures),
            daemon=True,
        )
        for n, session in enumerate(sessions)
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(20)
    assert not failures, failures
    assert not any(thread.is_alive() for thread in threads)
