"""The file of a copy: a zip with `data.json`, and a page to read without any program of ours."""

from __future__ import annotations

import io
import json
import zipfile

from flask import current_app

from app.accounts.services.exporting.collecting import Section
from app.core.clock import now

PAGE, DATA = "index.html", "data.json"


def pack(sections: list[Section], *, name: str) -> bytes:
    """The whole zip. `name` is the display name."""
    at = now()
    whole = {
        "site": current_app.config["SITE_NAME"],
        "made_at": at.isoformat(),
        "sections": {section.name: section.rows for section in sections},
    }
    page = current_app.jinja_env.get_template("accounts/copy_of_my_data.html")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(DATA, json.dumps(whole, ensure_ascii=False, indent=1))
        archive.writestr(
            PAGE,
            page.render(
                name=name,
                site_name=current_app.config["SITE_NAME"],
                made_at=at,
                sections=sections,
            ),
        )
    return out.getvalue()
