"""Where the data sets stand that are too large, or not ours, to keep in the project."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
REVIEWS = Path("druglib", "reviews.tsv")


def shared_data() -> Path:
    """The folder that `COMMON_THREAD_DATA` names; beside the checkout when it names none."""
    return Path(os.environ.get("COMMON_THREAD_DATA") or CHECKOUT.parent / "shared" / "data")


def require_shared_data(part: str | Path) -> Path:
    """The path of one part of the shared data; the test is skipped where it is absent.

    With `CI_NO_SKIPS=1` the skip counts as a failure (`tests/support/no_skips.py`).
    """
    path = shared_data() / part
    if not path.exists():
        message = f"needs the shared data: {part} is absent, set COMMON_THREAD_DATA to its folder"
        if os.environ.get("CI_NO_SKIPS") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return path


def druglib_reviews() -> Iterator[dict[str, str]]:
    """The rows of the reviews data set, by column name."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    with require_shared_data(REVIEWS).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")
