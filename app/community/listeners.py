"""What community does when something happens in it or below it."""

from __future__ import annotations

from app.accounts.events import MemberErasing
from app.community.events import MemberLeftGroup
from app.community.services import forgetting
from app.core.events import listens_to
from app.health.services import sharing


@listens_to(MemberLeftGroup)
def take_cards_back(news: MemberLeftGroup) -> None:
    """Who leaves a group shows it nothing any more; coming back does not show it again."""
    sharing.take_back_from_group(member_id=news.member_id, group_id=news.group_id)


@listens_to(MemberErasing)
def let_go_of_posts(news: MemberErasing) -> None:
    """Counters move, and posts lose their words or only their author, as the member chose."""
    forgetting.forget_member(member_id=news.member_id, keep_posts=bool(news.successor_id))
