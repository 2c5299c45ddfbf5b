"""Which sorts of bodies and places a function or a common noun means when the text leaves the name out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pressgraph.ontology.turtle import PG, TurtleGraph


@dataclass(frozen=True, slots=True)
class ImpliedBodies:
    """Classes of named things by the words that may mean one; schema:Organization is a body that shows no class."""

    functions: Mapping[str, frozenset[str]]  #: IRI of a function → IRIs of the classes that it may be held in
    nouns: Mapping[str, frozenset[str]]  #: lower-case noun → IRIs of the classes that it may stand for


def read_implied_bodies(graph: TurtleGraph) -> ImpliedBodies:
    """Return what the sorts of bodies (``pg:BodySort``) say of functions and nouns."""
    functions: dict[str, set[str]] = defaultdict(set)
    nouns: dict[str, set[str]] = defaultdict(set)
    for sort in graph.subjects_of_type(PG + "BodySort"):
        classes = graph.iris(sort, PG + "sortOf")
        for function in graph.iris(sort, PG + "hasFunction"):
            functions[function].update(classes)
        for noun in graph.texts(sort, PG + "calledBy"):
            nouns[noun.lower()].update(classes)
    return ImpliedBodies(*({word: frozenset(found[word]) for word in found} for found in (functions, nouns)))
