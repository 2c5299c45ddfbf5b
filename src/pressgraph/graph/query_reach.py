"""Which predicates a query looks at: what has to be fetched from a server to answer it here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyoxigraph import NamedNode
from rdflib.paths import AlternativePath, InvPath, MulPath, OneOrMore, SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import URIRef

from pressgraph.graph.terms import PREFIXES


def predicates_of(sparql: str) -> frozenset[NamedNode] | None:
    """Return the predicates of all patterns of a query, None when they can be any."""
    try:
        found = set(_predicates(prepareQuery(sparql, initNs=dict(PREFIXES)).algebra))
    except Exception:  # rdflib raises anything for what it can't read, and can't read all that the engine can
        return None
    if not found or None in found:
        return None
    return frozenset(NamedNode(str(predicate)) for predicate in found)


def _predicates(part: Any) -> Iterator[URIRef | None]:
    """Yield the predicates in a part of a query, and None for one that can be any."""
    if isinstance(part, CompValue):
        if part.name.startswith("Describe"):
            yield None
        for name, value in part.items():
            if name == "triples":  # of three terms, or of several times three inside EXISTS
                for terms in value:
                    for predicate in terms[1::3]:
                        yield from _steps(predicate)
            else:
                yield from _predicates(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _predicates(value)


def _steps(path: Any) -> Iterator[URIRef | None]:
    """Yield the predicates of a property path; a path of no length at all leads through nodes of any predicate."""
    if isinstance(path, URIRef):
        yield path
    elif isinstance(path, InvPath):
        yield from _steps(path.arg)
    elif isinstance(path, SequencePath | AlternativePath):
        for step in path.args:
            yield from _steps(step)
    elif isinstance(path, MulPath) and path.mod == OneOrMore:
        yield from _steps(path.path)
    else:
        yield None
