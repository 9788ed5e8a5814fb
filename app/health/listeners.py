"""What health does when a member takes a consent back, or is erased.

That nobody sees or counts a record any more needs no listener: queries join the consents. Here
the rows follow, so that agreeing again later does not silently show what was shown before.
"""

from __future__ import annotations

from app.accounts.events import ConsentWithdrawn, MemberErasing
from app.core.events import listens_to
from app.health.queries.consent import KEEP, SHOW
from app.health.services import forgetting, sharing


@listens_to(ConsentWithdrawn)
def follow_a_withdrawal(news: ConsentWithdrawn) -> None:
    """No group sees anything any more. The entries stay, for their owner only."""
    if news.purpose in (SHOW, KEEP):
        sharing.take_back_everything(member_id=news.member_id)


@listens_to(MemberErasing)
def forget_entries(news: MemberErasing) -> None:
    """Health entries are never kept under another name."""
    forgetting.forget_member(member_id=news.member_id)
