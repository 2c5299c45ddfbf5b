"""What a reader of a format gives, before the rules that hold for all formats are applied."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from pressgraph.errors import ReadingError

_NEVER_IN_ADDRESSES = re.compile(r"[\s\x00-\x1f<>\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a file says of an article itself."""

    title: str | None = None
    published: date | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    id: str | None = None


METADATA_FIELDS = tuple(item.name for item in fields(Metadata))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One article as its file gives it."""

    text: str
    #: characters; where the article proper begins in ``text``
    body_start: int = 0
    metadata: Metadata = field(default_factory=Metadata)
    #: where the article came from, when the file says so; else the file's own path is taken
    source: str | None = None
    #: what tells the article from the others of its file, for its key; empty when the file holds only one
    part: str = ""
    #: where in the file the article stands, for messages ("line 3"); empty when the file holds only one
    place: str = ""


#: Takes an open, seekable file and its path as errors name it. A file that can't be read raises ReadingError;
#: one bad article among several is yielded as a ReadingError, so that the others go on.
Reader = Callable[[BinaryIO, str], Iterator[Draft | ReadingError]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of article files."""

    #: lower case, with their dots
    suffixes: tuple[str, ...]
    #: says whether a file, open at its beginning, has this format
    matches: Callable[[BinaryIO], bool]
    read: Reader
    #: whether ``matches`` is beyond doubt, so that a suffix which says otherwise doesn't count
    is_certain: bool = True


def join_paragraphs(paragraphs: Iterable[str], *, title: str | None = None) -> str:
    """Return one text: the title, unless the first paragraph repeats it, then the paragraphs, parted by blank lines."""
    kept = [paragraph.strip() for paragraph in paragraphs if paragraph.strip()]
    if title and (not kept or kept[0] != title):
        kept.insert(0, title)
    return "\n\n".join(kept)


def names_a_page(url: str) -> bool:
    """Tell an article's address on the web from a site's, which some pages give as their own."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and not _NEVER_IN_ADDRESSES.search(url)
    return is_web and bool(parts.path.strip("/") or parts.query)


def read_metadata_value(name: str, value: object) -> str | date | None:
    """Return the value of one of ``METADATA_FIELDS`` as ``Metadata`` holds it; None when it is blank.

    Raises ValueError, whose text says what is wrong and what to write instead.
    """
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} must be a text, not {value!r}")
    stripped = (value or "").strip()
    if not stripped:
        return None
    if name == "published":
        return _read_date(stripped)
    if name in ("url", "id"):  # they make the article's IRI
        _check_address(stripped)
    return stripped


def build_metadata(values: dict[str, Any]) -> Metadata:
    """Return the metadata of a mapping from ``METADATA_FIELDS`` to raw values; other keys are passed over.

    Raises ValueError as ``read_metadata_value`` does.
    """
    return Metadata(**{name: read_metadata_value(name, values.get(name)) for name in METADATA_FIELDS})  # type: ignore[arg-type]


def _check_address(value: str) -> None:
    try:
        urlsplit(value)
    except ValueError:
        raise ValueError(f"{value!r} isn't a valid address or id") from None


def _read_date(value: str) -> date:
    try:
        return datetime.fromisoformat(value).date()  # a date alone is one of the forms that it takes
    except ValueError:
        raise ValueError(f"published: {value!r} isn't a date; write it as 2018-09-28") from None
