"""The tables that this package's statements read, and their columns under short names.

Statements over tables, not over mapped classes: they skip SQLAlchemy's object layer, which
costs a third of a page here. Nothing but queries uses them.
"""

from __future__ import annotations

from app.accounts.models import Member
from app.community.models import (
    Group,
    Membership,
    Post,
    PostRevision,
    Reaction,
    ReadingPlace,
    Topic,
)

GROUPS, group = Group.__table__, Group.__table__.c
MEMBERS, member = Member.__table__, Member.__table__.c
MEMBERSHIPS, membership = Membership.__table__, Membership.__table__.c
PLACES, place = ReadingPlace.__table__, ReadingPlace.__table__.c
POSTS, post = Post.__table__, Post.__table__.c
REACTIONS, reaction = Reaction.__table__, Reaction.__table__.c
REVISIONS, revision = PostRevision.__table__, PostRevision.__table__.c
TOPICS, topic = Topic.__table__, Topic.__table__.c
