"""The file of a copy: a zip with `data.json`, a page to read without any program of ours, and a
folder for the person's own files."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping

from flask import current_app

from app.accounts.services.exporting.collecting import Section
from app.core.clock import now

PAGE, DATA, FILES = "index.html", "data.json", "files/"


def pack(sections: list[Section], *, name: str, files: Mapping[str, bytes]) -> bytes:
    """The whole zip. `name` is the display name; `files` maps a file's name to its content."""
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
        archive.writestr(FILES, b"")
        for path, content in files.items():
            archive.writestr(FILES + path, content)
    return out.getvalue()
