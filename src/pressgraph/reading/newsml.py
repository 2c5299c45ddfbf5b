"""NewsML-G2, the format in which agencies deliver: a news item, or a message with many.

PyPI's ``newsmlg2`` reads the metadata of one item but not the text inside, opens files with a parser that expands
entities, and fails on the whole file where one property is odd: so the few elements needed are read here.
An item's text is XHTML, NITF or plain text; pictures and other items without text inside are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from pressgraph.errors import ReadingError
from pressgraph.reading.declared_dates import read_date
from pressgraph.reading.drafts import Draft, Format, Metadata, join_paragraphs
from pressgraph.reading.markup import find_all, find_text, name_of, paragraphs_of, parse_html, parse_xml, root_of
from pressgraph.reading.nitf import nitf_metadata, nitf_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAMESPACE = "{http://iptc.org/std/nar/2006-10-01/}"
_DATES = (
    ("contentMeta", "contentCreated"),
    ("itemMeta", "firstCreated"),
    ("itemMeta", "versionCreated"),
    ("contentMeta", "contentModified"),
)


def read_newsml(stream: BinaryIO, source: str) -> Iterator[Draft | ReadingError]:
    """Read the items of a NewsML-G2 file, in order."""
    root = parse_xml(stream, source)
    items = [root] if name_of(root) == "newsItem" else list(root.iter(f"{_NAMESPACE}newsItem"))
    for number, item in enumerate(items, start=1):
        draft = _read_item(item, number, source)
        if draft or _should_have_text(item):
            yield draft or ReadingError(source, f"item {number}: holds no text")


def _read_item(item: Element, number: int, source: str) -> Draft | None:
    inside = Metadata()
    paragraphs: list[str] = []
    for content in find_all(item, "contentSet", "inlineXML"):
        for child in content:
            if name_of(child) == "nitf":
                inside = nitf_metadata(child)
                paragraphs.append(nitf_text(child))
            else:
                paragraphs += paragraphs_of(child)
        if paragraphs:  # further ones are other renditions of the same text
            break
    if not paragraphs:
        paragraphs = _inline_data(item, source)
    if not paragraphs:
        return None
    metadata = _read_metadata(item, inside)
    return Draft(
        text=join_paragraphs(paragraphs, title=metadata.title),
        metadata=metadata,
        part=str(number),
        place=f"item {number}",
    )


def _inline_data(item: Element, source: str) -> list[str]:
    for content in find_all(item, "contentSet", "inlineData"):
        text = content.text or ""
        if "html" in (content.get("contenttype") or ""):
            page = parse_html(text, source)
            return paragraphs_of(page) if page is not None else []
        if not content.get("encoding"):  # a picture in base64 has one
            return [line.strip() for line in text.splitlines()]
    return []


def _should_have_text(item: Element) -> bool:
    classes = [element.get("qcode") or "" for element in find_all(item, "itemMeta", "itemClass")]
    return not classes or any(name.endswith(":text") for name in classes)


def _read_metadata(item: Element, inside: Metadata) -> Metadata:
    dates = (read_date(find_text(item, *path)) for path in _DATES)
    return Metadata(
        title=find_text(item, "contentMeta", "headline") or inside.title,
        published=next(filter(None, dates), None) or inside.published,
        author=_find_name(item, "contentMeta", "creator") or find_text(item, "contentMeta", "by") or inside.author,
        publisher=_find_name(item, "itemMeta", "provider") or inside.publisher,
        id=item.get("guid") or inside.id,
    )


def _find_name(item: Element, *path: str) -> str | None:
    """Return the name of a person or body, else what it is called by in the agency's own codes."""
    for element in find_all(item, *path):
        code = element.get("literal") or (element.get("qcode") or "").rpartition(":")[2]
        name = find_text(element, "name") or code
        if name:
            return name
    return None


FORMAT = Format(
    suffixes=(".newsml",),
    matches=lambda stream: (root_of(stream) or "").startswith(_NAMESPACE),
    read=read_newsml,
)
