"""What a member feels while typing a condition: the time of each suggestion, letter by letter."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from app import create_app
from config import Testing
from tests.support.demo_world import make_ready, site_environment

WORDS = (
    "migraine", "shaky hands", "multiple sclerosis", "can't sleep", "sertraline", "tylenol",
    "diabetis", "hart attack", "high blood pressure", "fibromyalgia",
)  # fmt: skip
ROUNDS = 3


def times() -> dict[str, list[float]]:
    """Milliseconds of every request, by number of letters typed so far."""
    with tempfile.TemporaryDirectory() as folder:
        make_ready(site_environment(Path(folder)))
        config = Testing()
        config.SQLALCHEMY_DATABASE_URI = f"sqlite:///{folder}/site.db"
        client = create_app(config).test_client()
        client.get("/catalogue/suggest?q=warm")
        seen: dict[str, list[float]] = {}
        for _round in range(ROUNDS):
            for words in WORDS:
                for length in range(1, len(words) + 1):
                    began = time.perf_counter()
                    answer = client.get("/catalogue/suggest", query_string={"q": words[:length]})
                    took = (time.perf_counter() - began) * 1000
                    answer.get_json()
                    seen.setdefault("1 to 2" if length < 3 else "3 or more", []).append(took)
    return seen


def main() -> None:
    """Median and the slowest twentieth."""
    print("| letters typed | requests | p50 ms | p95 ms |\n|---|---:|---:|---:|")
    for letters, some in times().items():
        slow = quantiles(some, n=20)[18]
        print(f"| {letters} | {len(some)} | {median(some):.1f} | {slow:.1f} |")


if __name__ == "__main__":
    main()
