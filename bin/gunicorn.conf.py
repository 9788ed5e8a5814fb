"""How the site is served. Nothing of the app is imported here: gevent patches first."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '5000')}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 1)
worker_class = "gevent"
control_socket_disable = True
loglevel = "warning"
graceful_timeout = 5
# An address of a page can tell an illness, so no access log is written.
accesslog = None
limit_request_line = 4094
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")


def _welcome() -> str:
    """Where the site is and, for a demo, who can sign in."""
    lines = ["", f"  Open {os.environ.get('SITE_URL', 'http://' + bind)}"]
    signs = Path(os.environ.get("INSTANCE_DIR", "instance"), "demo-sign-ins.txt")
    if os.environ.get("DEMO") == "1" and signs.exists():
        lines += ["", *(f"  {line}" for line in signs.read_text("utf-8").splitlines())]
    return "\n".join([*lines, "", "  Ctrl-C stops it.", ""])


def post_worker_init(worker: Any) -> None:
    """The first worker has loaded the site: say so.

    Ctrl-C reaches every process of a terminal; only the master acts on it, then all end well.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if worker.age == 1:
        print(_welcome(), flush=True)
