"""Web archives (WARC): each HTML page that a crawl kept is an article, with the address that it was fetched from.

Pages that the server refused, redirects, pictures and scripts are passed over. Read with ``fastwarc``, whose parser
is memory-safe and streams; a record is unpacked no further than a document may be large.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from pressgraph.errors import ReadingError
from pressgraph.reading.drafts import Draft, Format
from pressgraph.reading.guards import LARGEST_DOCUMENT, parsing, printable, too_large
from pressgraph.reading.web_page import read_page

if TYPE_CHECKING:
    from fastwarc import WarcRecord

_VERSION = re.compile(rb"WARC/[01]\.\d+\r?\n")
_PAGES = ("text/html", "application/xhtml+xml")


def read_web_archive(stream: BinaryIO, source: str) -> Iterator[Draft | ReadingError]:
    """Read the pages of an archive, in order."""
    from fastwarc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 — few files are archives

    kinds = WarcRecordType.response | WarcRecordType.resource
    with parsing(source, "web archive"):
        records = iter(ArchiveIterator(stream, record_types=kinds, parse_http=False))
    number = 0
    while True:
        with parsing(source, "web archive"):
            record = next(records, None)
        if record is None:
            return
        number += 1
        try:
            draft = _read_record(record, number, source)
        except ReadingError as error:
            yield ReadingError(source, f"{_place(record, number)}: {error.reason}")
        else:
            if draft:
                yield draft


def _read_record(record: WarcRecord, number: int, source: str) -> Draft | None:
    if record.content_length > LARGEST_DOCUMENT:
        raise ReadingError(source, too_large("page"))
    with parsing(source, "web archive"):
        content = record.reader.read()
    if len(content) < record.content_length:
        raise ReadingError(source, "is cut off; fetch the archive anew")
    if not record.is_http:
        return _read_page(content, record, number, source) if _is_page(record.headers.get("Content-Type")) else None
    with parsing(source, "response"):
        response = _response_of(content)
        headers = response.http_headers
        if headers is None or headers.status_code != 200 or not _is_page(response.http_content_type):
            return None
        raw = response.reader.read(LARGEST_DOCUMENT + 1)
    return _read_page(raw, record, number, source, declared=response.http_charset)


def _response_of(content: bytes) -> WarcRecord:
    """Return a record of its own, so that what is wrong with it doesn't end the reading of the archive."""
    from fastwarc import WarcRecord, WarcRecordType  # noqa: PLC0415

    response = WarcRecord()
    response.record_type = WarcRecordType.response
    response.is_http = True
    response.set_bytes_content(content)
    response.parse_http(auto_decode="all")
    return response


def _read_page(raw: bytes, record: WarcRecord, number: int, source: str, *, declared: str | None = None) -> Draft:
    if len(raw) > LARGEST_DOCUMENT:
        raise ReadingError(source, too_large("page"))
    address, place = record.headers.get("WARC-Target-URI"), _place(record, number)
    return read_page(raw, source, declared=declared, address=address, part=str(number), place=place)


def _place(record: WarcRecord, number: int) -> str:
    return f"record {number} ({printable(record.headers.get('WARC-Target-URI') or 'without address')})"


def _is_page(content_type: str | None) -> bool:
    return (content_type or "").partition(";")[0].strip().lower() in _PAGES


FORMAT = Format(
    suffixes=(".warc",), matches=lambda stream: bool(_VERSION.match(stream.read(12))), read=read_web_archive
)
