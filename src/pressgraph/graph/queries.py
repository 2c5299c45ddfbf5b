"""SPARQL in, answers out: prefixes known without declaring, all graphs as one, errors that show the place.

Functions of pressgraph's own can be used in any query:

``pg:hasWords(?text, "élysée")``   whether the words stand in the text, whatever case, accents and punctuation
``pg:parameter("name")``           the value bound to a name; as an unbound variable when there is none
``pg:canonical(?entity, ?article)``   the entity that this one is taken for in the article, once ``resolve`` has run
``pg:canonicalName(?entity, ?article, ?name)``   that entity's name; ``?name`` when it stands for itself only
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from io import BytesIO, TextIOWrapper
from typing import TypeVar

import pyoxigraph
from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

from pressgraph.errors import AnswerTooLargeError, QueryError
from pressgraph.graph.canonical import Canonical
from pressgraph.graph.terms import PREFIXES, Term, Value, as_term, as_text, as_value, iri_node, term
from pressgraph.graph.turtle import write_rdf
from pressgraph.identifiers import fold
from pressgraph.spreadsheets import safe_cell

#: what a query's parameters can be bound to
Bindings = Mapping[str, str | float | Decimal | Term]

RESULT_FORMATS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
GRAPH_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}

#: everything in which the words FROM and SERVICE would not be keywords, and then the keywords themselves
_KEYWORD = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\\\s]*>'
    r"|\#[^\n]*"
    r"|[?$@][\w-]+"
    r"|(?<![\w.-])[\w.-]*:[\w.-]*"
    r"|\b(?P<keyword>FROM|SERVICE)\b",
    re.IGNORECASE | re.DOTALL,
)
_POSITION = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
#: what XML 1.0 can't hold, in UTF-8
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_TEXTS = (term("xsd:string"), term("rdf:langString"))
_WORD = re.compile(r"[^\W_]+")


T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryDataset:
    """The graphs that a query sees, instead of those of its own FROM and FROM NAMED."""

    default: Sequence[str] = ()  #: IRIs of the graphs that are seen as one
    named: Sequence[str] = ()  #: IRIs of the graphs that GRAPH finds


class QueryAnswer:
    """Rows (SELECT), a yes or no (ASK) or a graph (CONSTRUCT, DESCRIBE); to be read once."""

    def __init__(self, result: QuerySolutions | QueryBoolean | QueryTriples) -> None:
        self._result = result

    @property
    def formats(self) -> tuple[str, ...]:
        """The names of the formats in which :meth:`serialise` can write this answer."""
        return tuple(GRAPH_FORMATS if self.is_graph else RESULT_FORMATS)

    @property
    def is_graph(self) -> bool:
        """Whether it is the answer of a CONSTRUCT or DESCRIBE."""
        return isinstance(self._result, QueryTriples)

    @property
    def columns(self) -> tuple[str, ...]:
        """The variables of a SELECT; ``subject predicate object`` of a graph; ``answer`` of an ASK."""
        if isinstance(self._result, QuerySolutions):
            return tuple(variable.value for variable in self._result.variables)
        return ("answer",) if isinstance(self._result, QueryBoolean) else ("subject", "predicate", "object")

    @property
    def truth(self) -> bool | None:
        """The answer of an ASK, else None."""
        return bool(self._result) if isinstance(self._result, QueryBoolean) else None

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """Yield rows of plain Python values, in the order of ``columns``. Raises QueryError."""
        return self._rows(as_value)

    def text_rows(self) -> Iterator[tuple[str, ...]]:
        """Yield rows for a reader: IRIs shortened by prefixes, "" where unbound. Raises QueryError."""
        return self._rows(as_text)

    def serialise(self, form: str, *, most: int | None = None) -> bytes:
        """Return the whole answer in one of its ``formats``; raises QueryError for another one.

        Raises AnswerTooLargeError when it would have more than ``most`` bytes.
        """
        if form not in self.formats:
            raise QueryError(f"{form}: this answer can't be written so; choose {', '.join(self.formats)}")
        written = BytesIO() if most is None else _BoundedBytes(most)
        with _clear_errors():
            if isinstance(self._result, QueryTriples):
                write_rdf(self._result, written, GRAPH_FORMATS[form])
            elif isinstance(self._result, QuerySolutions) and form == "csv":
                self._write_csv(written)
            else:
                self._result.serialize(written, RESULT_FORMATS[form])
        content = written.getvalue()
        return _NOT_XML.sub("\ufffd".encode(), content) if form in ("xml", "rdf") else content

    def _write_csv(self, stream: BytesIO) -> None:
        """Write the rows as SPARQL's CSV: the engine's own writer leaves the commas of an IRI unquoted."""
        text = TextIOWrapper(stream, encoding="utf-8", newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows(self._rows(_cell))
        text.detach()  # flushes, and leaves the stream open

    def _rows(self, read: Callable[[Term | None], T]) -> Iterator[tuple[T, ...]]:
        if isinstance(self._result, QueryBoolean):
            yield (read(Literal(bool(self._result))),)
            return
        with _clear_errors():
            for row in self._result:
                yield tuple(map(read, row))


class _BoundedBytes(BytesIO):
    """Bytes in memory, up to a number."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: bytes) -> int:  # type: ignore[override]  # other buffers aren't written here
        if self.tell() + len(data) > self._most:
            raise AnswerTooLargeError(f"the answer has more than {self._most:,} bytes; ask for less, e.g. with LIMIT")
        return super().write(data)


