"""The words that people read for every code of moderation: one place for forms, pages, notices and
letters. The codes stand in `steps` and never change with the words."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from app.moderation import steps


class Said(NamedTuple):
    """A code in words: the news in short, and what it means."""

    name: Any
    meaning: Any


# Why a member reports something: as they would say it.
REASONS = {
    "misleading": _l("It misleads people about health"),
    "unkind": _l("It is unkind, or attacks somebody"),
    "promotion": _l("It sells or advertises something"),
    "private": _l("It tells something private about a person"),
    "worried": _l("I am worried about this person"),
    "other": _l("Something else"),
}
# The same on the list of one's own reports.
REASONS_SHORT = {
    "misleading": _l("Misleading about health"),
    "unkind": _l("Unkind"),
    "promotion": _l("Selling or advertising"),
    "private": _l("Something private"),
    "worried": _l("Worried about a person"),
    "other": _l("Something else"),
    # Of a case that was let go of.
    "": _l("Why is no longer kept"),
}
FLAWS = {
    "factual_error": _l("Something in it is not true"),
    "unverified_claim": _l("It says for sure what nobody has shown"),
    "missing_context": _l("It leaves out something important"),
    "anecdote_as_rule": _l("One person's experience is told as a rule for everybody"),
    "outdated": _l("It was right once, and is out of date"),
    "manipulated_media": _l("A picture, a video or a quote was changed"),
    "satire": _l("It is a joke that can be taken for real"),
    "other": _l("In another way"),
}
# Harm as science.md 3.5 grades it, H0 to H3.
HARMS = {
    0: _l("No harm that I can see"),
    1: _l("It could cost money, or raise false hope"),
    2: _l("Somebody could get care too late, or worse care"),
    3: _l("Somebody could be hurt soon"),
}
HARM_HINTS = {
    3: _l("For example by stopping or changing a medicine, by a dose, or by waiting in an emergency."),
}  # fmt: skip
# The rules of the community.
GROUNDS = {
    "misleading": Said(
        _l("Misleading about health"),
        _l("What we write about health must not mislead others. "
           "Your own experience is welcome, told as your own."),
    ),
    "dangerous": Said(
        _l("Could hurt somebody"),
        _l("We do not tell others to start, stop or change a treatment, or how much to take."),
    ),
    "promotion": Said(
        _l("Selling or advertising"), _l("We do not sell or advertise anything to each other.")
    ),
    "unkind": Said(_l("Unkind"), _l("We are kind to each other, also when we do not agree.")),
    "private": Said(
        _l("Something private"), _l("We do not tell private things about other people.")
    ),
    "method": Said(
        _l("Details that could harm"),
        _l("We do not describe ways of harming oneself. Talking about how one feels is welcome."),
    ),
    "off_topic": Said(_l("Not the place for it"), _l("We keep to what a group is for.")),
    "law": Said(_l("Against the law"), _l("What breaks a law cannot stay here.")),
    "none": Said(_l("No rule was broken"), _l("It keeps to the rules of this community.")),
}  # fmt: skip
# What was decided, told to whom it is about.
STEPS = {
    steps.NOTHING: Said(_l("We left it as it is"), _l("Nothing changes.")),
    steps.ASK: Said(
        _l("We ask you to look at it again"),
        _l("It stays where it is. You can change it, or leave it."),
    ),
    steps.NOTE: Said(
        _l("We put a note under it"),
        _l("Everybody can still read what you wrote. The note adds what helps to understand it."),
    ),
    steps.REPLY_LIMIT: Said(
        _l("You can write once an hour"),
        _l("You can read everything as before. This is about your account, not about one post."),
    ),
    steps.REDUCE: Said(
        _l("It stands lower in the list"),
        _l("Everybody can still read it. In lists it comes after others."),
    ),
    steps.HIDE: Said(
        _l("We hid it"),
        _l("Others cannot read it. You can say it again in another way."),
    ),
    steps.LEAVE_GROUP: Said(
        _l("We took you out of a group"),
        _l("You cannot come back into this group. Everything else on this site stays open to you."),
    ),
    steps.REMOVE: Said(_l("We took it away"), _l("Nobody can read it on this site any more.")),
    steps.SUSPEND: Said(
        _l("Your account is suspended"),
        _l("You cannot read or write here in that time. You can still read this decision, ask for "
           "another look, fetch a copy of your data, and leave."),
    ),
}  # fmt: skip
# The same to everybody, about nobody in particular.
TOLD_TO_ALL = {
    steps.NOTHING: _l("Left as it is"),
    steps.ASK: _l("Author asked to look at it again"),
    steps.NOTE: _l("Note put under it"),
    steps.REPLY_LIMIT: _l("Author can write once an hour"),
    steps.REDUCE: _l("Stands lower in the list"),
    steps.HIDE: _l("Hidden"),
    steps.LEAVE_GROUP: _l("Author taken out of a group"),
    steps.REMOVE: _l("Taken away"),
    steps.SUSPEND: _l("Account suspended for a time"),
}
HOW_FOUND = {
    "report": _l("A member reported it"),
    "report_and_rule": _l("A member reported it, and a rule found it"),
    "rule": _l("A rule found it, and a person decided"),
    "other": _l("Moderators looked of their own accord"),
}
STANDINGS = {
    "author": _l("By the author"),
    "reporter": _l("By somebody who reported it"),
}
# The same to somebody who reported it. What concerns only a person stays between us and them.
STEPS_FOR_REPORTERS = {
    steps.NOTHING: _l("We left it as it is."),
    steps.NOTE: _l("We put a note under it."),
    steps.REDUCE: _l("It stands lower in the list now."),
    steps.HIDE: _l("We hid it."),
    steps.REMOVE: _l("We took it away."),
}
SOMETHING_DONE = _l(
    "We did something about it. What we agree with a person stays between us and them."
)
LOOKED_AFTER = _l("Somebody looked after it. To protect this person we do not tell more.")
OUTCOMES = {
    "agreed": Said(_l("We did something about it"), _l("Thank you. You helped.")),
    "disagreed": Said(
        _l("We left it as it is"), _l("It keeps to the rules. It was right to ask us.")
    ),
    "ignored": Said(_l("Somebody looked after it"), _l("Thank you for looking out for others.")),
}
WAITING = _l("Waits for an answer")
TAKEN_BACK = _l("You took it back")
REVERSED = _l("Another moderator decided otherwise later")
# Kinds of things; one that has no words here is "something".
THINGS = {
    "post": _l("a post"),
    "message": _l("a message in a room"),
    "topic": _l("a topic"),
}
SOMETHING = _l("something")
NOTICES = {
    "report": _l("Somebody told us about it."),
    "own": _l("We looked at it of our own accord."),
}
RESTRICTIONS = {
    "suspended": _l("Your account is suspended"),
    "reply_limit": _l("You can write once an hour"),
    "removed": _l("You cannot be in one of the groups"),
}
APPEALS = {
    None: _l("Waits for an answer"),
    "upheld": _l("The decision stays"),
    "overturned": _l("The decision was taken back"),
}


def thing_words(kind: str) -> Any:
    """ "a post", and "something" for what has no name here."""
    return THINGS.get(kind, SOMETHING)


def told_to_reporter(action: str, *, is_private: bool) -> Any:
    """What somebody who reported a thing may know of what was done. `is_private`: it has to do
    with how a person is."""
    if is_private:
        return LOOKED_AFTER
    return STEPS_FOR_REPORTERS.get(action, SOMETHING_DONE)
