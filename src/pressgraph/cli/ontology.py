"""The verb ``ontology``: what can be said, by which words, and whether an ontology of one's own is sound."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from pressgraph.cli.options import takes_ontologies
from pressgraph.errors import OntologyError

if TYPE_CHECKING:
    from pressgraph.ontology import LexicalEntry, Ontology, RelationType

Cell = str | int | Sequence[str]  #: a text, a number or several texts
Row = Mapping[str, Cell]  #: column → cell
#: column → what a table writes before its texts, which stand among others
_SIGNS = {"examples": "+ ", "counter-examples": "− "}


@click.command()
@click.argument("relation", required=False)
@click.option("--roles", is_flag=True, help="List functions: mayor, chairwoman, striker …")
@click.option("--check", is_flag=True, help="Look for mistakes in the folders of --ontology; exit status 1 with any.")
@click.option("--examples", is_flag=True, help="With --check: read the examples, too (loads the language model).")
@click.option(
    "--format", "-f", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How."
)
@takes_ontologies
def ontology(
    relation: str | None, roles: bool, check: bool, examples: bool, form: str, ontologies: tuple[str, ...]
) -> None:
    """List what can be said: relations, or the words that express the one called RELATION.

    RELATION is its name, label or property: headOf, dirige, org:headOf.

    \b
    pressgraph ontology
    pressgraph ontology headOf
    pressgraph ontology headOf --roles
    pressgraph ontology --check --ontology FOLDER
    """
    from pressgraph import terminal
    from pressgraph.ontology import load_ontology

    if check:
        _check(ontologies, examples=examples)
        return
    if examples:
        raise click.UsageError("--examples goes with --check")
    known = load_ontology(*ontologies)
    rows = _rows(known, relation, roles=roles)
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        columns = list(rows[0]) if rows else []
        terminal.print_table(columns, ([_cell(column, row[column]) for column in columns] for row in rows))


def _check(folders: tuple[str, ...], *, examples: bool) -> None:
    from pressgraph.ontology.check import check_ontology

    mistakes = check_ontology(*folders)
    if examples and not mistakes:  # what can't be compiled can't be tried
        mistakes = _wrong_examples(folders)
    for mistake in mistakes:
        click.echo(mistake)
    if mistakes:
        click.echo(f"{len(mistakes)} to mend (see above)", err=True)
        sys.exit(1)
    click.echo("Nothing to mend.", err=True)


def _wrong_examples(folders: tuple[str, ...]) -> list[OntologyError]:
    from pressgraph.ontology import load_ontology
    from pressgraph.pipeline import build_pipeline
    from pressgraph.pipeline.examples import wrong_examples

    known = load_ontology(*folders)
    shipped = {entry.iri for entry in load_ontology().lexicon} if folders else set()
    own = [entry for entry in known.lexicon if entry.iri not in shipped]
    return list(wrong_examples(own, build_pipeline(ontologies=folders), known))


def _rows(known: Ontology, name: str | None, *, roles: bool) -> list[Row]:
    chosen = list(known.relation_types.values()) if name is None else _find_relations(known, name)
    chosen.sort(key=lambda relation: (relation.guide_name, relation.iri))
    if name is None and not roles:
        return _relation_rows(chosen, known.lexicon)
    entries = [
        entry
        for relation in chosen
        for entry in known.lexicon
        if entry.relation.iri == relation.iri and entry.is_function == roles
    ]
    return [_role_row(entry) if roles else _entry_row(entry) for entry in entries]


def _find_relations(known: Ontology, name: str) -> list[RelationType]:
    """Return the relations called ``name``: one name may stand for the properties of several classes."""
    from pressgraph.graph.terms import shorten
    from pressgraph.identifiers import fold
    from pressgraph.ontology.turtle import local_name

    found = [
        relation
        for relation in known.relation_types.values()
        for names in [(relation.guide_name, local_name(relation.iri), relation.iri, shorten(relation.iri))]
        if fold(name) in map(fold, (*names, *relation.labels.values()))
    ]
    if not found:
        names = sorted({relation.guide_name for relation in known.relation_types.values()})
        raise OntologyError(f"{name}: no such relation; there are {', '.join(names)}")
    return found


def _relation_rows(relations: Iterable[RelationType], lexicon: Iterable[LexicalEntry]) -> list[Row]:
    from pressgraph.graph.terms import shorten

    numbers = Counter((entry.relation.iri, entry.is_function) for entry in lexicon)
    return [
        {
            "name": relation.guide_name,
            "property": shorten(relation.iri),
            "fr": relation.label("fr"),
            "en": relation.label("en"),
            "domain": sorted(relation.domain),
            "range": sorted(relation.range),
            "entries": numbers[relation.iri, False],
            "roles": numbers[relation.iri, True],
        }
        for relation in relations
    ]


def _entry_row(entry: LexicalEntry) -> Row:
    from pressgraph.graph.terms import shorten

    return {
        "word": entry.lemma,
        "part of speech": entry.part_of_speech,
        "property": shorten(entry.relation.iri),
        "frame": entry.frame,
        "examples": entry.examples,
        "counter-examples": entry.counter_examples,
        "entry": entry.iri,
    }


def _role_row(entry: LexicalEntry) -> Row:
    from pressgraph.graph.terms import shorten

    return {
        "role": entry.lemma,
        "gives": shorten(entry.relation.iri),
        "forms": sorted(entry.forms),
        "entry": entry.iri,
    }


def _cell(column: str, value: Cell) -> str:
    texts = [str(value)] if isinstance(value, str | int) else value
    sign = _SIGNS.get(column)
    return "\n".join(sign + text for text in texts) if sign else " · ".join(texts)
