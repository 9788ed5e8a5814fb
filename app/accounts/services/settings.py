"""What members set for themselves: display name, clock, language, how pages look."""

from __future__ import annotations

from zoneinfo import available_timezones

from flask_babel import gettext as _

from app.accounts.events import MemberRenamed
from app.accounts.queries import members
from app.accounts.services import naming
from app.core.database import db
from app.core.errors import Invalid, require
from app.core.events import emit
from app.core.viewer import DEFAULT_DISPLAY, Viewer


def remember_display(*, by: Viewer, display: dict[str, str]) -> None:
    """Keep how pages look for this member, on every device.

    Only the known keys are kept; which values they may have is the form's matter.
    """
    require(by.is_signed_in)
    kept = {key: str(display[key])[:20] for key in DEFAULT_DISPLAY if key in display}
    members.entity(by.id).display = kept
    db.session.flush()


def rename(*, by: Viewer, display_name: str) -> None:
    """Take another display name; it stands at once beside everything the member wrote.

    Raises:
        Invalid: the name breaks a rule or is taken.
    """
    require(by.is_signed_in)
    member = members.entity(by.id)
    name = naming.checked(display_name, but=by.id)
    if name == member.display_name:
        return
    member.display_name, member.name_key = name, naming.key_of(name)
    db.session.flush()
    emit(MemberRenamed(member_id=member.id, public_id=member.public_id))


def choose_clock_and_language(
    *, by: Viewer, time_zone: str, locale: str, offered: list[str]
) -> None:
    """Which clock and language pages use. An empty string means the site's own.

    Raises:
        Invalid: no such zone, or a language the site does not offer.
    """
    require(by.is_signed_in)
    if time_zone and time_zone not in available_timezones():
        raise Invalid("time_zone", _("Choose a place from the list."))
    if locale and locale not in offered:
        raise Invalid("locale", _("Choose a language from the list."))
    member = members.entity(by.id)
    member.time_zone, member.locale = time_zone or None, locale or None
    db.session.flush()
