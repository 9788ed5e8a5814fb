"""From news of chat to open pages: drawn up within the transaction, sent after it is kept."""

from __future__ import annotations

from functools import partial

from app.accounts.events import RoleEnded, RoleGranted, SessionEnded, SignInDetailsChanged
from app.chat.events import (
    MessageChanged,
    MessageSaid,
    PresenceHidden,
    RightsEnded,
    RoomChanged,
)
from app.chat.queries.deliveries import delivery_of, state_of
from app.chat.queries.entitled import version_of
from app.chat.queries.messages import Entry
from app.chat.queries.presences import people_in
from app.chat.sockets.live import live_of
from app.chat.sockets.payloads import payload_of
from app.core.events import listens_to
from app.core.transactions import after_commit
from app.moderation.events import FiltersChanged


@listens_to(MessageSaid)
def send_what_was_said(news: MessageSaid) -> None:
    """To everybody who listens to the room."""
    _send(news.room_id, news.message_id, news.sequence, "said")


@listens_to(MessageChanged)
def send_a_change(news: MessageChanged) -> None:
    """The same for an edit, a deletion, a restoring, a reaction."""
    _send(news.room_id, news.message_id, news.sequence, news.kind)


@listens_to(RoomChanged)
def send_the_state(news: RoomChanged) -> None:
    """Slow mode, closed, times: everybody in the room sees it at once."""
    _tell("room", news.room_id, state_of(news.room_id))


@listens_to(PresenceHidden)
def send_who_is_still_shown(news: PresenceHidden) -> None:
    """To the rooms in which somebody is no longer shown."""
    for room_id in news.room_ids:
        room = str(state_of(room_id)["room"])
        people = [one._asdict() for one in people_in(room_id)]
        _tell("people", room_id, {"room": room, "people": people})


@listens_to(RightsEnded)
def cut_off(news: RightsEnded) -> None:
    """On every worker."""
    bus = live_of().sockets.bus
    rooms, member_id, why = list(news.room_ids), news.member_id, news.why
    after_commit(lambda: bus.publish("cut", member_id=member_id, room_ids=rooms, why=why))


@listens_to(SessionEnded)
def close_its_pages(news: SessionEnded) -> None:
    """Signed out, ended from another device, password changed: on every worker."""
    _recheck(news.member_id)


@listens_to(RoleGranted)
def close_pages_that_wait(news: RoleGranted) -> None:
    """Who gets a role gives a second step before anything else opens again, also here."""
    _recheck(news.member_id)


@listens_to(SignInDetailsChanged)
def close_pages_without_second_step(news: SignInDetailsChanged) -> None:
    """Whoever gave up the second step that their role asks for waits, too."""
    _recheck(news.member_id)


@listens_to(RoleEnded)
def look_at_roles_anew(news: RoleEnded) -> None:
    """What pages do from now on they do without the role."""
    _recheck(news.member_id)


@listens_to(FiltersChanged)
def look_at_filters_anew(news: FiltersChanged) -> None:
    """What comes from now on is folded by the new ones."""
    _recheck(news.member_id)


def _recheck(member_id: int) -> None:
    bus = live_of().sockets.bus
    after_commit(partial(bus.publish, "recheck", member_id=member_id))


def _tell(kind: str, room_id: int, data: dict[str, object]) -> None:
    bus, version = live_of().sockets.bus, version_of(room_id)
    after_commit(partial(bus.publish, kind, room_id=room_id, data=data, version=version))


def _send(room_id: int, message_id: int, sequence: int, kind: str) -> None:
    live = live_of()
    delivery = delivery_of(message_id)
    name, data, words = payload_of(delivery.room, Entry(sequence, kind, delivery.message))
    values = {
        "room_id": room_id, "data": data, "version": delivery.version, "sequence": sequence,
        "words": words,
    }  # fmt: skip
    after_commit(lambda: live.sockets.bus.publish(name, **values))
