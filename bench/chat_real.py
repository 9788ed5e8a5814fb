"""The site itself, for bench/chat.py: as it is, only that nobody is told to slow down.

Events are still counted, because that is a part of what a message costs. `bench.chat_real:app`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.chat.sockets.namespace import ChatNamespace
from wsgi import app

for _name in ("on_join", "on_send"):
    _handler: Any = getattr(ChatNamespace, _name)
    _handler.rules = replace(_handler.rules, times=1_000_000)

__all__ = ["app"]
