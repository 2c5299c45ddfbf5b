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
from urllib.parse import urlsplit

from pressgraph.errors import ReadingError
from pressgraph.reading.decoding import decode
from pressgraph.reading.drafts import Draft, Format, Metadata

# What they would say of a page, a ReadingError says.
for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).addHandler(logging.NullHandler())

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page says what it is and how it is encoded
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html\b)", re.IGNORECASE | re.DOTALL)

# Without bounds htmldate takes today's date as the latest, and a page would read differently tomorrow.
_DATE_RULES = {
    "original_date": True,
    "extensive_search": False,
    "min_date": "1600-01-01",
    "max_date": "2999-12-31",
}


def read_web_page(stream: BinaryIO, source: str) -> Iterator[Draft | ReadingError]:
    """Read a page as one article; raises ReadingError when there is no article in it."""
    raw = stream.read()
    declared = _DECLARED.search(raw[:_HEAD])
    page = decode(raw, source=source, declared=declared[1].decode("ascii") if declared else None)

    from trafilatura import bare_extraction  # noqa: PLC0415 — takes a quarter of a second

    document = bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=_DATE_RULES)
    if document is None or isinstance(document, dict) or not (document.text or "").strip():
        raise ReadingError(source, "no article found in this page; copy its text into a .txt file")
    yield Draft(
        text=_join(document.title, document.text or ""),
        metadata=Metadata(
            title=document.title or None,
            published=date.fromisoformat(document.date) if document.date else None,
            author=document.author or None,
            publisher=document.sitename or None,
            url=document.url if _names_a_page(document.url) else None,
        ),
    )


def _join(title: str | None, text: str) -> str:
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    if title and paragraphs[0] != title:
        paragraphs.insert(0, title)
    return "\n\n".join(paragraphs)


def _names_a_page(url: str | None) -> bool:
    """Tell an article's address from a site's, which some pages give as their own."""
    parts = urlsplit(url or "")
    return bool(parts.path.strip("/") or parts.query)


def _is_page(stream: BinaryIO) -> bool:
    head = stream.read(_HEAD)
    # Only ASCII matters here; without its NULs UTF-16 is ASCII too.
    return bool(_PAGE.match(head.replace(b"\0", b"").decode("ascii", "ignore")))


FORMAT = Format(suffixes=(".html", ".htm", ".xhtml"), matches=_is_page, read=read_web_page)
