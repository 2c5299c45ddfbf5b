"""The command ``pressgraph entities``: which there are, which are one and why, which may be, and the user's say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from pressgraph.identifiers import DEFAULT_BASE

if TYPE_CHECKING:
    from pressgraph.graph.terms import Value


def _store_of_group() -> str:
    """Return the store given before the verb: ``entities --store presse merges``."""
    parent = click.get_current_context().parent
    given = parent.params.get("store_path") if parent is not None else None
    return given if isinstance(given, str) else "presse"


_takes_store = click.option(
    "--store",
    "-s",
    "store_path",
    default=_store_of_group,
    show_default="presse",
    metavar="FOLDER",
    help="Folder of the store.",
)
_takes_name = click.option("--name", help="Only those with these words in a name, whatever the case and accents.")
_TYPES = ("Person", "Organization", "Place", "Event")


@click.group(invoke_without_command=True)
@_takes_store
@click.option("--type", "kind", type=click.Choice(_TYPES, case_sensitive=False), help="Only entities of this type.")
@_takes_name
@click.pass_context
def entities(ctx: click.Context, store_path: str, kind: str | None, name: str | None) -> None:
    """List the entities; see which are one and why; say yourself which are.

    \b
    pressgraph entities --type Person --name martin     who is there, with mentions and articles
    pressgraph entities resolve                         find out which entities are one across articles
    pressgraph entities merges                          why are these one
    pressgraph entities candidates                      which may be one, and which names several may share
    pressgraph entities resolve --decisions FILE        the same, with your own decisions, which always win
    """
    if ctx.invoked_subcommand is None:
        _print_query(store_path, "entities", type=kind, name=name)


@entities.command()
@_takes_store
@_takes_name
def merges(store_path: str, name: str | None) -> None:
    """Show which entities are one, with the score and what speaks for and against it."""
    _print_query(store_path, "merges", name=name)


@entities.command()
@_takes_store
@_takes_name
def candidates(store_path: str, name: str | None) -> None:
    """Show the pairs that may be one and the names that several may share, for you to decide."""
    _print_query(store_path, "candidates", name=name)


@entities.command()
@_takes_store
@click.option(
    "--decisions",
    "decisions_path",
    type=click.Path(exists=True, dir_okay=False),
    help="TOML file with [[merge]], [[forbid]] and [[split]]; keep it beside the store.",
)
@click.option("--base", default=DEFAULT_BASE, help="What the IRIs of entities begin with.", show_default=True)
def resolve(store_path: str, decisions_path: str | None, base: str) -> None:
    """Find out anew which entities of the store are one.

    Articles stay as they are: what is decided stands apart and takes the place of what was decided before. Entities
    are given as the other commands show them.

    \b
    [[merge]]
    entities = ["person/e-martin", "person/eric-martin"]
    why = "interview du 3 mai"
    [[forbid]]
    entities = ["organization/bertin-sa", "organization/bertin-sarl"]
    [[split]]
    entity = "person/jean-martin"
    articles = ["https://journal.example/3"]
    """
    from pressgraph.graph import Store
    from pressgraph.graph.resolution import read_decisions
    from pressgraph.graph.resolution import resolve as resolve_store

    decisions = read_decisions(decisions_path, base=base) if decisions_path else None
    with Store.open(store_path) as store:
        found = resolve_store(store, decisions=decisions)
    for line in found.unused:
        click.echo(f"Not applied: {line}", err=True)
    click.echo(
        f"{len(found.profiles)} entities: {len(found.canonical)} joined to others, {len(found.parts)} split off, "
        f"{len(found.candidates)} pairs and {len(found.homonyms)} shared names undecided",
        err=True,
    )


def _print_query(store_path: str, query: str, **parameters: str | None) -> None:
    from pressgraph import terminal
    from pressgraph.graph import Store, find_named_query

    named = find_named_query(query)
    with Store.open(store_path) as store:
        answer = store.query(named.sparql, bindings={k: v for k, v in parameters.items() if v is not None})
        terminal.print_table(answer.columns, _short(answer.rows()))


def _short(rows: Iterator[tuple[Value, ...]]) -> Iterator[tuple[str, ...]]:
    """Shorten the IRIs of entities to what a file of decisions takes."""
    for row in rows:
        yield tuple("" if value is None else str(value).removeprefix(DEFAULT_BASE) for value in row)
