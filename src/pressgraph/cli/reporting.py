"""The verb ``pressgraph report``."""

from __future__ import annotations

import click

from pressgraph.cli.options import takes_ontologies, takes_store


@click.command()
@takes_store
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False), required=True, metavar="FILE", help="File: .html or .md."
)
@click.option(
    "--language",
    type=click.Choice(["fr", "en"]),
    default="fr",
    show_default=True,
    help="Language of the report; names and sentences stay as the articles have them.",
)
@takes_ontologies
def report(store_path: str, output: str, language: str, ontologies: tuple[str, ...]) -> None:
    """Write the corpus at a glance: plots and tables of what the store holds.

    Articles by month and paper, names, relations, figures, who speaks, how sure all that is and what could not be
    read. With each, the query that counts it. The page is one file that needs no other and makes no request.
    """
    from pressgraph.graph import Store
    from pressgraph.reporting import build_report, write_report

    with Store.open(store_path) as store:
        made = build_report(store, language=language, ontologies=ontologies)
    click.echo(f"{write_report(made, output)}: {len(made.sections)} sections", err=True)
