"""The catalogue in memory before it becomes rows: plain records, no database."""

from __future__ import annotations

from dataclasses import dataclass, field

# Earlier wins when two records say the same words: our own tables were written by hand for
# exactly this, a preferred name is what the source itself calls the concept.
NAME_ORDER = {"everyday": 0, "preferred": 1, "lay": 2, "brand": 3, "synonym": 4}

COMMON = 2
"""From this weight on a concept is well known enough to be reached by a misspelling."""


@dataclass(slots=True, kw_only=True)
class ConceptRecord:
    """One concept as the files tell it. `parents` and `parts` hold keys of other records.

    `names` maps words as displayed to one of the kinds of `models.NAME_KINDS`; `ours` are those
    of them that our own tables gave.
    """

    key: str
    kind: str
    name: str
    medical_name: str
    source: str
    sort: str = ""
    definition: str | None = None
    weight: int = 0
    codes: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    parents: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    ours: set[str] = field(default_factory=set)

    def add_name(self, words: str, kind: str) -> None:
        """Keep the words; the stronger kind stays when they are known already."""
        known = self.names.get(words)
        if known is None or NAME_ORDER[kind] < NAME_ORDER[known]:
            self.names[words] = kind
