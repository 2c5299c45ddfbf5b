"""What stands in the report: sections, columns and labels, read from ``report.ttl`` and the queries beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TypeVar

from pressgraph.errors import OntologyError
from pressgraph.graph.named_queries import NamedQuery, read_query_file
from pressgraph.ontology.resources import ontologies_folder
from pressgraph.ontology.turtle import RDF, RDFS, Node, TurtleGraph, local_name, turtle_files
from pressgraph.reporting.cells import CellKind

REPORT = "https://w3id.org/pressgraph/report#"

Choice = TypeVar("Choice", bound=Enum)


class PlotKind(Enum):
    """How a section's numbers are shown, besides its table."""

    TILES = "tiles"
    BARS = "bars"
    TIMELINE = "timeline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a section's table."""

    variable: str  #: of the query
    label: str
    kind: CellKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPlan:
    """What a section shows and how."""

    name: str
    title: str
    note: str
    query: NamedQuery
    bindings: Mapping[str, str]
    columns: tuple[Column, ...]
    drawn: tuple[int, ...]  #: which of the columns the plot draws
    plot: PlotKind | None
    only_if_any: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The plan of a report in one language."""

    sections: tuple[SectionPlan, ...]
    texts: Mapping[str, str]  #: what else the report says, by name
    labels: Mapping[str, str]  #: what the ontology's terms are called, by IRI


def read_outline(language: str, *ontologies: str | Path) -> Outline:
    """Return the outline in ``language`` ("fr" or "en"), with the labels of the user's ``ontologies``, too.

    Raises OntologyError when a file can't be used, QueryError for a query.
    """
    own = ontologies_folder()
    folder = own / "queries" / "report"
    files = [file for each in (own, *map(Path, ontologies)) for file in turtle_files(each)]
    reader = _OutlineReader(TurtleGraph([*files, folder / "report.ttl"]), language, folder)
    labels = {node.value: reader.label(node) for node in reader.graph.subjects_with(RDFS + "label")}
    texts = {local_name(iri): label for iri, label in labels.items() if iri.startswith(REPORT)}
    return Outline(sections=tuple(reader.sections()), texts=texts, labels=labels)


class _OutlineReader:
    """Reads the nodes of ``report.ttl``."""

    def __init__(self, graph: TurtleGraph, language: str, folder: Path) -> None:
        self.graph = graph
        self._language = language
        self._folder = folder

    def sections(self) -> Iterator[SectionPlan]:
        outlines = self.graph.subjects_of_type(REPORT + "Outline")
        for node in (section for outline in outlines for section in self._list(outline, RDF + "value")):
            columns = self._list(node, REPORT + "columns")
            plot = self.graph.texts(node, REPORT + "plot")
            pairs = (text.partition("=") for text in self.graph.texts(node, REPORT + "with"))
            yield SectionPlan(
                name=local_name(node.value),
                title=self.label(node),
                note=self._text(node, RDFS + "comment"),
                query=read_query_file(self._folder / f"{self._one(node, 'query')}.rq"),
                bindings={name: value for name, _, value in pairs},
                columns=tuple(map(self._column, columns)),
                drawn=tuple(columns.index(drawn) for drawn in self._list(node, REPORT + "drawn")),
                plot=self._choice(PlotKind, node, plot[0]) if plot else None,
                only_if_any=self.graph.texts(node, REPORT + "onlyIfAny") == ["true"],
            )

    def _column(self, node: Node) -> Column:
        kind = self._choice(CellKind, node, self._one(node, "holds"))
        return Column(variable=local_name(node.value), label=self.label(node), kind=kind)

    def label(self, node: Node) -> str:
        """Return what ``node`` is called in the report's language."""
        return self._text(node, RDFS + "label")

    def _text(self, node: Node, predicate: str) -> str:
        """Return a text in the report's language; the French one, or any, where there is no other."""
        for language in (self._language, "fr", None):
            texts = self.graph.texts(node, predicate, language=language)
            if texts:
                return texts[0]
        raise self._mistake(node, f"it needs {local_name(predicate)}")

    def _one(self, node: Node, name: str) -> str:
        texts = self.graph.texts(node, REPORT + name)
        if len(texts) != 1:
            raise self._mistake(node, f"it needs one report:{name}")
        return texts[0]

    def _choice(self, choices: type[Choice], node: Node, text: str) -> Choice:
        try:
            return choices(text)
        except ValueError:
            known = ", ".join(choice.value for choice in choices)
            raise self._mistake(node, f"{text!r} is unknown; use {known}") from None

    def _list(self, node: Node, predicate: str) -> list[Node]:
        """Return the members of the RDF list that ``node`` points to."""
        members: list[Node] = []
        rest = self.graph.node(node, predicate)
        while rest is not None and (first := self.graph.node(rest, RDF + "first")) is not None:
            members.append(first)
            rest = self.graph.node(rest, RDF + "rest")
        return members

    def _mistake(self, node: Node, reason: str) -> OntologyError:
        return OntologyError(f"{self.graph.file_of(node) or self._folder}: {node}: {reason}")
