"""The verbs that ask the store, without a language model: ``query``, ``export``, ``dump``."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressgraph.cli.options import DATE, takes_ontologies, takes_store

if TYPE_CHECKING:
    from pressgraph.graph import QueryAnswer


@click.command("query")
@takes_store
@click.argument("query", required=False)
@click.argument("parameters", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("--list", "list_queries", is_flag=True, help="List the named queries and their parameters.")
@click.option(
    "--queries",
    "folders",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    help="Folder with .rq files of your own.",
)
@click.option(
    "--format",
    "-f",
    "form",
    help="table, csv, tsv, json, xml; ttl, nt, jsonld for CONSTRUCT and DESCRIBE.  [default: table, or ttl]",
)
def ask(
    store_path: str,
    query: str | None,
    parameters: tuple[str, ...],
    list_queries: bool,
    folders: tuple[str, ...],
    form: str | None,
) -> None:
    """Ask the store a QUERY.

    QUERY is a named query (see --list), SPARQL as text, a .rq file, or - for standard input. The usual prefixes are
    known; all articles' graphs count as one. Parameters follow as NAME=VALUE.

    \b
    pressgraph query heads
    pressgraph query figures name=Métropole
    pressgraph query "SELECT ?name { ?club a schema:Organization ; rdfs:label ?name } LIMIT 10"
    """
    from pressgraph import terminal
    from pressgraph.graph import Store, read_named_queries

    if list_queries:
        terminal.print_queries(read_named_queries(*folders).values())
        return
    if query is None:
        raise click.UsageError("give a query: a name of --list, SPARQL, a .rq file, or - for standard input")
    bindings = _bindings(parameters)
    sparql = _sparql(query, folders, bindings)
    with Store.open(store_path) as store:
        _print_answer(store.query(sparql, bindings=bindings), form)


def _bindings(parameters: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            raise click.UsageError(f"{parameter}: parameters are given as NAME=VALUE")
        found[name] = value
    return found


def _sparql(query: str, folders: tuple[str, ...], bindings: dict[str, str]) -> str:
    """Return the SPARQL that the user meant: a named query's, a file's, standard input's or the text itself."""
    from pressgraph.graph import find_named_query
    from pressgraph.graph.named_queries import read_query_text

    if query == "-":
        return sys.stdin.read()
    if query.endswith(".rq"):
        return read_query_text(Path(query))
    if query.replace("-", "").replace("_", "").isalnum():
        named = find_named_query(query, *folders)
        named.check(bindings)
        return named.sparql
    return query


def _print_answer(answer: QueryAnswer, form: str | None) -> None:
    from pressgraph import terminal

    chosen = form or ("table" if "table" in (*answer.formats, "table") and "ttl" not in answer.formats else "ttl")
    if chosen == "table":
        terminal.print_table(answer.columns, answer.text_rows())
    else:
        click.echo(answer.serialise(chosen), nl=False)


@click.command()
@takes_store
@click.argument("target", type=click.Path(dir_okay=False))
@click.option("--view", "-v", default="relations", show_default=True, help="Which network; see --list.")
@click.option(
    "--list",
    "list_views",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda c, _, on: _list_views(c, on),
    help="List the views and formats.",
)
@click.option("--format", "-f", "form", help="Format, when the suffix doesn't tell it.")
@click.option("--type", "types", multiple=True, help="Only entities of this type: Person, Organization, Place, Event.")
@click.option("--relation", "relations", multiple=True, help="Only this relation: its name, label or IRI.")
@click.option("--minimum-weight", type=float, default=0, help="Only edges of at least this weight.")
@click.option("--minimum-confidence", type=float, default=0, help="Only relations of at least this confidence, 0 to 1.")
@click.option(
    "--modality",
    "modalities",
    multiple=True,
    type=click.Choice(["asserted", "planned", "conditional", "negated"]),
    help="Also what is only said so.  [default: asserted, planned]",
)
@click.option("--from", "published_from", type=DATE, help="Only articles published on or after this day.")
@click.option("--to", "published_to", type=DATE, help="Only articles published on or before this day.")
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
    target: str,
    view: str,
    form: str | None,
    language: str,
    ontologies: tuple[str, ...],
    **filters: object,
) -> None:
    """Write the store's network to the file TARGET.

    The suffix picks the format: .graphml (Gephi, yEd, Cytoscape, igraph), .gexf, .cyjs, .json, .dot, or .csv for a
    pair of tables.
    """
    from pressgraph.facts import Modality
    from pressgraph.graph import Store
    from pressgraph.ontology import load_ontology
    from pressgraph.views import NetworkFilters, build_network, write_network

    for name in ("published_from", "published_to"):
        moment = filters[name]
        filters[name] = moment.date() if isinstance(moment, datetime) else None
    chosen = tuple(Modality(name) for name in filters.pop("modalities"))  # type: ignore[attr-defined]
    if chosen:
        filters["modalities"] = chosen
    relation_types = load_ontology(*ontologies).relation_types.values()
    with Store.open(store_path) as store:
        network = build_network(
            store,
            view,
            filters=NetworkFilters(**filters),  # type: ignore[arg-type]  # click has checked the types
            labels={relation.iri: relation.label(language) for relation in relation_types},
            symmetric=[relation.iri for relation in relation_types if relation.symmetric],
            language=language,
        )
    written = write_network(network, target, format=form)
    size = f"{network.number_of_nodes()} nodes, {network.number_of_edges()} edges"
    click.echo(f"{' and '.join(map(str, written))}: {size}", err=True)


def _list_views(ctx: click.Context, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from pressgraph import terminal
    from pressgraph.views import FORMATS, read_views

    terminal.print_queries(read_views().values())
    click.echo("Formats: " + ", ".join(sorted(form.name for form in FORMATS)))
    ctx.exit()


@click.command()
@takes_store
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False),
    default="-",
    help="File; its suffix picks the format.  [default: standard output]",
)
@click.option("--format", "-f", "form", help="trig, nq, ttl, nt or jsonld.  [default: by suffix, else trig]")
def dump(store_path: str, output: str, form: str | None) -> None:
    """Write the store's RDF: TriG, N-Quads or JSON-LD by article, Turtle or N-Triples all as one."""
    from pressgraph.graph import Store
    from pressgraph.graph import dump as write_dump

    with Store.open(store_path) as store:
        if output == "-":
            write_dump(store, sys.stdout.buffer, form=form or "trig")
        else:
            write_dump(store, output, form=form)
