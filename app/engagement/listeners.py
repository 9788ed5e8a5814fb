"""Counters move with the news of packages below, in the same transaction."""

from __future__ import annotations

from app.chat.events import MessageSaid
from app.community.events import (
    MemberJoinedGroup,
    MemberLeftGroup,
    PostDeleted,
    PostPublished,
    PostRestored,
    ReactionGiven,
    ReactionTakenBack,
    TopicRead,
)
from app.core.clock import now
from app.core.events import listens_to
from app.engagement.queries.places import place_of_post, said_in, touched_by
from app.engagement.services.counting import count, forget_in_group
from app.engagement.services.following_posts import follow
from app.engagement.services.inviting import forget_group
from app.engagement.services.recounting import recount


@listens_to(PostPublished)
def count_a_post(news: PostPublished) -> None:
    """Its author contributed; somebody who waited in its topic has an answer. What waits for a
    person to read it counts once it is shown."""
    place = place_of_post(news.post_id)
    if place is None or not place.stands:
        return
    day = place.created_at.date()
    count(member_id=news.by_id, group_id=news.group_id, day=day, what="posts")
    follow(
        member_id=news.by_id,
        group_id=news.group_id,
        topic_id=news.topic_id,
        post_id=news.post_id,
        at=place.created_at,
    )


@listens_to(PostDeleted)
def count_without_it(news: PostDeleted) -> None:
    """What was taken back counts for nothing and answers nobody."""
    _count_anew(news.post_id)


@listens_to(PostRestored)
def count_with_it(news: PostRestored) -> None:
    """It counts again."""
    _count_anew(news.post_id)


def _count_anew(post_id: int) -> None:
    place = place_of_post(post_id)
    if place is not None:
        recount(place.group_id, touched_by(place))


@listens_to(ReactionGiven)
def count_a_reaction(news: ReactionGiven) -> None:
    """Whoever gave it took part."""
    place = place_of_post(news.post_id)
    if place is not None:
        count(member_id=news.by_id, group_id=place.group_id, day=now().date(), what="reactions")


@listens_to(ReactionTakenBack)
def count_without_the_reaction(news: ReactionTakenBack) -> None:
    """On whatever day it was given."""
    place = place_of_post(news.post_id)
    if place is not None:
        recount(place.group_id, {news.by_id})


@listens_to(MessageSaid)
def count_a_message(news: MessageSaid) -> None:
    """In rooms of groups; what two people say to one another is counted nowhere."""
    said = said_in(news.message_id)
    if said is not None:
        group_id, at = said
        count(member_id=news.by_id, group_id=group_id, day=at.date(), what="messages")


@listens_to(TopicRead)
def count_a_page(news: TopicRead) -> None:
    """That somebody read in the group today, unless they do not want to be counted."""
    day = now().date()
    count(member_id=news.member_id, group_id=news.group_id, day=day, what="pages_read")


@listens_to(MemberJoinedGroup)
def count_who_came_back(news: MemberJoinedGroup) -> None:
    """What they wrote here before counts again."""
    recount(news.group_id, {news.member_id})


@listens_to(MemberLeftGroup)
def forget_who_left(news: MemberLeftGroup) -> None:
    """That they were in this group is nobody's business any more."""
    forget_in_group(news.member_id, news.group_id)


@listens_to(MemberLeftGroup)
def forget_where_they_were_invited(news: MemberLeftGroup) -> None:
    """That they were invited is kept, so that it happens once; to which group is not."""
    forget_group(news.member_id, news.group_id)
