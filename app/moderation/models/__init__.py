"""Tables of moderation. A thing that is moderated is named by its kind and public id: moderation
stands below it, so no table here points at a post or a message."""

from __future__ import annotations

from app.moderation.models.cases import Case, Detection, Evidence, Report, SecondOpinion
from app.moderation.models.crisis import (
    CareLook,
    CareStep,
    Helpline,
    Hold,
    ReadingChoice,
    ReadingSwitch,
)
from app.moderation.models.decisions import Appeal, Decision, SecondLook
from app.moderation.models.notes import (
    ContextNote,
    NoteRating,
    NoteSignature,
    NoteSource,
    NoteSwitch,
)
from app.moderation.models.restrictions import ContentFilter, Restriction
from app.moderation.models.screening import (
    PromptCount,
    PromptTrial,
    RuleSwitch,
    ScreeningRun,
)
from app.moderation.models.shifts import Shift
from app.moderation.models.sources import SourceCheck

__all__ = [
    "Appeal",
    "CareLook",
    "CareStep",
    "Case",
    "ContentFilter",
    "ContextNote",
    "Decision",
    "Detection",
    "Evidence",
    "Helpline",
    "Hold",
    "NoteRating",
    "NoteSignature",
    "NoteSource",
    "NoteSwitch",
    "PromptCount",
    "PromptTrial",
    "ReadingChoice",
    "ReadingSwitch",
    "Report",
    "Restriction",
    "RuleSwitch",
    "ScreeningRun",
    "SecondLook",
    "SecondOpinion",
    "Shift",
    "SourceCheck",
]
