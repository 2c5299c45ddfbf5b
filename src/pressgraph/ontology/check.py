"""Everything that is wrong with an ontology's folders, so that an author can mend all of it at once.

What can't be compiled is said by the compiler, in the words that loading the ontology uses; what a good entry has
besides, by the shapes of ``shapes/lexicon.ttl``; what only shows between entries is looked for here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import pyshacl
from rdflib import SH, BNode, Graph
from rdflib.term import Node

from pressgraph.errors import OntologyError
from pressgraph.ontology.inflection import Inflection
from pressgraph.ontology.lexicon import LexicalEntry, read_lexicon
from pressgraph.ontology.resources import ontologies_folder
from pressgraph.ontology.turtle import ONTOLEX, PG, TurtleGraph, turtle_files
from pressgraph.ontology.vocabulary import read_relation_types


def check_ontology(*folders: Path | str) -> list[OntologyError]:
    """Return what is wrong with the user's ``folders``, or, without any, with the ontology that came with pressgraph.

    Each mistake names file, entry and remedy. Entries are compiled once all files are Turtle, all relations can be
    used, and no entry is described twice. Raises OntologyError when a folder has no Turtle files.
    """
    shipped = ontologies_folder()
    checked = [file for folder in folders or (shipped,) for file in turtle_files(Path(folder))]
    mistakes: list[OntologyError] = []
    graph = TurtleGraph(dict.fromkeys([*turtle_files(shipped), *checked]), report=mistakes.append)
    if mistakes:
        return mistakes
    relation_types = read_relation_types(graph, report=mistakes.append)
    mistakes += _described_twice(graph, checked)
    if not mistakes:
        inflection = Inflection.read(shipped / "verb-forms.tsv")
        lexicon = read_lexicon(graph, relation_types, inflection, report=mistakes.append)
        mistakes += _doubles(lexicon, checked)
    return [*mistakes, *_unshapely(checked)]


def _described_twice(graph: TurtleGraph, checked: Collection[Path]) -> Iterator[OntologyError]:
    """Yield the entries and functions of which two files speak."""
    words = {*graph.subjects_with(ONTOLEX + "canonicalForm"), *graph.subjects_with(PG + "gives")}
    for node in sorted(words, key=str):
        first, *others = graph.files_of(node)
        for file in others:
            if file in checked:
                yield OntologyError(
                    f"{file}: {node} is described in {first}, too; give it an IRI of its own, or drop it"
                )


def _doubles(lexicon: Iterable[LexicalEntry], checked: Collection[Path]) -> Iterator[OntologyError]:
    """Yield the checked entries that say by the same word, built the same way, what another one says."""
    said: dict[tuple[object, ...], LexicalEntry] = {}
    for entry in sorted(lexicon, key=lambda entry: entry.file in checked):  # shipped ones first: it keeps their order
        slots = (entry.subject, entry.object, entry.domain, entry.range, entry.range_classes)
        for form in sorted(entry.forms):
            key = (form, entry.part_of_speech, entry.is_pronominal, entry.relation.iri, *slots)
            other = said.setdefault(key, entry)
            if other.iri != entry.iri and entry.file in checked:
                yield OntologyError(
                    f'{entry.file}: <{entry.iri}> says with "{form}" what <{other.iri}> says ({other.file}); '
                    "drop one of them, or give it another frame or narrower classes"
                )
                break


def _unshapely(files: Iterable[Path]) -> Iterator[OntologyError]:
    """Yield what the shapes have against ``files``, in order of the entries."""
    shapes = Graph().parse(ontologies_folder() / "shapes" / "lexicon.ttl")
    for file in files:
        data = Graph().parse(file, format="turtle")
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=True)
        found = {
            f"{file}: <{_named(data, node)}> {report.value(result, SH.resultMessage)}{_term(report, result)}"
            for result, node in report.subject_objects(SH.focusNode)
        }
        yield from map(OntologyError, sorted(found))


def _term(report: Graph, result: Node) -> str:
    """Return the term that an entry may not have, where that is what is wrong."""
    is_closed = (result, SH.sourceConstraintComponent, SH.ClosedConstraintComponent) in report
    return f" (<{report.value(result, SH.resultPath)}>)" if is_closed else ""


def _named(data: Graph, node: Node) -> Node:
    """Return the entry that a sense or form without a name belongs to."""
    owner = next(data.subjects(object=node), None) if isinstance(node, BNode) else None
    return _named(data, owner) if owner is not None else node
