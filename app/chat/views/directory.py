"""The rooms a member is in, and the rooms of a group."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import request

from app.chat import permissions
from app.chat.queries import gatherings
from app.chat.queries.requests import requests_to
from app.chat.queries.rooms import RoomLine, my_rooms
from app.chat.views.blueprint import bp
from app.chat.views.clock import Clock
from app.community.queries import group_of
from app.core.access import current_viewer, signed_in
from app.core.errors import found
from app.core.templating import render


class MyRooms(NamedTuple):
    """A member's rooms in the order in which a page shows them."""

    invitations: list[RoomLine]
    gatherings: list[RoomLine]
    rooms: list[RoomLine]
    conversations: list[RoomLine]


def sorted_rooms(lines: list[RoomLine]) -> MyRooms:
    """Requests of other people are not among them: they come with their first words."""
    inside = [line for line in lines if line.my_state == "in"]
    return MyRooms(
        [line for line in lines if line.my_state == "invited" and line.kind != "direct"],
        [line for line in inside if line.kind == "gathering"],
        [line for line in inside if line.kind in ("open", "invited")],
        [line for line in inside if line.kind == "direct"],
    )


@bp.get("/rooms")
@signed_in
def rooms() -> Any:
    """All of them, and the invitations and requests that wait."""
    viewer = current_viewer()
    return render(
        "chat/rooms.html",
        mine=sorted_rooms(my_rooms(viewer)),
        requests=requests_to(viewer),
        clock=Clock(),
    )


@bp.get("/groups/<slug>/rooms")
@signed_in
def group_rooms(slug: str) -> Any:
    """Gatherings to come and rooms of a group, for its members; others learn that they are."""
    viewer = current_viewer()
    group = found(group_of(viewer, slug))
    lines = gatherings.group_rooms(viewer, group.id)
    return render(
        "chat/group_rooms.html",
        group=group,
        gatherings=[line for line in lines if line.kind == "gathering"],
        rooms=[line for line in lines if line.kind != "gathering"],
        may_open=permissions.can_open_rooms(group.my_role),
        clock=Clock(),
    )


@bp.get("/groups/<slug>/rooms/past")
@signed_in
def past_gatherings(slug: str) -> Any:
    """Gatherings that are over, the last one first."""
    viewer = current_viewer()
    group = found(group_of(viewer, slug))
    page = gatherings.past_gatherings(viewer, group.id, request.args.get("after"))
    return render("chat/past_gatherings.html", group=group, page=page, clock=Clock())
