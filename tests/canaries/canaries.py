"""What is seeded, and who may read it. One row a thing.

HOW TO ADD ONE. Three lines: write `word("my thing@{place}")` (or `word("my thing")`) into the
thing where `seeding.py` makes it; add a row here with the column it fills and who may read it,
in the words of `people.py`; and, when pages show it under ids of its own, its name in `ids`.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.canaries import room_words
from tests.canaries.people import PEOPLE, PLACES, named
from tests.canaries.words import word

ONCE = ("",)
QUIET = ("quiet one", "quiet two", "quiet three")


@dataclass(frozen=True)
class Canary:
    """A thing in `columns` (table.column) whose word nobody but `readers` may find anywhere.
    `hidden`: why not even they find it, where no page shows it."""

    name: str
    columns: str
    readers: str
    places: tuple[str, ...] = PLACES
    hidden: str = ""

    def words(self) -> dict[str, tuple[str, frozenset[str]]]:
        """Name of each word -> the word as it is looked for, and who may read it."""
        return {
            f"{self.name}@{place}" if place else self.name: (
                word(f"{self.name}@{place}" if place else self.name).lower(),
                named(self.readers, place) if self.readers else frozenset(),
            )
            for place in self.places
        }


def _entry(name: str, readers: str, places: tuple[str, ...] = PLACES) -> list[Canary]:
    """The five texts of an evaluation."""
    texts = {
        "treatment": "evaluations.treatment_words",
        "purpose": "evaluation_purposes.words",
        "side effect": "evaluation_side_effects.words",
        "dose": "evaluations.dose",
        "advice": "evaluations.advice",
    }
    return [Canary(f"{name}: {text}", column, readers, places) for text, column in texts.items()]


_ELSEWHERE = ("elsewhere",)
_TAKEN_BACK = "was taken back: its author may bring it back, and reads it then"
_HIDDEN = "moderators took it away: nobody reads it, and it comes back when that is reversed"
_DELETED = "its owner reads the rest again once it is brought back"
# Whose name stands beside what everybody reads; the names of all others are for operators only.
_NAMED = {
    "author": "everybody",
    "steward": "everybody",
    "former author": "everybody",
    "elsewhere": "signed in",
    "carer": "carer, elsewhere, operator, author",
    # Who sits at the desk knows who else does, and who decided what.
    "moderator": "desk, operator",
    "safeguarding": "desk, operator",
    # In rooms with these two, and in a conversation.
    "member": "member, operator, author, steward",
}
_QUIET = {
    "quiet one": "operator, steward",
    # A steward sees who is new in their group.
    "quiet two": "operator, author, steward",
    "quiet three": "operator, author, steward",
}

CANARIES: tuple[Canary, ...] = (
    Canary("group name", "groups.name", "finders"),
    Canary("group purpose", "groups.purpose", "finders"),
    Canary("group rules", "groups.rules", "finders"),
    Canary("group name", "groups.name", "signed in", _ELSEWHERE),
    Canary("group purpose", "groups.purpose", "signed in", _ELSEWHERE),
    Canary("group rules", "groups.rules", "signed in", _ELSEWHERE),
    Canary("topic title", "topics.title", "readers"),
    Canary("post body", "posts.body posts.html", "readers"),
    Canary("reply anew", "posts.body posts.html", "readers"),
    Canary("left behind", "posts.body posts.html", "readers"),
    Canary("experience title", "topics.title", "readers"),
    Canary("experience", "posts.body posts.html", "readers"),
    Canary("topic title", "topics.title", "elsewhere, carer", _ELSEWHERE),
    Canary("post body", "posts.body posts.html", "elsewhere, carer", _ELSEWHERE),
    Canary("old title", "post_revisions.title", "readers"),
    Canary("old body", "post_revisions.body", "readers"),
    Canary("reply", "post_revisions.body", "readers"),
    Canary("deleted reply", "posts.body posts.html", "", hidden=_TAKEN_BACK),
    Canary("hidden reply", "posts.body posts.html", "", hidden=_HIDDEN),
    Canary("deleted title", "topics.title", "", hidden=_TAKEN_BACK),
    Canary("deleted topic", "posts.body posts.html", "", hidden=_TAKEN_BACK),
    Canary("reply under deleted", "posts.body posts.html", "", hidden="went with its topic"),
    Canary("report words", "reports.words", "member, desk"),
    Canary("worry words", "reports.words", "member, safeguarding"),
    Canary("hard sign", "detections.matched", "safeguarding"),
    Canary("care words", "care_steps.words", "safeguarding"),
    Canary("decision facts", "decisions.facts", "author, desk"),
    Canary("decision why", "decisions.explanation", "author, desk"),
    Canary("appeal words", "appeals.words", "author, desk"),
    Canary("note correction", "context_notes.correction", "readers"),
    Canary("note claim", "context_notes.claim", "readers"),
    Canary("note why", "context_notes.why", "readers"),
    *_entry("entry", "inside, carer"),
    *_entry("private entry", "author, carer"),
    *(
        Canary(one.name, one.columns, "author", hidden="" if one.name.endswith("treatment") else _DELETED)
        for one in _entry("deleted entry", "author")
    ),
    *_entry("entry of a carer", "carer", _ELSEWHERE),
    *(Canary(*one[:3], hidden="".join(one[3:])) for one in room_words.IN_EACH_GROUP),
    *(Canary(*one, places=ONCE) for one in room_words.ONCE),
    Canary("draft: treatment", "step_drafts.answers", "author", ONCE),
    Canary("draft: title", "step_drafts.answers", "author", ONCE),
    Canary("draft: body", "step_drafts.answers", "author", ONCE),
    Canary("kept form", "step_drafts.answers", "author", ONCE),
    Canary("proposal", "proposals.words proposals.normalised", "", ONCE, "no page shows proposals yet"),
    Canary("label of a carer link", "carer_links.label", "author", ONCE),
    Canary("profession", "clinician_claims.profession", "stranger, operator", ONCE),
    Canary("register", "clinician_claims.register_name", "stranger, operator", ONCE),
    Canary("registration number", "clinician_claims.registration_number", "stranger, operator", ONCE),
    Canary("reason of a role", "role_grants.reason", "operator", ONCE),
    *(
        Canary(f"name of {who}", "members.display_name members.name_key",
               _NAMED.get(who, f"{who}, operator"), ONCE)
        for who in PEOPLE if who not in ("visitor", "signed out")
    ),
    *(Canary(f"name of {who}", "members.display_name", _QUIET[who], ONCE)
      for who in QUIET),
    *(Canary(f"address of {who}", "members.email members.email_key", who, ONCE, "no page shows it")
      for who in PEOPLE if who not in ("visitor", "signed out")),
    *(Canary(f"address of {who}", "members.email members.email_key", "", ONCE, "no page shows it")
      for who in QUIET),
)  # fmt: skip


def words() -> dict[str, tuple[str, frozenset[str]]]:
    """Every word by its name, and who may read it."""
    return {name: said for canary in CANARIES for name, said in canary.words().items()}


# Columns of private tables that hold no words of a person, or are seeded elsewhere.
NOT_SEEDED = room_words.NOT_SEEDED | {
    "consents.purpose": "a code of the site",
    "consents.text_hash": "a fingerprint of a public text",
    "consents.language": "a code",
    "consents.source": "where it was said, in the site's words",
    "consent_states.purpose": "a code of the site",
    "sessions.public_id": "an id; another person's opens nothing (the matrix)",
    "sessions.token_hash": "a fingerprint; no query selects it",
    "sessions.device": "two coarse words such as Firefox on Linux",
    "members.public_id": "an id that pages show",
    "members.password_hash": "no query selects it but the check of a password",
    "members.locale": "a code",
    "members.time_zone": "a name from a list",
    "members.display": "settings from a list",
    "members.origin": "sign-up, or the name of a data set",
    "step_drafts.public_id": "an id; another person's opens nothing (the matrix)",
    "step_drafts.owner": "a key and a random word",
    "step_drafts.kind": "a code",
    "role_grants.role": "a code",
    "role_grants.ended_reason": "shown beside `reason`, by the same query and page",
    "groups.slug": "stands in every address of the group",
    "groups.public_id": "an id",
    "groups.audience": "a code",
    "memberships.role": "a code; who is in a group is seen by nobody else (the look-ups)",
    "topics.public_id": "an id; opens nothing (the matrix)",
    "topics.kind": "a code",
    "posts.public_id": "an id; opens nothing (the matrix)",
    "reactions.kind": "a code, shown as a count",
    "appeals.explanation": "shown beside `words`, by the same queries and pages",
    "appeals.outcome": "a code",
    "appeals.public_id": "an id; opens nothing (the matrix)",
    "appeals.standing": "a code",
    "content_filters.words": "its member's own page only; tests/moderation/restrictions holds it",
    "decisions.action": "a code",
    "decisions.ground": "a code",
    "decisions.notice": "a code",
    "decisions.public_id": "an id; opens nothing (the matrix)",
    "decisions.skipped_because": "shown beside `explanation`, by the same queries and pages",
    "reports.flaw": "a code",
    "reports.outcome": "a code",
    "reports.public_id": "an id; opens nothing (the matrix)",
    "reports.reason": "a code",
    "reports.source_url": "shown beside `words`, by the same queries and pages",
    "restrictions.kind": "a code",
    "welcomes.reply": "a code",
    "second_opinions.question": "of a case, shown by its page beside the words of reports",
    "second_opinions.answer": "of a case, shown by its page beside the words of reports",
    "holds.ended_as": "a code",
    "holds.public_id": "an id; opens nothing (the matrix)",
    "shifts.note": "at the desk only; tests/moderation/desk holds it",
    "posts.hidden_as": "a code",
    "context_notes.public_id": "an id; opens nothing (the matrix)",
    "context_notes.flaw": "a code",
    "context_notes.status": "a code",
    "note_ratings.tags": "codes of a list; only the one who rated reads them",
    "note_signatures.role": "a code",
    "evaluations.public_id": "an id; opens nothing (the matrix)",
    "evaluations.adherence": "a code of a scale",
    "evaluations.burden": "a code of a scale",
    "evaluations.cost_band": "a code of a scale",
    "evaluations.time_on_it": "a code of a scale",
    "evaluations.source": "form, demo or a data set",
    "evaluations.source_row": "the id of a draft",
    "evaluation_stop_reasons.reason": "a code of a list",
    "proposals.kind": "a code",
    "proposals.status": "a code",
    "audit_entries.action": "a code",
    "audit_entries.actor": "an id; shown as what the person is to the reader",
    "audit_entries.data_class": "a code",
    "audit_entries.purpose": "a code",
    "audit_entries.role": "a code",
    "carer_links.invited_address": "its person's page only; tests/accounts holds it",
    "carer_links.scope": "a code",
    "ceremonies.word_hash": "a fingerprint",
    "clinician_claims.country": "a code",
    "clinician_claims.decision_reason": "of a decided claim; same page and query as the claim",
    "clinician_claims.document_type": "a code",
    "clinician_claims.state": "a code",
    "closings.posts": "a code",
    "exports.state": "a code",
    "letter_tokens.about": "ids",
    "letter_tokens.purpose": "a code",
    "letter_tokens.token_hash": "a fingerprint",
    "letters.address": "addresses of letters are seeded by `members.email`",
    "letters.body": "test_letters.py looks at every letter",
    "letters.kind": "a code",
    "letters.state": "a code",
    "letters.subject": "test_letters.py looks at every letter",
    "notices.kind": "a code",
    "notices.path": "an address of the site",
    "notices.values": "codes and plain facts: `telling.tell` takes nothing else",
    "passkeys.name": "its owner's page only; needs a key of hardware to seed",
    "recovery_codes.code_hash": "a fingerprint",
    "sign_ins.device": "two coarse words such as Firefox on Linux",
    "sign_ins.way": "a code",
}
