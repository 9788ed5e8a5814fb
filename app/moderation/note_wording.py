"""The words for context notes: why somebody finds one helpful, and what keeps one back."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

# Codes of services/bridging/shapes.py.
PRAISE = {
    "clear": _l("It is clear"),
    "good_sources": _l("Its sources are good"),
    "answers_the_claim": _l("It answers what the post says"),
    "important_context": _l("It adds something important"),
    "kind": _l("It is kind"),
}
CRITICISM = {
    "incorrect": _l("Something in it is not right"),
    "poor_sources": _l("Its sources are weak or missing"),
    "misses_the_point": _l("It misses the point"),
    "unclear": _l("It is hard to understand"),
    "opinion": _l("It is an opinion"),
    "unkind": _l("It is unkind"),
    "not_needed": _l("The post needs no note"),
    "promotion": _l("It advertises something"),
}
STATUS = {
    "needs_more": _l("Needs more ratings"),
    "helpful": _l("Found helpful"),
    "not_helpful": _l("Not found helpful"),
}
METHODS = {
    "bridging": _l("People who often disagree found this helpful."),
    "fallback": _l("Few people have rated it; a moderator or a clinician signed it."),
}
# For moderators: codes of services/bridging/guarding.py.
KEPT_BACK = {
    "few_ratings": _l("fewer than five people rated it"),
    "low_score": _l("too few find it helpful"),
    "one_sided": _l("it is liked by one side only"),
    "net_helpful": _l("not enough people on each side find it helpful"),
    "unexplained": _l("too few said why it helps"),
    "criticism": _l("one kind of criticism stands out"),
    "one_rater_decides": _l("without one single person it would not hold"),
    "busiest_raters_decide": _l("without the busiest people it would not hold"),
    "few_helpful": _l("fewer than 7 in 10 find it helpful"),
    "no_source": _l("no source that still holds"),
    "unsigned": _l("no moderator or clinician has signed it yet"),
}
