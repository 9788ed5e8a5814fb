"""Measures several things in turn, several times over, and quotes medians and ratios.

One round asks every target once, so that a busy minute of the machine touches all of them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bench.load import Load, load


@dataclass(frozen=True)
class Target:
    """One address to measure, under the name the table gives it."""

    name: str
    url: str
    cookie: str = ""


def measure(targets: Sequence[Target], *, rounds: int, seconds: int) -> dict[str, Load]:
    """Median rate, p50 and p99 of each target over the rounds; each is warmed up first."""
    seen: dict[str, list[Load]] = {target.name: [] for target in targets}
    for target in targets:
        load(target.url, seconds=1, connections=4, cookie=target.cookie)
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr, flush=True)
        for target in targets:
            seen[target.name].append(load(target.url, seconds=seconds, cookie=target.cookie))
    return {
        name: Load(*(median(getattr(one, what) for one in loads) for what in Load.__annotations__))
        for name, loads in seen.items()
    }


def table(found: dict[str, Load], *, beside: str) -> str:
    """Markdown; the ratio is to the target called `beside`."""
    lines = [
        f"| page | requests/s | p50 ms | p99 ms | of the {beside} |",
        "|---|---:|---:|---:|---:|",
    ]
    base = found[beside].per_second
    for name, one in found.items():
        ratio = f"{one.per_second / base:.2f}"
        lines.append(f"| {name} | {one.per_second:.0f} | {one.p50:.1f} | {one.p99:.1f} | {ratio} |")
    return "\n".join(lines)
