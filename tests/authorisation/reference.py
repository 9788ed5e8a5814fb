"""What must hold in one group, said without a database: the reference of `test_sequences.py`."""

from __future__ import annotations

from dataclasses import dataclass, field

BREADTH = ("group", "members", "public")


@dataclass
class Post:
    """A post; `first` opened its topic."""

    topic: int
    by: str
    first: bool
    gone: bool = False


@dataclass
class Entry:
    """An evaluation."""

    by: str
    shown: bool = False
    gone: bool = False


@dataclass
class Reference:
    """One group, its people, and what they wrote. Numbers are those of the lists."""

    audience: str
    roles: dict[str, str] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    gone_topics: set[int] = field(default_factory=set)
    entries: list[Entry] = field(default_factory=list)
    agrees: dict[str, bool] = field(default_factory=dict)

    def reads(self, who: str) -> bool:
        """Whether a person reads what is said in the group."""
        with_account = who != "visitor" and self.audience == "members"
        return self.audience == "public" or with_account or who in self.roles

    def finds_words(self, who: str, post: Post) -> bool:
        """Whether the words of a post are there for a person."""
        return self.reads(who) and not post.gone and post.topic not in self.gone_topics

    def finds_card(self, who: str, entry: Entry) -> bool:
        """Whether a person sees an evaluation beside what is said in the group."""
        shown = entry.shown and who in self.roles and self.agrees[entry.by]
        return not entry.gone and (who == entry.by or shown)

    def may_take_back(self, who: str, post: Post) -> bool:
        """One's own, still there."""
        return who == post.by and not post.gone and post.topic not in self.gone_topics

    def may_bring_back(self, who: str, post: Post) -> bool:
        """One's own, taken back; a reply only into a topic that is there."""
        return who == post.by and post.gone and (post.first or post.topic not in self.gone_topics)

    def may_narrow(self, who: str, audience: str) -> bool:
        """Stewards; once something was written, never to more people."""
        wider = BREADTH.index(audience) > BREADTH.index(self.audience)
        return self.roles.get(who) == "steward" and not (wider and self.posts)
