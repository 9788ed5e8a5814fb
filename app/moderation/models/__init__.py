"""Tables of moderation. A thing that is moderated is named by its kind and public id: moderation
stands below it, so no table here points at a post or a message."""

from __future__ import annotations

from app.moderation.models.cases import Case, Detection, Evidence, Report, SecondOpinion
from app.moderation.models.crisis import CareStep, Helpline, ReadingChoice
from app.moderation.models.decisions import Appeal, Decision, SecondLook
from app.moderation.models.notes import (
    ContextNote,
    NoteRating,
    NoteSignature,
    NoteSource,
    NoteSwitch,
)
from app.moderation.models.restrictions import ContentFilter, Restriction
from app.moderation.models.screening import RuleSwitch, ScreeningRun
from app.moderation.models.shifts import Shift

__all__ = [
    "Appeal",
    "CareStep",
    "Case",
    "ContentFilter",
    "ContextNote",
    "Decision",
    "Detection",
    "Evidence",
    "Helpline",
    "NoteRating",
    "NoteSignature",
    "NoteSource",
    "NoteSwitch",
    "ReadingChoice",
    "Report",
    "Restriction",
    "RuleSwitch",
    "ScreeningRun",
    "SecondLook",
    "SecondOpinion",
    "Shift",
]
