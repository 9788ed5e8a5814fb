"""What moderators do, for everybody: figures and the log without names."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request, url_for
from flask_babel import format_date, format_decimal, format_percent
from flask_babel import gettext as _

from app.core.access import public
from app.core.clock import now
from app.core.errors import found
from app.core.templating import day, render
from app.moderation import wording
from app.moderation.queries.log import LogLine, public_log
from app.moderation.services.transparency import lately
from app.moderation.services.transparency.collecting import report_of_today
from app.moderation.services.transparency.counting import Period
from app.moderation.services.transparency.facts import how_found
from app.moderation.services.transparency.printing import as_csv, as_plain
from app.moderation.services.transparency.suppressing import LEAST
from app.moderation.views.blueprint import bp

WORDS: dict[str, Any] = {
    "action": wording.TOLD_TO_ALL,
    "ground": {code: said.name for code, said in wording.GROUNDS.items()},
    "how_found": wording.HOW_FOUND,
    "reason": wording.REASONS_SHORT,
    "outcome": wording.APPEALS,
    "standing": wording.STANDINGS,
}


@bp.get("/transparency")
@public
def transparency() -> str:
    """Figures of one ended quarter, or of all together."""
    told = report_of_today(now())
    periods = {one.name: one for one in (told.every, *told.quarters)}
    period = found(periods.get(request.args.get("quarter", "all")))
    return render(
        "moderation/transparency.html",
        period=period,
        quarters=[one.name for one in told.quarters],
        rows={name: _rows(name, period) for name in WORDS},
        facts=_facts(period),
        lately=lately.lately(now()),
        least=LEAST,
        number=format_decimal,
    )


@bp.get("/transparency.json")
@public
def transparency_json() -> Response:
    """The same as codes."""
    return jsonify(as_plain(report_of_today(now())))


@bp.get("/transparency.csv")
@public
def transparency_csv() -> Response:
    """The same as a table."""
    answer = Response(as_csv(report_of_today(now())), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="transparency.csv"'
    return answer


@bp.get("/transparency/log")
@public
def moderation_log() -> str:
    """Decisions without names, a week later."""
    page = public_log(now(), request.args.get("after"))
    older = url_for("moderation.moderation_log", after=page.next_key) if page.next_key else None
    return render(
        "moderation/log.html",
        rows=[_line(row) for row in page.rows],
        older=older,
        is_first="after" not in request.args,
        least=LEAST,
    )


def _rows(name: str, period: Period) -> list[list[Any]]:
    cells = period.tables[name]
    rows = [(WORDS[name].get(code, code), count) for code, count in cells.shown.items()]
    return [[words, _counted(count)] for words, count in (*rows, (_("All"), cells.total))]


def _counted(count: int | None) -> str:
    return str(
        _("under %(num)d, or kept back", num=LEAST) if count is None else format_decimal(count)
    )


def _facts(period: Period) -> list[dict[str, Any]]:
    share, alike = period.overturned, period.agreement
    said = {
        _("From the first report to the decision, in half of all cases under"): (
            lately.in_words(period.decision_minutes)
        ),
        _("From an appeal to its answer, in half of all cases under"): (
            lately.in_words(period.appeal_minutes)
        ),
        _("Posts that waited until a person had read them"): (
            None if period.held is None else format_decimal(period.held)
        ),
        _("How long they waited, in half of all cases under"): (
            lately.in_words(period.held_minutes)
        ),
        _("Appeals after which the decision was taken back"): share and _(
            "%(share)s of %(all)s (likely %(low)s to %(high)s)",
            share=format_percent(share.estimate), all=format_decimal(share.whole),
            low=format_percent(share.low), high=format_percent(share.high),
        ),
        _("How alike two moderators decide"): alike and alike.kappa is not None and _(
            "kappa %(kappa)s (likely %(low)s to %(high)s), from %(all)s decisions",
            kappa=format_decimal(round(alike.kappa, 2)), low=format_decimal(round(alike.low or 0, 2)),
            high=format_decimal(round(alike.high or 0, 2)), all=format_decimal(alike.reviewed),
        ),
    }  # fmt: skip
    return [{"key": key, "value": value or _("too few to say")} for key, value in said.items()]


def _line(row: LogLine) -> list[Any]:
    how = how_found(notice=row.notice, detected=row.detected)
    # Of what is rare, an appeal would say more than it has to.
    appeal = (
        wording.APPEALS[None if row.outcome == "waiting" else row.outcome] if row.outcome else "–"
    )
    return [
        day(row.on) if row.has_day else format_date(row.on, "MMMM yyyy"),
        WORDS["action"].get(row.action, row.action),
        WORDS["ground"].get(row.ground, row.ground),
        WORDS["how_found"][how],
        appeal if row.has_day else _("not told"),
    ]
