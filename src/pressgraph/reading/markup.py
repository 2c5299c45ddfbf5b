"""XML and HTML, read so that nothing outside the file is fetched and no entity of its own is expanded."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO

from pressgraph.errors import ReadingError
from pressgraph.reading.guards import parsing, read_whole

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: bytes in which a file says what it is
HEAD = 64 * 1024

# What stands on lines of its own, in HTML, NITF and NewsML; everything else runs on within a paragraph.
_BLOCKS = frozenset(
    (
        "abstract", "address", "article", "aside", "block", "blockquote", "body", "body.content", "body.head", "br",
        "byline", "dateline", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
        "h2", "h3", "h4", "h5", "h6", "header", "hedline", "hl1", "hl2", "hr", "html", "li", "main", "media", "nav",
        "nitf", "note", "ol", "p", "pre", "q-block", "section", "table", "tbody", "td", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
#: what is no text of an article
_SILENT = frozenset(
    (
        "button", "head", "iframe", "noscript", "script", "select", "style", "svg", "template", "textarea",
    )
)  # fmt: skip
_LONG_TAG = re.compile(r"<[^\W\d_][^<>]{1000,}")
_MOST_ATTRIBUTES = 500
_WHITE_SPACE = re.compile(r"[ \t\r\n\f\v]+")  # not the no-break spaces, which are part of French typography
_BEGINS_AS_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<")


def root_of(stream: BinaryIO) -> str | None:
    """Return the name of an XML file's root element with its namespace ("{…}newsItem"); None when it isn't XML."""
    head = stream.read(HEAD)
    if not _BEGINS_AS_XML.match(head):
        return None

    from lxml import etree  # noqa: PLC0415 — most files are plain text

    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True, load_dtd=False)
    with suppress(etree.XMLSyntaxError):  # behind the root, or instead of it
        parser.feed(head)
    return next((str(element.tag) for _, element in parser.read_events()), None)  # type: ignore[union-attr]


def parse_xml(stream: BinaryIO, source: str) -> Element:
    """Return the root element; raises ReadingError for XML that is broken or declares entities."""
    from lxml import etree  # noqa: PLC0415

    raw = read_whole(stream, source)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    with parsing(source, "XML file"):
        root = etree.fromstring(raw, parser)
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise ReadingError(source, "declares XML entities, which pressgraph doesn't expand; save it without them")
    return root


def check_tags(page: str, source: str) -> None:
    """Refuse a page with a tag of very many attributes, which parsers compare each with each."""
    for tag in _LONG_TAG.finditer(page):
        if len(_WHITE_SPACE.findall(tag[0])) > _MOST_ATTRIBUTES:
            raise ReadingError(source, f"has a tag with more than {_MOST_ATTRIBUTES} attributes; save the page anew")


def parse_html(page: str, source: str) -> Element | None:
    """Return the root element of a page or a piece of one; None when there is nothing in it.

    Raises ReadingError as ``check_tags`` does.
    """
    check_tags(page, source)
    from lxml import etree  # noqa: PLC0415

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root: Element | None = etree.fromstring(page.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" or "depth" in entry.message for entry in parser.error_log):
        raise ReadingError(source, "nests its tags too deeply; copy its text into a .txt file")
    return root


def name_of(element: Element) -> str:
    """Return an element's name without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def find_all(element: Element, *path: str) -> list[Element]:
    """Return the elements below ``element`` that the names in ``path`` lead to, whatever their namespaces."""
    found = [element]
    for name in path:
        found = [child for parent in found for child in parent if name_of(child) == name]
    return found


def find_text(element: Element, *path: str) -> str | None:
    """Return the text of the first such element that has any."""
    return next((text for text in map(text_of, find_all(element, *path)) if text), None)


def text_of(element: Element) -> str:
    """Return all text of an element on one line."""
    return " ".join(paragraphs_of(element))


def paragraphs_of(element: Element, *, without: Collection[Element] = ()) -> list[str]:
    """Return the text of an element, paragraph by paragraph, white space within each made single blanks."""
    lines: list[list[str]] = [[]]
    for node, opening, silent in _walk(element, frozenset(without)):
        name = name_of(node).lower()
        if name in _BLOCKS:
            lines.append([])
        if opening and not silent:
            lines[-1].append(_own_text(node))
        if not opening and node is not element:
            lines[-1].append(node.tail or "")
    paragraphs = (_WHITE_SPACE.sub(" ", "".join(line)).strip(" ") for line in lines)
    return [paragraph for paragraph in paragraphs if paragraph.strip()]


def _walk(root: Element, without: Collection[Element]) -> Iterator[tuple[Element, bool, bool]]:
    """Yield each node when it opens and when it closes, and whether it is silent; as deep as it may be."""
    stack = [(root, True)]
    while stack:
        node, opening = stack.pop()
        silent = name_of(node).lower() in _SILENT or node in without
        yield node, opening, silent
        if opening:
            stack.append((node, False))
            if not silent:
                stack.extend((child, True) for child in reversed(node))


def _own_text(node: Element) -> str:
    if isinstance(node.tag, str):
        return node.text or ""
    # What is no element is an entity that the DTD declares: NITF has those of HTML.
    return html.unescape(node.text or "")
