"""Windows of this process: what is counted for members outside of requests."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.core import rate_limits


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    clock = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(rate_limits, "time", SimpleNamespace(monotonic=lambda: clock.now))
    return clock


def test_a_window_moves_with_the_clock(clock: SimpleNamespace) -> None:
    own = rate_limits._Own()
    assert [own.wait("a", 2, 10) for _ in range(2)] == [0.0, 0.0]
    clock.now += 4
    assert own.wait("a", 2, 10) == 6.0
    assert own.wait("b", 2, 10) == 0.0
    clock.now += 6
    assert own.wait("a", 2, 10) == 0.0


def test_windows_that_nobody_uses_are_forgotten(clock: SimpleNamespace) -> None:
    own = rate_limits._Own()
    for number in range(100):
        own.wait(f"ticket {number}", 1, 30)
    own.wait("slow", 1, 500)
    clock.now += 100
    own.wait("new", 1, 10)
    assert sorted(own._moments) == ["new", "slow"]
