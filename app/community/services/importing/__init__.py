"""Bringing a data set of evaluations in: one contributor, one evaluation, one topic a row.

`formats` says which columns mean what, `reading` opens the file, `checking` turns a row into an
entry or says why not, `meaning` finds concepts, `placing` the group, `writing` stores a batch,
`reporting` lists every row's outcome, `running` does all of it in order.
"""

from __future__ import annotations

from app.community.services.importing.formats import FORMATS, Format
from app.community.services.importing.reading import Unreadable
from app.community.services.importing.reporting import Outcome
from app.community.services.importing.running import run_import

__all__ = ["FORMATS", "Format", "Outcome", "Unreadable", "run_import"]
