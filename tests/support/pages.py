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
_ROOM = {"room_id": "room"}
_MESSAGE, _PERSON = _ROOM | {"message_id": "message"}, _ROOM | {"person_id": "muted_member"}
_RECAP = {"room_id": "past_gathering", "recap_id": "recap"}
_TREATMENT_BRIEF = {"condition": "condition", "treatment": "released_treatment"}
_REPORT = {"kind": "=message", "thing_id": "message"}
_WORRY = {"kind": "=message", "thing_id": "own_message"}
_NOTED = {"kind": "=post", "thing_id": "noted_post"}
_LIMITING = {"decision_id": "limiting_decision"}
_HELD, _HARD = {"case_id": "held_case"}, {"case_id": "hard_case"}
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
    Page("catalogue.glossary"),
    Page("catalogue.glossary", query={"q": "sugar pil"}, state="found"),
    Page("catalogue.glossary", query={"q": "qqqq"}, state="nothing found"),
    Page("catalogue.glossary_word", values={"slug": "=confidence-interval"}),
    Page("moderation.sources"),
    Page("moderation.transparency"),
    Page("moderation.moderation_log"),
    Page("moderation.source", values={"slug": "=nhs.uk"}),
    Page("moderation.report_what", "limited", _REPORT),
    Page("moderation.report_what", "member", _REPORT, state="again"),
    Page("moderation.report_how", "member", _REPORT),
    Page("moderation.report_check", "member", _REPORT),
    Page("moderation.report_check", "limited", _WORRY, state="worried"),
    Page("moderation.report_sent", "member", _REPORT),
    Page("moderation.my_reports", "member"),
    Page("moderation.my_reports", "newcomer", state="empty"),
    Page("moderation.my_decision", "member", {"decision_id": "decision"}),
    Page("moderation.my_decision", "member", _LIMITING, state="reporter"),
    Page("moderation.my_decision", "limited", _LIMITING, state="appealed"),
    Page("moderation.appeal", "member", {"decision_id": "decision"}),
    Page("moderation.care", "member"),
    Page("moderation.reading", "member"),
    Page("moderation.helplines", "operator", state="empty"),
    Page("moderation.new_helpline", "operator"),
    Page("moderation.screening_rules", "moderator"),
    Page("moderation.prompt_trial", "moderator"),
    Page("moderation.failing_sources", "moderator"),
    Page("moderation.reading_switch", "safeguarding"),
    Page("moderation.reading_switch", "operator", state="operator"),
    Page("moderation.queue", "moderator"),
    Page("moderation.queue", "moderator", query={"kind": "post"}, state="filtered"),
    Page("moderation.queue", "safeguarding", state="all levels"),
    Page("moderation.queue", "moderator", query={"hands": "claimed", "level": "5"}, state="empty"),
    Page("moderation.queue", "moderator", query={"state": "decided"}, state="decided"),
    Page("moderation.case", "moderator", {"case_id": "waiting_case"}),
    Page("moderation.case", "moderator", _HELD, state="in hand"),
    Page("moderation.case", "safeguarding", _HARD, state="somebody in distress"),
    Page("moderation.decide_form", "moderator", _HELD, {"step": "5", "rule": "0"}),
    Page("moderation.decide_form", "moderator", _HELD, {"step": "8", "rule": "0"}, state="ends"),
    Page("moderation.decide_form", "moderator", _HELD, state="nothing chosen", status=422),
    Page("moderation.false_alarms", "moderator"),
    Page("moderation.desk_appeals", "moderator"),
    Page("moderation.desk_appeal", "moderator", {"appeal_id": "waiting_appeal"}, state="decider"),
    Page("moderation.desk_appeal", "safeguarding", {"appeal_id": "waiting_appeal"}),
    Page("moderation.shift", "moderator"),
    Page("moderation.shift", "safeguarding", state="break"),
    Page("moderation.look_again", "moderator", state="empty"),
    Page("moderation.look_again", "safeguarding"),
    Page("moderation.second_look", "safeguarding", {"decision_id": "second_look"}),
    Page("moderation.notes", "member"),
    Page("moderation.notes", "newcomer", state="empty"),
    Page("moderation.notes", "moderator", state="moderator"),
    Page("moderation.note", "member", {"note_id": "note"}),
    Page("moderation.note", "note_writer", {"note_id": "note"}, state="own"),
    Page("moderation.note", values={"note_id": "shown_note"}, state="shown"),
    Page("moderation.note", "moderator", {"note_id": "note"}, state="moderator"),
    Page("moderation.new_note", "member", _NOTED),
    Page("moderation.new_note", "just_joined", _NOTED, state="too new"),
    Page("moderation.note_switch", "moderator"),
    Page("community.topic", "member", {"public_id": "noted_topic"}, state="noted"),
    Page("moderation.filters", "filtering"),
    Page("moderation.filters", "newcomer", state="empty"),
    Page("moderation.standing", "suspended", state="suspended"),
    Page("community.directory", "suspended", state="suspended", status=403),
    Page("community.topic", "filtering", _TOPIC, state="folded"),
    Page("community.topic", "hidden", {"public_id": "topic_with_hidden"}, state="hidden reply"),
    Page("community.topic", "hidden", {"public_id": "hidden_topic"}, state="hidden", status=410),
    Page("moderation.standing", "member"),
    Page("moderation.standing", "limited", state="limited"),
    Page("moderation.standing", "newcomer", state="empty"),
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
    Page("chat.room", "member", _ROOM),
    Page("chat.room", "newcomer", _ROOM, state="newcomer", status=404),
    Page("chat.room", "member", _ROOM, {"before": "3"}, state="before"),
    Page("chat.room", "member", {"room_id": "empty_room"}, state="empty"),
    Page("chat.room", "member", {"room_id": "closed_room"}, state="closed"),
    Page("chat.room", "member", {"room_id": "gathering"}, state="gathering"),
    Page("chat.room", "member", {"room_id": "past_gathering"}, state="past"),
    Page("chat.room", "member", {"room_id": "direct_room"}, state="direct"),
    Page("chat.room", "member", {"room_id": "asked_room"}, state="asked"),
    Page("chat.room", "host", _ROOM, state="host"),
    Page("chat.room_day", "member", {"room_id": "room", "day": "=2026-01-01"}, state="empty"),
    Page("chat.room_day", "member", {"room_id": "past_gathering", "day": "past_day"}),
    Page("chat.rooms", "member"),
    Page("chat.rooms", "newcomer", state="empty"),
    Page("chat.group_rooms", "member", _GROUP),
    Page("chat.group_rooms", "host", _GROUP, state="steward"),
    Page("chat.group_rooms", "newcomer", _GROUP, state="outside"),
    Page("chat.past_gatherings", "member", _GROUP),
    Page("chat.past_gatherings", "newcomer", _GROUP, state="empty"),
    Page("chat.open_room_form", "host", _GROUP),
    Page("chat.plan_form", "host", _GROUP),
    Page("chat.room_settings", "host", _ROOM),
    Page("chat.invite_form", "host", {"room_id": "asked_room"}),
    Page("chat.gathering", "member", {"room_id": "gathering"}),
    Page("chat.gathering", "host", {"room_id": "gathering"}, state="host"),
    Page("chat.gathering", "member", {"room_id": "past_gathering"}, state="past"),
    Page("chat.change_gathering_form", "host", {"room_id": "gathering"}),
    Page("chat.conversations", "member"),
    Page("chat.conversations", "newcomer", state="empty"),
    Page("chat.write_form", "writer", {"member_id": "reader"}),
    Page("chat.write_form", "newcomer", {"member_id": "reader"}, state="not taken"),
    Page("chat.preferences", "member"),
    Page("chat.preferences", "writer", state="chosen"),
    Page("chat.avoided", "member"),
    Page("chat.avoided", "newcomer", state="empty"),
    Page("chat.message", "member", _MESSAGE),
    Page("chat.message", "member", _MESSAGE | {"message_id": "own_message"}, state="own"),
    Page("chat.message", "member", _MESSAGE | {"message_id": "deleted_message"}, state="deleted"),
    Page("chat.message", "host", _MESSAGE | {"message_id": "own_message"}, state="host"),
    Page("chat.take_away_form", "host", _MESSAGE | {"message_id": "own_message"}),
    Page("chat.host", "host", _ROOM),
    Page("chat.host", "host", {"room_id": "closed_room"}, state="closed"),
    Page("chat.host_people", "host", _ROOM),
    Page("chat.host_person", "host", _PERSON),
    Page("chat.limit_form", "host", _PERSON | {"kind": "=remove"}),
    Page(
        "chat.limit_form", "host", _PERSON | {"person_id": "member", "kind": "=mute"}, state="mute"
    ),
    Page("chat.held", "host", _ROOM),
    Page("chat.held", "host", {"room_id": "empty_room"}, state="empty"),
    Page("chat.refuse_form", "host", _ROOM | {"held_id": "held"}),
    Page("chat.my_held", "member", _ROOM),
    Page("chat.recaps", "member", {"room_id": "past_gathering"}),
    Page("chat.recaps", "member", {"room_id": "direct_room"}, state="direct"),
    Page("chat.recaps", "host", {"room_id": "past_gathering"}, state="host"),
    Page("chat.new_recap", "host", {"room_id": "past_gathering"}),
    Page("chat.recap", "host", _RECAP),
    Page("chat.choose_quotes", "host", _RECAP),
    Page("chat.quotes", "member"),
    Page("chat.quotes", "newcomer", state="empty"),
    Page("chat.quote", "member", {"quote_id": "quote"}),
    Page("accounts.operator_member", "operator", {"member_id": "member"}),
    Page("engagement.wishes", "member"),
    Page("engagement.thanks", "member"),
    Page("engagement.thanks", "newcomer", state="empty"),
    Page("engagement.my_welcomes", "member"),
    Page("engagement.my_welcomes", "newcomer", state="empty"),
    Page("engagement.invitation", "newcomer"),
    Page("engagement.helping", "steward", {"slug": "stewarded_group"}),
    Page("engagement.welcome_queue", "steward", {"slug": "stewarded_group"}),
    Page(
        "engagement.ask_helper",
        "steward",
        {"slug": "stewarded_group", "newcomer_id": "new_in_group"},
    ),
    Page("engagement.first_posts", "steward", {"slug": "stewarded_group"}),
    Page("engagement.group_board", "steward", {"slug": "stewarded_group"}),
    Page("engagement.site_board", "moderator"),
)

# Readable, but no page of their own: nothing to look at with these checks.
NOT_PAGES = {
    "engagement.group_board_csv": "a file",
    "engagement.site_board_csv": "a file",
    "moderation.transparency_csv": "a file",
    "moderation.transparency_json": "a file",
    "moderation.reported_thing": "leads to what was reported",
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
    "chat.calendar_file": "a file",
    "chat.message_actions": "a part of the page of a message",
    "chat.message_item": "a part of the room's page",
    "chat.room_at": "leads to the room, at the message",
    "chat.room_news": "JSON for pages without a live connection",
    "chat.room_state": "a part of the room's page",
    "community.post": "leads to the topic, at the post",
    "operations.metrics": "text for monitors",
    "accounts.fetch_export": "a file",
    "insights.brief_as_csv": "a file",
    "insights.treatment_brief_as_csv": "a file",
    "insights.group_condition_csv": "a file",
    "insights.group_treatment_csv": "a file",
}
