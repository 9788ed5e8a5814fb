"""Documents: a PDF, or a picture of a page."""

from __future__ import annotations

import io
from typing import IO

from flask_babel import gettext as _

from app.core.errors import Invalid
from app.core.uploads.pictures import picture
from app.core.uploads.reading import FIELD, Upload, kind_of, read_at_most

MOST_DOCUMENT_BYTES = 8_000_000
# Where every PDF says that it ends; one that was cut off does not.
_END, _END_WITHIN = b"%%EOF", 1024


def document(stream: IO[bytes]) -> Upload:
    """A PDF as it came, or a picture drawn anew.

    Nobody here opens a PDF: what it carries inside, its author's name too, stays in it. Give it
    out with `attachment_headers` only.

    Raises:
        Invalid: neither, too large, or not whole.
    """
    content = read_at_most(stream, MOST_DOCUMENT_BYTES)
    kind = kind_of(content)
    if kind is None:
        raise Invalid(FIELD, _("Send a PDF, or a picture as JPEG, PNG or WebP."))
    if kind != "PDF":
        return picture(io.BytesIO(content))
    if _END not in content[-_END_WITHIN:]:
        raise Invalid(FIELD, _("This PDF did not arrive whole. Send it once more."))
    return Upload(content, "application/pdf", ".pdf")
