"""What a module writes into its log, whatever level the last site was set to."""

from __future__ import annotations

from typing import Any

import pytest


class Notes:
    """Stands for the logger of a module; `lines` has what was written."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []

    def _write(self, event: str, **facts: Any) -> None:
        self.lines.append({"event": event, **facts})

    info = warning = error = exception = _write


def notes_of(module: Any, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The lines that the module writes from now on."""
    notes = Notes()
    monkeypatch.setattr(module, "log", notes)
    return notes.lines
