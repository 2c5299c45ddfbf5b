"""The store's RDF as a file: TriG, N-Quads and JSON-LD by article; Turtle and N-Triples all as one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pyoxigraph import NamedNode, RdfFormat, Triple

from pressgraph.errors import ExportError
from pressgraph.graph.store import Store
from pressgraph.graph.turtle import write_rdf
from pressgraph.replacing import replacing_binary

#: file suffix without its dot → format
DUMP_FORMATS = {
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
}


def dump(store: Store, target: str | Path | IO[bytes], *, form: str | None = None) -> None:
    """Write all that the store's articles say to a file or a binary stream; two runs give the same bytes.

    ``form`` is a key of DUMP_FORMATS; without it the file's suffix tells. A file appears whole or not at all.
    Raises ExportError when the format isn't known or the file can't be written.
    """
    if isinstance(target, str | Path):
        path = Path(target)
        chosen = _format(form or path.suffix.removeprefix("."), path)
        with replacing_binary(path) as stream:
            _write(store, stream, chosen)
    else:
        _write(store, target, _format(form or "", "output"))


def _format(name: str, target: Path | str) -> RdfFormat:
    if name.lower() not in DUMP_FORMATS:
        raise ExportError(f"{target}: {name or 'no suffix'} is no RDF format; take {', '.join(DUMP_FORMATS)}")
    return DUMP_FORMATS[name.lower()]


def _write(store: Store, stream: IO[bytes], form: RdfFormat) -> None:
    statements = store.quads() if form.supports_datasets else _merged(store)
    write_rdf(statements, stream, form)


def _merged(store: Store) -> Iterator[Triple]:
    """Yield the triples of all graphs, each once."""
    shared: set[Triple] = set()
    for quad in store.quads():
        triple, article = quad.triple, quad.graph_name
        # What an article says of its own parts no other article says: there is no need to remember it.
        if isinstance(article, NamedNode) and str(triple.subject).startswith(f"<{article.value}"):
            yield triple
        elif triple not in shared:
            shared.add(triple)
            yield triple
