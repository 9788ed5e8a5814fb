"""Long computing, beside the event loop.

Under gevent one computation stops every other request of the process, health checks included. What
computes outside of Python's own lock (argon2, drawing pictures) runs in gevent's native threads.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


def beside_the_loop(work: Callable[..., T], *args: Any) -> T:
    """What `work` gives. It must ask neither request, database nor translations."""
    monkey = sys.modules.get("gevent.monkey")
    if monkey is None or not monkey.is_module_patched("threading"):
        return work(*args)
    import gevent

    result: T = gevent.get_hub().threadpool.apply(work, args)
    return result
