"""What the command shows in a terminal: tables, an article with its names in colour, scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from pressgraph.evaluation import PRFScore, Scores
    from pressgraph.facts import ArticleFacts, Relation
    from pressgraph.graph import NamedQuery
    from pressgraph.ontology import RelationType

_COLOURS = {"PER": "bold cyan", "ORG": "bold magenta", "LOC": "bold green", "EVT": "bold yellow"}
#: rows; a longer answer is for a file
_MOST_ROWS = 1000
#: characters; a column with longer texts is shown below the row
_SHORT = 48


def open_console() -> Console:
    """Return standard output; outside a terminal, lines are as long as they are, since a program may read them."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=10_000, soft_wrap=True)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print the rows of an answer: short columns side by side, sentences and other long texts below each row."""
    console = open_console()
    shown = list(islice(rows, _MOST_ROWS + 1))
    more = len(shown) > _MOST_ROWS
    del shown[_MOST_ROWS:]
    if not shown:
        console.print("Nothing found.")
        return
    widths = [max(len(row[i]) for row in (columns, *shown)) for i in range(len(columns))]
    short = [i for i, width in enumerate(widths) if width <= _SHORT]
    long = [i for i, width in enumerate(widths) if width > _SHORT]
    console.print(_line(columns, short, widths), style="bold")
    for row in shown:
        console.print(_line(row, short, widths))
        for i in long:
            if row[i]:
                console.print(Padding(Text(row[i], style="dim"), (0, 0, 0, 4), expand=False))
    if more:
        console.print(f"Only the first {_MOST_ROWS} rows; take --format csv for all.")


def _line(row: Sequence[str], chosen: Sequence[int], widths: Sequence[int]) -> Text:
    return Text(" │ ".join(row[i].ljust(widths[i]) for i in chosen).rstrip())


def print_queries(queries: Iterable[NamedQuery]) -> None:
    """Print named queries with their titles and parameters."""
    table = Table(show_edge=False, header_style="bold", box=None)
    for column in ("name", "title", "titre", "parameters"):
        table.add_column(column)
    for query in queries:
        parameters = (p.name if p.needed else f"[{p.name}]" for p in query.parameters)
        table.add_row(query.name, query.title, query.title_fr, escape(" ".join(parameters)))
    open_console().print(table)


def print_facts(facts: ArticleFacts, relation_types: Mapping[str, RelationType]) -> None:
    """Print an article with its names in colour, then its relations, figures and quotes."""
    console = open_console()
    title = Text(facts.article.title or facts.article.source, style="bold")
    if console.is_terminal:
        console.rule(title)
    else:  # where lines have no end, a rule has none either
        console.print(title)
    console.print(_coloured(facts))
    legend = " ".join(f"[{colour}]{label}[/]" for label, colour in _COLOURS.items())
    console.print(f"\n{legend}")
    names = {entity.id: entity.name for entity in facts.entities}
    table = Table(title="Relations", show_edge=False, header_style="bold", title_justify="left")
    for column in ("", "", "", "function", "modality", "confidence", "found by"):
        table.add_column(column, overflow="fold")
    for relation in facts.relations:
        table.add_row(*map(escape, _relation_row(relation, names, relation_types)))
    _print_if_any(console, table)
    table = Table(title="Open relations", show_edge=False, header_style="bold", title_justify="left")
    for column in ("", "verb", "", "modality"):
        table.add_column(column, overflow="fold")
    for found in facts.open_relations:
        table.add_row(*map(escape, (names[found.subject], found.verb, names[found.object], found.modality.value)))
    _print_if_any(console, table)
    table = Table(title="Figures", show_edge=False, header_style="bold", title_justify="left")
    for column in ("words", "value", "unit", "kind", "of"):
        table.add_column(column, overflow="fold")
    for figure in facts.figures:
        row = (facts.text_of(figure.span), f"{figure.value:f}", figure.unit, figure.kind.value, figure.about)
        table.add_row(*map(escape, row))
    _print_if_any(console, table)
    table = Table(title="Quotes", show_edge=False, header_style="bold", title_justify="left")
    for column in ("speaker", "words"):
        table.add_column(column, overflow="fold")
    for quote in facts.quotes:
        speaker = names.get(quote.speaker or "", quote.speaker_text or "?")
        table.add_row(escape(speaker), escape(" ".join(facts.text_of(quote.span).split())))
    _print_if_any(console, table)


def print_scores(scores: Scores, relation_types: Mapping[str, RelationType], *, articles: int) -> None:
    """Print precision, recall and F1 of each kind and of each relation."""
    table = Table(title=f"{articles} articles", show_edge=False, header_style="bold", title_justify="left")
    table.add_column("")
    for column in ("P", "R", "F1", "gold"):
        table.add_column(column, justify="right")
    for kind, score in scores.by_kind.items():
        table.add_row(kind, *_score_row(score))
    table.add_section()
    for iri, score in sorted(scores.by_relation.items(), key=lambda item: -item[1].gold):
        relation = relation_types.get(iri)
        table.add_row(relation.label("fr") if relation else iri, *_score_row(score))
    open_console().print(table)


def _coloured(facts: ArticleFacts) -> Text:
    start = facts.article.body_start
    text = Text(facts.article.body)
    for entity in facts.entities:
        for mention in entity.mentions:
            text.stylize(_COLOURS[entity.type.label], mention.start - start, mention.end - start)
    for figure in facts.figures:
        text.stylize("underline", figure.span.start - start, figure.span.end - start)
    for quote in facts.quotes:
        text.stylize("italic", quote.span.start - start, quote.span.end - start)
    return text


def _relation_row(
    relation: Relation, names: Mapping[str, str], relation_types: Mapping[str, RelationType]
) -> tuple[str, ...]:
    return (
        names[relation.subject],
        relation_types[relation.predicate].label("fr"),
        names[relation.object],
        relation.role or "",
        relation.modality.value,
        f"{relation.confidence:.2f}",
        (relation.rule or "").rsplit("/", 1)[-1],
    )


def _score_row(score: PRFScore) -> tuple[str, ...]:
    return f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f_score:.3f}", str(score.gold)


def _print_if_any(console: Console, table: Table) -> None:
    if table.row_count:
        console.print()
        console.print(table)
