"""Access to the Turtle files of words: French labels, single values and the lists declared as ``pg:WordList``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from pyoxigraph import Literal, NamedNode

from pressgraph.errors import OntologyError
from pressgraph.ontology.phrases import PhraseTable, phrase_set
from pressgraph.ontology.turtle import PG, SKOS, Node, TurtleGraph

Value = TypeVar("Value")

#: type of a field → what makes it of words
_MAKERS: dict[object, Callable[[frozenset[str]], Any]] = {frozenset[str]: frozenset, PhraseTable[bool]: phrase_set}
_NAMES = (SKOS + "prefLabel", SKOS + "altLabel")


class WordGraph(TurtleGraph):
    """A Turtle file of words."""

    def __init__(self, path: Path) -> None:
        """Read ``path``; raises OntologyError when it is missing or isn't Turtle."""
        super().__init__([path])
        self.path = path

    def labels(self, subject: Node, *predicates: str) -> Iterator[str]:
        """Yield the French labels of ``subject``, sorted, and those without a language."""
        for predicate in predicates:
            literals = (label for label in self.objects(subject, predicate) if isinstance(label, Literal))
            yield from sorted(label.value for label in literals if label.language in (None, "fr"))

    def labelled(self, kind: str, read: Callable[[Node], Value], *predicates: str) -> Iterator[tuple[str, Value]]:
        """Yield each label of the things of a class with what ``read`` makes of the thing.

        Labels are those of ``predicates``, by default skos:prefLabel and skos:altLabel.
        """
        for subject in self.subjects_of_type(kind):
            value = read(subject)
            for label in self.labels(subject, *(predicates or _NAMES)):
                yield label, value

    def value(self, subject: Node, predicate: str) -> str | None:
        """Return the first value of a property, literal or IRI; None when there is none."""
        return next(iter((*self.texts(subject, predicate), *self.iris(subject, predicate))), None)

    def one(self, subject: Node, predicate: str) -> str:
        """Return the value of a property; raises OntologyError when there is none."""
        value = self.value(subject, predicate)
        if value is None:
            raise OntologyError(f"{self.path}: {subject} needs a value for <{predicate}>")
        return value

    def list_of(self, name: str) -> frozenset[str]:
        """Return the words of the list ``pg:name``, in lower case; raises OntologyError when it has none."""
        words = frozenset(label.lower() for label in self.labels(NamedNode(PG + name), SKOS + "altLabel"))
        if not words:
            raise OntologyError(f"{self.path}: pg:{name} needs at least one word in skos:altLabel")
        return words

    def lists_of(self, words: type, *, but: Collection[str] = ()) -> dict[str, Any]:
        """Return the lists that a dataclass has fields for: ``last_words`` is ``pg:lastWords``.

        A field of the type ``frozenset[str]`` gets the words, one of ``PhraseTable[bool]`` a table of them; others,
        and those of ``but``, are the caller's to fill. Raises OntologyError when a list is missing.
        """
        return {
            name: _MAKERS[kind](self.list_of(_local_name(name)))
            for name, kind in get_type_hints(words).items()
            if kind in _MAKERS and name not in but
        }


def _local_name(field: str) -> str:
    first, *others = field.split("_")
    return first + "".join(map(str.capitalize, others))
