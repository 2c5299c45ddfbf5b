"""The verb that writes networks: ``export``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from pressgraph.cli.options import DATE, takes_ontologies, takes_store

if TYPE_CHECKING:
    from pressgraph.graph import Store
    from pressgraph.views import NetworkFilters

# The names of views.measures.MEASURES: --help shows them without loading what measures.
_MEASURES = ("degree", "weighted-degree", "pagerank", "betweenness", "community")


class _Names(click.ParamType[tuple[str, ...]]):
    """Several of a few names, with commas between them."""

    name = "names"

    def __init__(self, choices: tuple[str, ...]) -> None:
        self.choices = choices

    def convert(
        self, value: str | tuple[str, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        names = tuple(name.strip() for name in value.split(",") if name.strip())
        for name in names:
            if name not in self.choices:
                self.fail(f"{name!r} is not one of {', '.join(self.choices)}", param, ctx)
        return names


def _list_views(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from pressgraph import terminal
    from pressgraph.views import FORMATS, read_views

    terminal.print_queries(read_views().values())
    formats = (f"{form.name} ({', '.join(form.suffixes)})" for form in FORMATS)
    click.echo("Formats: " + ", ".join(formats))
    ctx.exit()


@click.command()
@takes_store
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--view", "-v", default="relations", show_default=True, help="Which network; see --list.")
@click.option(
    "--list", is_flag=True, is_eager=True, expose_value=False, callback=_list_views, help="List the views and formats."
)
@click.option("--format", "-f", "form", help="Format, when the suffix doesn't tell it.")
@click.option("--type", "types", multiple=True, help="Only entities of this type: Person, Organization, Place, Event.")
@click.option("--relation", "relations", multiple=True, help="Only this relation: its name, label or IRI.")
@click.option("--paper", "papers", multiple=True, help="Only articles of this newspaper or agency.")
@click.option("--from", "published_from", type=DATE, help="Only articles published on or after this day.")
@click.option("--to", "published_to", type=DATE, help="Only articles published on or before this day.")
@click.option("--least", "minimum_weight", type=float, default=0, help="Only edges of at least this weight.")
@click.option(
    "--confidence",
    "minimum_confidence",
    type=click.FloatRange(0, 1),
    default=0,
    help="Only relations of at least this confidence, 0 to 1.",
)
@click.option(
    "--modality",
    "modalities",
    multiple=True,
    type=click.Choice(["asserted", "planned", "conditional", "negated"]),
    help="What is stated so; may be given several times.  [default: asserted, planned]",
)
@click.option("--reprints", "keep_reprints", is_flag=True, help="Count an article that repeats an earlier one, too.")
@click.option("--ego", metavar="NAME", help="Only what is linked with this entity: its name, words of it or its IRI.")
@click.option("--depth", type=click.IntRange(1), default=1, show_default=True, help="Of --ego: how many edges away.")
@click.option("--top", type=click.IntRange(1), metavar="N", help="Only the N nodes that measure most …")
@click.option(
    "--by", type=click.Choice(_MEASURES[:4]), default="degree", show_default=True, help="… by this, and their edges."
)
@click.option(
    "--measure",
    "measures",
    type=_Names(_MEASURES),
    default=(),
    metavar="NAME,…",
    help=f"Write these as attributes of the nodes: {', '.join(_MEASURES)}.",
)
@click.option(
    "--slice",
    "slice_length",
    type=click.Choice(["year", "month"]),
    help="A file for each year or month; .gexf: one, in which edges have their times.",
)
@click.option("--each", is_flag=True, help="An edge for each statement, not for all that say the same; of any size.")
@click.option(
    "--language",
    type=click.Choice(["fr", "en"]),
    default="fr",
    show_default=True,
    help="Language of the edges' labels.",
)
@takes_ontologies
def export(
    store_path: str,
    target: Path,
    view: str,
    form: str | None,
    language: str,
    slice_length: Literal["year", "month"] | None,
    each: bool,
    ontologies: tuple[str, ...],
    ego: str | None,
    depth: int,
    top: int | None,
    by: str,
    measures: tuple[str, ...],
    **filters: Any,
) -> None:
    """Write the store's network to the file TARGET.

    The suffix picks the format: .graphml (Gephi, Cytoscape, igraph), .yed.graphml (yEd), .gexf (Gephi, with time and
    colours), .cyjs, .json, .dot, .net (Pajek), .csv and .neo4j.csv (pairs of tables), or .svg and .png, a picture.

    \b
    pressgraph export qui-dirige.svg --relation dirige --top 100
    pressgraph export autour.graphml --ego "Brest métropole" --depth 2 --measure pagerank,community
    pressgraph export presse.gexf --view co-mentions --slice month --least 2
    """
    from pressgraph.graph import Store
    from pressgraph.ontology import load_ontology
    from pressgraph.views import find_format

    if each and (ego or top or measures or slice_length):
        raise click.UsageError("--each writes edges as they come; leave out --ego, --top, --measure and --slice")
    find_format(target, form)  # an unknown one is told before the store is asked
    relation_types = load_ontology(*ontologies).relation_types.values()
    asked = {
        "view": view,
        "filters": _filters(**filters),
        "labels": {relation.iri: relation.label(language) for relation in relation_types},
        "symmetric": [relation.iri for relation in relation_types if relation.symmetric],
        "language": language,
    }
    chosen = _Part(ego=ego, depth=depth, top=top, by=by, measures=measures)
    with Store.open(store_path) as store:
        if each:
            _export_each(store, asked, target, form)
        elif slice_length:
            _export_slices(store, asked, chosen, slice_length, target, form)
        else:
            _export_whole(store, asked, chosen, target, form)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Which part of a network is wanted, and what is to be measured in it."""

    ego: str | None
    depth: int
    top: int | None
    by: str
    measures: tuple[str, ...]

    def of(self, graph: Any) -> Any:
        """Return the part of a network of :mod:`pressgraph.views`, measured."""
        from pressgraph.views import add_measures, ego_network, top_network

        if self.ego:
            graph = ego_network(graph, self.ego, depth=self.depth)
        if self.top:
            graph = top_network(graph, self.top, by=self.by)
        add_measures(graph, self.measures)
        return graph


