"""The examples of docs/operating.md, with other ports and folders, as processes of this machine."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.serving import ROOT, environment, wait_until_it_answers

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What stands around a site; who answered is told, so that a test can see it.
AROUND = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/errors; worker_processes 1; {user}
events {{}}
http {{
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  access_log {folder}/visits; add_header X-Answered-By $upstream_addr always;
  include {folder}/site.conf;
}}
"""


def example(language: str, word: str) -> str:
    """The one block of this language that contains the word."""
    text = (ROOT / "docs/operating.md").read_text("utf-8")
    found = [body for kind, body in BLOCK.findall(text) if kind == language and word in body]
    assert len(found) == 1, f"{len(found)} examples in {language} with {word}"
    return found[0]


def _put(text: str, old: str, new: str) -> str:
    assert old in text, f"the example has no {old}"
    return text.replace(old, new)


def site_behind(folder: Path, port: int, workers: list[int]) -> str:
    """The example for several workers: the second one's blocks in the place of `upstream`."""
    site = example("nginx", "server_name example.org")
    several = example("nginx", "$thread_visitor consistent")
    for number, worker in zip((8001, 8002), workers, strict=True):
        several = _put(several, f"127.0.0.1:{number};", f"127.0.0.1:{worker};")
    site = _put(site, "upstream thread { server 127.0.0.1:8000; }", several)
    site = _put(site, "listen 443 ", f"listen 127.0.0.1:{port} ")
    site = _put(site, "server_name example.org", "server_name localhost")
    site = _put(site, "/etc/ssl/example.org", f"{folder}/certificate")
    return _put(site, "/var/log/nginx/", f"{folder}/")


def command_of_unit(port: int) -> tuple[list[str], dict[str, str]]:
    """What the unit for one port starts, and the variables it adds."""
    unit = example("systemd", "%i").replace("%i", str(port))
    lines = dict(line.split("=", 1) for line in unit.splitlines() if "=" in line)
    program, *words = shlex.split(lines["ExecStart"])
    assert program == lines["WorkingDirectory"] + "/.venv/bin/gunicorn"
    added = dict(pair.split("=", 1) for pair in shlex.split(lines["Environment"]))
    return [sys.executable, "-m", "gunicorn", *words], added


@contextmanager
def worker(port: int, folder: Path, **variables: str) -> Iterator[None]:
    """The unit's process, with these instead of `/etc/thread.env`."""
    command, added = command_of_unit(port)
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(**variables, **added), stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/health/live", process, 60)
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _make_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    moment = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(1)
        .not_valid_before(moment - timedelta(days=1)).not_valid_after(moment + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "certificate.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )  # fmt: skip


@contextmanager
def nginx(folder: Path, port: int, workers: list[int]) -> Iterator[None]:
    """The real program with the example; over https on `port` of localhost."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.skip("not installed here: nginx")
    _make_certificate(folder)
    (folder / "site.conf").write_text(site_behind(folder, port, workers), "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user), "utf-8")
    words = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    tried = subprocess.run([*words, "-t"], capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr
    process = subprocess.Popen(words)
    try:
        yield
    finally:
        process.terminate()
        process.wait(15)
