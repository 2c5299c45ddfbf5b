"""The verbs that read articles: ``extract``, ``annotate``, ``show``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import IO, TYPE_CHECKING

import click

from pressgraph.cli.options import finds_open_relations, takes_articles, takes_ontologies, takes_store
from pressgraph.errors import AnnotationError, PressgraphError

if TYPE_CHECKING:
    from pressgraph.facts import ArticleFacts
    from pressgraph.pipeline import Pipeline
    from pressgraph.reading import FoundFile, ReadingOptions


@click.command()
@takes_articles
@takes_store
@takes_ontologies
@finds_open_relations
@click.option("--base", help="What the IRIs of articles and entities begin with.")
def extract(
    paths: tuple[str, ...],
    store_path: str,
    ontologies: tuple[str, ...],
    open_relations: bool,
    base: str | None,
    **about: object,
) -> None:
    """Read ARTICLES into a store.

    ARTICLES are files (.txt, .html, .jsonl), folders (with all below them), patterns such as "2018-*.txt", or - for
    standard input. An article that is read again replaces what the store knew of it. What can't be read is named
    with the reason, and the others go on; exit status 1 then.
    """
    from pressgraph.graph import Store
    from pressgraph.identifiers import DEFAULT_BASE
    from pressgraph.ontology.units import load_units
    from pressgraph.pipeline import load_pipeline

    counts = {"entities": 0, "relations": 0, "figures": 0, "quotes": 0}
    if open_relations:
        counts["open_relations"] = 0
    reader = _Reader(paths, **about)
    pipeline = load_pipeline(ontologies=ontologies, base=base or DEFAULT_BASE, open_relations=open_relations)
    with Store.open(store_path, create=True, unit_iris=load_units().iris, models=pipeline.models) as store:
        for facts in reader.facts(pipeline):
            try:
                store.write(facts)
            except AnnotationError as error:
                reader.read -= 1
                reader.fail(error)
                continue
            for name in counts:
                counts[name] += len(getattr(facts, name))
    summary = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items())
    click.echo(f"{reader.read} articles read into {store_path}: {summary}", err=True)
    reader.finish()


class _Reader:
    """Reads articles behind a progress bar, names the failures and counts both."""

    def __init__(self, paths: tuple[str, ...], **about: object) -> None:
        from pressgraph.reading import find_article_files

        published = about.pop("published", None)
        self._options = _reading_options(
            published=published.date() if isinstance(published, datetime) else None, **about
        )
        self._found = find_article_files(paths)
        self._failures: list[str] = []
        self.read = 0

    def facts(self, pipeline: Pipeline) -> Iterator[ArticleFacts]:
        """Yield what the articles say, as far as they can be read."""
        from pressgraph.errors import ReadingError
        from pressgraph.reading import read_files

        with _progress(self._found) as files:
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


def _reading_options(**about: object) -> ReadingOptions:
    from pressgraph.reading import ReadingOptions

    return ReadingOptions(**about)  # type: ignore[arg-type]  # click has checked the types


@contextmanager
def _progress(found: Sequence[FoundFile | PressgraphError]) -> Iterator[Iterator[FoundFile]]:
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
