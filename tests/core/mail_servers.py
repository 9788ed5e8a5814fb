"""Real mail servers on the loopback: one that takes letters, and some that misbehave."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller


class Box:
    """What a server took, and what it answers to the next letters."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.to_recipient: list[str] = []
        self.to_data: list[str] = []

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:  # noqa: N802
        if self.to_recipient:
            return self.to_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802
        answer = self.to_data.pop(0) if self.to_data else "250 OK"
        if answer.startswith("250"):
            self.recipients += envelope.rcpt_tos
            self.letters.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        return answer


@contextmanager
def taking_letters(**options) -> Iterator[tuple[Box, str]]:
    """A server that works; gives its box and its address."""
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=_free_port(), **options)
    controller.start()
    try:
        yield box, f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def speaking(*answers: str | None) -> Iterator[tuple[list[str], str]]:
    """A server that gives these answers one after the other, to a word each, and then hangs up.
    None: it says nothing more, and waits. Gives the words it heard and its address."""
    heard: list[str] = []
    ended = threading.Event()
    server = socket.create_server(("127.0.0.1", 0))

    def converse() -> None:
        # Who speaks to us may hang up first.
        with suppress(OSError), server, server.accept()[0] as line, line.makefile("rb") as words:
            for number, answer in enumerate(answers):
                if number:
                    heard.append(_said(words, heard))
                if answer is None:
                    ended.wait(10)
                    return
                line.sendall(answer.encode() + b"\r\n")

    thread = threading.Thread(target=converse, daemon=True)
    thread.start()
    try:
        yield heard, f"smtp://127.0.0.1:{server.getsockname()[1]}"
    finally:
        ended.set()
        thread.join(5)


def _said(words, heard: list[str]) -> str:
    """One word of the client; after DATA, the whole letter."""
    said = words.readline()
    if heard and heard[-1].upper().startswith("DATA"):
        while not said.endswith(b"\r\n.\r\n"):
            piece = words.readline()
            if not piece:
                break
            said += piece
    return str(said.decode())


# Up to the end of the letter: greeting, EHLO, MAIL, RCPT, DATA.
POLITE = ("220 hello", "250 hello", "250 OK", "250 OK", "354 go on")
