"""RDF out: statements to a stream in any syntax, with the known prefixes, the same bytes in every run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, cast

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple

from pressgraph.graph.terms import PREFIXES


def write_rdf(statements: Iterable[Triple] | Iterable[Quad], stream: IO[bytes], form: RdfFormat) -> None:
    """Write triples or quads to a binary stream, in their order."""
    has_header = form in (RdfFormat.TURTLE, RdfFormat.TRIG)
    output = cast("IO[bytes]", _SortedHeader(stream)) if has_header else stream
    pyoxigraph.serialize(statements, output, form, prefixes=dict(PREFIXES))


class _SortedHeader:
    """Passes bytes on to a stream and sorts the prefix lines at their head, which the engine shuffles."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._held: bytes | None = b""  # None once the header is out

    def write(self, data: bytes) -> int:
        if self._held is None:
            self._stream.write(data)
        else:
            self._held += data
            lines = self._held.split(b"\n", len(PREFIXES))
            if len(lines) > len(PREFIXES):
                *header, rest = lines
                self._stream.write(b"\n".join([*sorted(header), rest]))
                self._held = None
        return len(data)

    def flush(self) -> None:
        self._stream.flush()
