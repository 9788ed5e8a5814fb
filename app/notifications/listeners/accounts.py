"""What a member hears of their own account. The site never keeps quiet about what opens it."""

from __future__ import annotations

from app.accounts.events import (
    CarerLinkChanged,
    ClinicianClaimDecided,
    ClosingAsked,
    ClosingTakenBack,
    ExportMade,
    RoleEnded,
    RoleGranted,
    SignedInOnNewDevice,
    SignInDetailsChanged,
)
from app.core.events import listens_to
from app.core.mail import site_address
from app.notifications.services.telling import tell, write_to

# Where more stands.
ME, DEVICES, SIGN_IN = "/me", "/me/devices", "/me/sign-in"
CARERS, CLINICIAN, EXPORT, LEAVE = "/me/carers", "/me/clinician", "/me/export", "/me/leave"


@listens_to(SignedInOnNewDevice)
def tell_of_a_new_device(news: SignedInOnNewDevice) -> None:
    """Also by letter: whoever was robbed does not come by."""
    tell(news.member_id, "new_device", {"device": news.device}, DEVICES)
    write_to(news.member_id, "new_device", device=news.device, link=site_address(DEVICES))


@listens_to(SignInDetailsChanged)
def tell_of_changed_details(news: SignInDetailsChanged) -> None:
    """Also by letter; of another address accounts writes itself, to the one before."""
    tell(news.member_id, "details_changed", {"what": news.what}, SIGN_IN)
    if news.what != "address":
        write_to(news.member_id, "details_changed", what=news.what, link=site_address(SIGN_IN))


@listens_to(RoleGranted)
def tell_of_a_role(news: RoleGranted) -> None:
    """A notice is enough: the next sign-in shows it."""
    tell(news.member_id, "role_granted", {"role": news.role}, ME)


@listens_to(RoleEnded)
def tell_of_an_ended_role(news: RoleEnded) -> None:
    """The same when it ends."""
    tell(news.member_id, "role_ended", {"role": news.role}, ME)


@listens_to(CarerLinkChanged)
def tell_of_a_carer_link(news: CarerLinkChanged) -> None:
    """Both hear it, always in the same order, so that two changes at once do not block."""
    for member_id in sorted((news.person_id, news.carer_id)):
        tell(member_id, f"carer_{news.what}", {}, CARERS)


@listens_to(ClinicianClaimDecided)
def tell_of_a_decided_claim(news: ClinicianClaimDecided) -> None:
    """By letter too: a decision may take days."""
    tell(news.member_id, f"claim_{news.state}", {}, CLINICIAN)
    write_to(news.member_id, "claim_decided", link=site_address(CLINICIAN))


@listens_to(ExportMade)
def tell_of_an_export(news: ExportMade) -> None:
    """By letter too: making it takes a while, and it can be fetched for some days only."""
    kind = "export_ready" if news.is_ready else "export_failed"
    tell(news.member_id, kind, {}, EXPORT)
    write_to(news.member_id, kind, link=site_address(EXPORT))


@listens_to(ClosingAsked)
def tell_of_the_closing(news: ClosingAsked) -> None:
    """Accounts writes the letter itself: it names the day."""
    tell(news.member_id, "closing_asked", {}, LEAVE)


@listens_to(ClosingTakenBack)
def tell_that_it_stays(news: ClosingTakenBack) -> None:
    """So that the letter before has an answer."""
    tell(news.member_id, "closing_taken_back", {}, LEAVE)
