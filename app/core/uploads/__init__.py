"""Files that people hand in: what is taken, what is made of it, how it is given out again.

What a file is says its content, never its name or what the browser claims. A picture is drawn
anew, so nothing that was hidden in it remains. A PDF is kept as it came, is opened by nobody
here, and leaves as an attachment only (safety.md V-14).

A view that takes one is marked `@takes_upload` and hands `request.files["file"].stream` on.
"""

from __future__ import annotations

from flask import Flask

from app.core.uploads import receiving
from app.core.uploads.documents import MOST_DOCUMENT_BYTES, document
from app.core.uploads.pictures import MOST_PICTURE_BYTES, MOST_PIXELS, picture
from app.core.uploads.reading import Upload
from app.core.uploads.receiving import takes_upload
from app.core.uploads.serving import attachment_headers, stored_name

# The largest of both, and room for the other fields of a form.
MOST_UPLOAD_BYTES = max(MOST_DOCUMENT_BYTES, MOST_PICTURE_BYTES) + 64 * 1024

__all__ = [
    "MOST_DOCUMENT_BYTES",
    "MOST_PICTURE_BYTES",
    "MOST_PIXELS",
    "MOST_UPLOAD_BYTES",
    "Upload",
    "attachment_headers",
    "document",
    "picture",
    "stored_name",
    "takes_upload",
    "wire",
]


def wire(app: Flask) -> None:
    """Before everything that reads requests: see `receiving`."""
    receiving.wire(app, most=MOST_UPLOAD_BYTES)
