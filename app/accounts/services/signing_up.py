"""Making an account, one answer at a time. What is answered waits in a step draft.

An address that already has an account must not show (safety.md V-11): for a patient community,
being a member tells an illness. So, until a mail can ask the address itself:

- Every page before the last looks only at what was typed, never at the address's account. The
  password is hashed on its page in any case; nothing in the draft depends on the account.
- The last step does the same work for both: member, consents and wordings are written inside a
  savepoint, and for a known address the savepoint is taken back. Both end in the draft's removal,
  one commit, and a redirect to one page, which says in one sentence that the account is ready or
  was there before.
- Nobody is signed in by signing up: a cookie in one case only would tell the two apart.
- The owner's account, password and name are untouched, whoever typed the address.
- A display name is public by its nature; only there is "taken" said.

What is left: who makes an account and then signs in with the password just chosen learns that
the address was free until that moment, and has taken it by finding out. Such tries are limited
per network and per address (views); only a letter to the address can close it for good.
"""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from app.accounts import wordings
from app.accounts.events import ConsentGiven, MemberJoined
from app.accounts.models import Member
from app.accounts.queries import members
from app.accounts.services import addresses, consenting, hashing, naming, password_rules
from app.core import step_drafts
from app.core.database import db
from app.core.errors import Invalid
from app.core.events import emit
from app.core.step_drafts import StepDraft

KIND = "sign-up"
SOURCE = members.SIGN_UP
YES, NO, SKIPPED = "yes", "no", "skipped"

# The pages in their order, and the answer without which a page is not done.
STEPS = (
    ("age", "age_confirmed"),
    ("name", "display_name"),
    ("secrets", "password_hash"),
    *((purpose, purpose) for purpose in wordings.PURPOSES),
)


def draft_of(owner: str) -> StepDraft | None:
    """The visitor's unfinished sign-up."""
    return step_drafts.newest(owner=owner, kind=KIND) if owner else None


def next_step(answers: dict[str, Any]) -> str:
    """The first page without an answer; `check` when all are there."""
    return next((step for step, key in STEPS if key not in answers), "check")


def is_reachable(step: str, answers: dict[str, Any]) -> bool:
    """Whether every page before this one is answered, so that none can be jumped over."""
    order = [name for name, _key in STEPS] + ["check"]
    return order.index(step) <= order.index(next_step(answers))


def begin(*, owner: str, minimum_age: int) -> StepDraft:
    """Keep which age the person said to have reached (the site's minimum, or 18), and nothing
    else. Going back and answering again goes on with the same draft."""
    draft = draft_of(owner) or step_drafts.start(owner=owner, kind=KIND)
    step_drafts.save(draft, {"age_confirmed": minimum_age})
    return draft


def abandon(*, owner: str) -> None:
    """Forget what was answered: the person is too young, or changed their mind."""
    draft = draft_of(owner)
    if draft is not None:
        step_drafts.finish(draft)


def choose_name(draft: StepDraft, display_name: str) -> None:
    """Keep the display name.

    Raises:
        Invalid: it breaks a rule or is taken.
    """
    step_drafts.save(draft, {"display_name": naming.checked(display_name)})


def prepare_secrets(
    answers: dict[str, Any], *, email: str, password: str, site_name: str
) -> dict[str, Any]:
    """Check address and password and hash the password: outside of a unit of work.

    An empty password keeps the one that was chosen on this page before.

    Raises:
        Invalid: on `email` or `password`.
    """
    address = addresses.checked(email)
    if not password and "password_hash" in answers:
        return {"email": address}
    password_rules.check(password, about=(site_name, answers["display_name"], address))
    return {"email": address, "password_hash": hashing.hash_password(password)}


def save_answers(draft: StepDraft, answers: dict[str, Any]) -> None:
    """Keep one page's answers."""
    step_drafts.save(draft, answers)


def create(draft: StepDraft, *, language: str) -> None:
    """Make the account from the answers, or do the same work for nothing; see above.

    Raises:
        Invalid: on `display_name`, when somebody took it meanwhile; or an answer is missing.
    """
    answers = dict(draft.answers)
    if next_step(answers) != "check":
        raise Invalid("display_name", _("Some answers are missing. Please go through them again."))
    try:
        member = _attempt(answers, language)
    except IntegrityError:  # somebody took the name or the address since we looked: look again
        member = _attempt(answers, language)
    step_drafts.finish(draft)
    if member is not None:
        _tell(member, answers)


def _attempt(answers: dict[str, Any], language: str) -> Member | None:
    """Write everything; taken back, and None, when the address has an account."""
    name = naming.checked(answers["display_name"])
    is_known = members.address_is_known(addresses.key_of(answers["email"]))
    with db.session.begin_nested() as trial:
        member = _write_member(answers, name, with_address=not is_known)
        for purpose in wordings.PURPOSES:
            text = wordings.wording(purpose, language)
            given = answers[purpose] == YES
            consenting.write_line(member_id=member.id, text=text, given=given, source=SOURCE)
        if is_known:
            trial.rollback()
    return None if is_known else member


def _write_member(answers: dict[str, Any], name: str, *, with_address: bool) -> Member:
    address = answers["email"] if with_address else None
    member = Member(
        display_name=name,
        name_key=naming.key_of(name),
        email=address,
        email_key=addresses.key_of(address) if address else None,
        password_hash=answers["password_hash"],
        age_confirmed=answers["age_confirmed"],
    )
    db.session.add(member)
    db.session.flush()
    return member


def _tell(member: Member, answers: dict[str, Any]) -> None:
    emit(MemberJoined(member_id=member.id, public_id=member.public_id, origin=member.origin))
    for purpose in wordings.PURPOSES:
        if answers[purpose] == YES:
            emit(
                ConsentGiven(
                    member_id=member.id,
                    public_id=member.public_id,
                    purpose=purpose,
                    text_version=wordings.version_of(purpose),
                )
            )
