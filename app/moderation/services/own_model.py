"""The classifier of the host's own, where the operator wants one: `CRISIS_MODEL` names its folder.

It is off unless that is set (science.md C16). One that cannot be used is as good as none, and the
desk says so (L2): nobody believes that a program reads where none does.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import structlog
from flask import current_app
from flask_babel import gettext as _

from app.moderation.services.triaging.classifying import Classifier, Refused, model_in
from app.moderation.services.triaging.linear import linear_of

log = structlog.get_logger(__name__)


class OwnModel(NamedTuple):
    """The classifier, or why there is none although one is wanted."""

    classifier: Classifier | None = None
    fault: str = ""


def own_model() -> OwnModel:
    """Looked up once by each process, when something is read first."""
    known: OwnModel | None = current_app.extensions.get("crisis_model")
    if known is None:
        known = current_app.extensions["crisis_model"] = _looked_up(
            current_app.config["CRISIS_MODEL"]
        )
    return known


def _looked_up(folder: str) -> OwnModel:
    if not folder:
        return OwnModel()
    try:
        model = model_in(Path(folder))
        if model is None:
            return _missing(_("There is no card in its folder."))
        found = linear_of(model)
    except Refused as refusal:
        return _missing(str(refusal))
    log.info("classifier_loaded", name=model.name, sha256=model.sha256)
    return OwnModel(found)


def _missing(fault: str) -> OwnModel:
    log.warning("classifier_missing", fault=fault)
    return OwnModel(fault=fault)
