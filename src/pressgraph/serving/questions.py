"""What the readers are asked: functions of the store that give plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from pressgraph.graph import Store
from pressgraph.graph.queries import QueryDataset
from pressgraph.serving.negotiation import choose_format

_LONGEST_CELL = 2000  #: characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it is sent."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An answer for a page's readers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_cut: bool  #: there are more rows


def answer_query(store: Store, sparql: str, *, accept: str, dataset: QueryDataset | None, most: int) -> Answer:
    """Return the answer in the format that the Accept header asks for, of at most ``most`` bytes.

    Raises QueryError and NotAcceptableError.
    """
    found = store.query(sparql, dataset=dataset)
    choice = choose_format(accept, found.formats)
    return Answer(content=found.serialise(choice.form, most=most), media_type=choice.media_type)


def answer_table(store: Store, sparql: str, *, bindings: Mapping[str, str], most: int) -> Table:
    """Return the first ``most`` rows of the answer. Raises QueryError."""
    found = store.query(sparql, bindings=bindings)
    rows = tuple(tuple(map(_cell, row)) for row in islice(found.text_rows(), most + 1))
    return Table(columns=found.columns, rows=rows[:most], is_cut=len(rows) > most)


def _cell(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
