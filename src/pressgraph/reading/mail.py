"""Mail (EML): one article a message; the subject is the title, the sender the author.

The plain text is taken, else the HTML. Attachments are not read: save them as files of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import BinaryIO

from pressgraph.errors import ReadingError
from pressgraph.reading.declared_dates import read_date
from pressgraph.reading.decoding import decode
from pressgraph.reading.drafts import Draft, Format, Metadata, join_paragraphs
from pressgraph.reading.guards import parsing, read_whole
from pressgraph.reading.markup import HEAD, paragraphs_of, parse_html
from pressgraph.reading.reflow import join_lines

_HEADER = re.compile(
    rb"^(from|date|subject|message-id|mime-version|received|return-path|delivered-to|to|reply-to|content-type):",
    re.IGNORECASE | re.MULTILINE,
)
_FEWEST_HEADERS = 3
_MOST_PARTS = 1000
_LONGEST_HEADER = 2000  # characters
_READ_HEADERS = frozenset(
    (
        "from", "date", "subject", "message-id", "organization", "mime-version",
        "content-type", "content-disposition", "content-transfer-encoding", "content-id",
    )
)  # fmt: skip
_HEADER_BLOCK = re.compile(rb"\A(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
_SIGNATURE = "-- "


def read_mail(stream: BinaryIO, source: str) -> Iterator[Draft | ReadingError]:
    """Read a message as one article; raises ReadingError when it has no text of its own."""
    raw = read_whole(stream, source)
    with parsing(source, "mail"):
        message = BytesParser(policy=policy.default).parsebytes(raw)
        if not isinstance(message, EmailMessage):
            raise ReadingError(source, "isn't a mail")
        _check_size(message, raw, source)
        paragraphs = _paragraphs(message, source)
        metadata = _read_metadata(message)
    if not paragraphs:
        raise ReadingError(source, "has no text of its own; save its attachments as files")
    yield Draft(text=join_paragraphs(paragraphs, title=metadata.title), metadata=metadata)


def _check_size(message: EmailMessage, raw: bytes, source: str) -> None:
    """Refuse what the standard library would take hours for: its header parser is quadratic, its parts nest."""
    if raw.count(b"\n--") > _MOST_PARTS:
        raise ReadingError(source, f"has more than {_MOST_PARTS} parts; save those that you need as files")
    for name, value in message.raw_items():
        if name.lower() in _READ_HEADERS and len(value) > _LONGEST_HEADER:
            raise ReadingError(source, f"has a {name} header of more than {_LONGEST_HEADER} characters; shorten it")


def _paragraphs(message: EmailMessage, source: str) -> list[str]:
    body = message.get_body(("plain", "html"))
    if body is None:
        return []
    raw = body.get_payload(decode=True)
    if not isinstance(raw, bytes) or not raw.strip():
        return []
    text = decode(raw, source=source, declared=body.get_content_charset())
    if body.get_content_subtype() == "html":
        page = parse_html(text, source)
        return paragraphs_of(page) if page is not None else []
    lines = text.splitlines()
    if _SIGNATURE in lines:
        lines = lines[: lines.index(_SIGNATURE)]
    return join_lines(lines)


def _read_metadata(message: EmailMessage) -> Metadata:
    name, address = parseaddr(str(message.get("From", "")))
    return Metadata(
        title=_header(message, "Subject"),
        published=read_date(_header(message, "Date")),
        author=name or address or None,
        publisher=_header(message, "Organization"),
        id=(_header(message, "Message-ID") or "").strip("<>") or None,
    )


def _header(message: EmailMessage, name: str) -> str | None:
    return " ".join(str(message.get(name, "")).split()) or None


def _is_mail(stream: BinaryIO) -> bool:
    block = _HEADER_BLOCK.match(stream.read(HEAD))
    return bool(block) and len({name.lower() for name in _HEADER.findall(block[0])}) >= _FEWEST_HEADERS  # type: ignore[index]


FORMAT = Format(suffixes=(".eml",), matches=_is_mail, read=read_mail, is_certain=False)
