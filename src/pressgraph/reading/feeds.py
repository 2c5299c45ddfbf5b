"""RSS and Atom feeds: one article an entry, with as much of its text as the feed gives."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parseaddr
from typing import TYPE_CHECKING, BinaryIO

from pressgraph.errors import ReadingError
from pressgraph.reading.declared_dates import read_date
from pressgraph.reading.drafts import Draft, Format, Metadata, join_paragraphs, names_a_page
from pressgraph.reading.markup import find_all, find_text, paragraphs_of, parse_html, parse_xml, root_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ROOTS = frozenset(
    (
        "rss",
        "{http://www.w3.org/2005/Atom}feed",
        "{http://www.w3.org/2005/Atom}entry",
        "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF",  # RSS 1.0
    )
)
# Fullest first: RSS, then Atom. "encoded" is that of content:encoded.
_TEXTS = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "date", "published", "issued", "created", "updated")


def read_feed(stream: BinaryIO, source: str) -> Iterator[Draft | ReadingError]:
    """Read the entries of a feed, in order."""
    root = parse_xml(stream, source)
    channel = next(iter(find_all(root, "channel")), root)
    entries = list(root.iter("{*}item", "{*}entry"))
    for number, entry in enumerate(entries, start=1):
        place = f"entry {number}"
        metadata = _read_metadata(
            entry, source=source, publisher=find_text(channel, "title") if channel is not entry else None
        )
        paragraphs = next(filter(None, (_paragraphs(entry, name, source) for name in _TEXTS)), [])
        if paragraphs or metadata.title:
            yield Draft(
                text=join_paragraphs(paragraphs, title=metadata.title),
                metadata=metadata,
                part=str(number),
                place=place,
            )
        else:
            yield ReadingError(source, f"{place}: holds no text")


def _paragraphs(entry: Element, name: str, source: str) -> list[str]:
    for element in find_all(entry, name):
        kind = element.get("type", "html")
        if kind == "xhtml" or len(element):
            return paragraphs_of(element)
        text = element.text or ""
        if kind == "text":
            return [line.strip() for line in text.splitlines()]
        page = parse_html(text, source)
        if page is not None:
            return paragraphs_of(page)
    return []


def _read_metadata(entry: Element, *, source: str, publisher: str | None) -> Metadata:
    links = [element.get("href") or element.text for element in find_all(entry, "link") if _is_main_link(element)]
    names = ("id", "guid")
    ids = [text.strip() for name in names for element in find_all(entry, name) if (text := element.text or "").strip()]
    url = next((link.strip() for link in (*links, *ids) if link and names_a_page(link.strip())), None)
    return Metadata(
        title=_plain(find_text(entry, "title"), source),
        published=next(filter(None, (read_date(find_text(entry, name)) for name in _DATES)), None),
        author=find_text(entry, "author", "name") or find_text(entry, "creator") or _person(find_text(entry, "author")),
        publisher=find_text(entry, "source", "title") or find_text(entry, "source") or publisher,
        url=url,
        id=next(iter(ids), None),
    )


def _is_main_link(element: Element) -> bool:
    return element.get("rel", "alternate") == "alternate"


def _person(author: str | None) -> str | None:
    """Return the name in what RSS asks for: "redaction@courrier.example (Paul Arnoux)"."""
    name, address = parseaddr(author or "")
    return name or address or author


def _plain(title: str | None, source: str) -> str | None:
    """Return a title without the markup that feeds write into it ("L&amp;#8217;école")."""
    if not title or not ("&" in title or "<" in title):
        return title
    page = parse_html(title, source)
    return " ".join(paragraphs_of(page)) if page is not None else title


FORMAT = Format(suffixes=(".rss", ".atom"), matches=lambda stream: root_of(stream) in _ROOTS, read=read_feed)
