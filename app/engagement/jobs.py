"""What engagement does by the clock."""

from __future__ import annotations

from app.core.jobs import checkpoint, every
from app.core.transactions import unit_of_work
from app.engagement.queries.groups import all_group_ids
from app.engagement.services import (
    calling_stewards,
    computing_figures,
    following_up,
    inviting,
    summing,
    welcoming,
    wishing,
)
from app.engagement.services.recounting import recount


@every(minutes=24 * 60, name="engagement.count-anew", lease_minutes=60)
def count_anew() -> None:
    """Counters of every group as they follow from what stands, the sums of finished days, and then
    the figures of every board."""
    groups = all_group_ids()
    for group_id in groups:
        with unit_of_work():
            recount(group_id)
            summing.sum_up(group_id)
        checkpoint()
    for board in (*groups, None):
        found = computing_figures.computed(board)
        with unit_of_work():
            computing_figures.keep(found)
        checkpoint()


@every(minutes=60, name="engagement.keep-to-wishes")
def keep_to_wishes() -> None:
    """What somebody does not want counted is not kept, however it came in."""
    with unit_of_work():
        wishing.keep_to_wishes()


@every(minutes=10, name="engagement.call-stewards")
def call_stewards() -> None:
    """Tell stewards of first posts that wait, before a day is over."""
    with unit_of_work():
        welcoming.call_stewards()


@every(minutes=24 * 60, name="engagement.invite-readers")
def invite_readers() -> None:
    """Tell some readers, once, that they may also write."""
    with unit_of_work():
        inviting.invite_some()


@every(minutes=10, name="engagement.tell-of-waiting-posts")
def tell_of_waiting_posts() -> None:
    """Tell stewards of first posts that nobody answered within a day."""
    calling_stewards.tell_stewards()


@every(minutes=24 * 60, name="engagement.follow-up")
def follow_up() -> None:
    """Ask people with the safeguarding role to look after whoever fell silent in distress."""
    with unit_of_work():
        following_up.follow_up()
