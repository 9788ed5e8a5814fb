"""Turns "this machine lacks it" into a failure where everything is promised to be there.

With `CI_NO_SKIPS=1` a test that skips because something is not installed, or because the
shared data is missing, fails; with `CI_NO_SKIPS=programs` only the first. Other skips stay what
they are.
"""

from __future__ import annotations

import os

import pytest

REASONS = {
    "1": ("not installed here", "needs the shared data"),
    "programs": ("not installed here",),
}


def _lacks_something(report, reasons):
    if not report.skipped or hasattr(report, "wasxfail"):
        return False
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ").startswith(reasons)


def judge(report):
    """The report, failed when it is such a skip and this run allows none."""
    reasons = REASONS.get(os.environ.get("CI_NO_SKIPS", ""), ())
    if reasons and _lacks_something(report, reasons):
        report.outcome = "failed"
        report.longrepr = f"may not be skipped in this run: {report.longrepr[2]}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    return judge((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return judge((yield))
