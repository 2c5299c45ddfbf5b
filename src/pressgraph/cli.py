"""The command ``pressgraph``: each verb reads its options, calls the library, prints.

What needs no language model starts without one: the library's stages are imported inside the verbs that use them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from pressgraph.errors import AnnotationError, PressgraphError

if TYPE_CHECKING:
    from pressgraph.facts import ArticleFacts
    from pressgraph.graph import QueryAnswer
    from pressgraph.pipeline import Pipeline
    from pressgraph.reading import FoundFile, ReadingOptions

_STORE_HELP = "Folder of the store, or :memory:."
_DATE = click.DateTime(formats=["%Y-%m-%d"])


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
    r"""From French press articles to a knowledge graph you can query.

    \b
    pressgraph extract corpus/articles --store presse    read articles into a store
    pressgraph query --store presse heads                ask who heads what
    pressgraph export --store presse reseau.graphml      the network, for Gephi and others
    """


_article_options = [
    click.option("--title", help="Title of articles that don't say their own."),
    click.option("--published", type=_DATE, help="Publication date (YYYY-MM-DD) of articles that don't say their own."),
    click.option("--author", help="Author of articles that don't say their own."),
    click.option("--publisher", help="Newspaper or agency of articles that don't say their own."),
    click.option("--any-language", is_flag=True, help="Read articles that don't look French, too."),
]


def _takes_articles(command: click.decorators.FC) -> click.decorators.FC:
    for option in reversed(_article_options):
        command = option(command)
    return click.argument("paths", nargs=-1, required=True, metavar="ARTICLES...")(command)


_takes_ontologies = click.option(
    "--ontology",
    "ontologies",
    multiple=True,
    type=click.Path(exists=True, file_okay=False),
    help="Folder with Turtle files of your own relations and words; may be given several times.",
)
_takes_store = click.option(
    "--store", "-s", "store_path", default="presse", show_default=True, metavar="FOLDER", help=_STORE_HELP
)


@main.command()
@_takes_articles
@_takes_store
@_takes_ontologies
@click.option("--base", help="What the IRIs of articles and entities begin with.")
def extract(
    paths: tuple[str, ...], store_path: str, ontologies: tuple[str, ...], base: str | None, **about: object
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
    reader = _Reader(paths, **about)
    pipeline = load_pipeline(ontologies=ontologies, base=base or DEFAULT_BASE)
    with Store.open(store_path, create=True, unit_iris=load_units().iris, models=pipeline.models) as store:
        for facts in reader.facts(pipeline):
            try:
                store.write(facts)
            except AnnotationError as error:
                reader.fail(error)
                continue
            for name in counts:
                counts[name] += len(getattr(facts, name))
    summary = ", ".join(f"{number} {name}" for name, number in counts.items())
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


@main.command("query")
@_takes_store
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
    r"""Ask the store a QUERY.

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


@main.command()
@_takes_store
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
@click.option("--from", "published_from", type=_DATE, help="Only articles published on or after this day.")
@click.option("--to", "published_to", type=_DATE, help="Only articles published on or before this day.")
@click.option(
    "--language",
    type=click.Choice(["fr", "en"]),
    default="fr",
    show_default=True,
    help="Language of the edges' labels.",
)
def export(store_path: str, target: str, view: str, form: str | None, language: str, **filters: object) -> None:
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
    relation_types = load_ontology().relation_types.values()
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


@main.command()
@_takes_articles
@_takes_ontologies
@click.option(
    "--output",
    "-o",
    type=click.File("w", encoding="utf-8", atomic=True),
    default="-",
    help="File of JSON lines.  [default: standard output]",
)
def annotate(paths: tuple[str, ...], ontologies: tuple[str, ...], output: IO[str], **about: object) -> None:
    """Write what ARTICLES say as JSON lines, one object an article, with character offsets."""
    from pressgraph.facts import write_json_line
    from pressgraph.pipeline import load_pipeline

    reader = _Reader(paths, **about)
    for facts in reader.facts(load_pipeline(ontologies=ontologies)):
        output.write(write_json_line(facts) + "\n")
    reader.finish()


@main.command()
@_takes_articles
@_takes_ontologies
def show(paths: tuple[str, ...], ontologies: tuple[str, ...], **about: object) -> None:
    """Show ARTICLES as they were read: names in colour, then relations, figures and quotes."""
    from pressgraph import terminal
    from pressgraph.ontology import load_ontology
    from pressgraph.pipeline import load_pipeline

    reader = _Reader(paths, **about)
    relation_types = load_ontology(*ontologies).relation_types
    for facts in reader.facts(load_pipeline(ontologies=ontologies)):
        terminal.print_facts(facts, relation_types)
    reader.finish()


@main.command()
@click.argument("corpus", type=click.Path(exists=True, file_okay=False))
@click.option("--part", "parts", multiple=True, help="Only articles whose id begins so: est-, sud- …; may be repeated.")
def evaluate(corpus: str, parts: tuple[str, ...]) -> None:
    """Score the extraction against the gold annotations of CORPUS (CORPUS/annotations/*.json)."""
    from pressgraph import terminal
    from pressgraph.corpus import read_gold
    from pressgraph.evaluation import evaluate as score
    from pressgraph.ontology import load_ontology
    from pressgraph.pipeline import load_pipeline

    wanted = parts or ("",)
    gold = [facts for facts in read_gold(Path(corpus)) if Path(facts.article.source).stem.startswith(wanted)]
    if not gold:
        raise click.UsageError(f"no annotated article of {corpus} begins with {' or '.join(parts)}")
    pipeline = load_pipeline()
    system = (pipeline.annotate(facts.article) for facts in gold)
    relation_types = load_ontology().relation_types
    symmetric = frozenset(relation.iri for relation in relation_types.values() if relation.symmetric)
    scores = score(zip(gold, system, strict=True), symmetric=symmetric)
    terminal.print_scores(scores, relation_types, articles=len(gold))


@main.command()
@_takes_store
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
