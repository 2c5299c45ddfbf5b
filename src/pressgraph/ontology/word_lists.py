"""Access to the Turtle files of words: French labels, single values and the lists declared as ``pg:WordList``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rdflib import SKOS, Graph, Literal, Namespace
from rdflib.term import Node

from pressgraph.errors import OntologyError

PG = Namespace("https://w3id.org/pressgraph#")


class WordGraph:
    """A Turtle file of words."""

    def __init__(self, path: Path) -> None:
        """Read ``path``; raises OntologyError when it is missing or isn't Turtle."""
        self.path = path
        self.graph = Graph()
        try:
            self.graph.parse(path, format="turtle")
        except OSError as error:
            raise OntologyError(f"{path}: can't be read ({error.strerror}); install pressgraph again") from error
        except SyntaxError as error:
            # rdflib's report quotes the whole rest of the file: its first line is enough to find the place
            raise OntologyError(f"{path}: not valid Turtle: {str(error).splitlines()[0]}") from error

    def labels(self, subject: Node, *properties: Node) -> Iterator[str]:
        """Yield the French labels of ``subject``, sorted, and those without a language."""
        for prop in properties:
            for label in sorted(self.graph.objects(subject, prop), key=str):
                if isinstance(label, Literal) and label.language in (None, "fr"):
                    yield str(label)

    def one(self, subject: Node, prop: Node) -> str:
        """Return the one value of a property; raises OntologyError when there is none."""
        value = self.graph.value(subject, prop)
        if value is None:
            raise OntologyError(f"{self.path}: {subject} needs a value for {prop}")
        return str(value)

    def list_of(self, name: str) -> frozenset[str]:
        """Return the words of the list ``pg:name``, in lower case; raises OntologyError when it has none."""
        words = frozenset(label.lower() for label in self.labels(PG[name], SKOS.altLabel))
        if not words:
            raise OntologyError(f"{self.path}: pg:{name} needs at least one word in skos:altLabel")
        return words
