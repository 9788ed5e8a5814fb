"""The one shape every chart builder returns: picture, words and the table behind them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from app.core.charts.table_csv import Cell, csv_text


@dataclass(frozen=True, slots=True)
class Chart:
    """A finished figure.

    ``sentence`` is the heading and the accessible name, ``subtitle`` says who was counted and when,
    ``svg`` is safe to print as it is, ``header`` and ``rows`` are the same numbers as a table
    (first cell of a row is its heading).
    """

    sentence: str
    subtitle: str
    svg: Markup
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def csv(self) -> str:
        """The table as CSV text that a spreadsheet cannot take for formulas."""
        return csv_text(self.header, self.rows)
