"""Who sees which figures. Pure rules on what is passed in."""

from __future__ import annotations

from app.community.permissions import Standing
from app.core.viewer import Viewer

SITE = ("moderator", "operator")


def can_see_site(viewer: Viewer) -> bool:
    """The figures of the whole site: moderators and operators (science.md E15)."""
    return viewer.takes_part and viewer.has_role(*SITE)


def can_see_group(viewer: Viewer, standing: Standing) -> bool:
    """The figures of a group: its stewards, and whoever sees those of the site."""
    return standing.my_role == "steward" or can_see_site(viewer)


def can_arrange(standing: Standing) -> bool:
    """Stewards ask helpers to welcome newcomers."""
    return standing.my_role == "steward"


def can_help(standing: Standing) -> bool:
    """Members of the group say that they like to welcome newcomers."""
    return standing.my_role is not None
