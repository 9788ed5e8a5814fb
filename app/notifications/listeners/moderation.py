"""What members hear of moderation. A decision comes with all its reasons, also by letter: whoever
is suspended cannot read the inbox."""

from __future__ import annotations

from app.accounts.queries import viewer_of
from app.core.events import listens_to
from app.core.mail import site_address
from app.moderation.events import (
    AppealDecided,
    DecisionReversed,
    DecisionTaken,
    MemberRestricted,
    ReportAnswered,
    ReportReceived,
    RestrictionLifted,
    ThingHeld,
    ThingShown,
)
from app.moderation.queries.decisions import my_appeal
from app.moderation.queries.statements import statement_of
from app.moderation.services.stating import Teller
from app.moderation.steps import NOTHING
from app.notifications.queries import inbox
from app.notifications.services.telling import tell, write_to

# Where more stands.
REPORTS, STANDING = "/me/reports", "/me/standing"


def _page(decision_id: str) -> str:
    return f"/me/decisions/{decision_id}"


@listens_to(ReportReceived)
def tell_that_it_came(news: ReportReceived) -> None:
    """Once until they have looked, however much somebody reports."""
    if not inbox.waits(news.reporter_id, "report_received"):
        tell(news.reporter_id, "report_received", {}, REPORTS)
        write_to(news.reporter_id, "report_received", link=site_address(REPORTS))


@listens_to(ReportAnswered)
def tell_the_reporter(news: ReportAnswered) -> None:
    """By letter only that there is an answer."""
    tell(news.reporter_id, "report_answered", {"outcome": news.outcome}, REPORTS)
    write_to(news.reporter_id, "report_answered", link=site_address(REPORTS))


@listens_to(DecisionTaken)
def tell_of_a_decision(news: DecisionTaken) -> None:
    """The statement of reasons, in the moment in which it takes effect (science.md M16). Where
    nothing was done there is nothing to tell: it stands on the page of one's standing."""
    if news.member_id is None or news.action == NOTHING:
        return
    page, reader = _page(news.decision_public_id), viewer_of(news.member_id)
    statement = statement_of(reader, news.decision_public_id)
    tell(reader.id, "decision_taken", {"action": news.action}, page)
    if statement is not None:
        write_to(
            reader.id,
            "decision_taken",
            # Called while the letter is written, in its reader's language.
            fields=lambda: Teller(reader).for_letter(statement),
            is_whole=not statement.is_private,
            link=site_address(page),
            appeal_link=site_address(f"{page}/appeal"),
        )


@listens_to(DecisionReversed)
def tell_of_a_reversal(news: DecisionReversed) -> None:
    """Unless they had asked for it: then the answer to that says it."""
    if news.member_id is None or news.action == NOTHING:
        return
    mine = my_appeal(viewer_of(news.member_id), news.decision_id)
    if mine is not None and mine.outcome == "overturned":
        return
    page = _page(news.decision_public_id)
    tell(news.member_id, "decision_reversed", {}, page)
    write_to(news.member_id, "decision_reversed", link=site_address(page))


@listens_to(AppealDecided)
def tell_of_an_answer(news: AppealDecided) -> None:
    """With the explanation by letter, unless it has to do with how a person is."""
    if news.member_id is None:
        return
    page, reader = _page(news.decision_public_id), viewer_of(news.member_id)
    tell(reader.id, "appeal_answered", {"outcome": news.outcome}, page)
    statement = statement_of(reader, news.decision_public_id)
    answer = my_appeal(reader, statement.id) if statement else None
    is_shown = statement is not None and not statement.is_private
    explanation = answer.explanation if answer and is_shown else ""
    write_to(
        reader.id, "appeal_answered", outcome=news.outcome, explanation=explanation,
        link=site_address(page),
    )  # fmt: skip


@listens_to(MemberRestricted)
def tell_of_a_restriction(news: MemberRestricted) -> None:
    """The letter of its decision says it already."""
    until = news.until.isoformat() if news.until else ""
    tell(news.member_id, "restriction_began", {"kind": news.kind, "until": until}, STANDING)


@listens_to(RestrictionLifted)
def tell_that_it_is_lifted(news: RestrictionLifted) -> None:
    """Likewise: the letter about the decision says it."""
    tell(news.member_id, "restriction_ended", {"kind": news.kind}, STANDING)


@listens_to(ThingHeld)
def tell_that_it_waits(news: ThingHeld) -> None:
    """Once until they have looked. Neither what nor why: their own page says it beside the words."""
    if not inbox.waits(news.member_id, "thing_held"):
        tell(news.member_id, "thing_held", {}, STANDING)
        write_to(news.member_id, "thing_held", link=site_address(STANDING))


@listens_to(ThingShown)
def tell_that_it_stands(news: ThingShown) -> None:
    """What was hidden comes with its decision, and who changed their words saw it themselves."""
    tell(news.member_id, "thing_shown", {}, STANDING)
