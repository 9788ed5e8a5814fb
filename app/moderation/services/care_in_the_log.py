"""What the log says of people in distress: nothing that points at one. It is kept for years, and what
is known of somebody's distress for 180 days.

- `thing_reported`, `thing_found`: that something was; not what, why, or in which way.
- `case_seen`: of each case once in a round, whichever page showed it. Every look at signs of
  distress is a row of `care_looks`, which goes with the rest.
- Claims, opinions, decisions and appeals are the same entries with the same fields for every case.
  Worry is told as another reason, words about a way to die as a danger (`steps.told_as`).
- `alarm_marked`: not which rule. `shift_ended`: not how many hard cases.
- Steps of care, looks, and cases that were let go of stand in no entry of their own: one a minute
  after `case_claimed`, or on the day 180 days after a decision, would say whose case it was.
  `care_counted` says once after each quarter how many there were, in fives.

One thing shows through. Where the rules of screening are off and reading for signs of distress is on,
and the log says both, a case that is `detected` and that nobody reported was found by reading.
"""

from __future__ import annotations

from datetime import datetime

from app.audit.queries import newest_of
from app.audit.services.recording import record
from app.moderation.queries.care import counted
from app.moderation.services.transparency.lately import in_fives
from app.moderation.services.transparency.quarters import ended_before, quarter_of


def count_care(at: datetime) -> None:
    """Write down how much was done in the quarter that ended last, unless the log says it already;
    also when it was nothing, so that an entry says no more than its numbers. `let_go` counts all
    cases so far. Needs an open unit of work."""
    begins, ends = ended_before(at)
    last = newest_of("care_counted")
    if last is not None and last["quarter"] >= quarter_of(begins):
        return
    counts = {name: in_fives(count) for name, count in counted(begins, ends).items()}
    record(by=None, action="care_counted", details={"quarter": quarter_of(begins), **counts})
