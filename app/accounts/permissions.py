"""Who may do what with accounts. Pure rules on a `Viewer`; nothing is looked up here."""

from __future__ import annotations

from collections.abc import Iterable

from app.core.viewer import Viewer

SITE_ROLES = ("moderator", "safeguarding", "clinician", "operator")


def is_staff(roles: Iterable[str]) -> bool:
    """Whether somebody with these roles sees more than a member does, so that a device left
    open does more harm: staff sessions run out sooner."""
    return not frozenset(SITE_ROLES).isdisjoint(roles)


def can_assign_roles(by: Viewer) -> bool:
    """Operators give and end site roles. Stewards of a group are the community's matter."""
    return by.has_role("operator")


def can_find_members(by: Viewer) -> bool:
    """Only operators look a member up by exact name or address."""
    return by.has_role("operator")


def can_end_role(role: str, *, operators: int) -> bool:
    """The last operator stays one: without any, nobody could be made operator again."""
    return role != "operator" or operators > 1
