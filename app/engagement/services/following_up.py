"""Whoever fell silent after words of distress is asked after by people who look after people, and
stands on no board (science.md E16)."""

from __future__ import annotations

from datetime import timedelta

from app.core.clock import now
from app.engagement.services.silences import gone_quiet, silence_on
from app.moderation.services.asking_after import ask_after


def follow_up() -> int:
    """Put the cases of everybody who has gone quiet on the whole site after a sign of distress on top
    of the desk of the safeguarding role, each once; how many. Who is still there in another group is
    seen by somebody. Needs an open unit of work."""
    silence = silence_on(None, now().date() - timedelta(days=1))
    return ask_after([one.case_id for one in gone_quiet(silence) if one.case_id is not None])
