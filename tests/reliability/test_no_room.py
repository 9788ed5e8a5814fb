"""R-12: without room the site is read, says so to writers, damages nothing, and comes back."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.reliability.harness.client_log import ClientLog, complaints
from tests.reliability.harness.tracing import traced

LONG = "A long story. " * 2000


@contextmanager
def no_file_may_grow(pid: int) -> Iterator[None]:
    """A quota: nothing may be written beyond the first four kilobytes of a file."""
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of 20 MB."""
    disk = folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(disk)])
    if mounted.returncode:
        pytest.skip("not installed here: the right to mount a small disk")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def fill(disk: Path) -> Path:
    """Write until nothing more goes in."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            return ballast


def test_a_quota_stops_writers_only(start, community):
    """Red when a failed write is answered as if it were kept, or as a fault of ours (500)."""
    site, log = start(community), ClientLog()
    browser = site.browser(community.sessions[0])
    assert browser.reply(community.topic, "while there was room", log).outcome == "ok"
    with no_file_may_grow(site.worker):
        refused = browser.reply(community.topic, "when there was none", log)
        page = browser.get(f"/topics/{community.topic}")
    assert refused.status in (503, 507)
    assert "when there was none" in refused.page
    assert page.status == 200
    assert "while there was room" in page.text
    assert browser.reply(community.topic, "when there was room again", log).outcome == "ok"
    assert not complaints(log, community.replies())
    assert not community.damage()


def test_a_full_disk_is_said_in_words(start, community, tmp_path):
    """The kernel itself says ENOSPC. Red when 507 is not told from 503, or nothing is said."""
    site, log = start(community), ClientLog()
    browser = site.browser(community.sessions[0])
    words = "when the disk was full"
    form = browser.fill(community.topic, words)
    full = ("-e", "trace=pwrite64", "-e", "inject=pwrite64:error=ENOSPC")
    with traced(site.worker, *full, into=tmp_path / "calls"):
        refused = browser.send(community.topic, form, log.invoke(words))
    assert (refused.status, refused.outcome) == (507, "failed")
    assert "no room left" in refused.page
    assert words in refused.page
    assert browser.reply(community.topic, "when it was not", log).outcome == "ok"
    assert community.replies() == ["when it was not"]
    assert not community.damage()


@pytest.mark.long
def test_a_disk_of_twenty_megabytes_is_filled_and_emptied(start, pristine, tmp_path):
    with small_disk(tmp_path) as disk:
        community = pristine.copied_to(disk)
        site, log = start(community), ClientLog()
        browser = site.browser(community.sessions[0])
        ballast = fill(disk)
        attempts = [browser.reply(community.topic, f"{n} {LONG}", log) for n in range(20)]
        assert attempts[-1].status == 507
        assert browser.get(f"/topics/{community.topic}").status == 200
        ballast.unlink()
        assert browser.reply(community.topic, "room again", log).outcome == "ok"
        assert not complaints(log, community.replies())
        assert not community.damage()
        site.kill()
