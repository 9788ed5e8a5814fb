"""Charts as inline SVG made on the server, each with its table and its CSV.

Here live the builders and the one shape they all return (``Chart``). They know no word of the
domain: every text comes in ready and translated. They hold no colours and no inline styles:
geometry is in attributes, paint is in the style sheet, by class. Not here: pages, numbers, statistics.
"""

from app.core.charts.bars import BarRow, horizontal_bars
from app.core.charts.chart import Chart
from app.core.charts.interval_rows import IntervalRow, interval_mark, interval_rows
from app.core.charts.rating_strip import rating_strip
from app.core.charts.share_curve import share_curve
from app.core.charts.stacked_bars import StackedRow, stacked_bars
from app.core.charts.table_csv import csv_text

__all__ = [
    "BarRow",
    "Chart",
    "IntervalRow",
    "StackedRow",
    "csv_text",
    "horizontal_bars",
    "interval_mark",
    "interval_rows",
    "rating_strip",
    "share_curve",
    "stacked_bars",
]
