"""What a password hash costs outside of tests."""

from __future__ import annotations

from config import Base


def test_production_hashes_cost_what_owasp_asks_for_at_least():
    assert Base.ARGON2["memory_cost"] >= 19 * 1024
    assert Base.ARGON2["time_cost"] >= 2
