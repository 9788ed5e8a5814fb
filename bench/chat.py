"""Live chat beside bare Socket.IO on Node: deliveries a second, and how long a message takes.

One room, everybody hears everything. The servers run on one core, the people on the other; every
round asks each server once, medians are quoted, and ratios to Node in the same run.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path
from statistics import median

from bench import chat_load
from bench.chat_load import Heard, Missing
from bench.chat_servers import Server, bare, has_node, load_average, node, own_redis, real
from tests.support.engines import postgres_database, postgres_is_here

RATE = 20


def medians(runs: Sequence[Heard]) -> Heard:
    """Of each figure by itself."""
    return Heard(*(median(getattr(run, one.name) for run in runs) for one in fields(Heard)))


class Measurement:
    """How long and how often; and the program that makes the load."""

    def __init__(self, program: Path, rounds: int, seconds: float, with_site: bool) -> None:
        self.program, self.rounds, self.seconds = program, rounds, seconds
        self.with_site = with_site

    def compare(
        self, servers: Sequence[Server], *, clients: int, outstanding: int = 0, rate: float = 0
    ) -> dict[str, Heard]:
        """Medians of each server; the first one is the yardstick."""
        seen: dict[str, list[Heard]] = {server.name: [] for server in servers}
        for number in range(self.rounds):
            print(
                f"{clients} clients, {outstanding or rate}: round {number + 1} of {self.rounds}, "
                f"load {load_average()}", file=sys.stderr, flush=True,
            )  # fmt: skip
            for server in servers:
                people = server.people(clients)
                words = chat_load.command(
                    self.program, port=server.port, people=people, pids=server.pids,
                    outstanding=outstanding, rate=rate, seconds=self.seconds,
                )  # fmt: skip
                seen[server.name].append(chat_load.run(people, words))
        return {name: medians(runs) for name, runs in seen.items()}


def throughput(found: dict[str, Heard], title: str) -> list[str]:
    """Lines of the table of deliveries."""
    base = next(iter(found.values()))
    return [
        f"| {title} | {name} | {one.per_second:.0f} | {one.per_second / base.per_second:.2f} "
        f"| {one.per_cpu_second:.0f} | {one.per_cpu_second / base.per_cpu_second:.2f} "
        f"| {one.client:.2f} | {one.refused:.0f} |"
        for name, one in found.items()
    ]


def latency(found: dict[str, Heard], title: str) -> list[str]:
    """Lines of the table of waiting."""
    base = next(iter(found.values()))
    return [
        f"| {title} | {name} | {one.p50:.2f} | {one.p50 / base.p50:.2f} "
        f"| {one.p99:.2f} | {one.p99 / base.p99:.2f} |"
        for name, one in found.items()
    ]


def servers_of(
    stack: ExitStack, folder: Path, most: int, workers: int, redis: int | None, with_site: bool
) -> list[Server]:
    """All of them running; the site on each engine that can be used with so many workers."""
    servers = [
        stack.enter_context(node(workers, redis)),
        stack.enter_context(bare("Flask-SocketIO as it comes", "library", workers, redis)),
        stack.enter_context(bare("our driver, bare", "own", workers, redis)),
    ]
    if not with_site:
        return servers
    more = (most, workers, redis)
    if workers == 1:
        url = f"sqlite:///{folder}/chat.db"
        servers.append(stack.enter_context(real("the site, SQLite", folder / "a", url, *more)))
    if postgres_is_here():
        url = stack.enter_context(postgres_database(f"common_thread_bench_{os.getpid()}_{workers}"))
        place = folder / f"postgres-{workers}"
        servers.append(stack.enter_context(real("the site, PostgreSQL", place, url, *more)))
    return servers


def one_worker(
    measurement: Measurement, folder: Path, sizes: Sequence[int]
) -> tuple[list[str], list[str]]:
    """Both tables for one process."""
    with ExitStack() as stack:
        servers = servers_of(stack, folder, max(sizes), 1, None, measurement.with_site)
        lines, waits = [], []
        for clients in sizes:
            for outstanding in (16, 4, 1):
                found = measurement.compare(servers, clients=clients, outstanding=outstanding)
                lines += throughput(found, f"{clients} clients, {outstanding} on their way")
        found = measurement.compare(servers, clients=sizes[0], rate=RATE)
        waits += latency(found, f"{sizes[0]} clients, {RATE} messages a second")
    return lines, waits


def two_workers(measurement: Measurement, folder: Path, clients: int, redis: int) -> list[str]:
    """Two processes that tell each other through Redis."""
    with ExitStack() as stack:
        servers = servers_of(stack, folder, clients, 2, redis, measurement.with_site)
        found = measurement.compare(servers, clients=clients, outstanding=16)
    return throughput(found, f"two workers, {clients} clients, 16 on their way")


def main() -> None:
    """Print the tables."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--seconds", type=float, default=3)
    words.add_argument("--clients", type=int, nargs="+", default=[200, 500])
    words.add_argument("--bare", action="store_true", help="without the site itself")
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        try:
            program = chat_load.compiled(folder)
        except Missing as missing:
            sys.exit(str(missing))
        if not has_node():
            sys.exit("bench chat needs Node with the packages of package.json (npm ci)")
        measurement = Measurement(program, chosen.rounds, chosen.seconds, not chosen.bare)
        lines, waits = one_worker(measurement, folder, chosen.clients)
        redis = stack.enter_context(own_redis(folder))
        if redis:
            lines += two_workers(measurement, folder, chosen.clients[0], redis)
    head = "| room | server | deliveries/s | of Node | per CPU second | of Node | client cores | refused |"
    print("\n".join([head, "|---|---|---:|---:|---:|---:|---:|---:|", *lines, ""]))
    head = "| room | server | p50 ms | of Node | p99 ms | of Node |"
    print("\n".join([head, "|---|---|---:|---:|---:|---:|", *waits]))


if __name__ == "__main__":
    main()
