"""The boards: of a group for its stewards, of the site for moderators and operators."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from app.core import locales
from app.core.access import current_viewer, requires_role, signed_in
from app.core.templating import render
from app.engagement.permissions import SITE
from app.engagement.services import looking, printing
from app.engagement.services.panels.base import DEFINITIONS, WINDOWS
from app.engagement.services.showing import Board
from app.engagement.views.blueprint import bp


def _board(slug: str | None) -> Board:
    return looking.board(
        current_viewer(), slug, window=request.args.get("days", ""),
        definition=request.args.get("reader", ""), direction=locales.direction(),
    )  # fmt: skip


def _page(board: Board) -> str:
    return render(
        "engagement/board.html", board=board, look=looking.look(board), windows=WINDOWS,
        definitions=DEFINITIONS,
    )  # fmt: skip


def _csv(board: Board, panel: str) -> Response:
    answer = Response(printing.as_csv(board, looking.lines_of(board, panel)), mimetype="text/csv")
    name = f"{board.slug or 'site'}-{panel}-{board.window}-days"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


@bp.get("/groups/<slug>/care")
@signed_in
def group_board(slug: str) -> Any:
    """How a group is doing, for those who look after it."""
    return _page(_board(slug))


@bp.get("/groups/<slug>/care/<panel>.csv")
@signed_in
def group_board_csv(slug: str, panel: str) -> Any:
    """One panel as a file."""
    return _csv(_board(slug), panel)


@bp.get("/care-board")
@requires_role(*SITE)
def site_board() -> Any:
    """How the community is doing."""
    return _page(_board(None))


@bp.get("/care-board/<panel>.csv")
@requires_role(*SITE)
def site_board_csv(panel: str) -> Any:
    """One panel as a file."""
    return _csv(_board(None), panel)
