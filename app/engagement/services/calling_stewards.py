"""Telling the stewards of a group that somebody's first words have waited for a day (science.md E6)."""

from __future__ import annotations

from datetime import timedelta

from app.core.clock import now
from app.core.transactions import unit_of_work
from app.engagement.queries.first_posts import POSTS, calls_due
from app.moderation.queries.restrictions import is_suspended
from app.notifications.services.telling import tell

WAITS = timedelta(hours=24)
# What has waited for longer is no news: longer than the site's jobs stand still.
NEWS_FOR = timedelta(days=2)


def tell_stewards() -> int:
    """Each steward hears of each post once, in the inbox; how many notices. Not in a letter: nobody
    has to drop what they are doing."""
    due = now() - WAITS
    with unit_of_work():
        calls = [one for one in calls_due(due - NEWS_FOR, due) if not is_suspended(one.steward_id)]
        for one in calls:
            tell(one.steward_id, "first_post_waits", {}, POSTS + one.post_id)
    return len(calls)
