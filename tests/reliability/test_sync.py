"""R-1: a commit is on the disk before the answer; a disk that fails is not passed over.

A kill cannot tell: what the kernel holds in memory survives it. So the calls are counted.
"""

from __future__ import annotations

from tests.reliability.harness.client_log import ClientLog, complaints
from tests.reliability.harness.tracing import CALLS, syncs_before_the_answer, traced

WORDS = "something worth keeping"


def syncs_of_one_reply(site, community, folder) -> int:
    browser, log = site.browser(community.sessions[0]), ClientLog()
    # The head of a new log is forced to disk in any case, so the first reply proves nothing.
    browser.reply(community.topic, "the first words", log)
    form = browser.fill(community.topic, WORDS)
    with traced(site.worker, "-e", f"trace={CALLS}", into=folder / "calls"):
        browser.send(community.topic, form, log.invoke(WORDS))
    assert log.count("ok") == 2
    return syncs_before_the_answer((folder / "calls").read_text())


def test_a_reply_is_on_the_disk_before_it_is_answered(start, community, tmp_path):
    """Red on `hardly_syncs` below."""
    assert syncs_of_one_reply(start(community), community, tmp_path) >= 1


def test_the_count_sees_a_site_that_hardly_syncs(start, community, tmp_path):
    site = start(community, application="tests.reliability.harness.weakened:hardly_syncs()")
    assert syncs_of_one_reply(site, community, tmp_path) == 0


def test_a_disk_that_fails_is_said_and_leaves_nothing_behind(start, community, tmp_path):
    """Red when the answer to a failed commit is a redirect, or when its words come back."""
    site, log = start(community), ClientLog()
    browser = site.browser(community.sessions[0])
    inject = ("-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO")
    with traced(site.worker, *inject, into=tmp_path / "calls"):
        failed = browser.reply(community.topic, "words that meet a broken disk", log)
    assert "INJECTED" in (tmp_path / "calls").read_text()
    assert failed.status == 503
    assert "words that meet a broken disk" in failed.page
    kept = browser.reply(community.topic, "words on a mended disk", log)
    assert kept.outcome == "ok"
    assert site.terminate() == 0
    assert community.replies() == ["words on a mended disk"]
    assert not complaints(log, community.replies())
    assert not community.damage()
