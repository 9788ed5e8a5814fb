"""The kinds of concepts, and which of them answer which question.

Said once for the tables, the matcher, the pages, and the packages above; that is why it stands
beside the layers and not in one of them. Their words on pages stand in `wording`.
"""

from __future__ import annotations

CONCEPT_KINDS = ("condition", "symptom", "treatment", "situation")
TREATMENT_KINDS = ("treatment",)
# What somebody takes a treatment for, and so what a group can be for.
PURPOSE_KINDS = ("condition", "symptom", "situation")
SIDE_EFFECT_KINDS = ("symptom", "condition")
