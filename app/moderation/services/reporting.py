"""Members report; what they said is weighed by how their reports turned out before."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from app.audit.services.recording import record
from app.core.clock import now
from app.core.database import db
from app.core.errors import Invalid, found, require
from app.core.events import emit
from app.core.viewer import Viewer
from app.moderation.events import ReportReceived
from app.moderation.lengths import LONGEST_WORDS
from app.moderation.models import Case, Detection, Report
from app.moderation.queries.reports import past_outcomes
from app.moderation.services.opening import open_case, raise_to
from app.moderation.services.registering import Thing, adapters_of
from app.moderation.services.web_addresses import is_page
from app.moderation.services.weighing import reporter_weight, steps_up
from app.moderation.steps import DESK, FLAWS, HARMS, RANKS, REASONS, worst


def reportable(viewer: Viewer, kind: str, thing_id: str) -> Thing:
    """The thing, where this member reads it.

    Raises:
        NotFound: there is no such kind, or it is not there for this member.
    """
    adapter = found(adapters_of().of(kind))
    return found(adapter.seen_by(viewer, thing_id))


def report(
    *,
    by: Viewer,
    kind: str,
    thing_id: str,
    reason: str,
    flaw: str = "",
    harm: int = 0,
    source_url: str = "",
    words: str = "",
) -> Report:
    """Say that something needs a moderator's look. Who reports the same thing again, before it is
    decided, changes what they said. Needs an open unit of work.

    Raises:
        NotFound: it is not there for this member.
        Forbidden: it is the member's own.
        Invalid: an answer that is none, or too long.
    """
    thing = reportable(by, kind, thing_id)
    require(thing.author_id != by.id)
    _check(reason, flaw, harm, source_url, words)
    case = open_case(thing, level_of(reason, harm), reporter_id=by.id)
    row = _mine(case, by)
    if row is None:
        row = Report(
            case_id=case.id, round=case.round, reporter_id=by.id, reason=reason,
            weight=reporter_weight(past_outcomes(by.id), is_staff=by.has_role(*DESK)),
        )  # fmt: skip
        db.session.add(row)
    row.reason, row.flaw, row.harm = reason, flaw if reason == "misleading" else "", harm
    row.source_url, row.words, row.taken_back_at = source_url.strip(), words.strip(), None
    db.session.flush()
    count_again(case)
    # Neither what nor why, of nothing: the log is kept for years, and does not say about whom
    # somebody worried.
    record(by=None, action="thing_reported")
    emit(ReportReceived(report_id=row.id, case_id=case.id, reporter_id=by.id))
    return row


def take_back(*, by: Viewer, report_id: str) -> None:
    """The reporter thinks better of it. The case stays, as far up as what is left of it says; who
    takes a worry back hides nothing from other moderators. Needs an open unit of work.

    Raises:
        NotFound: it is not theirs, or was decided.
    """
    which = select(Report).where(Report.public_id == report_id, Report.reporter_id == by.id)
    row = found(db.session.scalars(which).first())
    case = db.session.get_one(Case, row.case_id, with_for_update=True, populate_existing=True)
    if case.state != "open" or row.round != case.round or row.taken_back_at is not None:
        found(None)
    row.taken_back_at = now()
    db.session.flush()
    settle(case)
    count_again(case)
    record(by=None, action="report_taken_back")


def level_of(reason: str, harm: int) -> str:
    """Where a report puts a case: worry about a person is red until somebody looked (C5), what
    could injure soon comes before all but distress (M6)."""
    if reason == "worried":
        return "red"
    return "harm" if harm == max(HARMS) else "rest"


def settle(case: Case) -> None:
    """The level that reports and findings of this round still give. A sign of distress stays one;
    what was none but for a report that was taken back is for every moderator again."""
    standing = select(Report).where(
        Report.case_id == case.id, Report.round == case.round, Report.taken_back_at.is_(None)
    )
    levels = [level_of(one.reason, one.harm) for one in db.session.scalars(standing)]
    found = select(Detection).where(Detection.case_id == case.id)
    findings = list(db.session.scalars(found))
    levels += [one.level for one in findings if one.round == case.round]
    if case.round == 1:
        case.is_sensitive = any(one.by == "crisis" for one in findings)
    raise_to(case, worst("rest", *levels))


def count_again(case: Case) -> None:
    """How many report it, and how much their word weighs: within `rest`, heavier comes first."""
    which = select(Report.weight).where(
        Report.case_id == case.id, Report.round == case.round, Report.taken_back_at.is_(None)
    )
    weights = list(db.session.scalars(which))
    case.report_count = len(weights)
    if case.level == "rest" and case.lifted_at is None:
        case.rank = RANKS["rest"] - steps_up(weights)
    db.session.flush()


def _mine(case: Case, by: Viewer) -> Report | None:
    return db.session.scalars(
        select(Report).where(
            Report.case_id == case.id, Report.round == case.round, Report.reporter_id == by.id
        )
    ).first()


def _check(reason: str, flaw: str, harm: int, source_url: str, words: str) -> None:
    if reason not in REASONS:
        raise Invalid("reason", _("Choose what is wrong."))
    if reason == "misleading" and flaw not in FLAWS:
        raise Invalid("flaw", _("Choose in which way it misleads."))
    if harm not in HARMS:
        raise Invalid("harm", _("Choose how much harm it could do."))
    if len(words.strip()) > LONGEST_WORDS:
        raise Invalid("words", _("Make it shorter: at most 2,000 letters."))
    if source_url.strip():
        check_url(source_url.strip())


def check_url(url: str) -> None:
    """A link to a page of the web.

    Raises:
        Invalid: it is none, or very long.
    """
    if not is_page(url):
        raise Invalid(
            "source_url", _("Paste the whole address of the page. It begins with https://")
        )
