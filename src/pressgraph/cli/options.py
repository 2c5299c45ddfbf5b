"""Options and arguments that several verbs share."""

from __future__ import annotations

import click

DATE = click.DateTime(formats=["%Y-%m-%d"])

_article_options = [
    click.option("--title", help="Title of articles that don't say their own."),
    click.option("--published", type=DATE, help="Publication date (YYYY-MM-DD) of articles that don't say their own."),
    click.option("--author", help="Author of articles that don't say their own."),
    click.option("--publisher", help="Newspaper or agency of articles that don't say their own."),
    click.option("--any-language", is_flag=True, help="Read articles that don't look French, too."),
]


def takes_articles(command: click.decorators.FC) -> click.decorators.FC:
    """Give a verb its articles, and what is known about those that don't say it themselves."""
    for option in reversed(_article_options):
        command = option(command)
    return click.argument("paths", nargs=-1, required=True, metavar="ARTICLES...")(command)


takes_ontologies = click.option(
    "--ontology",
    "ontologies",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    help="Folder with Turtle files of your own relations and words; may be given several times.",
)
finds_open_relations = click.option(
    "--open",
    "open_relations",
    is_flag=True,
    help="Find open relations, too: who does what to whom, by verbs that the ontology doesn't know.",
)
takes_store = click.option(
    "--store",
    "-s",
    "store_path",
    default="presse",
    show_default=True,
    metavar="FOLDER",
    help="Folder of the store, :memory:, or the address of a SPARQL endpoint (http://…).",
)
