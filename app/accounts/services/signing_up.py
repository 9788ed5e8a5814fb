"""Making an account, one answer at a time. What is answered waits in a step draft.

An address that already has an account must not show (safety.md V-11): for a patient community,
being a member tells an illness. Only a letter can ask the address itself, so:

- Every page before the last looks only at what was typed, never at the address's account. The
  password is hashed on its page in any case; nothing in the draft depends on the account.
- The last step does the same work for both: member, consents, wordings and link are written
  inside a savepoint, and for a known address the savepoint is taken back. Both end with one
  letter, one commit, and a redirect to one page: "We sent a letter to …".
- A new address is asked to confirm; its account cannot be signed in to before, and sign-in
  answers its right password like a wrong one. The owner of a known address is told, once a day.
- The owner's account, password and name are untouched, whoever typed the address.
- A display name is public by its nature; only there is "taken" said.

Who signs up with an address that waits for its confirmation takes the place of who did so before:
most likely they are the same. So that nobody waits at another person's address with a password of
their own, a link that is opened in another browser asks for the password too (`confirming`).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from app.accounts import wordings
from app.accounts.models import Member
from app.accounts.queries import members
from app.accounts.services import (
    addresses,
    consenting,
    letter_tokens,
    naming,
    password_rules,
)
from app.accounts.services.words import hash_of
from app.core import step_drafts
from app.core.clock import now
from app.core.database import db
from app.core.errors import Invalid
from app.core.mail.outbox import Letter, of_member
from app.core.step_drafts import StepDraft

KIND = "sign-up"
SOURCE = members.SIGN_UP
UNCONFIRMED_LIFE = timedelta(days=7)
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
    about = (site_name, answers["display_name"], address)
    hashed = password_rules.hash_checked(password, about=about)
    return {"email": address, "password_hash": hashed}


def save_answers(draft: StepDraft, answers: dict[str, Any]) -> None:
    """Keep one page's answers."""
    step_drafts.save(draft, answers)


def create(draft: StepDraft, *, language: str, browser: str) -> None:
    """Make the account from the answers and write to its address, or do the same work for
    nothing; see above. `browser`: a random word that this browser keeps.

    Raises:
        Invalid: on `display_name`, when somebody took it meanwhile; or an answer is missing.
    """
    answers = dict(draft.answers)
    if next_step(answers) != "check":
        raise Invalid("display_name", _("Some answers are missing. Please go through them again."))
    try:
        _attempt(answers, language, browser)
    except IntegrityError:  # somebody took the name or the address since we looked: look again
        _attempt(answers, language, browser)
    step_drafts.finish(draft)


def sweep_unconfirmed() -> int:
    """Delete accounts whose address nobody confirmed in a week, letters and all: name and address
    are free again. Returns how many. Needs an open unit of work."""
    old = members.unconfirmed_before(now() - UNCONFIRMED_LIFE)
    for member_id in old:
        db.session.execute(delete(Letter).where(Letter.recipient == of_member(member_id)))
        delete_unconfirmed(member_id)
    return len(old)


def _attempt(answers: dict[str, Any], language: str, browser: str) -> None:
    """Write everything; taken back when the address has an account or had too many letters."""
    name = naming.checked(answers["display_name"])
    holder = members.holder_of(addresses.key_of(answers["email"]))
    holder_id = holder.id if holder else 0
    is_known = holder is not None and holder.email_confirmed_at is not None
    may_write, may_warn = letter_tokens.may_write(holder_id), letter_tokens.may_warn(holder_id)
    with db.session.begin_nested() as trial:
        delete_unconfirmed(holder_id)
        member = _write_member(answers, name, with_address=may_write and not is_known)
        _write_consents(member.id, answers, language)
        word = _make_link(member.id, browser)
        letter_tokens.hand_letters_over(holder_id, member.id)
        if is_known or not may_write:
            trial.rollback()
    if holder is not None and is_known:
        wanted = may_write and may_warn
        letter_tokens.warn(holder.id, address=holder.email, locale=holder.locale, is_wanted=wanted)
        return
    with db.session.begin_nested() as trial:
        _ask_to_confirm(member.id, word, answers["email"], language)
        if not may_write:
            trial.rollback()


def _ask_to_confirm(member_id: int, word: str, address: str, language: str) -> None:
    letter_tokens.post_link(
        "confirm_address",
        letter_tokens.CONFIRM,
        word,
        member_id=member_id,
        address=address,
        locale=language,
    )


def delete_unconfirmed(member_id: int) -> None:
    """Goes with all that hangs on it. A confirmed account is never touched."""
    unconfirmed = (Member.id == member_id, Member.email_confirmed_at.is_(None))
    db.session.execute(delete(Member).where(*unconfirmed, Member.origin == SOURCE))


def _write_consents(member_id: int, answers: dict[str, Any], language: str) -> None:
    for purpose in wordings.PURPOSES:
        text = wordings.wording(purpose, language)
        given = answers[purpose] == YES
        consenting.write_line(member_id=member_id, text=text, given=given, source=SOURCE)


def _make_link(member_id: int, browser: str) -> str:
    about = {"browser": hash_of(browser)}
    return letter_tokens.make(purpose=letter_tokens.CONFIRM, member_id=member_id, about=about)


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
