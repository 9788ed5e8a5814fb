"""What a list of experiences is a list of, in words."""

from __future__ import annotations

from flask_babel import gettext as _

from app.core.errors import found
from app.health import wording
from app.insights.queries.experiences import Wanted
from app.insights.queries.group_figures import treatment_named


def heading(wanted: Wanted) -> list[str]:
    """The parts of the choice, each as a short phrase; empty when nothing was chosen.

    Raises:
        NotFound: the treatment is not in the catalogue.
    """
    parts = []
    if wanted.treatment:
        parts.append(found(treatment_named(wanted.treatment)).name)
    if wanted.effectiveness is not None:
        parts.append(wording.said(wording.EFFECTIVENESS, wanted.effectiveness))
    if wanted.side_effects is not None:
        words = wording.said(wording.SIDE_EFFECTS, wanted.side_effects).lower()
        parts.append(_("Side effects: %(level)s", level=words))
    if wanted.stop_reason:
        parts.append(wording.said(wording.STOP_REASON, wanted.stop_reason))
    return parts
