"""What accounts do by the clock."""

from __future__ import annotations

from app.accounts.services import (
    caring,
    erasing,
    exporting,
    retention,
    scrubbing,
    signing_up,
    verifying_clinicians,
)
from app.core.jobs import every, job
from app.core.transactions import unit_of_work


@every(minutes=60, name="accounts.sweep-unconfirmed")
def sweep_unconfirmed() -> None:
    """Free names and addresses of accounts that nobody confirmed in a week."""
    with unit_of_work():
        signing_up.sweep_unconfirmed()


@job(name="accounts.make-export")
def make_export(export_id: int) -> None:
    """Make the copy that somebody asked for."""
    exporting.make_export(export_id)


@every(minutes=1, name="accounts.look-for-exports")
def look_for_exports() -> None:
    """Copies that a crash left behind."""
    exporting.make_waiting()


@every(minutes=60, name="accounts.erase-due")
def erase_due() -> None:
    """Erase whoever asked for it 21 days ago."""
    erasing.erase_due()


@every(minutes=60, name="accounts.end-what-ran-out")
def end_what_ran_out() -> None:
    """Roles of clinicians whose year is over, and addresses of invitations nobody answered."""
    with unit_of_work():
        verifying_clinicians.expire()
        caring.sweep()


@every(minutes=24 * 60, name="accounts.keep-to-the-rules", lease_minutes=120)
def keep_to_the_rules() -> None:
    """Remove what was kept long enough, and what erased people left in the database's files."""
    retention.run()
    if erasing.erased_lately():
        scrubbing.scrub()
