"""The reading as a whole: languages, reasons, stages."""

from __future__ import annotations

import dataclasses

import pytest

from app.moderation.services.triaging.reading import read
from app.moderation.services.triaging.readings import UNKNOWN, UNSUPPORTED, Reason, highest
from tests.moderation.crisis.looks import label

GREEN_TEXT = "The new cream is fine and my skin is better than in spring."


class Says:
    """A classifier that always says the same."""

    def __init__(self, label: str) -> None:
        self.name, self._label = "says-1", label

    def label(self, text: str, language: str) -> str:
        assert text
        assert language
        return self._label


def test_a_reason_names_its_rule_and_the_words_as_typed() -> None:
    reading = read("Today is long. I WANT to die, really.", "en")
    assert reading.reasons == (Reason("en:wish.wants_to_die", ("WANT", "to", "die"), "red"),)


def test_a_harmless_text_gives_no_reason_and_needs_nobody() -> None:
    reading = read(GREEN_TEXT, "en")
    assert (reading.label, reading.reasons, reading.needs_human_look) == ("green", (), False)
    assert reading.is_sure_of_language


def test_a_reading_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        read(GREEN_TEXT, "en").label = "red"  # type: ignore[misc]


def test_the_gravest_label_comes_first() -> None:
    reading = read("I feel hopeless. I want to die tonight.", "en")
    assert [reason.label for reason in reading.reasons] == ["crisis", "red", "amber"]
    assert highest(reason.label for reason in reading.reasons) == reading.label


def test_the_same_text_is_read_the_same_every_time() -> None:
    text = "I can't go on and ich kann nicht mehr, tonight I want to die"
    assert len({read(text, "en") for _ in range(20)}) == 1


@pytest.mark.parametrize(
    ("text", "locale", "language"),
    [
        ("the pills and me", "en", UNKNOWN),
        (GREEN_TEXT, "de", "en"),
        ("Ich habe heute mit der Ärztin über die neue Salbe geredet.", "en", "de"),
        ("Hoy he hablado con la doctora de la crema nueva y estoy mejor.", "en", "es"),
        ("Bonjour, est-ce que vous avez essayé cette nouvelle crème pour la peau ?", "en", UNSUPPORTED),
        ("Сегодня я говорил с врачом о новой мази для кожи.", "en", UNSUPPORTED),
        ("zzz qqq www xxx vvv bbb nnn", "en", UNKNOWN),
    ],
)  # fmt: skip
def test_a_language_is_told_by_its_small_words(text: str, locale: str, language: str) -> None:
    assert read(text, locale).language == language


def test_a_short_text_is_read_with_every_lexicon() -> None:
    assert label("Quiero morirme", "de") == "red"
    assert label("Ich will sterben", "es") == "red"


def test_a_sign_in_a_language_without_a_lexicon_asks_for_a_person() -> None:
    reading = read("я больше не могу так жить, думаю про suicide каждый день", "ru")
    assert reading.label == "amber"
    assert reading.needs_human_look
    assert Reason("language.unsupported", (), "amber") in reading.reasons


def test_green_in_a_language_without_a_lexicon_is_not_sure() -> None:
    reading = read("Сегодня я говорил с врачом о новой мази для кожи.", "ru")
    assert reading.label == "green"
    assert not reading.is_sure_of_language


def test_an_author_is_read_in_their_own_language_when_a_dialect_looks_foreign() -> None:
    assert label("mi waan dead, mi tired a di pain no mi", "en-JM") == "red"


def test_a_classifier_raises_a_label_and_says_so() -> None:
    reading = read(GREEN_TEXT, "en", Says("red"))
    assert reading.label == "red"
    assert reading.reasons == (Reason("classifier.says-1", (), "red"),)


def test_a_classifier_never_lowers_a_label() -> None:
    with_one = read("I want to die.", "en", Says("green"))
    assert with_one == read("I want to die.", "en")
