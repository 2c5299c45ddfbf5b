"""PDF files with text: one article a file. Lines are joined to paragraphs, words cut at their ends made whole.

Title and author come from the file's properties; date and publisher only from its XMP metadata, where publishing
systems declare them: the day on which the PDF was made is not the day of publication.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from pressgraph.errors import ReadingError
from pressgraph.reading.declared_dates import read_date
from pressgraph.reading.drafts import Draft, Format, Metadata, join_paragraphs
from pressgraph.reading.guards import parsing, read_whole
from pressgraph.reading.markup import find_text, parse_xml
from pressgraph.reading.reflow import join_lines

if TYPE_CHECKING:
    from pypdf import PdfReader

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # what it would say, a ReadingError says

_MOST_PAGES = 2000
_DESCRIPTION = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"


def read_pdf(stream: BinaryIO, source: str) -> Iterator[Draft | ReadingError]:
    """Read a PDF as one article; raises ReadingError for a scan, a locked or a broken one."""
    raw = read_whole(stream, source)

    from pypdf import PdfReader  # noqa: PLC0415 — takes a tenth of a second

    with parsing(source, "PDF"):
        document = PdfReader(BytesIO(raw))
        if document.is_encrypted and not document.decrypt(""):
            raise ReadingError(source, "is locked with a password; save it without one")
        if len(document.pages) > _MOST_PAGES:
            raise ReadingError(source, f"has more than {_MOST_PAGES} pages; split it")
        lines = [line for page in document.pages for line in [*page.extract_text().splitlines(), ""]]
        metadata = _read_metadata(document, source)
    if not any(line.strip() for line in lines):
        raise ReadingError(source, "has no text, only pictures of it; run character recognition (OCR) on it first")
    yield Draft(text=join_paragraphs(join_lines(lines)), metadata=metadata)


def _read_metadata(document: PdfReader, source: str) -> Metadata:
    properties = document.metadata
    declared = _read_xmp(document, source)
    return Metadata(
        title=declared.title or ((properties and properties.title) or "").strip() or None,
        published=declared.published,
        author=declared.author or ((properties and properties.author) or "").strip() or None,
        publisher=declared.publisher,
    )


def _read_xmp(document: PdfReader, source: str) -> Metadata:
    stream = document.root_object.get("/Metadata")
    if stream is None:
        return Metadata()
    try:
        root = parse_xml(BytesIO(stream.get_object().get_data()), source)
    except ReadingError:  # metadata that can't be read is as good as none
        return Metadata()
    values: dict[str, str] = {}
    for description in root.iter(_DESCRIPTION):
        for child in description:
            name = str(child.tag).rpartition("}")[2]
            values.setdefault(name, find_text(child, "Alt", "li") or find_text(child, "Seq", "li") or child.text or "")
        for attribute, value in description.attrib.items():
            values.setdefault(str(attribute).rpartition("}")[2], str(value))
    clean = {name: value.strip() for name, value in values.items() if value.strip()}
    return Metadata(
        title=clean.get("title"),
        published=read_date(clean.get("publicationDate")) or read_date(clean.get("date")),
        author=clean.get("creator"),
        publisher=clean.get("publicationName") or clean.get("publisher"),
    )


FORMAT = Format(suffixes=(".pdf",), matches=lambda stream: stream.read(5) == b"%PDF-", read=read_pdf)
