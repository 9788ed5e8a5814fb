"""News reaches its listeners inside the change."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.events import Event, emit, listens_to


@dataclass(frozen=True, kw_only=True)
class KettleBoiled(Event):
    """News for this test."""

    kettle_id: int


@dataclass(frozen=True, kw_only=True)
class KettleCooled(Event):
    """Other news."""

    kettle_id: int


def test_a_listener_hears_its_kind_of_news_and_no_other() -> None:
    heard = []
    listens_to(KettleBoiled)(lambda news: heard.append(news.kettle_id))
    emit(KettleBoiled(kettle_id=3))
    emit(KettleCooled(kettle_id=4))
    assert heard == [3]


def test_a_listener_registered_twice_hears_once() -> None:
    heard = []

    def listener(news: KettleCooled) -> None:
        heard.append(news.kettle_id)

    listens_to(KettleCooled)(listener)
    listens_to(KettleCooled)(listener)
    emit(KettleCooled(kettle_id=5))
    assert heard == [5]
