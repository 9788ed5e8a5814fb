"""Medical words in plain words: all of them, a search, and a page for each."""

from __future__ import annotations

from flask import request

from app.catalogue.services.glossary import find
from app.catalogue.services.glossary import glossary as all_words
from app.catalogue.views.blueprint import LONGEST_SEARCH, bp
from app.core.access import public
from app.core.errors import found
from app.core.templating import render


@bp.get("/glossary")
@public
def glossary() -> str:
    """All words by alphabet, or those that were looked for."""
    words = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    return render(
        "catalogue/glossary.html",
        words=words,
        results=find(words),
        letters=[] if words else all_words().by_letter,
    )


@bp.get("/glossary/<slug>")
@public
def glossary_word(slug: str) -> str:
    """What one word means, how it is said, and why it matters."""
    term = found(all_words().by_slug.get(slug))
    return render("catalogue/glossary_word.html", term=term, beside=all_words().beside(term))
