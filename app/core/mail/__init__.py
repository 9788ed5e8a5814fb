"""Mail: written as rows in the transaction, sent afterwards by the job worker."""

from __future__ import annotations

from app.core.mail.outbox import Letter, post_letter
from app.core.mail.wording import site_address

__all__ = ["Letter", "post_letter", "site_address"]
