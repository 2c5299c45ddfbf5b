"""Text files: one article, with an optional block of front matter at the very start.

::

    ---
    title: Le budget est voté
    published: 2018-09-28
    author: Hélène Grandjean
    publisher: Le Courrier de la Vesle
    url: https://courrier-vesle.example/budget
    id: CV-2018-0928-14
    ---

    Le conseil municipal …

Every line is optional, and so is the block: a text that begins with ``---`` and never closes it is all body.
A value is taken as it stands, but for a pair of straight double quotes around it. The block stays part of the
article's text; its body begins after the block and the blank lines that follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from pressgraph.errors import ReadingError
from pressgraph.reading.decoding import decode
from pressgraph.reading.drafts import METADATA_FIELDS, Draft, Format, Metadata, read_metadata_value
from pressgraph.reading.guards import read_whole

# The block, then the blank lines after it.
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<lines>.*?)^---[ \t]*$\n?(?:[ \t]*\n)*", re.DOTALL | re.MULTILINE)


def read_plain_text(stream: BinaryIO, source: str) -> Iterator[Draft | ReadingError]:
    """Read a text file as one article."""
    text = decode(read_whole(stream, source), source=source)
    block = _find_front_matter(text)
    if block is None:
        yield Draft(text=text)
    else:
        metadata = _read_front_matter(block["lines"], source)
        yield Draft(text=text, body_start=block.end(), metadata=metadata)


def _find_front_matter(text: str) -> re.Match[str] | None:
    if not text.startswith("---"):
        return None
    # The same offsets with one kind of line break.
    return _FRONT_MATTER.match(text.replace("\r\n", " \n").replace("\r", "\n"))


def _read_front_matter(lines: str, source: str) -> Metadata:
    values: dict[str, Any] = {}
    for number, line in enumerate(lines.split("\n"), start=2):  # the block's own --- is line 1
        if line.strip():
            try:
                name, value = _read_field(line)
                if name in values:
                    raise ValueError(f"{name} is given twice")
            except ValueError as error:
                raise ReadingError(source, f"line {number}: {error}") from None
            values[name] = value
    return Metadata(**values)


def _read_field(line: str) -> tuple[str, str | date | None]:
    name, colon, value = (part.strip() for part in line.partition(":"))
    if not colon:
        raise ValueError(
            f"{name!r} isn't a “key: value” line of front matter; if the --- above belongs to the article, "
            "put a blank line before it"
        )
    if name.lower() not in METADATA_FIELDS:
        raise ValueError(f"unknown key {name!r} in the front matter; known are {', '.join(METADATA_FIELDS)}")
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1]
    return name.lower(), read_metadata_value(name.lower(), value)


def _is_anything(_: BinaryIO) -> bool:
    return True  # what isn't text is refused when it is decoded


FORMAT = Format(suffixes=(".txt",), matches=_is_anything, read=read_plain_text, is_certain=False)
