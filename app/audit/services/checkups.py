"""What `flask doctor` asks the log."""

from __future__ import annotations

from collections.abc import Iterator

from app.audit.services.verifying import verify
from app.core.checkups import checkup


@checkup("The log of access is whole")
def log_is_whole() -> Iterator[str]:
    """Every row hangs on the one before it."""
    verdict = verify()
    if verdict.fault:
        yield f"Row {verdict.row}: {verdict.fault}."
