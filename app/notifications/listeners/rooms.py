"""What a member hears of rooms when they are not there. What is said in them is no news for the
inbox: nobody is called back by it."""

from __future__ import annotations

from app.chat.events import (
    GatheringChanged,
    HeldMessageRefused,
    InvitedToRoom,
    MemberLimited,
    MessageTakenAway,
    QuotesAsked,
    RecapPublished,
)
from app.core.events import listens_to
from app.core.mail import site_address
from app.notifications.queries import inbox, rooms
from app.notifications.services.telling import tell, write_to

# Where more stands.
CONVERSATIONS, QUOTES = "/conversations", "/me/quotes"


@listens_to(InvitedToRoom)
def tell_of_an_invitation(news: InvitedToRoom) -> None:
    """No letter: who asks must not be able to make the site write."""
    if rooms.kind_of(news.room_id) == "direct":
        tell(news.member_id, "conversation_asked", {}, CONVERSATIONS)
    else:
        tell(news.member_id, "room_invited", {}, rooms.room_path(news.room_id))


@listens_to(MemberLimited)
def tell_of_a_limit(news: MemberLimited) -> None:
    """The reason stands at the room's door. A room by invitation has none for who was removed."""
    has_door = news.kind != "removed" or rooms.kind_of(news.room_id) != "invited"
    path = rooms.room_path(news.room_id) if has_door else ""
    tell(news.member_id, f"room_{news.kind}", {}, path)


@listens_to(MessageTakenAway)
def tell_of_a_message_taken_away(news: MessageTakenAway) -> None:
    """Why stands beside the message."""
    path = rooms.message_path(news.room_id, news.message_id)
    tell(news.author_id, "message_taken_away", {}, path)


@listens_to(HeldMessageRefused)
def tell_of_a_refused_message(news: HeldMessageRefused) -> None:
    """The words and the reason stand on a page of the author's own."""
    tell(news.author_id, "message_refused", {}, f"{rooms.room_path(news.room_id)}/waiting")


@listens_to(QuotesAsked)
def tell_of_a_question_about_words(news: QuotesAsked) -> None:
    """By letter too: a host waits for the answer. Once, however often they ask, until the member
    has looked."""
    for member_id in news.member_ids:
        if inbox.waits(member_id, "quotes_asked"):
            continue
        tell(member_id, "quotes_asked", {}, QUOTES)
        write_to(member_id, "quotes_asked", link=site_address(QUOTES))


@listens_to(RecapPublished)
def tell_those_who_are_quoted(news: RecapPublished) -> None:
    """They agreed; now it is there."""
    path = rooms.topic_path(news.topic_id)
    for member_id in rooms.quoted_in(news.recap_id):
        tell(member_id, "recap_published", {}, path)


@listens_to(GatheringChanged)
def tell_those_who_wanted_to_come(news: GatheringChanged) -> None:
    """By letter too: they may have planned their day around it."""
    path = rooms.room_path(news.room_id)
    for member_id in sorted(news.member_ids):
        tell(member_id, f"gathering_{news.what}", {}, path)
        write_to(member_id, "gathering_changed", link=site_address(path))
