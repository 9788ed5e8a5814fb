"""Web processes stay small: numerical libraries come with the first figure that needs them."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

from app.engagement.services import figures

HEAVY = ("numpy", "scipy", "pandas", "statsmodels")


def test_reading_the_modules_loads_no_numerical_library() -> None:
    names = [f"{figures.__name__}.{one.name}" for one in pkgutil.iter_modules(figures.__path__)]
    assert len(names) >= 10
    code = f"import sys, {', '.join(names)}; print([n for n in {HEAVY} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
