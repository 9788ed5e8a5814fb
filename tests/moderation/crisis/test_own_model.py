"""A model of the host's own: off by default, named in the log when it reads, missed aloud."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.core.database import db
from app.core.transactions import unit_of_work
from app.moderation.models import Detection
from app.moderation.services import own_model, reading_posts
from app.moderation.services.own_model import OwnModel
from app.moderation.services.triaging.classifying import ModelFile, Refused
from app.moderation.services.triaging.linear import linear_of
from tests.support.distress import read_posts

MODEL = {
    "languages": ["en"], "bias": -1.0, "weights": {"glimmerroot": 1.5, "thimble": 2.0, "tea": -3.0},
    "amber_from": 0.0, "red_from": 2.0,
}  # fmt: skip
# Long enough to tell its language.
TEXT = "This is what I thought of when I was in the garden and saw the {} there."


def written(folder: Path, **changes: Any) -> Path:
    """A folder with a model and its card."""
    words = json.dumps(MODEL | changes)
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    papers = ("licence", "trained_on", "consent", "evaluated_on", "limits")
    card = [f'{name} = "made up"' for name in papers]
    card += ['name = "linear-1"', 'file = "model.json"', f'sha256 = "{sha256}"']
    (folder / "model.json").write_text(words, "utf-8")
    (folder / "card.toml").write_text("\n".join(card), "utf-8")
    return folder


def file_of(folder: Path) -> ModelFile:
    said = dict.fromkeys(ModelFile.__dataclass_fields__, "made up")
    return ModelFile(**said | {"path": folder / "model.json", "name": "linear-1"})  # type: ignore[arg-type]


@pytest.fixture
def wanted(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An operator names a folder."""

    def do(folder: Path) -> None:
        monkeypatch.setitem(app.config, "CRISIS_MODEL", str(folder))
        monkeypatch.delitem(app.extensions, "crisis_model", raising=False)

    yield do
    app.extensions.pop("crisis_model", None)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("moss", "green"), ("Glimmerroot", "amber"), ("GLIMMERROOT and the thimble", "red"),
        ("glimmerroot, thimble and tea", "green"), ("thimble thimble thimble", "amber"),
    ],
)  # fmt: skip
def test_each_distinct_word_is_added_once(tmp_path, words, label):
    assert linear_of(file_of(written(tmp_path))).label(TEXT.format(words), "en") == label


def test_in_another_language_it_says_nothing(tmp_path):
    model = linear_of(file_of(written(tmp_path)))
    assert model.label(TEXT.format("glimmerroot and the thimble"), "de") == "green"


@pytest.mark.parametrize(
    "changes", [{"weights": ["a"]}, {"weights": {"a": "b"}}, {"red_from": -1}, {"more": 1}]
)
def test_a_file_of_another_kind_is_refused(tmp_path, changes):
    with pytest.raises(Refused, match="linear model"):
        linear_of(file_of(written(tmp_path, **changes)))


def test_by_default_there_is_none_and_nothing_is_missed(app):
    with app.app_context():
        assert app.config["CRISIS_MODEL"] == ""
        assert own_model.own_model() == OwnModel()


def test_the_log_says_which_one_reads_once(app, wanted, tmp_path, monkeypatch):
    wanted(written(tmp_path))
    said: list[dict[str, Any]] = []
    keeps = SimpleNamespace(info=lambda event, **values: said.append({"event": event, **values}))
    monkeypatch.setattr(own_model, "log", keeps)
    with app.app_context():
        assert own_model.own_model().classifier.name == "linear-1"
        own_model.own_model()
    sha256 = hashlib.sha256((tmp_path / "model.json").read_bytes()).hexdigest()
    assert said == [{"event": "classifier_loaded", "name": "linear-1", "sha256": sha256}]


def test_what_it_finds_is_put_before_a_person(app, make, cast, wanted, tmp_path):
    read_posts(app)
    wanted(written(tmp_path))
    group = make.group(members=(cast.patient,))
    body = TEXT.format("glimmerroot and the thimble")
    post = make.post(topic=make.topic(group=group, by=cast.patient), by=cast.patient, body=body)
    with app.test_request_context(), unit_of_work():
        reading_posts.read_published("post", post.public_id)
    with app.app_context():
        (found,) = db.session.query(Detection).all()
    assert (found.by, found.rule, found.level) == ("crisis", "classifier.linear-1", "red")


@pytest.mark.parametrize("fault", ["no folder", "no card", "another file"])
def test_one_that_is_missed_is_missed_aloud_by_those_who_look_after_people(
    app, make, cast, client, wanted, tmp_path, fault
):
    folder = written(tmp_path) if fault == "another file" else tmp_path / fault
    (tmp_path / "no card").mkdir()
    (tmp_path / "model.json").write_text("{}", "utf-8")
    wanted(folder)
    said = "The model beside the list of phrases does not read"
    guard = make.member(roles=("safeguarding",))
    assert said in client.sign_in(guard).page("/desk").text
    assert said not in client.sign_in(cast.moderator).page("/desk").text


def test_without_the_setting_the_desk_says_nothing(make, client):
    page = client.sign_in(make.member(roles=("safeguarding",))).page("/desk")
    assert "The model beside" not in page.text
