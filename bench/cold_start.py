"""From nothing to the first page: a fresh process imports the site, builds it and answers once.

Beside it, interleaved, the same for a bare Flask application.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.support.demo_world import make_ready, site_environment
from tests.support.serving import ROOT, environment

ASK = "from {module} import {name}; answer = {name}.test_client().get({path!r}); {after}"
AFTER = (
    "import resource; print(answer.status_code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
)


def first_answer(module: str, name: str, path: str, variables: dict[str, str]) -> tuple[float, int]:
    """Seconds of one fresh process, and its largest memory as the system counts it (kB on Linux).

    Raises:
        RuntimeError: the page did not come with status 200.
    """
    code = ASK.format(module=module, name=name, path=path, after=AFTER)
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=variables, capture_output=True, text=True
    )
    took = time.perf_counter() - began
    if not done.stdout.startswith("200 "):
        raise RuntimeError(f"{path}: {done.stdout}{done.stderr}")
    return took, int(done.stdout.split()[1])


def main(rounds: int = 5) -> None:
    """Medians of five rounds."""
    with tempfile.TemporaryDirectory() as folder:
        variables = environment(**site_environment(Path(folder)))
        make_ready(site_environment(Path(folder)))
        cases = {
            "bare Flask": ("bench.bare", "hello", "/"),
            "Common Thread, home": ("wsgi", "app", "/"),
            "Common Thread, sign in": ("wsgi", "app", "/sign-in"),
        }
        seen: dict[str, list[tuple[float, int]]] = {name: [] for name in cases}
        for _round in range(rounds):
            for name, case in cases.items():
                seen[name].append(first_answer(*case, variables))
    print("| process start to first answer | seconds | memory MB |\n|---|---:|---:|")
    for name, runs in seen.items():
        seconds = median(took for took, _memory in runs)
        memory = median(memory for _took, memory in runs) / 1024
        print(f"| {name} | {seconds:.2f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
