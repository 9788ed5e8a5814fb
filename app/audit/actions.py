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
    # Moderation
    "thing_reported": Action("community", _l("Something was reported")),
    "report_taken_back": Action("community", _l("A report was taken back")),
    "thing_found": Action("community", _l("A rule found something")),
    "case_seen": Action("community", _l("A moderator read something you wrote")),
    "case_claimed": Action("community", _l("You took a case in hand")),
    "case_given_back": Action("community", _l("You gave a case back")),
    "case_handed_over": Action("community", _l("You handed a case over")),
    "opinion_asked": Action("community", _l("You asked for a second opinion")),
    "opinion_answered": Action("community", _l("You gave a second opinion")),
    "case_decided": Action("community", _l("Something you wrote was decided about")),
    "decision_reversed": Action("community", _l("A decision about you was taken back")),
    "alarm_marked": Action("community", _l("You said whether a finding was a false alarm")),
    "second_look_given": Action("community", _l("You judged a decision a second time")),
    "shift_begun": Action("operational", _l("You began a shift at the desk")),
    "shift_ended": Action("operational", _l("You ended a shift at the desk")),
    "appeal_made": Action("community", _l("You asked for another look")),
    "appeal_decided": Action("community", _l("An appeal was answered")),
    "member_restricted": Action("community", _l("You can do less for a while")),
    "restriction_lifted": Action("community", _l("You can do everything again")),
    "care_counted": Action("operational", _l("The work of three months was counted")),
    "reading_switched": Action(
        "operational", _l("You switched reading for signs that somebody is not safe")
    ),
    "holds_counted": Action("operational", _l("It was counted how often a person read first")),
    "helpline_saved": Action("operational", _l("You checked a helpline")),
    "helpline_removed": Action("operational", _l("You took a helpline out")),
    "rules_tried": Action("operational", _l("You tried the rules of screening")),
    "rules_switched": Action("operational", _l("You switched the rules of screening")),
    "prompt_trial_begun": Action("operational", _l("You began a trial of asking authors first")),
    "prompt_trial_stopped": Action(
        "operational", _l("You stopped a trial of asking authors first")
    ),
    "note_written": Action("community", _l("You wrote a note under a post")),
    "note_signed": Action("community", _l("You stood for a note")),
    "note_withdrawn": Action("community", _l("A note was taken back")),
    "note_line_compared": Action(
        "operational", _l("Ratings of notes were compared with last week's")
    ),
    "notes_switched": Action("operational", _l("You hid all notes, or showed them again")),
    # Engagement
    "board_seen": Action("community", _l("You looked at the figures of a board")),
    # The server
    "breach_listed": Action("operational", _l("It was listed who a breach may concern")),
    "pruned": Action("operational", _l("Entries older than their retention were removed")),
}
