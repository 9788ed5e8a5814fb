"""What community does when something happens in it or below it."""

from __future__ import annotations

from contextlib import suppress

from app.accounts.events import MemberErasing
from app.community.events import MemberLeftGroup, PostEdited, PostNoted, PostPublished
from app.community.queries.noted import readers_of
from app.community.queries.reported import public_id_of
from app.community.services import forgetting, joining
from app.core.errors import NotFound, Restricted
from app.core.events import emit, listens_to
from app.health.services import sharing
from app.moderation.events import MemberRestricted, NoteShown, RestrictionLifted
from app.moderation.services import reading_posts, restricting


@listens_to(MemberLeftGroup)
def take_cards_back(news: MemberLeftGroup) -> None:
    """Who leaves a group shows it nothing any more; coming back does not show it again."""
    sharing.take_back_from_group(member_id=news.member_id, group_id=news.group_id)


@listens_to(MemberErasing)
def let_go_of_posts(news: MemberErasing) -> None:
    """Counters move, and posts lose their words or only their author, as the member chose."""
    forgetting.forget_member(member_id=news.member_id, keep_posts=bool(news.successor_id))


@listens_to(MemberRestricted)
def leave_at_once(news: MemberRestricted) -> None:
    """Whom moderators take out of a group leaves it now, and with it its rooms."""
    if news.kind != "removed" or news.group_id is None:
        return
    if joining.leave(by=news.member_id, group=news.group_id):
        restricting.remember_inside(news.restriction_id)


@listens_to(RestrictionLifted)
def come_back(news: RestrictionLifted) -> None:
    """Who was inside then is inside again, as a member, when the decision is taken back; not who had
    left before, nor who is still kept out by another decision."""
    if news.kind != "removed" or news.group_id is None or not news.was_inside:
        return
    with suppress(NotFound, Restricted):
        joining.join(by=news.member_id, group=news.group_id)


@listens_to(PostPublished)
def read_what_was_published(news: PostPublished) -> None:
    """Programs put what they find before people; it stays where it is."""
    reading_posts.read_published("post", public_id_of(news.post_id), is_new=True)


@listens_to(PostEdited)
def read_what_was_edited(news: PostEdited) -> None:
    """The same with the new words."""
    reading_posts.read_published("post", public_id_of(news.post_id))


@listens_to(NoteShown)
def find_who_read_it(news: NoteShown) -> None:
    """Who had read the post before the note stood there, by the places in its topic."""
    readers = readers_of(news.thing_id) if news.kind == "post" else None
    if readers is not None:
        emit(PostNoted(post_public_id=news.thing_id, **readers._asdict()))
