"""The queue between the pages and the workers: huey, behind three words of ours.

One huey task runs every job: what waits in the queue is a name and plain values, signed with a
key derived from `SECRET_KEY`. Whoever can write to the queue but does not know the key can make
no worker read anything.
"""

from __future__ import annotations

import json
import logging
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

import structlog
from flask import Flask

from app.core.jobs import running
from app.core.jobs.registry import job_named
from app.core.security.keyed_hashes import keyed_hash

log = structlog.get_logger(__name__)

# Two at once, so that a long job does not keep the letters waiting.
WORKER: dict[str, Any] = {
    "workers": 2,
    "max_delay": 1.0,
    "scheduler_interval": 5,
    "graceful_signal": "TERM",
}


class _Said(logging.Handler):
    """What huey says of itself goes to our log, without what it says it about."""

    def emit(self, record: logging.LogRecord) -> None:
        """The sentence with its gaps, and the kind of the error."""
        kind = record.exc_info[0] if record.exc_info else None
        say = log.error if record.levelno >= logging.ERROR else log.warning
        say("queue", said=str(record.msg), error=kind.__name__ if kind else "")


def store(app: Flask) -> Any:
    """Where jobs wait: Redis when it is named, else a file of its own beside the database (every
    call there is a commit, which must not wait for those of the pages); in tests, the memory."""
    import huey
    from huey.serializer import SignedSerializer

    secret = app.config["SECRET_KEY"]
    signed = SignedSerializer(secret=keyed_hash("jobs in the queue", secret=secret))
    common = {"results": False, "serializer": signed}
    if app.testing:
        return huey.MemoryHuey("jobs", **common)
    if app.config["REDIS_URL"]:
        # Two sites may share one Redis.
        name = "jobs" + keyed_hash("name of the queue", secret=secret)[:12]
        return huey.PriorityRedisExpireHuey(name, url=app.config["REDIS_URL"], **common)
    folder = Path(app.config["INSTANCE"])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return huey.SqliteHuey("jobs", filename=str(folder / "jobs.db"), **common)


class Queue:
    """The queue of one site. It is opened when it is first used."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.consumer: Any = None

    @cached_property
    def huey(self) -> Any:
        """The library's object, with our two tasks: run a job, and look what is due."""
        opened = store(self.app)
        self._task = opened.task(name="run")(self._run)
        opened.periodic_task(lambda _moment: True, name="tick")(self.tick)
        talk = logging.getLogger("huey")
        talk.handlers, talk.propagate = [_Said(logging.WARNING)], False
        talk.setLevel(logging.WARNING)
        return opened

    def put(self, name: str, said: str = "[]", tries: int = 0, delay: float = 0) -> None:
        """Let a worker run a job with the values of the JSON list `said`, after `delay` seconds."""
        opened = self.huey
        task = self._task.s(name, said, tries, **({"delay": delay} if delay else {}))
        opened.enqueue(task)

    def tick(self) -> None:
        """Queue every job by the clock that is due. Several workers may: only one will run it."""
        with self.app.app_context():
            try:
                for job in running.due():
                    self.put(job.name)
            except Exception:
                log.exception("tick_failed")

    def _run(self, name: str, said: str, tries: int) -> None:
        job = job_named(name)
        if job is None:
            log.error("job_unknown", job=name)
            return
        with self.app.app_context():
            try:
                done = running.run(job, json.loads(said))
            except running.StopAsked:
                self.put(name, said, tries)
                return
        if not done and tries < job.retries:
            self.put(name, said, tries + 1, running.pause_after(tries + 1))

    def work(self) -> None:
        """Be a worker until SIGTERM; jobs that run then may finish, for ten seconds at most."""
        from huey.consumer import Consumer

        class Listening(Consumer):
            def start(self) -> None:
                """The library listens to signals only when its threads run already: asked to stop
                in between, the process would be gone in the middle of its first job."""
                self._set_signal_handlers()
                super().start()

        self.consumer = Listening(self.huey, shutdown_timeout=10, **WORKER)
        self.consumer.run()

    def work_beside_requests(self) -> None:
        """Start a worker in this process and return. Signals stay with the web server."""
        from huey.consumer import Consumer

        class Guest(Consumer):
            def _set_signal_handlers(self) -> None:
                """The house rules hold."""

        monkey = sys.modules.get("gevent.monkey")
        patched = bool(monkey and monkey.is_module_patched("threading"))
        kind = "greenlet" if patched else "thread"
        self.consumer = Guest(self.huey, worker_type=kind, shutdown_timeout=5, **WORKER)
        self.consumer.start()

    def stop(self) -> None:
        """End that worker; jobs that run may finish."""
        if self.consumer is not None:
            self.consumer.stop(graceful=True)

    @property
    def is_stopping(self) -> bool:
        """Whether the worker of this process was asked to end."""
        return self.consumer is not None and bool(self.consumer.stop_flag.is_set())
