"""What can be asked about accounts: one module per subject.

Other packages mostly need these: `viewer_of`, `consent_holds` and, to join, `holding` or `holds_now`.
"""

from __future__ import annotations

from app.accounts.queries.consents import consent_holds, holding, holds_now
from app.accounts.queries.members import viewer_of

__all__ = ["consent_holds", "holding", "holds_now", "viewer_of"]
