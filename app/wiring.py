"""The ladder: every package, lowest first.

A package may import only packages before it in this list, and core. A new package takes its
place here and nowhere else; `tests/architecture/test_ladder.py` reads it.
"""

from __future__ import annotations

from app.accounts import wiring as accounts
from app.api import wiring as api
from app.audit import wiring as audit
from app.catalogue import wiring as catalogue
from app.chat import wiring as chat
from app.community import wiring as community
from app.demo import wiring as demo
from app.engagement import wiring as engagement
from app.health import wiring as health
from app.insights import wiring as insights
from app.moderation import wiring as moderation
from app.notifications import wiring as notifications
from app.operations import wiring as operations
from app.web import wiring as web

LADDER = (
    audit,
    accounts,
    catalogue,
    moderation,
    health,
    community,
    chat,
    notifications,
    engagement,
    insights,
    api,
    web,
    operations,
    demo,
)
ORDER = tuple(package.__name__.split(".")[1] for package in LADDER)
