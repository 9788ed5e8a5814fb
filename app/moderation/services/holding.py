"""Words that name a way to die wait until a person has read them (science.md C5, C14): a way that is
named can hurt others who struggle. It is no decision and no sanction. The case opens as every other
sign of distress does; whoever decides it ends the waiting, and so does an author who writes it in
words that name none.

No entry of the log tells of it: one in the same request as `case_decided` would say whose words they
were, for years. What waited is counted once a quarter; see services/counting_holds.py.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import structlog
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.core.clock import now
from app.core.database import db
from app.core.errors import NotFound
from app.core.events import emit
from app.moderation.events import ThingHeld, ThingShown
from app.moderation.models import Case, Hold
from app.moderation.queries.holds import CHANGED, HIDDEN, SHOWN, open_hold, settled_wordings
from app.moderation.services.detecting import Found
from app.moderation.services.opening import freeze, open_case
from app.moderation.services.registering import Thing, adapters_of
from app.moderation.steps import HELD, HIDE, REMOVE

log = structlog.get_logger(__name__)
_WAY = ":method_detail"


def names_a_way(rule: str) -> bool:
    """Whether a rule of the lexicons points at details of a way to die."""
    return rule.endswith(_WAY)


def follow(thing: Thing, ways: tuple[Found, ...]) -> None:
    """After it was read, and its case opened: let it wait where it names a way, and let it stand
    again where it waited and names none any more. Needs an open unit of work.

    Nobody's words are lost because they could not be held back: then they stand, and the case waits
    for a person as an urgent one.
    """
    if ways:
        _all_or_nothing(lambda: _hold(thing, ways))
    elif thing.waits:
        _all_or_nothing(lambda: _let_go(thing))


def end_with(case: Case, action: str, *, by_id: int) -> None:
    """A person decided: what waited is shown, unless they hide it or take it away. Needs an open
    unit of work, and the case locked."""
    if case.is_sensitive:
        _end(case, HIDDEN if action in (HIDE, REMOVE) else SHOWN, by_id=by_id)


def _all_or_nothing(act: Callable[[], None]) -> None:
    """What the database refuses, such as two who wait for one another, ends the whole change: its
    author sends the words again. Else words that a moderator did not see could stand."""
    try:
        with db.session.begin_nested():
            act()
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001 # whatever it stumbled over
        log.error("waiting_failed", error=type(error).__name__)


def _hold(thing: Thing, ways: tuple[Found, ...]) -> None:
    case = _locked_case(thing)
    if case is None or _are_settled(case, ways):
        return
    if case.state == "decided":
        # Nothing waits that nobody is asked to look at.
        case = open_case(thing, "red")
    # Also what was written while it waits: whoever decides sees these words, and not others.
    freeze(case, thing)
    case.version += 1
    db.session.flush()
    if not thing.waits and adapters_of().needed(case.kind).hide(
        thing.public_id, by_id=None, as_=HELD
    ):
        db.session.add(Hold(case_id=case.id))
        db.session.flush()
        emit(ThingHeld(member_id=thing.author_id))


def _let_go(thing: Thing) -> None:
    case = _locked_case(thing)
    if case is not None:
        case.version += 1
        _end(case, CHANGED, by_id=thing.author_id)


def _end(case: Case, as_: str, *, by_id: int) -> None:
    hold = open_hold(case.id)
    if hold is None:
        return
    hold.ended_as, hold.ended_at = as_, now()
    db.session.flush()
    if as_ == HIDDEN:
        return
    adapter = adapters_of().needed(case.kind)
    # Its author may have erased it meanwhile, or taken it back.
    with suppress(NotFound):
        adapter.restore(case.thing_id, by_id=by_id)
    thing = adapter.find(case.thing_id)
    if as_ == SHOWN and thing is not None and thing.hidden_at is None:
        emit(ThingShown(member_id=thing.author_id))


def _are_settled(case: Case, ways: tuple[Found, ...]) -> bool:
    """A person let these very words stand before: who mends a comma does not wait again."""
    settled = settled_wordings(case.id)
    return all((one.rule, one.matched.casefold()) in settled for one in ways)


def _locked_case(thing: Thing) -> Case | None:
    which = select(Case).where(Case.kind == thing.kind, Case.thing_id == thing.public_id)
    return db.session.scalars(
        which.with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
