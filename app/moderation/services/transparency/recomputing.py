"""The same facts from the log of access alone: nobody who changes a table changes them.

Details of the log name decisions by random ids and hold codes and numbers, no person's words and no
sign of distress.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from app.audit.queries import chain
from app.moderation.services.transparency.facts import (
    NOTHING,
    AppealFact,
    DecisionFact,
    Facts,
    LookFact,
    ReportFact,
    how_found,
    judged,
    waited_fact,
)

Details = dict[str, Any]


def facts_of_log() -> Facts:
    """Everything that the log says now; whether it is whole is for `verify` to say."""
    told: dict[str, list[Details]] = {name: [] for name in _ACTS}
    for entry in chain():
        if entry.action in told:
            told[entry.action].append(json.loads(entry.details))
    decided, answered, looked, waited = (told[name] for name in _ACTS)
    acts = {one["decision"]: one["action"] != NOTHING for one in decided}
    return Facts(
        _each(decided, _decision),
        tuple(fact for one in decided for fact in _reports(one)),
        _each(answered, _appeal),
        tuple(
            LookFact(one["quarter"], judged(acts=acts[one["decision"]]), judged(acts=one["acts"]))
            for one in looked
            if one["decision"] in acts
        ),
        _each(waited, waited_fact),
    )


_ACTS = ("case_decided", "appeal_decided", "second_look_given", "holds_counted")


def _each(rows: Iterable[Details], read: Callable[[Details], Any]) -> tuple[Any, ...]:
    return tuple(map(read, rows))


def _decision(said: Details) -> DecisionFact:
    how = how_found(notice=said["notice"], detected=said["detected"])
    return DecisionFact(said["quarter"], said["action"], said["ground"], how, said["minutes"])


def _reports(said: Details) -> Iterable[ReportFact]:
    for reason, count in said["reports"].items():
        yield from [ReportFact(said["quarter"], reason)] * count


def _appeal(said: Details) -> AppealFact:
    return AppealFact(said["quarter"], said["standing"], said["outcome"], said["minutes"])
