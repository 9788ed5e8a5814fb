"""The only door through which the site calls another server (safety.md V-7).

Whoever makes the site call an address of their choice looks into the network it stands in. So
the caller names the hosts it means; every address of the host is checked; the call goes to the
address that was checked, so that a second answer of the resolver changes nothing; over https on
port 443, without following where an answer points, and with an end to its size and its time.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic

from app.core.security.outside_addresses import is_outside, target_of

PORT = 443
MOST_BYTES = 256 * 1024
# Of what is sent; a push message has at most 4 KB.
MOST_SENT = 64 * 1024
MOST_SECONDS = 10.0
# Tried one after another; a host with more has enough of them.
MOST_ADDRESSES = 4


class AddressRefused(ValueError):
    """The site does not call there. Nothing was sent."""


class CallFailed(Exception):
    """The call began and came to nothing: no answer, too slow, too long, or a redirect. `status` is
    what the other server answered, where it came so far."""

    def __init__(self, why: str, status: int | None = None) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True)
class Answer:
    """What the other server said; `headers` by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def resolve(host: str) -> list[str]:
    """Every address of a host; none when it has no name server or no entry."""
    try:
        found = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def connect(address: str, seconds: float) -> socket.socket:
    """A connection to exactly this address; no name is looked up."""
    line = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    line.settimeout(seconds)
    try:
        line.connect((address, PORT))
    except OSError:
        line.close()
        raise
    return line


@dataclass(frozen=True)
class Outside:
    """How the world is reached. Tests put their own resolver, wire and root certificate here;
    there is no way to leave a check out."""

    resolve: Callable[[str], list[str]] = resolve
    connect: Callable[[str, float], socket.socket] = connect
    # Trusted beside the roots of the system, as PEM.
    further_root: str | None = None


WORLD = Outside()


def call(
    url: str,
    *,
    hosts: Collection[str],
    method: str = "GET",
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    most_bytes: int = MOST_BYTES,
    seconds: float = MOST_SECONDS,
    outside: Outside = WORLD,
) -> Answer:
    """Call `url` and give the answer. `hosts`: who may be called; ".example.org" stands for every
    name below it. The resolver has its own limit of time; `seconds` counts from the connection.

    Raises:
        AddressRefused: the address is not one of `hosts`, not plain https, or not outside.
        CallFailed: it did not work.
    """
    target = target_of(url, hosts)
    if target is None or len(body) > MOST_SENT:
        raise AddressRefused("this address is not called")
    addresses = outside.resolve(target.host)
    if not addresses or not all(is_outside(address) for address in addresses):
        raise AddressRefused("this host does not stand in the open network")
    addresses = addresses[:MOST_ADDRESSES]
    until = monotonic() + min(seconds, MOST_SECONDS)
    try:
        with _reach(addresses, outside, until) as line:
            line.settimeout(_left(until))
            with _trust(outside.further_root).wrap_socket(line, server_hostname=target.host) as tls:
                _send(tls, target.host, method, target.path, body, headers or {})
                return _understand(_hear(tls, min(most_bytes, MOST_BYTES), until), method)
    except (OSError, http.client.HTTPException) as error:
        raise CallFailed(type(error).__name__) from None


@lru_cache(maxsize=8)
def _trust(further_root: str | None) -> ssl.SSLContext:
    """Certificate and server name are always checked."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if further_root:
        context.load_verify_locations(cadata=further_root)
    return context


def _reach(addresses: list[str], outside: Outside, until: float) -> socket.socket:
    """The first address that takes the call: a host may have one of a kind we have no way to."""
    for address in addresses[:-1]:
        try:
            return outside.connect(address, _left(until) / 2)
        except OSError:
            continue
    return outside.connect(addresses[-1], _left(until))


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _send(
    tls: ssl.SSLSocket, host: str, method: str, path: str, body: bytes, headers: Mapping[str, str]
) -> None:
    """http.client refuses line breaks in method, path and headers."""
    speaker = http.client.HTTPConnection(host)
    speaker.sock = tls
    own = {"Connection": "close", "Accept-Encoding": "identity"}
    try:
        speaker.request(method, path, body or None, {**headers, **own})
    except ValueError as error:
        raise AddressRefused("a header or path that cannot be sent") from error


def _hear(tls: ssl.SSLSocket, most_bytes: int, until: float) -> bytes:
    """Everything until the other side ends, each piece within what is left of the time."""
    heard = bytearray()
    while True:
        tls.settimeout(_left(until))
        piece = tls.recv(16 * 1024)
        if not piece:
            return bytes(heard)
        heard += piece
        if len(heard) > most_bytes:
            raise CallFailed("the answer is too long", _begun(bytes(heard), "GET").status)


class _Heard:
    """What was heard, in the shape that http.client reads from."""

    def __init__(self, heard: bytes) -> None:
        self._file = io.BytesIO(heard)

    def makefile(self, *_: object) -> io.BytesIO:
        return self._file


def _begun(heard: bytes, method: str) -> http.client.HTTPResponse:
    answer = http.client.HTTPResponse(_Heard(heard), method=method)  # type: ignore[arg-type]
    answer.begin()
    return answer


def _understand(heard: bytes, method: str) -> Answer:
    answer = _begun(heard, method)
    body = answer.read()
    if 300 <= answer.status < 400:
        raise CallFailed("the answer points elsewhere", answer.status)
    named = {name.lower(): value for name, value in answer.getheaders()}
    return Answer(answer.status, named, body)
