"""SQLite gives rows that nobody put in order the other way round: what passes by luck fails.

Only when asked for: `TEST_ENGINES=sqlite bin/test -p tests.support.reversed_rows`. It holds for this process, not
for servers that a test starts.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine


@event.listens_for(Engine, "connect")
def _reverse(connection: Any, _record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA reverse_unordered_selects = ON")