def _filters(
    *, published_from: datetime | None, published_to: datetime | None, modalities: tuple[str, ...], **others: Any
) -> NetworkFilters:
    from pressgraph.facts import Modality
    from pressgraph.views import NetworkFilters

    if modalities:
        others["modalities"] = tuple(map(Modality, modalities))
    return NetworkFilters(
        published_from=published_from.date() if published_from else None,
        published_to=published_to.date() if published_to else None,
        **others,
    )


def _export_whole(store: Store, asked: dict[str, Any], part: _Part, target: Path, form: str | None) -> None:
    from pressgraph.views import build_network, write_network

    graph = part.of(build_network(store, **asked))
    _report(write_network(graph, target, format=form), graph.number_of_nodes(), graph.number_of_edges())


def _export_each(store: Store, asked: dict[str, Any], target: Path, form: str | None) -> None:
    from pressgraph.views import RowElements, write_network

    with RowElements(store, **asked) as elements:
        _report(write_network(elements, target, format=form), elements.node_count, elements.edge_count)


def _export_slices(
    store: Store, asked: dict[str, Any], part: _Part, length: Literal["year", "month"], target: Path, form: str | None
) -> None:
    """Write one file whose edges have their times, where the format can say so, and else one file a slice."""
    from pressgraph.views import add_spells, build_network, find_format, slice_networks, write_network

    pieces = slice_networks(store, length=length, **asked)
    if find_format(target, form).has_time:
        graph = part.of(add_spells(build_network(store, **asked), list(pieces)))
        _report(write_network(graph, target, format=form), graph.number_of_nodes(), graph.number_of_edges())
        return
    for piece, network in pieces:
        graph = part.of(network)
        path = target.with_name(f"{piece.name}.{target.name}")
        _report(write_network(graph, path, format=form), graph.number_of_nodes(), graph.number_of_edges())


def _report(written: tuple[Path, ...], nodes: int, edges: int) -> None:
    click.echo(f"{' and '.join(map(str, written))}: {nodes} nodes, {edges} edges", err=True)
