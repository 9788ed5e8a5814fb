"""What open pages are sent: one shape, whether it comes live or as a gap.

Something said carries its list item as it stands on the page, drawn by the page's own template.
A change carries no words: pages that show the message fetch it anew through the viewer, because
who came later may not read what was said before.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import current_app

from app.chat.queries.messages import Entry, MessageLine, gap, gap_for_delivery, reactions_of
from app.chat.queries.rooms import RoomRow
from app.chat.sockets.audiences import Audience
from app.core.viewer import Viewer
from app.moderation.services.filtering import holds


class Payload(NamedTuple):
    """An event's name, its data, and the words that it carries: those who filter some of them get
    its item folded."""

    name: str
    data: dict[str, Any]
    words: str = ""

    def seen_by(self, viewer: Viewer) -> dict[str, Any]:
        """The data as a page of this member gets it: folded if somebody else's words hold what
        they filter."""
        is_own = self.data.get("author") == viewer.public_id
        if is_own or not self.words or not holds(viewer.filters, self.words):
            return self.data
        return self.data | {"item": folded(self.data["item"])}


def folded(item: str) -> str:
    """The list item under one line, which has no word of ours yet like all that is sent."""
    head, article = item.split("<article", 1)
    begin = '<details class="message-fold"><summary data-word="filtered"></summary><article'
    return head + begin + article.replace("</article>", "</article></details>", 1)


def item_of(room: str, said: MessageLine) -> str:
    """The list item of a message, without anything that depends on who looks."""
    template = current_app.jinja_env.get_template("chat/_message.html")
    item: str = template.module.message_item(said, f"/rooms/{room}")  # type: ignore[attr-defined]
    return str(item)


def payload_of(room: str, entry: Entry) -> Payload:
    """The event's name and its data, for one number of a room's log. `room` is its public id."""
    said = entry.message
    data: dict[str, Any] = {"room": room, "sequence": entry.sequence, "id": said.public_id}
    if entry.kind == "said":
        about = {
            "author": said.author_public_id,
            "name": said.author_name,
            "client_id": said.client_id,
            "item": item_of(room, said),
        }
        return Payload("said", data | about, f"{said.body} {said.content_note}")
    changed = {"kind": entry.kind, "of": said.sequence, "reactions": reactions_of(said)}
    return Payload("changed", data | changed)


def entries_since(audience: Audience, last: int) -> tuple[list[Payload], int]:
    """What was said and changed after the head of an audience, and up to where this tells all.
    `last` is the room's last number. For deliveries: who gets them is checked by the caller."""
    entries, up_to = gap_for_delivery(audience.room_id, audience.head, last)
    return [payload_of(audience.public_id, entry) for entry in entries], up_to


def missed(viewer: Viewer, row: RoomRow, after: int) -> dict[str, Any]:
    """What a page has to be told that knows everything up to a number; `more` says to ask again
    from `up_to`. The room was looked up through the viewer, who may read in it."""
    entries, up_to = gap(row, after)
    payloads = [payload_of(row.public_id, entry) for entry in entries]
    return {
        "entries": [[one.name, one.seen_by(viewer)] for one in payloads],
        "up_to": up_to,
        "last": max(row.last_sequence, up_to),
        "more": up_to < row.last_sequence,
    }