def _plain(value: Term | None) -> str:
    """Return a term as SPARQL's CSV has it: an IRI or a literal's text without signs, a blank node with its ``_:``."""
    if value is None:
        return ""
    return value.value if isinstance(value, NamedNode | Literal) else str(value)


def _cell(value: Term | None) -> str:
    """Return a term as SPARQL's CSV has it, but for text that a spreadsheet would run: that gets an apostrophe."""
    is_text = isinstance(value, Literal) and value.datatype in _TEXTS
    return safe_cell(_plain(value)) if is_text else _plain(value)


def answer(
    store: pyoxigraph.Store, sparql: str, *, bindings: Bindings | None = None, dataset: QueryDataset | None = None
) -> QueryAnswer:
    """Ask ``store`` a query; without FROM and ``dataset``, it sees the triples of all graphs as one.

    ``bindings`` are the values that ``pg:parameter("name")`` stands for: terms, never pasted into the text.
    Raises QueryError; its text shows the line and the place of a syntax error.
    """
    keywords = keywords_of(sparql)
    if "SERVICE" in keywords:
        raise QueryError("SERVICE would ask another server: pressgraph answers from its own store only")
    terms = {name: as_term(value) for name, value in (bindings or {}).items()}

    canonical = Canonical(store)

    def parameter(name: Term) -> Term | None:
        return terms.get(name.value) if isinstance(name, Literal) else None

    try:
        with _clear_errors():
            result = store.query(
                sparql,
                prefixes=dict(PREFIXES),
                # The engine would let the union win over FROM.
                use_default_graph_as_union=dataset is None and "FROM" not in keywords,
                default_graph=None if dataset is None else list(map(iri_node, dataset.default)),
                named_graphs=None if dataset is None else list(map(iri_node, dataset.named)),
                custom_functions={
                    term("pg:hasWords"): _has_words,
                    term("pg:parameter"): parameter,
                    term("pg:canonical"): canonical.entity,
                    term("pg:canonicalName"): canonical.name,
                },
            )
    except SyntaxError as error:
        raise QueryError(_explain(sparql, str(error))) from error
    return QueryAnswer(result)


def keywords_of(sparql: str) -> set[str]:
    """Return which of FROM and SERVICE the query uses."""
    return {match["keyword"].upper() for match in _KEYWORD.finditer(sparql) if match["keyword"]}


def _has_words(text: Term, words: Term) -> Term | None:
    if isinstance(text, Literal) and isinstance(words, Literal):
        return Literal(_words(words.value) in _words(text.value))
    return None


@lru_cache(maxsize=1 << 14)
def _words(text: str) -> str:
    """Return the folded words of ``text`` with a blank before, between and after."""
    return f" {' '.join(_WORD.findall(fold(text)))} "


@contextmanager
def _clear_errors() -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query can't be answered: {' '.join(str(error).split())}") from error


# Syntax errors: the engine's message lists all that could stand at the place, mostly character classes.


def _explain(sparql: str, message: str) -> str:
    """Return the engine's message with the line of the query and a caret under the place."""
    found = _POSITION.match(message)
    if not found:
        return f"not a SPARQL query: {message}"
    line_number, column = int(found[1]), int(found[2])
    lines = sparql.split("\n")
    line = lines[line_number - 1] if line_number <= len(lines) else ""
    pointer = "".join(c if c == "\t" else " " for c in line[: column - 1]) + "^"
    return f"line {line_number}, column {column}: {_reason(found[3], line[: column - 1])}\n{line}\n{pointer}"


def _reason(expected: str, before: str) -> str:
    if "Prefix not found" in expected:
        prefixes = re.findall(r"([\w.-]*):", before)
        return f"the prefix {prefixes[-1] if prefixes else ''}: isn't known; declare it with PREFIX"
    if "IRI parsing failed" in expected:
        return "this is no absolute IRI; write the whole of it, or use a prefix"
    sentence = re.search(r"(?:^|, )([A-Z][\w ]+ [\w ]+)", expected)
    if sentence:
        return sentence[1]
    words = re.findall(r'(?:^|, )("(?:[^"\\]|\\.)+"|[A-Za-z]{2,})(?=, |$)', expected)
    if words:
        return f"expected {' or '.join(words)}"
    return "this can't stand here"
