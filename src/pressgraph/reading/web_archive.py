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
    length = record.content_length
    if length > LARGEST_DOCUMENT:
        raise ReadingError(source, too_large("page"))
    with parsing(source, "record"):
        record.freeze()  # takes it from the file; its length is then what there was
        if record.content_length < length:
            raise ReadingError(source, "is cut off; fetch the archive anew")
        if record.is_http:
            record.parse_http(auto_decode="all")
        if not _holds_a_page(record):
            return None
        raw = record.reader.read(LARGEST_DOCUMENT + 1)
    if len(raw) > LARGEST_DOCUMENT:
        raise ReadingError(source, too_large("page"))
    return read_page(
        raw,
        source,
        declared=record.http_charset,
        address=record.headers.get("WARC-Target-URI"),
        part=str(number),
        place=_place(record, number),
    )


def _place(record: WarcRecord, number: int) -> str:
    return f"record {number} ({printable(record.headers.get('WARC-Target-URI') or 'without address')})"


def _holds_a_page(record: WarcRecord) -> bool:
    if not record.is_http:
        return (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower() in _PAGES
    headers = record.http_headers
    return headers is not None and headers.status_code == 200 and (record.http_content_type or "").lower() in _PAGES


FORMAT = Format(
    suffixes=(".warc",), matches=lambda stream: bool(_VERSION.match(stream.read(12))), read=read_web_archive
)
