"""Journeys use the running site and the browser of `tests/browser`."""

from tests.browser.conftest import chromium, open_page, places, profile, served, world

__all__ = ["chromium", "open_page", "places", "profile", "served", "world"]
