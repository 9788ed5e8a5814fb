"""Finds a browser on this machine and opens it without a window and without a network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ON_A_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def browser_path() -> str | None:
    """The program named by CHROMIUM, else the first known one."""
    found = (
        shutil.which(name) for name in (os.environ.get("CHROMIUM", ""), *NAMES, ON_A_MAC) if name
    )
    return next((path for path in found if path), None)


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """A running browser; the test is skipped where there is none."""
    path = browser_path()
    if path is None:
        pytest.skip("not installed here: Chromium")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=path, args=FLAGS, chromium_sandbox=not is_root
        )
        yield browser
        browser.close()
