"""The verbs that read articles and show what they say: ``annotate``, ``show``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import IO, TYPE_CHECKING

import click

from pressgraph.cli.options import finds_open_relations, takes_articles, takes_ontologies
from pressgraph.errors import PressgraphError

if TYPE_CHECKING:
    from pressgraph.facts import ArticleFacts
    from pressgraph.pipeline import Pipeline
    from pressgraph.reading import FoundFile, ReadingOptions


class _Reader:
    """Reads articles behind a progress bar, names the failures and counts both."""

    def __init__(self, paths: tuple[str, ...], **about: object) -> None:
        from pressgraph.reading import find_article_files

        self._options = reading_options(**about)
        self._found = find_article_files(paths)
        self._failures: list[str] = []
        self.read = 0

    def facts(self, pipeline: Pipeline) -> Iterator[ArticleFacts]:
        """Yield what the articles say, as far as they can be read."""
        from pressgraph.errors import ReadingError
        from pressgraph.reading import read_files

        with progress(self._found) as files:
            for item in pipeline.stream(read_files(files, options=self._options)):
                if isinstance(item, ReadingError):
                    self.fail(item)
                else:
                    self.read += 1
                    yield item

    def fail(self, error: PressgraphError) -> None:
        """Name what couldn't be read."""
        self._failures.append(str(error))
        click.echo(f"Not read: {error}", err=True)

    def finish(self) -> None:
        """Exit with status 1 when something couldn't be read."""
        if self._failures:
            click.echo(f"{len(self._failures)} could not be read (see above)", err=True)
            sys.exit(1)


def reading_options(*, published: object, **about: object) -> ReadingOptions:
    """Return what the shared options of a verb say about its articles."""
    from pressgraph.reading import ReadingOptions

    about["published"] = published.date() if isinstance(published, datetime) else None
    return ReadingOptions(**about)  # type: ignore[arg-type]  # click has checked the types


@contextmanager
def progress(found: Sequence[FoundFile | PressgraphError]) -> Iterator[Iterator[FoundFile]]:
    """Show a bar on a terminal's standard error; elsewhere stay silent."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        yield iter(progress.track(found))  # type: ignore[arg-type]


@click.command()
@takes_articles
@takes_ontologies
@finds_open_relations
@click.option(
    "--output",
    "-o",
    type=click.File("w", encoding="utf-8", atomic=True),
    default="-",
    help="File of JSON lines.  [default: standard output]",
)
def annotate(
    paths: tuple[str, ...], ontologies: tuple[str, ...], open_relations: bool, output: IO[str], **about: object
) -> None:
    """Write what ARTICLES say as JSON lines, one object an article, with character offsets."""
    from pressgraph.annotations import write_json_line
    from pressgraph.pipeline import load_pipeline

    reader = _Reader(paths, **about)
    for facts in reader.facts(load_pipeline(ontologies=ontologies, open_relations=open_relations)):
        output.write(write_json_line(facts) + "\n")
    reader.finish()


@click.command()
@takes_articles
@takes_ontologies
@finds_open_relations
@click.option("--why", is_flag=True, help="Show what is behind each relation, function and quote instead.")
def show(paths: tuple[str, ...], ontologies: tuple[str, ...], open_relations: bool, why: bool, **about: object) -> None:
    """Show ARTICLES as they were read: names in colour, then relations, figures and quotes.

    With --why: of each relation, function and quote the sentence with subject, object and trigger, their character
    offsets, modality, confidence, and the lexical entry that found it.
    """
    from pressgraph import terminal
    from pressgraph.cli.reasons import ReasonPrinter
    from pressgraph.ontology import load_ontology
    from pressgraph.pipeline import load_pipeline

    reader = _Reader(paths, **about)
    ontology = load_ontology(*ontologies)
    reasons = ReasonPrinter(ontology) if why else None
    for facts in reader.facts(load_pipeline(ontologies=ontologies, open_relations=open_relations)):
        if reasons:
            reasons.print(facts)
        else:
            terminal.print_facts(facts, ontology.relation_types)
    reader.finish()
