"""News for the open pages of every worker.

`publish` acts in this process at once and tells the others through Redis, when there is one. A
message that Redis loses is lost here too: whoever listens keeps the database as the truth and asks
it again by the clock (safety.md R-4). Messages are signed: others may write to a shared Redis.
"""

from __future__ import annotations

import hmac
import json
import random
import secrets
from collections.abc import Callable
from time import monotonic
from typing import Any

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app.core import patience
from app.core.security.keyed_hashes import keyed_hash

log = structlog.get_logger(__name__)

Handler = Callable[[dict[str, Any]], None]
# Seconds: how long a publisher waits for Redis, how long it then leaves it alone, how often a
# listener whose Redis is away tries again (so that all is live again well within 15 s).
PATIENCE, LEAVE_ALONE, TRY_AGAIN = 0.5, 5.0, (1.0, 3.0)
# A Redis that hangs says nothing; a listener asks it for a sign of life this often, and gives the
# connection up after three times as long.
SIGN_OF_LIFE = 2.0


class Bus:
    """One for each process."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._url: str | None = app.config["REDIS_URL"]
        self._secret = keyed_hash("news of the sockets", secret=app.config["SECRET_KEY"]).encode()
        self._channel = "live-" + self._sign("name of the channel")[:12]
        self._me = secrets.token_hex(6)
        self._handlers: dict[str, Handler] = {}
        self._quiet_until = 0.0
        self._publisher: Any = None
        self._is_listening = False
        self.is_live = False

    def on(self, kind: str, handler: Handler) -> None:
        """Call `handler` with the values of each message of this kind, in an app context."""
        self._handlers[kind] = handler

    def publish(self, kind: str, **values: Any) -> None:
        """Act here, then tell the others. Values are what JSON can hold."""
        self._act(kind, values)
        if self._url and monotonic() >= self._quiet_until:
            self._tell(json.dumps([self._me, kind, values], separators=(",", ":")))

    def listen(self) -> None:
        """Hear the others, from now until the process ends; once is enough."""
        if self._url and not self._is_listening:
            self._is_listening = True
            import gevent

            gevent.spawn(self._listen)

    def stop(self) -> None:
        """Hear nobody any more."""
        self._is_listening = False

    def _act(self, kind: str, values: dict[str, Any]) -> None:
        handler = self._handlers.get(kind)
        if handler is None:
            return
        try:
            with self._app.app_context(), patience.of_a_page():
                handler(values)
        except SQLAlchemyError as error:
            # Whoever should have got it is told by the clock, when the database is back.
            log.warning("live_news_waits", kind=kind, error=type(error).__name__)
        except Exception:
            log.exception("live_news_failed", kind=kind)

    def _tell(self, body: str) -> None:
        from redis import RedisError

        begun = monotonic()
        try:
            if self._publisher is None:
                self._publisher = self._connection(PATIENCE)
            self._publisher.publish(self._channel, self._sign(body) + body)
        except (RedisError, ValueError) as error:
            self._leave_alone(type(error).__name__)
        else:
            if monotonic() - begun > PATIENCE:
                self._leave_alone("slow")

    def _leave_alone(self, why: str) -> None:
        self._quiet_until = monotonic() + LEAVE_ALONE
        log.warning("live_news_not_sent", error=why)

    def _connection(self, seconds: float) -> Any:
        """Without the library's own retries, which take up to a minute.

        Raises:
            ValueError: the address is none.
        """
        import redis

        return redis.Redis.from_url(
            self._url or "", socket_connect_timeout=PATIENCE, socket_timeout=seconds, retry=None
        )

    def _sign(self, body: str) -> str:
        return hmac.new(self._secret, body.encode(), "sha256").hexdigest()

    def _listen(self) -> None:
        import gevent
        from redis import RedisError

        while self._is_listening:
            try:
                self._hear()
            except (RedisError, ValueError) as error:
                log.warning("live_news_not_heard", error=type(error).__name__)
            self.is_live = False
            gevent.sleep(random.uniform(*TRY_AGAIN))

    def _hear(self) -> None:
        """Until nothing is heard any more, not even an answer.

        Raises:
            RedisError: it went away, or says nothing.
        """
        import redis

        heard_at = monotonic()
        with self._connection(3 * SIGN_OF_LIFE).pubsub() as subscription:
            subscription.subscribe(self._channel)
            while self._is_listening:
                message = subscription.get_message(timeout=SIGN_OF_LIFE)
                if message is not None:
                    heard_at = monotonic()
                    self._take(message)
                elif monotonic() - heard_at > 3 * SIGN_OF_LIFE:
                    raise redis.TimeoutError
                else:
                    subscription.ping()

    def _take(self, message: dict[str, Any]) -> None:
        """A message, or a word of Redis itself: that we are heard, that it lives."""
        if message["type"] == "message":
            self._receive(message["data"])
        elif message["type"] == "subscribe":
            self.is_live, self._quiet_until = True, 0.0

    def _receive(self, data: bytes) -> None:
        signature, body = data[:64], data[64:].decode("utf-8", "replace")
        if not hmac.compare_digest(signature, self._sign(body).encode()):
            log.warning("live_news_forged")
            return
        sender, kind, values = json.loads(body)
        if sender != self._me:
            self._act(kind, values)
