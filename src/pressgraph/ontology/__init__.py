"""Takes the Turtle and data files of ``ontologies/``, gives immutable Python: what can be said, and by which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from pressgraph.errors import OntologyError
from pressgraph.ontology.implied_bodies import ImpliedBodies, read_implied_bodies
from pressgraph.ontology.inflection import Inflection
from pressgraph.ontology.lexicon import Function, LexicalEntry, PartOfSpeech, Slot, read_lexicon, read_word_classes
from pressgraph.ontology.resources import ontologies_folder
from pressgraph.ontology.turtle import TurtleGraph, turtle_files
from pressgraph.ontology.vocabulary import RelationType, read_relation_types

__all__ = [
    "Function",
    "LexicalEntry",
    "Ontology",
    "PartOfSpeech",
    "RelationType",
    "Slot",
    "load_ontology",
    "ontologies_folder",
]


@dataclass(frozen=True)
class Ontology:
    """What can be said (relation types) and by which words (lexicon, word classes)."""

    relation_types: Mapping[str, RelationType]  #: by IRI
    lexicon: tuple[LexicalEntry, ...]
    word_classes: Mapping[str, frozenset[str]]  #: local name in closed-words.ttl → lower-case forms
    implied_bodies: ImpliedBodies
    folder: Path

    @cached_property
    def function_relations(self) -> frozenset[str]:
        """The properties that somebody's function gives: what holds while the function is held."""
        return frozenset(entry.relation.iri for entry in self.lexicon if entry.is_function)

    def words(self, name: str) -> frozenset[str]:
        """Return the forms of a closed word class; raises OntologyError when it isn't described."""
        try:
            return self.word_classes[name]
        except KeyError:
            raise OntologyError(
                f"{self.folder / 'closed-words.ttl'}: the word class {name} (a pg:WordClass) is missing"
            ) from None


@cache
def load_ontology(*folders: Path | str) -> Ontology:
    """Load the ontology that came with pressgraph and, on top of it, the user's own ``folders``.

    In each folder all ``*.ttl`` files at its top and in ``relations/`` count. Raises OntologyError, naming file, entry
    and remedy, when one can't be used.
    """
    own = ontologies_folder()
    graph = TurtleGraph(file for folder in (own, *map(Path, folders)) for file in turtle_files(folder))
    relation_types = read_relation_types(graph)
    return Ontology(
        relation_types=relation_types,
        lexicon=read_lexicon(graph, relation_types, Inflection.read(own / "verb-forms.tsv")),
        word_classes=read_word_classes(graph),
        implied_bodies=read_implied_bodies(graph),
        folder=own,
    )
