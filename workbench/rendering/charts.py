"""Targets over time as charts: small panels in SVG, drawn by Matplotlib, that a page takes in as they are.

In: a `Panel`: lines of points by year. Out: one SVG element. Guarantee: its words are words of SVG with a list of
fonts, so no font needs to be there when it is drawn, and the place of everything is the same on every machine; ink is
`currentColor` and each line `--series-1` and so on, so that a page chooses the colours (light, dark, paper); lines
differ in mark and dash too; title and description tell what is seen.
"""

from __future__ import annotations

import io
import logging
import warnings
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from workbench.rendering.comparison_series import Line, Panel

logging.getLogger("matplotlib").setLevel(logging.ERROR)  # what it tells of its cache of fonts is nobody's business
mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "zhize", "font.family": "DejaVu Sans", "font.size": 11})

SVG = "http://www.w3.org/2000/svg"
LINK = "{http://www.w3.org/1999/xlink}href"
FONT = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC','WenQuanYi Micro Hei',sans-serif"
INK, PAPER = "#010203", "none"  # no colour of a line
MARKS: tuple[tuple[str, str], ...] = (("o", "-"), ("s", "--"), ("^", "-."), ("D", ":"), ("v", "-"), ("P", "--"))
COLOURS = ("#b54708", "#175cd3", "#067647", "#6941c6", "#c11574", "#4d5761")
WIDE, HIGH, LINE = 4.2, 2.0, 0.24  # inches: of a panel without its legend, of a line of the legend
LEFT, RIGHT, TOP, BOTTOM = 0.5, 0.35, 0.3, 0.35  # inches around the plot


def svg(panel: Panel) -> str:
    """A panel as one SVG element."""
    names = {line.number: line for line in sorted(panel.lines, key=lambda line: line.joined)}.values()
    foot = BOTTOM + LINE * len(names)
    high = HIGH + LINE * len(names)
    figure = Figure(figsize=(WIDE, high), facecolor=PAPER)
    axes = figure.add_axes(
        (LEFT / WIDE, foot / high, (WIDE - LEFT - RIGHT) / WIDE, (high - foot - TOP) / high), facecolor=PAPER
    )
    for line in panel.lines:
        _draw(axes, line)
    _frame(axes, panel)
    figure.legend(
        handles=[Line2D([], [], **_look(line), label=line.name) for line in names],
        loc="lower left",
        frameon=False,
        labelcolor=INK,
        handlelength=3,
        labelspacing=0.3,
    )
    return _element(figure, panel)


def _look(line: Line) -> dict[str, Any]:
    """Mark, dash and colour of a line."""
    around, place = divmod(line.number, len(COLOURS))  # with more documents than colours, other marks
    mark, dash = MARKS[(place + around) % len(MARKS)]
    return {"marker": mark, "linestyle": dash if line.joined else "none", "color": COLOURS[place], "markersize": 6}


def _draw(axes: Axes, line: Line) -> None:
    years, values = [point.year for point in line.points], [point.value for point in line.points]
    axes.plot(years, values, clip_on=False, **_look(line))
    for point in line.points:
        place = (point.year, point.value)
        axes.annotate(point.label, place, (0, 6), textcoords="offset points", ha="center", color=INK)


def _frame(axes: Axes, panel: Panel) -> None:
    """The axes: all years there are, and from nothing to all, or to somewhat more than there is."""
    first, last = panel.years
    highest = max(point.value for line in panel.lines for point in line.points)
    axes.set_xlim(first - 0.5, last + 0.5)
    axes.set_ylim(0, 100 if panel.percent else highest * 1.25)
    step = max(1, -(-(last - first) // 5))
    axes.set_xticks(range(first, last + 1, step))
    axes.tick_params(colors=INK, labelcolor=INK, length=3)
    axes.locator_params(axis="y", nbins=4, integer=True)
    axes.grid(axis="y", color=INK, alpha=0.15)
    axes.spines[:].set_color(INK)
    axes.spines[["top", "right"]].set_visible(False)


def _element(figure: Figure, panel: Panel) -> str:
    """The figure as an element that stands in a page beside others: names of its own, colours of the page."""
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the font that places are measured with has no Chinese characters
        FigureCanvasSVG(figure).print_svg(out, metadata={"Date": None})
    root = ElementTree.fromstring(out.getvalue())
    for element in [*root.iter()]:
        for child in [*element]:
            if child.tag.endswith(("}metadata", "}style")):
                element.remove(child)
        _adopt(element, panel.id)
    for name in ("width", "height"):
        del root.attrib[name]
    names = [f"{panel.id}-title", f"{panel.id}-description"]
    root.attrib |= {"class": "chart", "role": "img", "aria-labelledby": names[0], "aria-describedby": names[1]}
    for place, (tag, words) in enumerate((("title", panel.title), ("desc", panel.description))):
        element = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": names[place]})
        element.text = words
        root.insert(place, element)
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(root, encoding="unicode")


def _adopt(element: ElementTree.Element, name: str) -> None:
    """Names that no other chart of the page has, the fonts and the colours of the page."""
    if "id" in element.attrib:
        element.set("id", f"{name}-{element.get('id')}")
    if LINK in element.attrib:
        element.set("href", f"#{name}-{element.attrib.pop(LINK)[1:]}")
    style = element.get("style", "").replace(INK, "currentColor")
    for number, colour in enumerate(COLOURS, 1):
        style = style.replace(colour, f"var(--series-{number}, {colour})")
    if element.tag.endswith("}text"):
        kept = [each for each in style.split(";") if each and not each.strip().startswith("font-family")]
        style = ";".join([*kept, f"font-family: {FONT}"])
    if style:
        element.set("style", style)
