"""A connection to PostgreSQL that gives up in time."""

from __future__ import annotations

from time import monotonic
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen

from app.core import patience

T = TypeVar("T")

# A silent server must not eat the whole second that is left for drawing the error page: two
# seconds is the least that libpq takes.
SETTINGS = {
    "connect_timeout": 2,
    # A query whose page gave up ends on the server too, a forgotten transaction as well.
    "options": "-c client_connection_check_interval=1s -c idle_in_transaction_session_timeout=60s",
}


class PatientConnection(psycopg.Connection[Any]):
    """Waits for PostgreSQL as long as the page may, then drops the connection: a server that is
    stopped or cut off says nothing, and no setting of its own could end the wait."""

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        """The server's answer.

        Raises:
            psycopg.OperationalError: none came in time.
        """
        most = patience.left()
        if most is None:
            return super().wait(gen, interval, timeout)
        begun = monotonic()
        try:
            # A little is always left, to roll back on a server that answers. An answer costs
            # nothing, however late: the server is slow then, not silent.
            return super().wait(gen, interval, max(most, 0.05))
        except psycopg.OperationalError:
            if monotonic() - begun >= most:
                self.pgconn.finish()
            raise

    def has_left(self) -> bool:
        """Whether the server has closed its end. Looks at what has arrived, asks nothing."""
        try:
            # Its farewell first, when there is one, then the end.
            self.pgconn.consume_input()
            self.pgconn.consume_input()
        except psycopg.Error:
            return True
        return False


def connect(*args: Any, **values: Any) -> PatientConnection:
    """Open one with the settings above; those that come with the address win."""
    return PatientConnection.connect(*args, **{**SETTINGS, **values})
