"""Telling members that something they could not do is over, when the clock says so."""

from __future__ import annotations

from datetime import timedelta

from app.core.clock import now
from app.core.mail import site_address
from app.core.transactions import unit_of_work
from app.notifications.queries.restrictions import PAGES, ended_between
from app.notifications.services.telling import tell, write_to

# Older ends are no news: longer than the site's jobs stand still.
NEWS_FOR = timedelta(days=2)


def tell_of_ends() -> int:
    """Whoever was limited until now hears that it is over, once, also by letter; how many."""
    moment = now()
    with unit_of_work():
        over = ended_between(moment - NEWS_FOR, moment)
        for one in over:
            tell(one.member_id, "restriction_ended", {"kind": one.kind}, PAGES + one.decision_id)
            write_to(one.member_id, "restriction_ended", link=site_address("/"))
    return len(over)
