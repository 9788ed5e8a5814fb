"""Shapes of what people type about groups, topics and posts."""

from __future__ import annotations

from app.community.forms.groups import GroupForm, StewardForm
from app.community.forms.posts import EditFirstForm, EditForm, ReplyForm, TopicForm

__all__ = ["EditFirstForm", "EditForm", "GroupForm", "ReplyForm", "StewardForm", "TopicForm"]
