"""Turns three public vocabularies into the compact files under `data/`.

Runs only when a vocabulary has a new edition; the packages that carry them are listed in
`requirements-catalogue.txt` and are not needed to run the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.catalogue.services.building import drugs, hpo, mesh
from app.catalogue.services.building.writing import write_table


def build(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Write every file anew; yields file name, rows and bytes as each is done.

    Raises:
        ModuleNotFoundError: a vocabulary package is not installed.
        ValueError: a package's file could run code when opened.
    """
    for module in (mesh, hpo, drugs):
        table = module.table()
        yield table.file, *write_table(folder, table)
