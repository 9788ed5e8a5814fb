"""A websocket client that does exactly what it is told, also what no client should."""

from __future__ import annotations

import base64
import contextlib
import os
import socket
import struct
import time
from urllib.parse import urlsplit

TEXT, BINARY, CLOSE, PING, PONG = 0x1, 0x2, 0x8, 0x9, 0xA
PATH = "/socket.io/?EIO=4&transport=websocket"


def frame(opcode, payload=b"", *, last=True, masked=True, reserved=0):
    """Bytes of one frame as a client sends it."""
    payload = payload.encode() if isinstance(payload, str) else payload
    size, mask = len(payload), 0x80 if masked else 0
    head = bytes([(0x80 if last else 0) | reserved | opcode])
    if size < 126:
        head += bytes([mask | size])
    elif size < 65_536:
        head += struct.pack("!BH", mask | 126, size)
    else:
        head += struct.pack("!BQ", mask | 127, size)
    if not masked:
        return head + payload
    key = os.urandom(4)
    pad = (key * (size // 4 + 1))[:size]
    mixed = int.from_bytes(payload, "big") ^ int.from_bytes(pad, "big")
    return head + key + mixed.to_bytes(size, "big")


class Raw:
    """One connection. `headers` replace the usual ones; None leaves one out."""

    def __init__(self, url, path=PATH, receive_buffer=None, **headers):
        parts = urlsplit(url)
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(15)
        self.socket.connect((parts.hostname, parts.port))
        usual = {
            "Host": parts.netloc,
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            "Sec-WebSocket-Version": "13",
        }
        usual |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [f"{name}: {value}" for name, value in usual.items() if value is not None]
        self.key = usual["Sec-WebSocket-Key"]
        self.socket.sendall("\r\n".join([f"GET {path} HTTP/1.1", *lines, "", ""]).encode())
        self.buffer = b""
        self.head = self._until(b"\r\n\r\n").decode()
        self.status = int(self.head.split()[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def reset(self):
        """Gone without a word, and with it whatever was on its way."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.shutdown(socket.SHUT_RD)
        self.socket.close()

    def _more(self):
        received = self.socket.recv(65_536)
        if not received:
            raise EOFError
        self.buffer += received

    def _until(self, end):
        while end not in self.buffer:
            self._more()
        found, _, self.buffer = self.buffer.partition(end)
        return found

    def _take(self, size):
        while len(self.buffer) < size:
            self._more()
        taken, self.buffer = self.buffer[:size], self.buffer[size:]
        return taken

    def send(self, *frames):
        """Bytes as they are."""
        self.socket.sendall(b"".join(frames))

    def say(self, words):
        """One text message."""
        self.send(frame(TEXT, words))

    def frame(self):
        """Opcode and payload of the next frame."""
        first, second = self._take(2)
        assert not second & 0x80, "a server masks nothing"
        assert not first & 0x70, "no extension was agreed to"
        size = second & 0x7F
        if size == 126:
            (size,) = struct.unpack("!H", self._take(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", self._take(8))
        return first & 0x0F, self._take(size)

    def hear(self):
        """The next message of Socket.IO as text; pings of Engine.IO are answered."""
        while True:
            opcode, payload = self.frame()
            if payload == b"2":
                self.say("3")
            elif opcode == TEXT:
                return payload.decode()
            elif opcode != PONG:
                raise AssertionError((opcode, payload))

    def join(self, auth=""):
        """Through both handshakes; gives itself."""
        assert self.hear().startswith("0{")
        self.say("40" + auth)
        assert self.hear().startswith("40{")
        return self

    def closing(self):
        """Code and reason of the goodbye, after whatever comes before it; then nothing follows."""
        while True:
            opcode, payload = self.frame()
            if opcode == CLOSE:
                break
        with contextlib.suppress(OSError):
            self.send(frame(CLOSE, payload[:2]))
        self.ended()
        return (struct.unpack("!H", payload[:2])[0] if payload else None), payload[2:].decode()

    def ended(self):
        """Return when the other side let go of the connection.

        Raises:
            TimeoutError: it did not.
        """
        until = time.monotonic() + 10
        with contextlib.suppress(EOFError, ConnectionError):
            while time.monotonic() < until:
                self._more()
            raise TimeoutError
