"""The verbs that ask the store, without a language model: ``query``, ``dump``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressgraph.cli.options import takes_store

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
