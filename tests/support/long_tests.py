"""Tests marked `long` run only when asked for: `bin/test --long`."""

from __future__ import annotations


def pytest_addoption(parser):
    parser.addoption(
        "--long", action="store_true", help="also run the long versions: minutes each, not seconds"
    )


def pytest_collection_modifyitems(config, items):
    """Left out, not skipped: a skip would be a promise that was not kept."""
    if config.getoption("--long"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
