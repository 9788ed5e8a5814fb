"""Counts requests for a monitor and writes the figures down as Prometheus reads them.

Labels are the package of a page and the class of its status: nothing that tells a person, a page
or an illness.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Meter:
    """The counts of this process; with PROMETHEUS_MULTIPROC_DIR set, of all workers together."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "site_requests",
            "Requests by package and class of status",
            ("package", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "site_request_seconds",
            "How long answers took",
            ("package",),
            buckets=SECONDS,
            registry=self._registry,
        )
        # Looking a label up takes longer than counting.
        self._counters: dict[tuple[str, int], Counter] = {}
        self._timers: dict[str, Histogram] = {}

    def count(self, package: str, status: int, seconds: float) -> None:
        """One more answer."""
        key = (package, status // 100)
        counter = self._counters.get(key)
        if counter is None:
            counter = self._counters[key] = self._requests.labels(package, f"{key[1]}xx")
        timer = self._timers.get(package)
        if timer is None:
            timer = self._timers[package] = self._seconds.labels(package)
        counter.inc()
        timer.observe(seconds)

    def text(self, figures: Iterable[tuple[str, str, float]]) -> bytes:
        """All counts, and figures that are looked up now."""
        now = CollectorRegistry()
        for name, words, value in figures:
            # Not kept by the multiprocess files: it is asked anew each time.
            _Asked(now, name, words, value)
        return self._counts() + bytes(generate_latest(now))

    def _counts(self) -> bytes:
        if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
            return bytes(generate_latest(self._registry))
        from prometheus_client.multiprocess import MultiProcessCollector

        together = CollectorRegistry()
        MultiProcessCollector(together)
        return bytes(generate_latest(together))


class _Asked(Collector):
    """A figure that was looked up for this answer."""

    def __init__(self, registry: CollectorRegistry, name: str, words: str, value: float) -> None:
        self._said = name, words, value
        registry.register(self)

    def collect(self) -> Iterable[GaugeMetricFamily]:
        name, words, value = self._said
        yield GaugeMetricFamily(f"site_{name}", words, value=value)
