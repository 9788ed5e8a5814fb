"""Writing an experience, question by question."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.core.database import db
from app.core.step_drafts import StepDraft
from tests.factories import Maker
from tests.support.client import SiteClient

BOTH = ("keep_health", "show_groups")


@pytest.fixture
def world(app: Flask, make: Maker) -> SimpleNamespace:
    """A writer with all consents in one of two groups; a catalogue with look-alikes."""
    writer = make.member(consents=BOTH)
    group = make.group(name="Low days", slug="low-days", members=(writer,))
    make.group(name="Elsewhere", slug="elsewhere")
    make.concept(kind="treatment", name="Sertraline", also=("zoloft", "lustral"))
    make.concept(kind="treatment", name="Zolpidem")
    make.concept(kind="condition", name="Depression", also=("feeling low",))
    make.concept(kind="symptom", name="Dry mouth")
    return SimpleNamespace(writer=writer, group=group)


@pytest.fixture
def form(client: SiteClient, world: Any) -> Form:
    """The writer's browser, with a new experience begun from the group's page."""
    client.sign_in(world.writer)
    answer = client.post("/experiences/new", data={"group": "low-days"})
    return Form(client, answer.location)


class Form:
    """Walks through the questions as a browser without scripts does."""

    def __init__(self, client: SiteClient, address: str) -> None:
        self.client, self.at = client, address
        self.base = address.rsplit("/", 1)[0]

    @property
    def step(self) -> str:
        """Where the browser stands."""
        return self.at.rsplit("/", 1)[1]

    def page(self) -> BeautifulSoup:
        """The page it stands on."""
        return self.client.page(self.at)

    def send(self, **fields: Any) -> Any:
        """Press Continue; follow to the next question when the answers were taken."""
        answer = self.client.post(self.at, data=fields)
        if answer.status_code == 302:
            self.at = answer.location
        return answer

    def open(self, step: str) -> BeautifulSoup:
        """Follow a link to a question."""
        self.at = f"{self.base}/{step}"
        return self.page()

    def to_the_check_page(self) -> None:
        """Answer what must be answered and skip the rest."""
        self.send(treatment="zoloft")
        self.send(first="0")
        self.send(first="feeling low")
        self.send(first="0")
        for _ in range(6):
            self.send()
        self.send(title="Slow but steady", body="It took *six* weeks.")
        self.send(group="low-days", show_card="yes")


def answers_of(app: Flask) -> dict[str, Any]:
    """What the one draft holds."""
    with app.app_context():
        return dict(db.session.query(StepDraft).one().answers)


def test_the_questions_come_one_by_one_and_lead_to_the_check_page(form: Form) -> None:
    seen = []
    for fields in (
        {"treatment": "zoloft"},
        {"first": "0"},
        {"first": "feeling low"},
        {"first": "0"},
        *({},) * 6,
        {"title": "Slow but steady", "body": "It took six weeks."},
        {"group": "low-days", "show_card": "yes"},
    ):
        seen.append(form.step)
        form.page()
        form.send(**fields)
    assert seen == [
        "treatment", "treatment-match", "purposes", "purposes-match", "effectiveness",
        "side-effects", "dose", "taking", "overall", "effort", "words", "audience",
    ]  # fmt: skip
    assert form.step == "check"


def test_every_page_asks_one_question_as_its_heading(form: Form) -> None:
    form.to_the_check_page()
    for step in ("treatment", "purposes", "side-effects", "dose", "effort", "words", "audience"):
        assert len(form.open(step).find_all("h1")) == 1


def test_found_words_are_offered_and_never_chosen(form: Form) -> None:
    form.send(treatment="zoloft")
    page = form.page()
    labels = [one.get_text(" ", strip=True) for one in page.select("label.choice")]
    assert labels[0] == "Sertraline, also called zoloft"
    assert labels[-1] == "None of these: keep my words"
    assert not page.select("input[checked]")
    assert form.send().status_code == 422


def test_a_typing_error_finds_the_treatment_too(form: Form) -> None:
    form.send(treatment="sertralin 50mg")
    assert "Sertraline" in form.page().main.get_text(" ")


def test_words_that_nothing_says_are_kept_without_a_question(form: Form, app: Flask) -> None:
    form.send(treatment="my neighbours tea")
    assert form.step == "purposes"
    assert answers_of(app)["treatment"]["words"] == "my neighbours tea"


def test_ones_own_words_win_over_what_was_found(form: Form, app: Flask) -> None:
    form.send(treatment="zoloft")
    form.send(first="own")
    assert answers_of(app)["treatment"]["means"] is None


def test_what_was_answered_stands_in_the_form_when_one_goes_back(form: Form) -> None:
    form.send(treatment="zoloft")
    form.send(first="0")
    form.send(first="feeling low")
    form.send(first="0")
    form.send(effectiveness="unsure")
    form.send(side_effects="2", named="Dry mouth, sweating\nshaky hands")
    page = form.open("side-effects")
    assert page.find("input", {"name": "side_effects", "value": "2"}).has_attr("checked")
    assert page.textarea.get_text().strip() == "Dry mouth\nsweating\nshaky hands"
    page = form.open("effectiveness")
    assert page.find("input", {"value": "unsure"}).has_attr("checked")
    assert form.open("treatment").find("input", {"name": "treatment"})["value"] == "zoloft"
    assert form.open("treatment-match").find("input", {"value": "0"}).has_attr("checked")


def test_nothing_typed_is_lost_when_an_answer_is_wrong(form: Form) -> None:
    form.to_the_check_page()
    form.open("words")
    answer = form.send(title="", body="Long and careful words")
    assert answer.status_code == 422
    page = BeautifulSoup(answer.text, "html.parser")
    assert "There is a problem" in page.select_one(".error-summary").get_text()
    assert page.title.get_text().startswith("Error:")
    assert "Long and careful words" in page.get_text()


def test_a_change_leads_back_to_the_check_page(form: Form) -> None:
    form.to_the_check_page()
    form.open("overall")
    form.send(overall="8")
    assert form.step == "check"
    assert "8 of 10" in form.page().main.get_text(" ")


def test_a_changed_treatment_is_looked_up_again_before_the_check_page(form: Form) -> None:
    form.to_the_check_page()
    form.open("treatment")
    form.send(treatment="zolpidem")
    assert form.step == "treatment-match"
    form.send(first="0")
    assert form.step == "check"


def test_the_check_page_shows_every_answer_with_a_link_to_change_it(form: Form) -> None:
    form.to_the_check_page()
    page = form.page()
    text = page.main.get_text(" ")
    assert "zoloft (Sertraline)" in text and "Low days" in text and "Not provided" in text
    assert len(page.select(".summary-change a")) == len(page.select(".summary-list dt"))


def test_who_skips_ahead_is_led_to_what_is_missing(form: Form) -> None:
    answer = form.client.get(f"{form.base}/check")
    assert answer.location.endswith("/treatment")


def test_the_group_one_came_from_is_chosen_and_only_ones_groups_are_offered(form: Form) -> None:
    form.to_the_check_page()
    page = form.open("audience")
    offered = [one["value"] for one in page.find_all("input", {"name": "group"})]
    assert offered == ["low-days"]
    assert form.send(group="elsewhere", show_card="no").status_code == 422


def test_one_can_stop_and_go_on_later(form: Form, client: SiteClient) -> None:
    form.send(treatment="my neighbours tea")
    page = client.page("/experiences/new")
    assert "You have an unfinished experience" in page.main.get_text(" ")
    assert "my neighbours tea" in page.main.get_text(" ")
    go_on = page.find("a", string=lambda words: words and "Go on" in words) or page.select_one(
        ".notice a.button"
    )
    assert client.get(go_on["href"]).location.endswith("/purposes")


def test_an_unfinished_one_can_be_thrown_away(form: Form, app: Flask) -> None:
    form.client.post(f"{form.base}/discard")
    with app.app_context():
        assert db.session.query(StepDraft).count() == 0


@pytest.mark.parametrize("step", ["treatment", "words", "check"])
def test_anothers_draft_is_not_there(form: Form, app: Flask, make: Maker, step: str) -> None:
    other = app.test_client().sign_in(make.member(consents=BOTH))
    address = f"{form.base}/{step}"
    assert other.get(address).status_code == 404
    assert other.post(f"{form.base}/treatment", data={"treatment": "x"}).status_code == 404
    assert other.post(f"{form.base}/discard").status_code == 404
    assert other.post(f"{form.base}/publish").status_code == 404


def test_who_is_not_signed_in_is_led_to_the_door(client: SiteClient, app: Flask) -> None:
    assert "/sign-in" in client.get("/experiences/new").location
    assert "/sign-in" in client.get("/experiences/new/abc/treatment").location


def test_unknown_and_unasked_questions_are_not_there(form: Form) -> None:
    form.client.page(f"{form.base}/favourite-colour", status=404)
    form.client.page(f"{form.base}/treatment-match", status=404)
    form.client.page(f"{form.base}/keep", status=404)


def test_wrong_verbs_are_refused(form: Form) -> None:
    assert form.client.put(f"{form.base}/words").status_code == 405
    assert form.client.get("/my-health/evaluations/x/show").status_code == 405
