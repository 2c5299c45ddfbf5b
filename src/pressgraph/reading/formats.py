"""The formats that pressgraph reads."""

from __future__ import annotations

from typing import BinaryIO

from pressgraph.reading import json_lines, plain_text, web_page
from pressgraph.reading.drafts import Format

#: in the order in which a file of unknown suffix is tried; the last one takes whatever is left
FORMATS: tuple[Format, ...] = (
    json_lines.FORMAT,
    web_page.FORMAT,
    plain_text.FORMAT,
)

SUFFIXES: tuple[str, ...] = tuple(suffix for known in FORMATS for suffix in known.suffixes)


def find_format(name: str, stream: BinaryIO) -> Format:
    """Return the format of a file: by the suffix of its name, else by its content.

    ``stream`` is seekable; it is left at its beginning.
    """
    for known in FORMATS:
        if name.lower().endswith(known.suffixes):
            return known
    for known in FORMATS:
        stream.seek(0)
        matched = known.matches(stream)
        stream.seek(0)
        if matched:
            return known
    raise AssertionError("the last of FORMATS takes every file")
