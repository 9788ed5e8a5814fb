"""What members hear of context notes: in the inbox only."""

from __future__ import annotations

from app.community.events import PostNoted
from app.core.events import listens_to
from app.notifications.services.telling import tell


@listens_to(PostNoted)
def tell_of_a_note(news: PostNoted) -> None:
    """Whoever had read the post, and in other words whoever wrote it."""
    page = f"/posts/{news.post_public_id}"
    for member_id in news.reader_ids:
        tell(member_id, "note_shown", {}, page)
    tell(news.author_id, "note_under_yours", {}, page)
