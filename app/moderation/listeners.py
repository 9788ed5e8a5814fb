"""What moderation does when something happens below it, within the transaction."""

from __future__ import annotations

from app.accounts.events import MemberErasing
from app.accounts.queries import members
from app.accounts.services import sessions
from app.core.events import listens_to
from app.moderation.events import MemberRestricted
from app.moderation.services.forgetting import forget_member


@listens_to(MemberErasing)
def let_go_of_words(news: MemberErasing) -> None:
    """Reports and decisions stay as codes; what anybody said in them goes. Before their posts do: a
    note is found by the post that it stands under."""
    forget_member(news.member_id, keeps_things=bool(news.successor_id))


@listens_to(MemberRestricted)
def sign_out_everywhere(news: MemberRestricted) -> None:
    """Who is suspended is signed out on every device, and what is open there closes with it. A
    session that they begin afterwards opens only what they need to object."""
    if news.kind == "suspended":
        public_id = members.public_id_of(news.member_id)
        sessions.end_all(member_id=news.member_id, public_id=public_id)
