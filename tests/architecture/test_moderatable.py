"""Whoever says that it can be moderated hands over what moderation needs."""

from __future__ import annotations

import inspect

from flask import Flask

from app.core.database import Base
from app.moderation.services.registering import Adapter, adapters_of
from tests.architecture.sources import modules

# Taken away and brought back with the thing that stands for them: a topic with its first post.
STOOD_FOR = {"topics": "posts"}
PACKAGES = {module.package for module in modules() if module.layer == "moderatable"}


def test_there_is_something_to_moderate() -> None:
    """The tests below look at something."""
    assert "chat" in PACKAGES


def test_every_moderatable_type_has_an_adapter(app: Flask) -> None:
    """In a package with a `moderatable` module, everything that somebody can take away: the
    tables that say by whom it was deleted."""
    ours = {
        mapper.local_table.name
        for mapper in Base.registry.mappers
        if mapper.class_.__module__.split(".")[1] in PACKAGES
        and "deleted_by_id" in mapper.local_table.columns
    }
    assert ours
    tables = {adapter.table for adapter in adapters_of(app).all()}
    assert {STOOD_FOR.get(table, table) for table in ours} == tables


def test_an_adapter_can_do_all_that_is_asked_of_it(app: Flask) -> None:
    """Each function of the protocol, with the same parameters."""
    for adapter in adapters_of(app).all():
        for name, wanted in inspect.getmembers(Adapter, inspect.isfunction):
            if name.startswith("_"):
                continue
            theirs = list(inspect.signature(getattr(adapter, name)).parameters)
            assert theirs == list(inspect.signature(wanted).parameters)[1:], name
        assert adapter.table in Base.metadata.tables
        assert adapter.kind
