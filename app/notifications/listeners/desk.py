"""What those hear who look after people in distress: that something waits at the desk. Neither the
notice nor the letter says what, about whom, or how urgent it is: both may be read by others."""

from __future__ import annotations

from app.accounts.queries import members
from app.audit.services.recording import have_the_log
from app.core.events import listens_to
from app.core.mail import site_address
from app.moderation.events import CaseOpened, SecondPersonNamed
from app.moderation.queries.care import who_hears
from app.moderation.steps import SENSITIVE
from app.notifications.queries import inbox
from app.notifications.services.telling import tell, write_to

DESK = "/desk"


@listens_to(CaseOpened)
def call_to_the_desk(news: CaseOpened) -> None:
    """Everybody with the role who has no part in it. Other cases wait in the queue."""
    if news.level in SENSITIVE:
        _call(who_hears(news.case_id, reporter_id=news.reporter_id))


@listens_to(SecondPersonNamed)
def call_the_second_person(news: SecondPersonNamed) -> None:
    """What waits for them stands at the top of the desk."""
    _call([news.member_id])


def _call(member_ids: list[int]) -> None:
    """Once until they have looked, however much comes: also of two who call at the same moment. The
    log comes before members' rows, as in every decision, so that neither waits for the other."""
    have_the_log()
    for member_id in member_ids:
        members.lock(member_id)
        if not inbox.waits(member_id, "desk_waits"):
            tell(member_id, "desk_waits", {}, DESK)
            write_to(member_id, "desk_waits", link=site_address(DESK))
