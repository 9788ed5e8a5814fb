"""Looking words up: concepts by any of their names, and what medical words mean."""

from __future__ import annotations

from app.catalogue.views import concepts, glossary
from app.catalogue.views.blueprint import bp

__all__ = ["bp", "concepts", "glossary"]
