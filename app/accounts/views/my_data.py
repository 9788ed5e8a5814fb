"""What is stored about me: everything, in plain words, with how much of it there is."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from app.accounts.queries import belonging
from app.accounts.services import closing
from app.accounts.views import bp
from app.core.access import current_viewer, signed_in
from app.core.inventory import Stored, inventory
from app.core.templating import render

# Health first: it is what people come to look for.
ORDER = ("health", "community", "secret", "operational", "public")


@bp.get("/me/data")
@signed_in
def my_data() -> str:
    """Every table that can hold something of the viewer's, with how much it holds."""
    counts = belonging.counts(belonging.person(current_viewer().id))
    lines = [line for line in inventory().values() if line.belongings and line.title]
    # What there is stands before what there is none of.
    lines.sort(key=lambda line: line.table not in counts)
    parts = [
        (kind, [_cells(line, counts) for line in lines if line.data_class == kind])
        for kind in ORDER
    ]
    shown = [(kind, rows) for kind, rows in parts if rows]
    return render("accounts/my_data.html", parts=shown, days=closing.GRACE.days)


def _cells(line: Stored, counts: dict[str, int]) -> list[Any]:
    words = (_(line.purpose.capitalize()), _(line.retention.capitalize()))
    return [_(line.title), counts.get(line.table, 0), *words]
