"""Everything the log may say, in one list: what happened, to which class of data, in which words.

An act that does not stand here cannot be recorded, so this list is the whole of it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l


class Action(NamedTuple):
    """`data_class` as in the data inventory; `words` as the person concerned reads them."""

    data_class: str
    words: Any


ACTIONS = {
    # Site roles and the operator's pages
    "role_granted": Action("operational", _l("You were given a role")),
    "role_ended": Action("operational", _l("A role of yours ended")),
    "member_looked_up": Action("secret", _l("Your account was looked up")),
    "second_step_reset": Action("secret", _l("Your second step was taken off")),
    "sessions_ended": Action("secret", _l("You were signed out everywhere")),
    "letter_sent_again": Action("operational", _l("A letter was sent again")),
    "letter_dropped": Action("operational", _l("A letter that could not be sent was dropped")),
    # Consents
    "consent_given": Action("health", _l("You agreed to something")),
    "consent_withdrawn": Action("health", _l("You took an agreement back")),
    # Taking along, leaving
    "export_asked": Action("health", _l("You asked for a copy of your data")),
    "export_fetched": Action("health", _l("You fetched a copy of your data")),
    "export_by_operator": Action("health", _l("A copy of your data was made for you")),
    "closing_asked": Action("secret", _l("You asked to be erased")),
    "closing_taken_back": Action("secret", _l("You decided to stay")),
    "erased": Action("health", _l("Your account was erased")),
    # Carers
    "carer_invited": Action("health", _l("You invited a carer")),
    "carer_accepted": Action("health", _l("Your carer accepted")),
    "carer_ended": Action("health", _l("A carer link ended")),
    "record_seen": Action("health", _l("Your health entries were read")),
    "record_written": Action("health", _l("A health entry was made for you")),
    # Clinicians
    "claim_seen": Action("secret", _l("Your claim to be a clinician was read")),
    "claim_decided": Action("secret", _l("Your claim to be a clinician was decided")),
    "summary_read": Action("public", _l("You read a summary")),
    # The server
    "breach_listed": Action("operational", _l("It was listed who a breach may concern")),
    "pruned": Action("operational", _l("Entries older than their retention were removed")),
}
