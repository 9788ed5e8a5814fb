"""What `flask doctor` asks about released summaries."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import select

from app.core.checkups import checkup
from app.core.database import db
from app.insights.models import PrivacySpending, Release, ReleasedTable


@checkup("What was released is unchanged")
def released_is_unchanged() -> Iterator[str]:
    """Every table still gives the fingerprint that was stored with it."""
    rows = db.session.execute(
        select(ReleasedTable.artefact, ReleasedTable.sha256).execution_options(yield_per=500)
    )
    changed = sum(sha256(row.artefact.encode()).hexdigest() != row.sha256 for row in rows)
    if changed:
        yield f"{changed} released tables are not what was released."


@checkup("What releases cost in privacy is written down")
def spending_is_written_down() -> Iterator[str]:
    """No table of a release without its line in the ledger, at the release's own price."""
    paid = (
        select(PrivacySpending.id)
        .where(
            PrivacySpending.release_id == ReleasedTable.release_id,
            PrivacySpending.table_id == ReleasedTable.table_id,
            PrivacySpending.epsilon == Release.epsilon,
            PrivacySpending.cut_off == Release.cut_off,
        )
        .exists()
    )
    unpaid = db.session.scalars(
        select(ReleasedTable.table_id)
        .join(Release, Release.id == ReleasedTable.release_id)
        .where(~paid)
        .distinct()
    ).all()
    for table_id in unpaid:
        yield f"The table {table_id} was released without a line in the privacy ledger."
