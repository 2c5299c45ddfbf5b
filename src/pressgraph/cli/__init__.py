"""The command ``pressgraph``: each verb reads its options, calls the library, prints.

What needs no language model starts without one: the library's stages are imported inside the verbs that use them.
"""

from __future__ import annotations

import click

from pressgraph.cli.asking import ask, dump
from pressgraph.cli.exporting import export
from pressgraph.cli.extracting import extract, forget, status
from pressgraph.cli.linking import link
from pressgraph.cli.ontology import ontology
from pressgraph.cli.paging import page
from pressgraph.cli.reading import annotate, show
from pressgraph.cli.reporting import report
from pressgraph.cli.resolving import entities
from pressgraph.cli.scoring import evaluate
from pressgraph.cli.serving import serve, validate
from pressgraph.errors import PressgraphError


class _Commands(click.Group):
    """The verbs in the order in which a newcomer needs them; a library error becomes one line and exit status 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except PressgraphError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="pressgraph")
def main() -> None:
    """From French press articles to a knowledge graph you can query.

    \b
    pressgraph extract corpus/articles --store presse    read articles into a store
    pressgraph query --store presse heads                ask who heads what
    pressgraph export --store presse reseau.graphml      the network, for Gephi and others
    """


for _verb in (
    extract,
    ask,
    export,
    serve,
    page,
    report,
    annotate,
    show,
    ontology,
    evaluate,
    dump,
    validate,
    entities,
    link,
    status,
    forget,
):
    main.add_command(_verb)
