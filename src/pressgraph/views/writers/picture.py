"""A picture for people: SVG or PNG, drawn by matplotlib, which is loaded when a picture is asked for, not before."""

from __future__ import annotations

import textwrap
import warnings
from collections import defaultdict
from functools import partial
from typing import IO, TYPE_CHECKING, Any

from pressgraph.errors import ExportError
from pressgraph.views.writers.elements import Elements, NodeElement
from pressgraph.views.writers.looks import Sizes, colour_of, type_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from pressgraph.views.writers.positions import Positions

_MOST_NODES = 2000  #: a sheet with more can't be read
_MOST_EDGE_LABELS = 1500
_LABEL_WIDTH = 18  #: characters in a line of a node's label
_DOTS_PER_INCH = 100
_SMALLEST, _LARGEST = 3.0, 11.0  #: radius of a node in points
# Labels stay text, which can be searched; ids don't hang on the moment.
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "pressgraph",
    "font.family": "DejaVu Sans",
    "font.size": 7.0,
}
_METADATA: dict[str, dict[str, Any]] = {"svg": {"Date": None, "Creator": "pressgraph"}, "png": {}}


def _write_picture(elements: Elements, file: IO[bytes], *, form: str) -> None:
    number = sum(1 for _ in elements.nodes())
    if number > _MOST_NODES:
        raise ExportError(
            f"a picture of {number} nodes can't be read, the most is {_MOST_NODES}; "
            "narrow the network (--top 200, --relation, --ego …) or take another format"
        )
    import matplotlib as mpl  # noqa: PLC0415  (a second, which only pictures should cost)

    from pressgraph.views.writers.positions import find_positions  # noqa: PLC0415

    with mpl.rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*[Gg]lyph")  # the viewer has a font for what ours lacks
        figure = _draw(elements, find_positions(elements))
        figure.savefig(file, format=form, dpi=_DOTS_PER_INCH, metadata=_METADATA[form])


write_svg = partial(_write_picture, form="svg")
write_png = partial(_write_picture, form="png")


def _draw(elements: Elements, positions: Positions) -> Figure:
    # Without pyplot, which would look for a screen and keep every figure.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(positions.width, positions.height + 0.4))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, positions.width)
    axes.set_ylim(0, positions.height + 0.4)
    sizes = Sizes(elements)
    radius = {n.id: _SMALLEST + (_LARGEST - _SMALLEST) * sizes.of(n.attributes) for n in elements.nodes()}
    _draw_edges(axes, elements, positions, radius)
    for node in elements.nodes():
        _draw_node(axes, node, positions, radius[node.id])
    _draw_legend(axes, elements)
    return figure


def _draw_edges(axes: Axes, elements: Elements, positions: Positions, radius: dict[str, float]) -> None:
    """Draw one arrow for all edges from one node to another, with the labels of all of them."""
    from matplotlib.patches import FancyArrowPatch  # noqa: PLC0415

    labels: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for edge in elements.edges():
        labels[edge.source, edge.target][str(edge.attributes.get("label", ""))] = None
    for (source, target), words in labels.items():
        start, end = positions.points[source], positions.points[target]
        axes.add_patch(
            FancyArrowPatch(
                start, end, arrowstyle="-|>", mutation_scale=7, linewidth=0.7, color="#999999", zorder=1,
                shrinkA=radius[source], shrinkB=radius[target],
                connectionstyle="arc3,rad=0.15" if (target, source) in labels else "arc3",
            )
        )  # fmt: skip
        if len(labels) <= _MOST_EDGE_LABELS and source != target:
            middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
            _write_words(axes, middle, ", ".join(words), size=5.5, colour="#666666")


def _draw_node(axes: Axes, node: NodeElement, positions: Positions, radius: float) -> None:
    x, y = positions.points[node.id]
    colour = colour_of(type_of(node.attributes)).hexadecimal
    axes.plot([x], [y], "o", markersize=2 * radius, color=colour, markeredgecolor="white", zorder=2)
    label = textwrap.fill(
        " ".join(str(node.attributes.get("label", node.id)).split()), _LABEL_WIDTH, break_on_hyphens=False
    )
    _write_words(axes, (x, y - radius / 72 - 0.03), label, size=7.0, colour="#000000", below=True)


def _write_words(
    axes: Axes, place: tuple[float, float], words: str, *, size: float, colour: str, below: bool = False
) -> None:
    axes.text(
        *place, words, fontsize=size, color=colour, ha="center", va="top" if below else "center",
        zorder=3 if below else 1.5, clip_on=True,
        parse_math=False,  # "$" is a sign of money, not of mathematics
        bbox={"facecolor": "white", "alpha": 0.7, "edgecolor": "none", "pad": 0.5},
    )  # fmt: skip


def _draw_legend(axes: Axes, elements: Elements) -> None:
    """Say which colour is which type."""
    from matplotlib.lines import Line2D  # noqa: PLC0415

    kinds = sorted({kind for node in elements.nodes() if (kind := type_of(node.attributes))})
    if kinds:
        signs = [Line2D([], [], marker="o", linestyle="", color=colour_of(kind).hexadecimal) for kind in kinds]
        axes.legend(signs, kinds, loc="upper left", ncols=len(kinds), frameon=False)
