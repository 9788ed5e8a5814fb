"""Sends requests to one address for some seconds and counts: with wrk, else with threads."""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import quantiles
from urllib.parse import urlsplit

UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


@dataclass(frozen=True)
class Load:
    """Requests per second, and how long half and 99 of 100 of them took, in milliseconds."""

    per_second: float
    p50: float
    p99: float


class WrongAnswer(RuntimeError):
    """Something other than 200 came back, so the figure would mean nothing."""


def _milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()  # type: ignore[union-attr]
    return float(number) * UNITS[unit]


def _with_wrk(url: str, *, seconds: int, connections: int, cookie: str) -> Load:
    words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    words += ["-H", f"Cookie: {cookie}", url]
    report = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in report:
        raise WrongAnswer(f"{url}\n{report}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", report).group(1))  # type: ignore[union-attr]
    times = dict(re.findall(r"(50|99)%\s+(\S+)", report))
    return Load(rate, _milliseconds(times["50"]), _milliseconds(times["99"]))


def _one_client(url: str, until: float, cookie: str) -> list[float]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc)
    times = []
    while time.perf_counter() < until:
        began = time.perf_counter()
        connection.request(
            "GET", parts.path + "?" * bool(parts.query) + parts.query, headers={"Cookie": cookie}
        )
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise WrongAnswer(f"{url}: {answer.status}")
        times.append((time.perf_counter() - began) * 1000)
    connection.close()
    return times


def _with_threads(url: str, *, seconds: int, connections: int, cookie: str) -> Load:
    until = time.perf_counter() + seconds
    with ThreadPoolExecutor(connections) as pool:
        lists = pool.map(lambda _n: _one_client(url, until, cookie), range(connections))
        times = sorted(time for some in lists for time in some)
    cuts = quantiles(times, n=100)
    return Load(len(times) / seconds, cuts[49], cuts[98])


def load(url: str, *, seconds: int = 3, connections: int = 16, cookie: str = "") -> Load:
    """Ask for one address again and again.

    Raises:
        WrongAnswer: the page did not come with status 200 every time.
    """
    send = _with_wrk if shutil.which("wrk") else _with_threads
    return send(url, seconds=seconds, connections=connections, cookie=cookie)
