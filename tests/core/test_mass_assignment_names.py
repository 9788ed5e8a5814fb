"""No form and no schema has a field by the name of a column that is nobody's to set."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from flask import Flask
from marshmallow import RAISE, Schema, ValidationError
from sqlalchemy import Boolean, DateTime, Integer
from wtforms import Form as AnyForm
from wtforms.form import FormMeta

import app as product
from app.core.database import Base, UtcDateTime
from app.core.security.origins import SAFE_METHODS
from tests.support.routes import address_of

# Words that stand for a right or for how something came about.
WORDS = {
    "audience", "author", "by", "email_key", "holds", "html", "is_admin", "is_staff", "kind", "kinds",
    "name_key", "owner", "password_hash", "public_id", "purpose", "role", "roles", "scope", "slug",
    "state", "status", "text_version", "token_hash", "verified",
}  # fmt: skip
# form.field: why a person may say it.
ALLOWED = {
    "GrantForm.role": "an operator gives it, with a reason; the service asks again who may",
    "GroupForm.audience": "a steward says who reads",
    "GroupForm.purpose": "what a group is for, in a steward's words; no consent",
    "InviteCarerForm.scope": "the member says what a carer may do",
    "TopicForm.kind": "what sort of topic it is to be",
    "EffectivenessForm.effectiveness": "an answer",
    "SideEffectsForm.side_effects": "an answer",
    "OverallForm.overall": "an answer",
    "CorrectForm.effectiveness": "an answer",
    "CorrectForm.side_effects": "an answer",
    "CorrectForm.overall": "an answer",
    "CorrectForm.still_taking": "an answer",
    "TakingForm.still_taking": "an answer",
    "DisplayForm.size": "how large letters are",
    "AvoidForm.kind": "whether the member mutes or blocks",
    "GatheringForm.purpose": "what a room is for, in a host's words; no consent",
    "NewGatheringForm.purpose": "the same",
    "NewRoomForm.purpose": "the same",
    "RoomForm.purpose": "the same",
    "NewRoomForm.kind": "open, or by invitation",
    "MessageForm.client_id": "what the page calls a message, so that it is kept once",
    "PreferencesForm.enter_sends": "a choice of the member's own",
    "PreferencesForm.shows_presence": "the same",
    "PreferencesForm.shows_typing": "the same",
    "LeaveForm.posts": "whether what a member wrote stays or goes with them; no number of posts",
    "MisleadingForm.harm": "a reporter's guess; it only moves a case up in the queue",
    "DecideForm.days": "how long a limit lasts, by a moderator; the service asks who may",
    "DecideForm.version": "which state of the case the page showed; only ever compared",
    "FilterForm.kind": "which cases to list",
    "FilterForm.state": "which cases to list",
    "NoteForm.harm": "how much harm a claim could do, as its writer guesses",
    "PaceForm.seconds": "a host says how slow the room is; one of five answers",
    "RatingForm.halves": "an answer",
    "TrialForm.wanted": "how many posts a trial is to have, by the desk; the service asks who may",
    "ReadingForm.is_read": "a choice of the member's own",
    "SecondLookForm.acts": "an answer",
    "WishesForm.counts_reading": "a choice of the member's own",
    "WishesForm.prefers_to_read": "the same",
    "WishesForm.shows_thanks": "the same",
    **dict.fromkeys(
        (
            f"{form}.looked_at"
            for form in (
                "EditFirstForm",
                "EditForm",
                "LinkingForm",
                "ReplyForm",
                "TitledForm",
                "TopicForm",
                "WordsForm",
            )
        ),
        "which links the author ticked; only hashes, compared with those of their words",
    ),
    "GuideForm.kind": "made up; the page keeps nothing",
    "GuideForm.symptom_id": "made up; the page keeps nothing",
    "GuideForm.treatment_id": "made up; the page keeps nothing",
    "TreatmentForm.treatment_id": "which concept of the catalogue the words mean",
    "PurposesForm.first_id": "which concept of the catalogue the words mean",
    "PurposesForm.second_id": "which concept of the catalogue the words mean",
    "PurposesForm.third_id": "which concept of the catalogue the words mean",
    "SearchInputSchema.kind": "which sort of concept to look for",
}

# These rules do not depend on the engine.
one_engine = pytest.mark.parametrize("site", ["sqlite"], indirect=True)


def load_everything() -> None:
    """So that every form and schema is known."""
    for found in pkgutil.walk_packages(product.__path__, "app."):
        if any(part in found.name.split(".") for part in ("forms", "schemas", "views", "guide")):
            importlib.import_module(found.name)


def below(base: type) -> Iterator[type]:
    """All classes of ours that are made from `base`."""
    for kind in base.__subclasses__():
        if kind.__module__.startswith("app."):
            yield kind
        yield from below(kind)


def fields_of(kind: type) -> set[str]:
    """Names of the fields of a form or schema."""
    if isinstance(kind, FormMeta):
        return {name for name in dir(kind) if hasattr(getattr(kind, name), "field_class")}
    return set(getattr(kind, "_declared_fields", ()))


def is_privileged(name: str, numbers: set[str]) -> bool:
    """By its ending, by its meaning, or because a column of that name is no text."""
    ends = name.endswith(("_id", "_at", "_by", "_hash", "_key", "_count", "_until"))
    return name in WORDS | numbers or name == "id" or ends or name.startswith("is_")


@pytest.fixture
def numbers(app: Flask) -> set[str]:
    """Columns that hold a number, a moment or a yes and no."""
    kinds = (Boolean, DateTime, Integer, UtcDateTime)
    return {
        column.name
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, kinds)
    }


def inputs() -> set[type]:
    """Every form, and every schema through which something comes in."""
    load_everything()
    from app.api.schemas import InputSchema

    return set(below(AnyForm)) | set(below(InputSchema)) | {InputSchema}


@one_engine
def test_no_field_has_the_name_of_a_right_or_of_a_fact(numbers: set[str]):
    found = {
        f"{kind.__name__}.{name}"
        for kind in inputs()
        for name in fields_of(kind)
        if is_privileged(name, numbers)
    }
    assert sorted(found - set(ALLOWED)) == []
    assert sorted(set(ALLOWED) - found) == []


def test_the_walk_finds_forms_with_their_fields():
    named = {kind.__name__: fields_of(kind) for kind in inputs()}
    assert len(named) > 20
    asking = {"asked", "looked", "looked_at", "thought", "anyway"}
    assert named["EditFirstForm"] == {"title", "body", "publish", "preview", *asking}
    assert named["SearchInputSchema"] == {"q", "kind"}


@one_engine
@pytest.mark.parametrize(
    "name", ["id", "author_id", "created_at", "roles", "is_catch_all", "holds"]
)
def test_a_privileged_name_is_seen(numbers: set[str], name: str):
    assert is_privileged(name, numbers)
    assert not is_privileged("body", numbers)


def test_every_schema_that_takes_something_in_refuses_names_it_does_not_know():
    for kind in inputs():
        if issubclass(kind, Schema):
            schema = kind()
            assert schema.unknown == RAISE, kind
            with pytest.raises(ValidationError) as refused:
                schema.load({"surely_unknown": "1"})
            assert "surely_unknown" in refused.value.messages, kind


@one_engine
def test_every_address_of_the_api_refuses_a_parameter_it_does_not_know(app: Flask, client):
    """Also where nothing can be asked, so that a misspelled filter never means "everything"."""
    taken = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("api.") and (rule.methods or set()) & SAFE_METHODS - {
            "OPTIONS"
        }:
            answer = client.get(address_of(app, rule), query_string={"surely_unknown": "1"})
            taken[rule.endpoint] = answer.status_code
    assert taken
    assert {name for name, status in taken.items() if status not in (404, 422)} == set()
