"""The site calls nobody but the named hosts, at addresses that are somebody else's."""

from __future__ import annotations

import datetime
import socket
import ssl
import threading
import time
from collections.abc import Iterator

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.core.security import egress
from app.core.security.egress import AddressRefused, CallFailed, Outside, call
from app.core.security.outside_addresses import is_outside, target_of
from tests.core.egress_corpus import HOSTILE_URLS, HOSTS, INSIDE, OPEN, PUSH

OK = b"HTTP/1.1 201 Created\r\nContent-Length: 4\r\nX-Kind: Yes\r\n\r\nkept"


def certificate(host: str) -> tuple[str, str]:
    """A certificate that vouches for itself, and its key, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    begin = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin.replace(year=2120))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return made.public_bytes(pem).decode(), secret.decode()


class Listener:
    """A server on the loopback that keeps what reaches it and says what it is told to say."""

    def __init__(self, folder, host: str = PUSH) -> None:
        self.root, key = certificate(host)
        file = folder / "server.pem"
        file.write_text(self.root + key)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(file)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.pieces: list[bytes] = [OK]
        self.pause = 0.0
        self.heard, self.callers = b"", 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.door.accept()
            except OSError:
                return
            self.callers += 1
            try:
                with self.context.wrap_socket(line, server_side=True) as tls:
                    self._hear(tls)
                    for piece in self.pieces:
                        tls.sendall(piece)
                        time.sleep(self.pause)
            except OSError:
                continue

    def _hear(self, tls: ssl.SSLSocket) -> None:
        """The request: its head, and a body where one is announced."""
        while not self.heard.endswith((b"\r\n\r\n", b"hello")) or (
            b"Content-Length: 5" in self.heard and not self.heard.endswith(b"hello")
        ):
            piece = tls.recv(65536)
            if not piece:
                return
            self.heard += piece

    def outside(self, *answers: str, reached: list[str] | None = None) -> Outside:
        """A world in which every name has these addresses and every way ends at this door."""

        def connect(address: str, seconds: float) -> socket.socket:
            if reached is not None:
                reached.append(address)
            return socket.create_connection(self.door.getsockname(), seconds)

        return Outside(lambda _host: list(answers), connect, self.root)


@pytest.fixture
def listener(tmp_path) -> Iterator[Listener]:
    made = Listener(tmp_path)
    yield made
    made.door.close()


def test_a_named_host_is_called_at_the_checked_address_under_its_name(listener: Listener):
    reached: list[str] = []
    answer = call(
        f"https://{PUSH}/send?to=x",
        hosts=HOSTS,
        method="POST",
        body=b"hello",
        headers={"TTL": "60"},
        outside=listener.outside(OPEN[0], reached=reached),
    )
    assert (answer.status, answer.body, answer.headers["x-kind"]) == (201, b"kept", "Yes")
    assert reached == [OPEN[0]]
    head = listener.heard.split(b"\r\n")
    assert head[0] == b"POST /send?to=x HTTP/1.1"
    assert b"Host: push.example.org" in head and b"TTL: 60" in head and b"hello" in head


@pytest.mark.parametrize("host", ["a.wns.example.net", "a.b.wns.example.net", f"{PUSH}:443"])
def test_a_leading_dot_means_every_name_below(host: str):
    assert target_of(f"https://{host}", HOSTS) == (host.removesuffix(":443"), "/")


@pytest.mark.parametrize("url", HOSTILE_URLS, ids=lambda url: ascii(url)[:60])
def test_a_hostile_address_is_refused_and_nobody_hears_of_it(listener: Listener, url: str):
    asked: list[str] = []
    world = listener.outside(OPEN[0])
    asking = Outside(lambda host: asked.append(host) or [OPEN[0]], world.connect, listener.root)
    with pytest.raises(AddressRefused):
        call(url, hosts=HOSTS, outside=asking)
    assert (asked, listener.callers, listener.heard) == ([], 0, b"")


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_that_is_not_outside_gets_not_one_byte(listener: Listener, address: str):
    for answers in ((address,), (OPEN[0], address), (address, OPEN[2])):
        with pytest.raises(AddressRefused):
            call(f"https://{PUSH}/", hosts=HOSTS, outside=listener.outside(*answers))
    assert (listener.callers, listener.heard) == (0, b"")


@pytest.mark.parametrize("address", OPEN)
def test_an_open_address_is_one(address: str):
    assert is_outside(address)


def test_a_host_without_any_address_is_not_called(listener: Listener):
    with pytest.raises(AddressRefused):
        call(f"https://{PUSH}/", hosts=HOSTS, outside=listener.outside())


def test_a_resolver_that_changes_its_answer_changes_nothing(listener: Listener):
    reached: list[str] = []
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    world = listener.outside(reached=reached)
    turning = Outside(lambda _host: next(answers), world.connect, listener.root)
    assert call(f"https://{PUSH}/", hosts=HOSTS, outside=turning).status == 201
    with pytest.raises(AddressRefused):
        call(f"https://{PUSH}/", hosts=HOSTS, outside=turning)
    assert reached == ["93.184.216.34"]


def test_the_real_wire_asks_no_resolver(monkeypatch: pytest.MonkeyPatch, listener: Listener):
    def no_lookup(*_args, **_values):
        raise AssertionError("a name was looked up between check and call")

    monkeypatch.setattr(socket, "getaddrinfo", no_lookup)
    monkeypatch.setattr(egress, "PORT", listener.door.getsockname()[1])
    line = egress.connect("127.0.0.1", 2)
    assert line.getpeername() == listener.door.getsockname()
    line.close()


def test_the_real_resolver_gives_addresses_and_no_error_for_none():
    assert set(egress.resolve("localhost")) <= {"127.0.0.1", "::1"}
    assert egress.resolve("a" * 64 + ".example") == []


def test_an_address_that_cannot_be_reached_gives_way_to_the_next(listener: Listener):
    def connect(address: str, seconds: float) -> socket.socket:
        if ":" in address:
            raise OSError("no way there")
        return socket.create_connection(listener.door.getsockname(), seconds)

    world = Outside(lambda _host: [OPEN[2], OPEN[0]], connect, listener.root)
    assert call(f"https://{PUSH}/", hosts=HOSTS, outside=world).status == 201


def test_a_certificate_of_another_name_is_not_believed(tmp_path):
    other = Listener(tmp_path, host="other.example.org")
    with pytest.raises(CallFailed):
        call(f"https://{PUSH}/", hosts=HOSTS, outside=other.outside(OPEN[0]))
    other.door.close()
    assert other.heard == b""


def test_a_certificate_that_nobody_vouches_for_is_not_believed(listener: Listener):
    world = listener.outside(OPEN[0])
    with pytest.raises(CallFailed):
        call(f"https://{PUSH}/", hosts=HOSTS, outside=Outside(world.resolve, world.connect))
    assert listener.heard == b""


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(listener: Listener, status: int):
    listener.pieces = [
        f"HTTP/1.1 {status} Go\r\nLocation: https://{PUSH}/2\r\nContent-Length: 0\r\n\r\n".encode()
    ]
    with pytest.raises(CallFailed, match="elsewhere"):
        call(f"https://{PUSH}/", hosts=HOSTS, outside=listener.outside(OPEN[0]))
    assert listener.callers == 1


@pytest.mark.parametrize(
    "pieces",
    [
        [b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 5000],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n", b"x" * 5000],
        [b"HTTP/1.1 200 OK\r\n", b"X: " + b"x" * 5000],
        [b"nonsense\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx"],
        [],
    ],
)
def test_an_answer_without_end_or_sense_is_given_up(listener: Listener, pieces: list[bytes]):
    listener.pieces = pieces
    with pytest.raises(CallFailed):
        call(f"https://{PUSH}/", hosts=HOSTS, most_bytes=2000, outside=listener.outside(OPEN[0]))


def test_a_slow_answer_is_given_up_in_time_however_steadily_it_drips(listener: Listener):
    listener.pieces, listener.pause = [b"H"] * 200, 0.02
    begun = time.monotonic()
    with pytest.raises(CallFailed):
        call(f"https://{PUSH}/", hosts=HOSTS, seconds=0.3, outside=listener.outside(OPEN[0]))
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    "values",
    [
        {"headers": {"TTL": "1\r\nX-Other: 2"}},
        {"headers": {"A\r\nB": "1"}},
        {"method": "GET / HTTP/1.1\r\nX: y"},
        {"body": b"x" * (egress.MOST_SENT + 1)},
    ],
)
def test_nothing_is_slipped_into_what_is_sent(listener: Listener, values: dict):
    with pytest.raises(AddressRefused):
        call(f"https://{PUSH}/", hosts=HOSTS, outside=listener.outside(OPEN[0]), **values)
    assert b"X-Other" not in listener.heard
