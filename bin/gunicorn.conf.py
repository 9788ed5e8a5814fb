"""How the site is served. Nothing of the app is imported here: gevent patches first."""

from __future__ import annotations

import gc
import os
import signal
import tempfile
from pathlib import Path
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '5000')}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 1)
worker_class = "gevent"
control_socket_disable = True
loglevel = "warning"
# On SIGTERM no new request comes in, and those that run have this many seconds to finish.
graceful_timeout = 10
# Each open websocket is one; the rest is for pages. Beyond, gunicorn lets nobody in.
worker_connections = 2000
# An address of a page can tell an illness, so no access log is written.
accesslog = None
limit_request_line = 4094
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")


def _welcome() -> str:
    """Where the site is and, for a demo, who can sign in."""
    site = os.environ.get("SITE_URL", "http://" + bind)
    lines = ["", f"  Open {site}"]
    signs = Path(os.environ.get("INSTANCE_DIR", "instance"), "demo-sign-ins.txt")
    if os.environ.get("DEMO") == "1" and signs.exists():
        lines += ["", *(f"  {line}" for line in signs.read_text("utf-8").splitlines())]
    if os.environ.get("APP_ENV") == "development" and not os.environ.get("MAIL_URL"):
        lines += ["", f"  No mail is sent; letters can be read on {site}/letters"]
    return "\n".join([*lines, "", "  Ctrl-C stops it.", ""])


def _not_ready_when_stopping(worker: Any) -> None:
    """From the signal on `/health/ready` says no, so that a balancer sends nobody here."""
    serve = worker.wsgi

    def wsgi(environ: dict[str, Any], start_response: Any) -> Any:
        if worker.alive or environ["PATH_INFO"] != "/health/ready":
            return serve(environ, start_response)
        start_response("503 Service Unavailable", [("Content-Type", "application/json")])
        return [b'{"status": "stopping"}\n']

    worker.wsgi = wsgi


def _goodbye_when_stopping(worker: Any) -> None:
    """An open websocket would hold the worker until `graceful_timeout`. So they are told to come
    back as soon as no new ones are let in, and those that slip in, a second later."""
    sockets = getattr(worker.app.wsgi(), "extensions", {}).get("sockets")
    notify = worker.notify

    def notify_and_part() -> None:
        notify()
        if not worker.alive:
            sockets.stop()

    if sockets:
        worker.notify = notify_and_part


def _works_here() -> bool:
    """Whether jobs run inside a web worker, so that one command is enough to try the site out. In
    production `flask worker` runs them, unless JOBS_IN_WEB=1."""
    return os.environ.get("APP_ENV") == "development" or os.environ.get("JOBS_IN_WEB") == "1"


def pre_fork(server: Any, worker: Any) -> None:
    """One web worker runs the jobs; when it ends, the next one that starts does."""
    taken = any(getattr(other, "has_jobs", False) for other in server.WORKERS.values())
    worker.has_jobs = _works_here() and not taken


def _start_jobs(worker: Any) -> None:
    # Other applications are measured with this file too, and have none.
    worker.jobs = getattr(worker.app.wsgi(), "extensions", {}).get("jobs")
    if worker.jobs:
        worker.jobs.work_beside_requests()


def on_starting(server: Any) -> None:
    """Several workers count together for the monitor, in files of one folder."""
    if workers > 1 and os.environ.get("METRICS_TOKEN"):
        folder = tempfile.mkdtemp(prefix="metrics-")
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", folder)


def child_exit(server: Any, worker: Any) -> None:
    """What an ended worker counted stays; what it showed of itself goes."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)


def worker_exit(server: Any, worker: Any) -> None:
    """A job that runs may finish."""
    if getattr(worker, "jobs", None):
        worker.jobs.stop()


def post_worker_init(worker: Any) -> None:
    """The first worker has loaded the site: say so.

    Ctrl-C reaches every process of a terminal; only the master acts on it, then all end well.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if worker.has_jobs:
        _start_jobs(worker)
    _not_ready_when_stopping(worker)
    _goodbye_when_stopping(worker)
    # What the site is made of stays until the end. Looking through all of it for rubbish, again and
    # again, took up to 150 ms of a request at a time.
    gc.collect()
    gc.freeze()
    if worker.age == 1:
        print(_welcome(), flush=True)
