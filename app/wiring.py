"""The ladder: every package, lowest first. A package may import only packages above it in this list."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

ORDER = ("accounts", "catalogue", "health", "community", "insights", "api", "web", "demo")

# While packages are being written: those that do not import yet are left out, loudly.
LADDER = []
for name in ORDER:
    if (Path(__file__).parent / name / "models.py").exists():
        importlib.import_module(f"app.{name}.models")
    if (Path(__file__).parent / name / "wiring.py").exists():
        try:
            LADDER.append(importlib.import_module(f"app.{name}.wiring"))
        except ImportError as error:
            print(f"LEFT OUT {name}: {error}", file=sys.stderr)
