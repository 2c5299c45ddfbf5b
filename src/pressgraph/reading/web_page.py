"""Web pages: trafilatura takes the article out of menus, advertising and comments.

The text is the title, a blank line, then the paragraphs (headings, list items and table rows too) parted by
blank lines; offsets count in this text, not in the page's source. Title, date, author, site and address come
from the page's metadata. A date is only taken where the page declares one: the year in a footer is not the
day of publication.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from pressgraph.errors import ReadingError
from pressgraph.reading.decoding import decode
from pressgraph.reading.drafts import Draft, Format, Metadata, join_paragraphs, names_a_page
from pressgraph.reading.guards import parsing, read_whole
from pressgraph.reading.markup import check_tags

# What they would say of a page, a ReadingError says.
for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).addHandler(logging.NullHandler())

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_MOST_TAGS = 200_000  # opening and closing ones: some ten seconds; long pages have 20 000
_HEAD = 4096  # bytes in which a page says what it is and how it is encoded
# Possessive, else a page that begins with many comments is tried in all ways of parting them.
_PAGE = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html\b)", re.IGNORECASE | re.DOTALL
)

# Without bounds htmldate takes today's date as the latest, and a page would read differently tomorrow.
_DATE_RULES = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1600-01-01",
    "max_date": "2999-12-31",
}


def read_web_page(stream: BinaryIO, source: str) -> Iterator[Draft | ReadingError]:
    """Read a page as one article; raises ReadingError when there is no article in it."""
    yield read_page(read_whole(stream, source), source)


def read_page(
    raw: bytes,
    source: str,
    *,
    declared: str | None = None,
    address: str | None = None,
    part: str = "",
    place: str = "",
) -> Draft:
    """Return the article of a page; raises ReadingError when there is none.

    ``declared`` is the encoding that the server gave, ``address`` where it was fetched, which is its URL when the page
    itself names none; ``part`` and ``place`` are those of the draft.
    """
    named = _DECLARED.search(raw[:_HEAD])
    page = decode(raw, source=source, declared=named[1].decode("ascii") if named else declared)

    check_tags(page, source)
    if page.count("<") > _MOST_TAGS:
        raise ReadingError(source, f"has more than {_MOST_TAGS} tags; copy its text into a .txt file")

    from trafilatura import bare_extraction  # noqa: PLC0415 — takes a quarter of a second

    with parsing(source, "web page"):
        document = bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=_DATE_RULES)
    if document is None or isinstance(document, dict) or not (document.text or "").strip():
        raise ReadingError(source, "no article found in this page; copy its text into a .txt file")
    return Draft(
        text=join_paragraphs((document.text or "").splitlines(), title=document.title),
        metadata=Metadata(
            title=document.title or None,
            published=date.fromisoformat(document.date) if document.date else None,
            author=document.author or None,
            publisher=document.sitename or None,
            url=next((url for url in (document.url, address) if url and names_a_page(url)), None),
        ),
        part=part,
        place=place,
    )


def _is_page(stream: BinaryIO) -> bool:
    head = stream.read(_HEAD)
    # Only ASCII matters here; without its NULs UTF-16 is ASCII too.
    return bool(_PAGE.match(head.replace(b"\0", b"").decode("ascii", "ignore")))


FORMAT = Format(suffixes=(".html", ".htm", ".xhtml"), matches=_is_page, read=read_web_page)
