"""What keeps a foreign file from doing harm: how much of it is held at once, and how parsers' failures are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from pressgraph.errors import ReadingError

_MEBIBYTE = 1024 * 1024
#: bytes of a document, or of one line of JSON lines, that has to be held in memory as a whole
LARGEST_DOCUMENT = 64 * _MEBIBYTE

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def read_whole(stream: BinaryIO, source: str) -> bytes:
    """Return what is left of ``stream``; raises ReadingError when that is more than a document can be."""
    raw = stream.read(LARGEST_DOCUMENT + 1)
    if len(raw) > LARGEST_DOCUMENT:
        raise ReadingError(source, too_large("document"))
    return raw


def too_large(what: str) -> str:
    """Say that one ``what`` is more than can be held in memory."""
    return f"has a {what} of more than {LARGEST_DOCUMENT // _MEBIBYTE} MB; split it into smaller files"


@contextmanager
def parsing(source: str, what: str) -> Iterator[None]:
    """Turn whatever a parser of foreign data throws into a ReadingError: "isn't a readable ``what``"."""
    try:
        yield
    except ReadingError:
        raise
    except Exception as error:  # they fail in more ways than they document
        reason = printable(str(error)).strip()[:200] or type(error).__name__
        raise ReadingError(source, f"isn't a readable {what} ({reason}); save or export it anew") from error


def printable(text: str) -> str:
    """Return ``text`` for a message of one line: control characters and marks that reorder a line are written out."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
