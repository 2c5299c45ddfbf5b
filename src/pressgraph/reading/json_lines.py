"""JSON lines: one article a line.

Each line is an object with ``text`` and, optionally, ``title``, ``published`` (2018-09-28, with or without a
time), ``author``, ``publisher``, ``source``, ``url`` and ``id``; other keys are passed over, and so are blank
lines.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO

from pressgraph.errors import ReadingError
from pressgraph.reading.decoding import decode
from pressgraph.reading.drafts import Draft, Format, build_metadata
from pressgraph.reading.guards import LARGEST_DOCUMENT, read_whole, too_large


def read_json_lines(stream: BinaryIO, source: str) -> Iterator[Draft | ReadingError]:
    """Read a file line by line, so that its size doesn't matter."""
    for number, line in enumerate(_lines(stream), start=1):
        if len(line) > LARGEST_DOCUMENT:
            raise ReadingError(source, f"line {number}: {too_large('line')}")
        try:
            content = decode(line, source=source).strip()
            if content:
                yield _read_line(content, str(number))
        except ReadingError as error:
            yield ReadingError(source, f"line {number}: {error.reason}")
        except ValueError as error:
            yield ReadingError(source, f"line {number}: {error}")


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    mark = stream.read(2)
    stream.seek(0)
    if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):  # what ">" writes in Windows PowerShell
        return (line.encode() for line in read_whole(stream, "").decode("utf-16", "replace").split("\n"))
    return iter(lambda: stream.readline(LARGEST_DOCUMENT + 1), b"")


def _read_line(content: str, number: str) -> Draft:
    try:
        values = json.loads(content)
    except json.JSONDecodeError as error:
        raise ValueError(f"isn't JSON: {error.msg} at character {error.pos + 1}") from None
    except RecursionError:
        raise ValueError("isn't an article: too deeply nested") from None
    except ValueError:  # Python refuses to read thousands of digits as one number
        raise ValueError("isn't an article: has a number that is too long") from None
    if not isinstance(values, dict) or not isinstance(values.get("text"), str):
        raise ValueError('isn\'t an article: write it as {"text": "…", "title": "…"}')
    metadata = build_metadata(values)
    where = values.get("source")
    return Draft(
        text=values["text"],
        metadata=metadata,
        source=(where if isinstance(where, str) and where.strip() else None) or metadata.url,
        part=number,
        place=f"line {number}",
    )


def _begins_with_an_object(stream: BinaryIO) -> bool:
    first = next((line for line in _lines(stream) if line.strip()), b"").removeprefix(codecs.BOM_UTF8).strip()
    if not first.startswith(b"{"):
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return False
    return True


FORMAT = Format(suffixes=(".jsonl", ".ndjson"), matches=_begins_with_an_object, read=read_json_lines, is_certain=False)
