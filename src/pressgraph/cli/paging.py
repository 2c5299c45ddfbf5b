"""The verb ``pressgraph page``."""

from __future__ import annotations

from pathlib import Path

import click

from pressgraph.cli.options import takes_store


@click.command()
@takes_store
@click.option(
    "--output",
    "-o",
    "target",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="HTML file to write.",
)
@click.option(
    "--view", "-v", default="relations", show_default=True, help="Which network: see `pressgraph export --list`."
)
@click.option("--about", metavar="NAME", help="Only what surrounds the entity called so.")
@click.option(
    "--depth", type=click.IntRange(min=1), default=2, show_default=True, help="With --about: how many steps from it."
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=300,
    show_default=True,
    help="At most so many entities, the best linked.",
)
def page(store_path: str, target: Path, view: str, about: str | None, depth: int, most: int) -> None:
    """Write a view as ONE file that any browser shows, to send to a colleague.

    It holds the entities' cards and the text of the articles that name them, asks no server for anything and works
    without pressgraph. The whole store is explored with `pressgraph serve`.

    \b
    pressgraph page -o rapport.html
    pressgraph page -o mairie.html --about "Anne Morel" --depth 1
    """
    from pressgraph.graph import Store
    from pressgraph.serving.page_file import write_page

    with Store.open(store_path) as store:
        network = write_page(store, target, view=view, about=about, depth=depth, most=most)
    size = f"{len(network['nodes'])} entities, {len(network['edges'])} links"
    click.echo(f"{target}: {size}, {target.stat().st_size / 1e6:.1f} MB", err=True)
