"""What chat does when something happens in it or below it, within the transaction."""

from __future__ import annotations

from app.accounts.events import MemberErasing, SessionEnded
from app.chat.events import MessageChanged
from app.chat.queries.places import rooms_of_group_with, rooms_with, uninvited_in
from app.chat.services import asking, entering, forgetting, reminding, sequencing
from app.community.events import MemberLeftGroup, StewardDismissed
from app.core.events import listens_to


@listens_to(MemberLeftGroup)
def leave_its_rooms(news: MemberLeftGroup) -> None:
    """Who leaves a group leaves its rooms; coming back does not bring them back."""
    reminding.drop_reminders(news.member_id, news.group_id)
    rooms = rooms_of_group_with(news.member_id, news.group_id)
    if rooms:
        entering.take_out(rooms, news.member_id, why="group")


@listens_to(StewardDismissed)
def leave_rooms_entered_as_steward(news: StewardDismissed) -> None:
    """Into rooms that are by invitation a steward came by the role alone. Without it only those
    who were asked in, or look after the room, stay."""
    rooms = uninvited_in(news.member_id, news.group_id)
    if rooms:
        entering.take_out(rooms, news.member_id, why="group")


@listens_to(SessionEnded)
def ask_anew_who_reads(news: SessionEnded) -> None:
    """Whatever is delivered from now on to the member's rooms asks whether this session lives: on
    a worker that did not hear that it ended, too."""
    sequencing.outdate_access(rooms_with(news.member_id))


@listens_to(MemberErasing)
def let_go_of_messages(news: MemberErasing) -> None:
    """Rooms are left, counters move, and messages lose their words or only their author."""
    forgetting.forget_member(member_id=news.member_id, keep_messages=bool(news.successor_id))


@listens_to(MessageChanged)
def keep_quotes_true(news: MessageChanged) -> None:
    """No recap says what its author changed or took back."""
    if news.kind == "edited":
        asking.note_new_words(news.message_id)
    elif news.kind == "deleted":
        asking.note_words_gone(news.message_id)
