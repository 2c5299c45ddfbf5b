"""The verbs that change what a store holds: ``extract`` and ``forget``; and ``status``, which tells of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from pressgraph.cli.options import finds_open_relations, takes_articles, takes_ontologies, takes_store

if TYPE_CHECKING:
    from pressgraph.graph.readings import Run
    from pressgraph.running import ExtractionReport

_KINDS = ("entities", "relations", "figures", "quotes")  #: whose numbers are told
_INTERRUPTED = 130  #: exit status by which shells know a program that was stopped by Ctrl-C


@click.command()
@takes_articles
@takes_store
@takes_ontologies
@finds_open_relations
@click.option("--base", help="What the IRIs of articles and entities begin with.")
@click.option("--workers", "-w", type=click.IntRange(min=1), help="Processes that read.  [default: one a core]")
@click.option(
    "--engine",
    type=click.Choice(["processes", "dask"]),
    default="processes",
    show_default=True,
    help="Who reads: processes of this machine, or the workers of a Dask cluster.",
)
@click.option("--scheduler", metavar="ADDRESS", help="The cluster's scheduler, tcp://HOST:PORT, for --engine dask.")
@click.option("--force", is_flag=True, help="Read articles again that haven't changed.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first article that can't be read.")
@click.option(
    "--longest",
    type=click.IntRange(min=1),
    default=500_000,
    show_default=True,
    metavar="CHARACTERS",
    help="Refuse longer articles; none is ever cut. Each thousand take 4 MB of memory.",
)
def extract(
    paths: tuple[str, ...],
    store_path: str,
    ontologies: tuple[str, ...],
    open_relations: bool,
    base: str | None,
    workers: int | None,
    engine: str,
    scheduler: str | None,
    force: bool,
    fail_fast: bool,
    longest: int,
    **about: object,
) -> None:
    """Read ARTICLES into a store.

    ARTICLES are files (formats: README), folders (with all below them), patterns such as "2018-*.txt", or - for
    standard input. Articles that the store holds already are skipped, unless they or pressgraph or the ontology have
    changed: then what the store knew of them is replaced. What can't be read is named with the reason, here and in
    "pressgraph status", and the others go on; exit status 1 then.

    The command can be stopped at any time: what has been read stays, and the same command goes on from there.
    """
    from pressgraph.cli.reading import progress, reading_options
    from pressgraph.graph import Store
    from pressgraph.graph.near_duplicates import mark_near_duplicates
    from pressgraph.identifiers import DEFAULT_BASE
    from pressgraph.reading import find_article_files, read_files
    from pressgraph.running import DaskCluster
    from pressgraph.running import extract as extract_articles
    from pressgraph.running.pipeline_reader import PipelineRecipe

    if (engine == "dask") != bool(scheduler):
        raise click.UsageError("--engine dask and --scheduler ADDRESS go together")
    options = reading_options(**about)
    found = find_article_files(paths)
    with Store.open(store_path, create=True) as store:  # a store that can't be written is known before the long wait
        recipe = PipelineRecipe(
            ontologies=ontologies, base=base or DEFAULT_BASE, open_relations=open_relations, longest=longest
        )
        reader = recipe.make()
        with progress(found) as files:
            report = extract_articles(
                read_files(files, options=options),
                store,
                reader=reader,
                engine=DaskCluster(scheduler, recipe) if scheduler else None,
                workers=workers,
                force=force,
                fail_fast=fail_fast,
            )
        mark_near_duplicates(store)
        stale = store.stale_graphs()
    kinds = (*_KINDS, "open_relations") if open_relations else _KINDS
    _print_report(report, store.name, kinds)
    _print_stale(stale, store.name)
    if report.interrupted:
        click.echo("Stopped; the same command goes on from here", err=True)
        sys.exit(_INTERRUPTED)
    if report.failures:
        sys.exit(1)


def _print_report(report: ExtractionReport, store_name: str, kinds: tuple[str, ...]) -> None:
    for error in report.failures:
        click.echo(f"Not read: {error}", err=True)
    found = ", ".join(f"{report.counts[kind]} {kind.replace('_', ' ')}" for kind in kinds)
    skipped = f", {report.run.skipped} unchanged ones skipped" if report.run.skipped else ""
    click.echo(f"{report.run.read} articles read into {store_name}{skipped}: {found}", err=True)
    if report.failures:
        click.echo(f"{len(report.failures)} could not be read (see above)", err=True)


def _print_stale(stale: list[str], store_name: str) -> None:
    """Say which command works out anew what is older than the articles."""
    commands = {"resolution": "pressgraph entities resolve", "links": "pressgraph link"}
    for graph in stale:
        name = graph.partition("#")[2]
        click.echo(f"{name} older than the articles: renew with {commands[name]} --store {store_name}", err=True)


@click.command()
@takes_store
@click.argument("names", nargs=-1, required=True, metavar="ARTICLES...")
def forget(store_path: str, names: tuple[str, ...]) -> None:
    """Remove what the store knows from ARTICLES, and only that.

    ARTICLES are given by IRI, by the path or address that they were read from, or by the name of the file alone.
    """
    from pressgraph.graph import Store
    from pressgraph.graph.naming import find_articles
    from pressgraph.graph.near_duplicates import mark_near_duplicates

    with Store.open(store_path) as store:
        articles = find_articles(store, names)
        for article in articles:
            store.forget(article)
        mark_near_duplicates(store)
        stale = store.stale_graphs()
    click.echo(f"{len(articles)} articles forgotten", err=True)
    _print_stale(stale, store.name)


@click.command()
@takes_store
@click.option("--all", "all_runs", is_flag=True, help="What couldn't be read in earlier runs, too.")
def status(store_path: str, all_runs: bool) -> None:
    """Show what a store holds, when and by which version it was read, and what couldn't be read."""
    from pressgraph import terminal
    from pressgraph.graph import Store
    from pressgraph.graph.readings import count_facts, read_failures, read_runs

    with Store.open(store_path) as store:
        counts = count_facts(store)
        runs = read_runs(store)
        failures = [error for run in (runs if all_runs else runs[:1]) for error in read_failures(store, run)]
        stale = store.stale_graphs()
    terminal.print_table(tuple(counts), [tuple(map(str, counts.values()))])
    terminal.print_table(("started", "ended", "pressgraph", "read", "skipped", "failed"), map(_row, runs))
    for error in failures:
        click.echo(f"Not read: {error}")
    _print_stale(stale, store.name)


def _row(run: Run) -> tuple[str, ...]:
    ended = f"{run.ended.astimezone():%Y-%m-%d %H:%M:%S}" if run.ended else "interrupted"
    numbers = map(str, (run.read, run.skipped, run.failed))
    return (f"{run.started.astimezone():%Y-%m-%d %H:%M:%S}", ended, run.version, *numbers)
