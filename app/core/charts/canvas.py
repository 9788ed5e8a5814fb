"""A drawing surface that keeps its text readable.

Across, everything is in percent of the width; down, everything is in ``em``. So a chart fills any
width, its words never shrink on a phone, and it grows with the reader's text size. For languages
written from right to left the surface mirrors itself; builders always draw from the start edge.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup, escape

Direction = str
"""The way a page is read: "ltr" or "rtl"."""

Anchor = Literal["start", "middle", "end"]
LINE = 1.45
_LABEL_WIDTH = 34


def element(tag: str, attributes: dict[str, str], content: Markup | str = "") -> Markup:
    """One SVG element; attribute values and plain content are escaped."""
    listed = Markup("").join(
        Markup(' {}="{}"').format(name, value) for name, value in attributes.items()
    )
    return Markup("<{0}{1}>{2}</{0}>").format(tag, listed, escape(content))


def length(value: float, unit: str) -> str:
    """A number with at most two decimals and its unit: ``12.5%``, ``1em``."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + unit


def label_lines(label: str) -> list[str]:
    """The label broken so that each line fits a narrow phone."""
    return textwrap.wrap(label, _LABEL_WIDTH) or [""]


@dataclass
class Canvas:
    """Collects shapes; ``x`` values are percent from the start edge, ``y`` values are em from the top."""

    direction: Direction = "ltr"
    _parts: list[Markup] = field(default_factory=list)

    def _x(self, start: float, width: float = 0.0) -> str:
        return length(100 - start - width if self.direction == "rtl" else start, "%")

    def _add(self, tag: str, css: str, attributes: dict[str, str], content: str = "") -> None:
        self._parts.append(element(tag, {"class": css, **attributes}, content))

    def box(self, css: str, *, x: float, y: float, width: float, height: float) -> None:
        """A filled rectangle."""
        size = {"width": length(width, "%"), "height": length(height, "em")}
        self._add("rect", css, {"x": self._x(x, width), "y": length(y, "em"), **size})

    def line(self, css: str, *, x: float, y: float, to_x: float, to_y: float) -> None:
        """A straight line."""
        ends = {
            "x1": self._x(x),
            "y1": length(y, "em"),
            "x2": self._x(to_x),
            "y2": length(to_y, "em"),
        }
        self._add("line", css, ends)

    def dot(self, css: str, *, x: float, y: float, radius: float) -> None:
        """A filled circle; the radius is in em."""
        self._add(
            "circle", css, {"cx": self._x(x), "cy": length(y, "em"), "r": length(radius, "em")}
        )

    def words(self, css: str, text: str, *, x: float, y: float, anchor: Anchor = "start") -> None:
        """One line of text on the baseline ``y``."""
        place = {"x": self._x(x), "y": length(y, "em"), "text-anchor": anchor}
        self._add("text", css, place, text)

    def label(self, css: str, text: str, *, y: float) -> float:
        """A label over as many lines as it needs; returns the ``y`` below it."""
        for line in label_lines(text):
            self.words(css, line, x=0, y=y + 1.05)
            y += LINE
        return y

    def picture(self, kind: str, *, name: str, height: float) -> Markup:
        """The finished ``svg``, one image to assistive technology, named by ``name``."""
        attributes = {
            "class": f"chart chart-{kind}",
            "role": "img",
            "aria-label": name,
            "direction": self.direction,
            "width": "100%",
            "height": length(height, "em"),
            "focusable": "false",
        }
        return element("svg", attributes, Markup("").join(self._parts))
