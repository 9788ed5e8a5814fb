"""Commands of this package, one module per activity."""

from __future__ import annotations

from app.community.cli.groups import groups
from app.community.cli.importing import imports

__all__ = ["groups", "imports"]
