"""NITF, the News Industry Text Format: one article a file, or inside a NewsML-G2 item.

The text is the headline, the subheadline, the lead and the paragraphs of the body, parted by blank lines; captions,
the byline and the signature at the end are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from pressgraph.errors import ReadingError
from pressgraph.reading.declared_dates import read_date
from pressgraph.reading.drafts import Draft, Format, Metadata, join_paragraphs
from pressgraph.reading.markup import find_all, find_text, paragraphs_of, parse_xml, root_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAMESPACE = "{http://iptc.org/std/NITF/2006-10-18/}"


def read_nitf(stream: BinaryIO, source: str) -> Iterator[Draft | ReadingError]:
    """Read an NITF file as one article."""
    root = parse_xml(stream, source)
    yield Draft(text=nitf_text(root), metadata=nitf_metadata(root))


def nitf_text(root: Element) -> str:
    """Return the text of an ``nitf`` element."""
    parts = [
        *find_all(root, "body", "body.head", "hedline", "hl1"),
        *find_all(root, "body", "body.head", "hedline", "hl2"),
        *find_all(root, "body", "body.head", "abstract"),
        *find_all(root, "body", "body.content"),
    ]
    media = [element for part in parts for element in part.iter("{*}media")]
    return join_paragraphs(paragraph for part in parts for paragraph in paragraphs_of(part, without=media))


def nitf_metadata(root: Element) -> Metadata:
    """Return what an ``nitf`` element says of its article."""
    data = next(iter(find_all(root, "head", "docdata")), root)
    publication = next(iter(find_all(root, "head", "pubdata")), root)
    dates = [
        publication.get("date.publication"),
        *(element.get("norm") for name in ("date.release", "date.issue") for element in find_all(data, name)),
        *(element.get("norm") for element in find_all(root, "body", "body.head", "dateline", "story.date")),
    ]
    return Metadata(
        title=find_text(root, "body", "body.head", "hedline", "hl1") or find_text(root, "head", "title"),
        published=next(filter(None, map(read_date, dates)), None),
        author=find_text(root, "body", "body.head", "byline", "person")
        or find_text(root, "body", "body.head", "byline"),
        publisher=publication.get("name") or find_text(root, "body", "body.head", "distributor"),
        id=next((element.get("id-string") for element in find_all(data, "doc-id")), None),
    )


FORMAT = Format(
    suffixes=(".nitf",),
    matches=lambda stream: root_of(stream) in ("nitf", f"{_NAMESPACE}nitf"),
    read=read_nitf,
)
