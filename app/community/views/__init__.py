"""Pages of groups, topics and posts. Importing this registers every view on the blueprint."""

from __future__ import annotations

from app.community.views import directory, experiences, group, membership, places, topic, writing
from app.community.views.blueprint import bp

__all__ = ["bp", "directory", "experiences", "group", "membership", "places", "topic", "writing"]
