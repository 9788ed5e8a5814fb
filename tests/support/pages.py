"""Every page there is: who looks at it, and how its address is made from the demo world.

The one list behind the checks of markup, accessibility, layout and language. A test in
`tests/architecture` compares it with the routes: what can be read stands in `PAGES`, or in
`NOT_PAGES` with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from flask import url_for


class Place(NamedTuple):
    """A page in one world: who looks, where, and the status it comes with."""

    who: str
    address: str
    status: int


@dataclass(frozen=True)
class Page:
    """A page; `values` maps parts of its address to names in the world (see `world.py`), or, after
    an equals sign, to what stands there always."""

    endpoint: str
    who: str = "nobody"
    values: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    state: str = ""
    status: int = 200

    @property
    def name(self) -> str:
        """The endpoint, and the state where one endpoint shows several faces."""
        return f"{self.endpoint}/{self.state}" if self.state else self.endpoint

    def at(self, world: dict[str, Any]) -> Place:
        """Its address; needs a request context."""
        values = {
            part: name[1:] if name.startswith("=") else world[name]
            for part, name in self.values.items()
        }
        return Place(self.who, url_for(self.endpoint, **values, **self.query), self.status)


_GROUP, _TOPIC, _POST = {"slug": "group"}, {"public_id": "topic"}, {"public_id": "own_post"}
_FIGURES, _LINK = {"group": "group"}, {"link_id": "carer_link"}
_TREATMENT = {"group": "group", "treatment": "treatment"}
_BRIEF = {"condition": "condition"}
_TREATMENT_BRIEF = {"condition": "condition", "treatment": "released_treatment"}
_WORDING = {"purpose": "purpose", "version": "wording_version", "language": "wording_language"}

QUESTIONS = (
    "treatment", "purposes", "effectiveness", "side-effects", "dose", "taking", "overall",
    "effort", "words", "audience",
)  # fmt: skip


def _asking(step: str, who: str = "member", draft: str = "draft") -> Page:
    """One question of the experience form."""
    values = {"draft_id": draft, "step": f"={step}"}
    return Page("community.experience_step", who, values, state=step)


PAGES = (
    Page("web.home"),
    Page("web.home", "member", state="today"),
    Page("web.home", "newcomer", state="empty"),
    Page("web.about"),
    Page("web.accessibility"),
    Page("web.help_now"),
    Page("web.display_settings"),
    Page("web.display_settings", "member", state="member"),
    Page("web.components"),
    Page("community.directory"),
    Page("community.directory", "member", state="member"),
    Page("community.my_groups", "member"),
    Page("community.my_groups", "newcomer", state="empty"),
    Page("community.group", values=_GROUP),
    Page("community.group", "member", _GROUP, state="member"),
    Page("community.group", "newcomer", _GROUP, state="newcomer"),
    Page("community.group_settings", "steward", {"slug": "stewarded_group"}),
    Page("community.new_topic", "member", _GROUP),
    Page("community.topic", values=_TOPIC),
    Page("community.topic", "member", _TOPIC, state="member"),
    Page("community.topic", "member", _TOPIC, {"page": "2"}, state="page 2"),
    Page("community.topic", "moderator", _TOPIC, state="moderator"),
    Page("community.topic", "member", {"public_id": "experience"}, state="experience"),
    Page("community.reply_form", "member", _TOPIC),
    Page("community.edit_post", "member", _POST),
    Page("community.my_places", "member"),
    Page("community.my_places", "newcomer", state="empty"),
    Page("community.post_history", "member", _POST),
    Page("community.experience_new", "member"),
    Page("community.experience_new", "newcomer", state="empty"),
    *(_asking(step) for step in QUESTIONS),
    _asking("treatment-match", draft="open_draft"),
    _asking("keep", "newcomer", draft="first_draft"),
    _asking("show", "newcomer", draft="first_draft"),
    Page("community.experience_check", "member", {"draft_id": "draft"}),
    Page("catalogue.search"),
    Page("catalogue.search", query={"q": "head"}, state="found"),
    Page("catalogue.search", query={"q": "qqqq"}, state="nothing found"),
    Page("catalogue.concept", values={"place": "=conditions", "slug": "condition"}),
    Page("catalogue.concept", values={"place": "=treatments", "slug": "treatment"}, state="other"),
    Page("health.my_health", "member"),
    Page("health.my_health", "newcomer", state="empty"),
    Page("health.evaluation", "member", {"evaluation_id": "evaluation"}),
    Page("health.correct_form", "member", {"evaluation_id": "evaluation"}),
    Page("insights.group_treatments", "member", _FIGURES),
    Page("insights.group_treatment", "member", _TREATMENT),
    Page("insights.group_condition", "member", _FIGURES),
    Page("insights.group_experiences", "member", _FIGURES),
    Page("insights.summaries", "clinician"),
    Page("insights.brief", "clinician", _BRIEF),
    Page("insights.brief", "clinician", {"condition": "unknown"}, state="not enough"),
    Page("insights.treatment_brief", "clinician", _TREATMENT_BRIEF),
    Page("accounts.sign_in"),
    Page("accounts.signed_out"),
    Page("accounts.sign_up"),
    Page("accounts.join_age", "joining"),
    Page("accounts.join_not_yet"),
    Page("accounts.join_name", "joining"),
    Page("accounts.join_secrets", "joining"),
    Page("accounts.join_consent", "joining", {"purpose": "purpose"}),
    Page("accounts.join_check", "joining"),
    Page("accounts.join_done"),
    Page("accounts.ask_for_confirmation"),
    Page("accounts.confirmation_sent"),
    Page("accounts.confirm_address", values={"letter_token": "confirm_link"}),
    Page("accounts.forgotten"),
    Page("accounts.reset_sent"),
    Page("accounts.new_password", values={"letter_token": "reset_link"}),
    Page("accounts.new_password", values={"letter_token": "=nothing"}, state="dead", status=404),
    Page("accounts.new_address", "newcomer", {"letter_token": "change_link"}),
    Page("accounts.prove", "stale"),
    Page("accounts.sign_in_details", "member"),
    Page("accounts.own_address", "member"),
    Page("accounts.address_asked", "member"),
    Page("accounts.own_password", "member"),
    Page("accounts.second_step", "member"),
    Page("accounts.second_step", "newcomer", state="none"),
    Page("accounts.second_step", "waiting", state="staff"),
    Page("accounts.set_up_codes", "newcomer"),
    Page("accounts.give_second_step", "half in"),
    Page("accounts.my_passkeys", "member"),
    Page("accounts.prove_by_passkey", "member"),
    Page("accounts.not_me", "member"),
    Page("accounts.kept_form", "returning", {"draft_id": "kept_form"}),
    Page("accounts.me", "member"),
    Page("accounts.name", "member"),
    Page("accounts.clock", "member"),
    Page("accounts.devices", "member"),
    Page("accounts.my_data", "member"),
    Page("accounts.my_data", "newcomer", state="empty"),
    Page("accounts.export", "member"),
    Page("accounts.leave", "member"),
    Page("accounts.check_leaving", "member", {"posts": "=keep"}),
    Page("accounts.consents", "member"),
    Page("accounts.consent_ledger", "member"),
    Page("accounts.consent_wording", "member", _WORDING),
    Page("accounts.carers", "member"),
    Page("accounts.carers", "carer", state="carer"),
    Page("accounts.carers", "newcomer", state="empty"),
    Page("accounts.invite_carer", "member"),
    Page("accounts.carer_invitation", "carer", {"word": "invitation"}),
    Page("accounts.my_claim", "newcomer"),
    Page("accounts.my_claim", "carer", state="waiting"),
    Page("accounts.claims_to_decide", "operator"),
    Page("accounts.claim_to_decide", "operator", {"claim_id": "claim"}),
    Page("health.record_of", "carer", _LINK),
    Page("health.evaluation_of", "carer", {**_LINK, "evaluation_id": "evaluation"}),
    Page("health.correct_form_of", "carer", {**_LINK, "evaluation_id": "evaluation"}),
    Page("audit.who_saw", "member"),
    Page("audit.who_saw", "newcomer", state="empty"),
    Page("notifications.inbox", "member"),
    Page("notifications.inbox", "newcomer", state="empty"),
    Page("notifications.letters"),
    Page("notifications.operator_letters", "operator"),
    Page("accounts.operator_members", "operator"),
    Page("accounts.operator_member", "operator", {"member_id": "member"}),
)

# Readable, but no page of their own: nothing to look at with these checks.
NOT_PAGES = {
    "static": "files",
    "web.security_txt": "plain text",
    "web.live": "JSON for monitors",
    "web.ready": "JSON for monitors",
    "catalogue.suggestions": "JSON for type-ahead",
    "api.concepts": "JSON",
    "api.group": "JSON",
    "api.group_topics": "JSON",
    "api.groups": "JSON",
    "api.topic": "JSON",
    "api_document.openapi": "JSON",
    "community.post": "leads to the topic, at the post",
    "operations.metrics": "text for monitors",
    "accounts.fetch_export": "a file",
    "insights.brief_as_csv": "a file",
    "insights.treatment_brief_as_csv": "a file",
    "insights.group_condition_csv": "a file",
    "insights.group_treatment_csv": "a file",
}
