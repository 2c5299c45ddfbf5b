"""Europresse exports: one HTML file with many articles, each with its newspaper, date and author."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from pressgraph.errors import ReadingError
from pressgraph.reading.declared_dates import read_date, read_date_in_words
from pressgraph.reading.decoding import decode
from pressgraph.reading.drafts import Draft, Format, Metadata, join_paragraphs
from pressgraph.reading.guards import read_whole
from pressgraph.reading.markup import paragraphs_of, parse_html, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MARK = b"DocPublicationName"
_CHUNK = 1024 * 1024
# "Le Progrès, no. 43018", "Sud Ouest (site web)\n Bordeaux, p. 5"
_NEWSPAPER = re.compile(r"\s*(?P<name>[^\n,;]+?)\s*(?:\((?:site web|web|site)[^)]*\)\s*)?(?:[\n,;]|$)", re.IGNORECASE)
_NUMBER_OF_DOCUMENT = re.compile(r"\b\w+·(?P<day>\d{8})·[\w·.-]*\w")
_BY = re.compile(r"^par\s+", re.IGNORECASE)


def read_europresse(stream: BinaryIO, source: str) -> Iterator[Draft | ReadingError]:
    """Read the articles of an export, in order."""
    page = parse_html(decode(read_whole(stream, source), source=source), source)
    for number, article in enumerate(page.iter("article") if page is not None else (), start=1):
        yield _read_article(article, number) or ReadingError(source, f"article {number}: has no title or no text")


def _read_article(article: Element, number: int) -> Draft | None:
    title = _text(article, "titreArticleVisu") or _text(article, "titreArticle")
    body = _find(article, "docOcurrContainer", "DocText")
    beside = [*article.iter("aside", "footer"), *_all(article, "apd-wrapper")]
    paragraphs = paragraphs_of(body, without=beside) if body is not None else []
    if not title or not paragraphs:
        return None
    document = _NUMBER_OF_DOCUMENT.search(text_of(article))
    metadata = Metadata(
        title=title,
        published=_date_in_header(article) or (read_date(document["day"]) if document else None),
        author=_BY.sub("", _text(article, "docAuthors") or _text(article, "sm-margin-bottomNews") or "") or None,
        publisher=_newspaper(article),
        id=document[0] if document else None,
    )
    subtitle = _text(article, "rdp__subtitle")
    return Draft(
        text=join_paragraphs([*([subtitle] if subtitle else []), *paragraphs], title=title),
        metadata=metadata,
        part=str(number),
        place=f"article {number}",
    )


def _newspaper(article: Element) -> str | None:
    element = _find(article, "DocPublicationName")
    name = _NEWSPAPER.match("".join(element.itertext()).strip()) if element is not None else None  # type: ignore[arg-type]
    return " ".join(name["name"].split()) if name else None


def _date_in_header(article: Element) -> date | None:
    lines = [text_of(element) for name in ("DocHeader", "DocTitreSousSection") for element in _all(article, name)]
    return next(filter(None, map(read_date_in_words, lines)), None)


def _text(article: Element, name: str) -> str | None:
    return next((text for text in map(text_of, _all(article, name)) if text), None)


def _find(article: Element, *names: str) -> Element | None:
    return next((element for name in names for element in _all(article, name)), None)


def _all(article: Element, name: str) -> list[Element]:
    """Return the elements of a class, in order."""
    return [element for element in article.iter() if name in (element.get("class") or "").split()]


def _is_export(stream: BinaryIO) -> bool:
    """Tell whether the mark of an export stands anywhere; its style sheet may fill many pages before it."""
    head = stream.read(_CHUNK)
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return False
    return _MARK in head and b"<article" in head


FORMAT = Format(suffixes=(), matches=_is_export, read=read_europresse)
