"""XML of no known kind: refused by the name of its root, for its markup is no text of an article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from pressgraph.errors import ReadingError
from pressgraph.reading.drafts import Draft, Format
from pressgraph.reading.guards import printable
from pressgraph.reading.markup import parse_xml, root_of


def refuse_xml(stream: BinaryIO, source: str) -> Iterator[Draft | ReadingError]:
    """Raise a ReadingError that says why this XML can't be read."""
    root = printable(str(parse_xml(stream, source).tag))
    yield ReadingError(source, f"is XML of an unknown kind ({root}); known are NewsML-G2, NITF, RSS, Atom and XHTML")


FORMAT = Format(
    suffixes=(".xml",), matches=lambda stream: root_of(stream) is not None, read=refuse_xml, is_certain=False
)
