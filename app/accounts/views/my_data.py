"""What is stored about me: everything, in plain words, with how much of it there is."""

from __future__ import annotations

from app.accounts.queries import belonging
from app.accounts.services import closing
from app.accounts.views import bp
from app.core.access import current_viewer, signed_in
from app.core.inventory import inventory
from app.core.templating import render

# Health first: it is what people come to look for.
ORDER = ("health", "community", "secret", "operational", "public")


@bp.get("/me/data")
@signed_in
def my_data() -> str:
    """Every table that can hold something of the viewer's, with how much it holds."""
    counts = belonging.counts(belonging.person(current_viewer().id))
    lines = [line for line in inventory().values() if line.belongings and line.title]
    parts = [
        (kind, [(line, counts.get(line.table, 0)) for line in lines if line.data_class == kind])
        for kind in ORDER
    ]
    # What there is stands before what there is none of.
    shown = [(kind, sorted(rows, key=lambda row: row[1] == 0)) for kind, rows in parts if rows]
    return render("accounts/my_data.html", parts=shown, days=closing.GRACE.days)
