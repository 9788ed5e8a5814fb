"""Communities and sites to be killed, stopped, filled and locked. Needs no fixture of the rest."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.reliability.harness.client_log import ClientLog
from tests.reliability.harness.community import Community, make_community
from tests.reliability.harness.running import RunningSite

Start = Callable[..., RunningSite]


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Community:
    """A community on SQLite that nobody writes to."""
    return make_community(f"sqlite:///{tmp_path_factory.mktemp('pristine') / 'site.db'}")


@pytest.fixture
def community(pristine: Community, tmp_path: Path) -> Community:
    """A copy of it for one test."""
    return pristine.copied_to(tmp_path)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a site on a community; whatever happens, it is gone after the test."""
    sites: list[RunningSite] = []

    def starter(community: Community, *options: str, application: str = "wsgi:app") -> RunningSite:
        sites.append(RunningSite(tmp_path, community.database, *options))
        return sites[-1].start(application)

    yield starter
    for site in sites:
        site.kill()


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[ClientLog, str], None]:
    """Shows the figures of a long run, for docs/subsystems/reliability.md."""

    def teller(log: ClientLog, what: str) -> None:
        outcomes = {name: log.count(name) for name in ("ok", "failed", "unknown")}
        with capsys.disabled():
            sys.stdout.write(f"\n{what}: {outcomes}, p99 {log.slowest():.2f} s\n")

    return teller
