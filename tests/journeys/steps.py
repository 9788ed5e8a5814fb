"""What a person does, in the words they read on the pages."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page, expect


@dataclass(frozen=True)
class Person:
    """Somebody who is about to join."""

    name: str
    email: str
    password: str


def go_on(page: Page, button: str = "Continue") -> None:
    page.get_by_role("button", name=button, exact=True).click()


def choose(page: Page, words: str) -> None:
    """Take an answer as a finger does: by its label."""
    page.locator("label", has_text=words).first.click()


def join_the_site(page: Page, person: Person) -> None:
    page.goto("/join")
    page.get_by_role("link", name="Start").click()
    choose(page, "18 or older")
    go_on(page)
    page.get_by_label("What name do you want to use here?").fill(person.name)
    go_on(page)
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(person.password)
    go_on(page)
    for _purpose in range(3):
        choose(page, "Yes")
        go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    go_on(page, "Make my account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Open the letter we sent you")
    open_the_letter(page, person)


def open_the_letter(page: Page, person: Person) -> None:
    """The worker writes it some seconds later, so the page of letters is loaded until it is there."""
    page.get_by_role("link", name="Open the letters").click()
    letter = page.locator("article", has_text=person.email)
    for _try in range(40):
        if letter.count():
            break
        page.wait_for_timeout(250)
        page.reload()
    letter.first.get_by_role("link").click()
    go_on(page, "Confirm my address")
    expect(page.locator("main")).to_contain_text("Your address is confirmed")


def sign_in(page: Page, person: Person) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(person.password)
    go_on(page, "Sign in")
    expect(page.get_by_role("navigation", name="Main")).to_contain_text("My health")


def join_a_group(page: Page, address: str) -> str:
    """Gives the group's name."""
    page.goto(address)
    name = page.get_by_role("heading", level=1).inner_text()
    go_on(page, "Join this group")
    expect(page.get_by_role("button", name="Leave this group")).to_be_visible()
    return name


def _answer_what_we_looked_up(page: Page) -> None:
    """Only asked when typed words could mean more than one thing."""
    if page.get_by_role("heading", level=1).inner_text() == "Is that it?":
        for group in page.locator("fieldset.radios").all():
            group.locator("label").first.click()
        go_on(page)


def tell_an_experience(page: Page, group: str, *, title: str, words: str) -> None:
    page.goto("/experiences/new")
    go_on(page, "Start a new one")
    page.get_by_role("combobox").or_(page.locator("main input[type=text]")).first.fill("naproxen")
    go_on(page)
    _answer_what_we_looked_up(page)
    page.locator("main input[type=text]").first.fill("headache")
    go_on(page)
    _answer_what_we_looked_up(page)
    choose(page, "worked well")
    go_on(page)
    choose(page, "mild")
    go_on(page)
    page.get_by_label("What dose?").fill("250 mg, twice a day")
    go_on(page)
    choose(page, "Yes")
    go_on(page)
    choose(page, "8")
    go_on(page)
    choose(page, "Usually as agreed")
    go_on(page)
    page.get_by_label("A title").fill(title)
    page.get_by_label("What happened").fill(words)
    go_on(page)
    choose(page, group)
    choose(page, "Yes")
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check what you wrote")
    go_on(page, "Publish this experience")


def reply(page: Page, words: str) -> None:
    page.get_by_label("Your reply").fill(words)
    go_on(page, "Post reply")


def sign_out(page: Page) -> None:
    page.goto("/me")
    go_on(page, "Sign out")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
