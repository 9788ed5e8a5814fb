"""Tables of engagement. Counters name a member, a group and a day, never a topic (science.md E13)."""

from __future__ import annotations

from app.engagement.models.counts import DayCount, GroupDay
from app.engagement.models.figures import Figure
from app.engagement.models.firsts import FirstPost
from app.engagement.models.welcomes import HelperWish, Invitation, Welcome
from app.engagement.models.wishes import EngagementWish

__all__ = [
    "DayCount",
    "EngagementWish",
    "Figure",
    "FirstPost",
    "GroupDay",
    "HelperWish",
    "Invitation",
    "Welcome",
]
