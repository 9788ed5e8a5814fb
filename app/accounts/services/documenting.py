"""The record of processing, the notice and the list of what is stored, written from the inventory.

The files in `docs/privacy` are what this gives; a test compares them, so that no table changes
without its words. What only an operator knows stands in them as a line to fill in.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.accounts import wordings
from app.accounts.services import closing
from app.accounts.services.exporting.asking import LASTS
from app.core.inventory import EXPORTED, Stored, inventory

CLASSES = {
    "health": "Health data, and what tells a condition (GDPR Art. 9)",
    "secret": "Data of the account, seen by nobody else",
    "community": "What is said in groups, for the audience of the group",
    "operational": "Marks that keep the site running",
    "public": "Public vocabulary and figures, about nobody",
}
MADE = "_Written by `flask privacy documents` from `app/*/inventory.toml`. Change those, not this._"


def documents() -> dict[str, str]:
    """Every generated document by the name of its file."""
    return {
        "records_of_processing.md": _records(),
        "notice.md": _notice(),
        "stored.md": _stored(),
    }


def _of_people() -> list[Stored]:
    return [line for line in inventory().values() if line.person is not None]


def _records() -> str:
    """GDPR Art. 30(1): purposes, people, kinds of data, recipients, time limits."""
    rows = [
        (line.table, line.purpose, line.data_class, line.retention, _legal_basis(line))
        for line in _of_people()
    ]
    return _page(
        "Record of processing activities (GDPR Art. 30)",
        [
            "Controller, representative, data protection officer: _to fill in by whoever runs the site._",
            "People: members, their carers, clinicians, visitors who fill in a form. "
            "Recipients: nobody outside; whoever keeps the server or sends the mail is a processor "
            "and stands here with their contract: _to fill in._ "
            "Transfers to third countries: none by the software itself.",
            _table(("Table", "Purpose", "Class", "Kept", "Legal basis"), rows),
            "Measures (Art. 32): docs/security.md. Data of nobody is in stored.md.",
        ],
    )


def _notice() -> str:
    """GDPR Art. 13, in plain words."""
    held = [f"- **{line.title or line.table}**: to {line.purpose}. Kept: {line.retention}."
            for line in _of_people()]  # fmt: skip
    asked = [f"- **{wordings.wording(purpose).title}**" for purpose in wordings.PURPOSES]
    return _page(
        "Privacy notice",
        [
            "Who runs this site and how to reach them: _to fill in._ Whom to complain to: the "
            "supervisory authority of your country (GDPR Art. 77).",
            "## What we store about you, what for, and for how long",
            "\n".join(held),
            "## What we ask you for, one by one",
            "You can say no to each and stop each at any time, with one press, on the page My "
            "consents. The site can be used without the last ones.",
            "\n".join(asked),
            "## What you can do by yourself",
            f"- See what is stored, and who saw it: Me, What is stored about me.\n"
            f"- Take a copy along, as a page and as JSON: ready in minutes, there for {LASTS.days} days.\n"
            f"- Correct or delete an entry where it stands.\n"
            f"- Leave: from the first moment nothing of yours goes out, after {closing.GRACE.days} "
            f"days everything is erased. Your posts go along or stay under a random name, as you choose.",
            "## What leaving cannot change",
            "- Summaries that were released before: figures with noise, which hold no row of "
            "anybody. A release that changed when you leave would tell that you were in it.\n"
            "- What others wrote, also where they quote you.\n"
            "- Backups, until they run out; after a restore you are erased again.\n"
            "- The log of who saw whose data: it holds a random id, which then names nobody.",
        ],
    )


def _stored() -> str:
    """Every table and every column, by class."""
    parts = []
    for kind, words in CLASSES.items():
        lines = [line for line in inventory().values() if line.data_class == kind]
        parts += [f"## {words}", *(_one(line) for line in lines)]
    return _page("Everything that is stored", parts)


def _one(line: Stored) -> str:
    gets = line.exported
    secret = [name for name in line.columns if name not in gets]
    facts = [
        f"To {line.purpose}. Kept: {line.retention}.",
        f"In a copy: {', '.join(gets)}." if gets else f"In no copy: {line.unexported}.",
        f"In no copy: {', '.join(secret)}." if gets and secret else "",
        *(f"{name}: {why}." for name, why in line.because.items()),
        f"Erased: {_erased(line)}.",
    ]
    return f"### {line.table}\n" + " ".join(fact for fact in facts if fact)


def _erased(line: Stored) -> str:
    ways = {
        "delete": "with the account",
        "clear": "the link to the person is cut; words that nobody else uses go",
        "reassign": "emptied, or kept under a random name, as the member chooses",
    }
    return ways.get(line.erase) or f"no; {line.kept_because}"


def _legal_basis(line: Stored) -> str:
    if line.data_class == "health":
        return "explicit consent, Art. 9(2)(a)"
    has_own = any(kind in EXPORTED for kind in line.columns.values())
    return "use of the site, Art. 6(1)(b)" if has_own else "security, Art. 6(1)(f)"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _page(title: str, parts: list[str]) -> str:
    return "\n\n".join([f"# {title}", MADE, *parts]) + "\n"
