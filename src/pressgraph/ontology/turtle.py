"""Turtle files as one read-only graph with the few look-ups that compiling an ontology needs."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, parse

from pressgraph.errors import OntologyError
from pressgraph.ontology.reporting import Report, raise_mistake

Node = NamedNode | BlankNode

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
ONTOLEX = "http://www.w3.org/ns/lemon/ontolex#"
SYNSEM = "http://www.w3.org/ns/lemon/synsem#"
LEXINFO = "http://www.lexinfo.net/ontology/3.0/lexinfo#"
SCHEMA = "https://schema.org/"
QUDT = "http://qudt.org/schema/qudt/"
TIME = "http://www.w3.org/2006/time#"
PG = "https://w3id.org/pressgraph#"


def turtle_files(folder: Path) -> list[Path]:
    """Return the Turtle files of an ontology's folder; raises OntologyError when there are none."""
    found = sorted([*folder.glob("*.ttl"), *folder.glob("relations/*.ttl")])
    if not found:
        raise OntologyError(f"{folder}: no Turtle files (*.ttl) there or in its folder relations/")
    return found


class TurtleGraph:
    """The triples of some Turtle files, each subject with the files that speak of it."""

    def __init__(self, files: Iterable[Path], *, report: Report = raise_mistake) -> None:
        """Read ``files``; one that can't be read is reported with its name, a syntax error with its line, too."""
        self._store = Store()
        self._files_of: dict[Node, dict[Path, None]] = {}
        self._rank: dict[Node, int] = {}
        for file in files:
            try:
                self._read(file)
            except OntologyError as mistake:
                report(mistake)

    def _read(self, file: Path) -> None:
        try:
            data = file.read_bytes().removeprefix(codecs.BOM_UTF8)
        except OSError as error:
            raise OntologyError(f"{file}: can't be read ({error.strerror})") from error
        try:
            quads = list(parse(data, format=RdfFormat.TURTLE, rename_blank_nodes=True))
        except (SyntaxError, ValueError) as error:
            raise OntologyError(f"{file}: not valid Turtle: {error}") from error
        for quad in quads:
            for node in (quad.subject, quad.object):
                if isinstance(node, Node):
                    self._rank.setdefault(node, len(self._rank))
            if isinstance(quad.subject, Node):
                self._files_of.setdefault(quad.subject, {})[file] = None
            self._store.add(quad)

    def _sorted(self, nodes: Iterable[Node]) -> list[Node]:
        """Order nodes by IRI; blank nodes, whose names change from run to run, by where they stand in the files."""
        return sorted(nodes, key=lambda node: (str(node) if isinstance(node, NamedNode) else "", self._rank[node]))

    def file_of(self, node: Node) -> Path | None:
        """Return the file in which ``node`` is described first."""
        return next(iter(self.files_of(node)), None)

    def files_of(self, node: Node) -> tuple[Path, ...]:
        """Return the files in which ``node`` is described, in the order in which they were read."""
        return tuple(self._files_of.get(node, ()))

    def subjects_of_type(self, iri: str) -> list[Node]:
        """Return the nodes of a class, in order of their IRI."""
        quads = self._store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(iri))
        return self._sorted(q.subject for q in quads if isinstance(q.subject, Node))

    def subjects_with(self, predicate: str) -> list[Node]:
        """Return the nodes that have ``predicate``, in order of their IRI."""
        quads = self._store.quads_for_pattern(None, NamedNode(predicate), None)
        return self._sorted({q.subject for q in quads if isinstance(q.subject, Node)})

    def nodes(self, subject: Node, predicate: str) -> list[Node]:
        """Return the resources that ``subject`` points to, in order."""
        return self._sorted(o for o in self.objects(subject, predicate) if isinstance(o, Node))

    def node(self, subject: Node, predicate: str) -> Node | None:
        """Return the first resource that ``subject`` points to, or None."""
        return next(iter(self.nodes(subject, predicate)), None)

    def iris(self, subject: Node, predicate: str) -> list[str]:
        """Return the IRIs that ``subject`` points to, in order."""
        return [node.value for node in self.nodes(subject, predicate) if isinstance(node, NamedNode)]

    def texts(self, subject: Node, predicate: str, *, language: str | None = None) -> list[str]:
        """Return the literals of ``predicate``, in order; only those of ``language`` when it is given."""
        return sorted(
            o.value
            for o in self.objects(subject, predicate)
            if isinstance(o, Literal) and (language is None or o.language == language)
        )

    def objects(self, subject: Node, predicate: str) -> Iterator[object]:
        """Yield whatever ``subject`` points to, in no order."""
        for quad in self._store.quads_for_pattern(subject, NamedNode(predicate), None):
            yield quad.object


def local_name(iri: str) -> str:
    """Return what follows the last ``#`` or ``/`` of an IRI."""
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
