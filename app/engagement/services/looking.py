"""Looking at a board: who may, and that the log says so once a day before anything is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.audit.services.recording import have_the_log, record
from app.community.queries.groups import group_of
from app.core.charts.canvas import Direction
from app.core.clock import now
from app.core.errors import Forbidden, NotFound, found, require
from app.core.transactions import unit_of_work
from app.core.viewer import Viewer
from app.engagement.permissions import can_see_group, can_see_site
from app.engagement.queries.figures import FigureLine, newest
from app.engagement.queries.looks import looked_since
from app.engagement.services.panels import PANELS
from app.engagement.services.panels.base import DEFAULT_WINDOW, DEFINITIONS, WINDOWS
from app.engagement.services.showing import SHOWN, Board, LivePart, Shown, ToDo
from app.engagement.services.showing.base import LIVE, SHOWS

_ACTION = "board_seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A board as it is read: `todo` is the first thing to do, `computed_at` when the newest of its
    figures were computed."""

    panels: list[Shown]
    live: list[LivePart]
    todo: ToDo | None
    computed_at: datetime | None


def board(
    viewer: Viewer, slug: str | None, *, window: str, definition: str, direction: Direction
) -> Board:
    """The board of a group, or of the site without a `slug`, as the address asks for it.

    Raises:
        NotFound: there is no such group, window or definition, or the group is not the viewer's.
        Forbidden: the viewer is a member of the group, or of the site, and no more.
    """
    days = {str(one): one for one in WINDOWS}.get(window or str(DEFAULT_WINDOW))
    chosen = {one: one for one in DEFINITIONS}.get(definition or DEFINITIONS[0])
    group_id, name = _of_group(viewer, slug) if slug is not None else _of_site(viewer)
    _note(viewer, group_id)
    return Board(
        group_id=group_id, slug=slug, name=name, window=found(days), definition=found(chosen),
        direction=direction,
    )  # fmt: skip


def _of_group(viewer: Viewer, slug: str) -> tuple[int, str]:
    group = found(group_of(viewer, slug))
    if not can_see_group(viewer, group):
        raise NotFound if group.my_role is None else Forbidden
    return group.id, group.name


def _of_site(viewer: Viewer) -> tuple[None, str]:
    require(can_see_site(viewer))
    return None, ""


def _note(viewer: Viewer, group_id: int | None) -> None:
    """One row for a person, a board and a day, kept before anything is shown."""
    details = {"board": group_id or "site"}
    today = now().replace(hour=0, minute=0, second=0, microsecond=0)
    if looked_since(viewer.public_id, _ACTION, details, today):
        return
    with unit_of_work():
        have_the_log()
        if not looked_since(viewer.public_id, _ACTION, details, today):
            record(by=viewer, subject=viewer.public_id, action=_ACTION, details=details)


def look(board: Board) -> Look:
    """Everything on the board: the newest figures in words, in its order, and what is read anew. Before
    the first night there are no figures."""
    lines = newest(board.group_id, board.window, board.definition, SHOWN)
    on_board = [key for key in SHOWN if key in lines and PANELS[key].stands_on(board.group_id)]
    live = [part for show in LIVE if (part := show(board)) is not None]
    shown = [SHOWS[key](lines[key], board) for key in on_board]
    todos = [*(part.todo for part in live), *(panel.todo for panel in shown)]
    until = max((lines[key].computed_at for key in on_board), default=None)
    todo = next((one for one in todos if one is not None), None)
    return Look(panels=shown, live=live, todo=todo, computed_at=until)


def lines_of(board: Board, key: str) -> list[FigureLine]:
    """The newest numbers of one panel, under every definition that it has.

    Raises:
        NotFound: the board has no such panel, or no numbers yet.
    """
    panel = found(PANELS.get(key))
    group_id, window = board.group_id, board.window
    lines = (newest(group_id, window, name, [key]).get(key) for name in panel.definitions)
    return [found(line) for line in lines]
