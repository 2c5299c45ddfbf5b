"""The formats that pressgraph reads."""

from __future__ import annotations

from typing import BinaryIO

from pressgraph.reading import (
    europresse,
    feeds,
    json_lines,
    mail,
    newsml,
    nitf,
    packed,
    pdf,
    plain_text,
    unknown_xml,
    web_archive,
    web_page,
    word,
)
from pressgraph.reading.drafts import Format

#: in the order in which a file's content is compared with them; the last one takes whatever is left
FORMATS: tuple[Format, ...] = (
    pdf.FORMAT,
    word.FORMAT,
    web_archive.FORMAT,
    europresse.FORMAT,
    web_page.FORMAT,
    newsml.FORMAT,
    nitf.FORMAT,
    feeds.FORMAT,
    unknown_xml.FORMAT,
    mail.FORMAT,
    json_lines.FORMAT,
    plain_text.FORMAT,
)

#: of the files that a folder or an archive gives
SUFFIXES: tuple[str, ...] = (*(suffix for known in FORMATS for suffix in known.suffixes), *packed.SUFFIXES)


def find_format(name: str, stream: BinaryIO) -> Format:
    """Return the format of a file: what its content shows beyond doubt, else what its suffix says, else a guess.

    ``stream`` is seekable; it is left at its beginning.
    """
    for known in FORMATS:
        if known.is_certain and _matches(known, stream):
            return known
    for known in FORMATS:
        if known.suffixes and name.lower().endswith(known.suffixes):
            return known
    return next(known for known in FORMATS if not known.is_certain and _matches(known, stream))


def _matches(known: Format, stream: BinaryIO) -> bool:
    stream.seek(0)
    matched = known.matches(stream)
    stream.seek(0)
    return matched
