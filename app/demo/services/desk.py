"""What waits at the demo's desk: wrong posts, put there by the rules that read posts."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from app.community.services import posting
from app.core.errors import found
from app.demo import queries
from app.demo.services.crowds import Crowd
from app.moderation.services.detecting import detect
from app.moderation.services.reading_posts import found_by_rules
from app.moderation.services.registering import adapters_of

FILE = Path(__file__).parent.parent / "data" / "desk.toml"
# So many posts it adds.
CASES = 3


def fill_desk(crowds: dict[str, Crowd], group_ids: dict[str, int], until: datetime) -> None:
    """Every post of `data/desk.toml`, said by the quietest of its group. The groups stand, with
    their topics. Nobody is written to. Needs an open unit of work."""
    for text in tomllib.loads(FILE.read_text("utf-8"))["found"]:
        crowd, at = crowds[text["group"]], until - timedelta(days=text["days"])
        others = [one for one in crowd.members if one not in crowd.stewards and not one.role]
        author = min(others or crowd.stewards, key=lambda person: person.voice)
        topic_id = queries.newest_topic(group_ids[text["group"]], before=at)
        post = posting.reply(by=author.id, topic_id=topic_id, body=text["body"], at=at)
        thing = found(found(adapters_of().of("post")).find(post.public_id))
        detect(thing, tuple(found_by_rules(thing)))
