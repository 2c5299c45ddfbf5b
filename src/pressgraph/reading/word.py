"""Word files (DOCX): one article a file; its paragraphs, tables too, parted by blank lines.

Title and author come from the file's properties. A document has no date of publication, and the day on which its
template was made is none: give ``--published``.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from pressgraph.errors import ReadingError
from pressgraph.reading.drafts import Draft, Format, Metadata, join_paragraphs
from pressgraph.reading.guards import LARGEST_DOCUMENT, parsing, too_large

if TYPE_CHECKING:
    from docx.document import Document

_MAIN_PART = "word/document.xml"


def read_word(stream: BinaryIO, source: str) -> Iterator[Draft | ReadingError]:
    """Read a Word file as one article."""
    with parsing(source, "Word file"):
        with zipfile.ZipFile(stream) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_DOCUMENT:
                raise ReadingError(source, too_large("document"))
        stream.seek(0)

        from docx import Document  # noqa: PLC0415 — takes a quarter of a second

        document = Document(stream)
        text = join_paragraphs(_paragraphs(document))
        properties = document.core_properties
        metadata = Metadata(title=properties.title.strip() or None, author=properties.author.strip() or None)
    yield Draft(text=text, metadata=metadata)


def _paragraphs(document: Document) -> Iterator[str]:
    # Text boxes and footnotes are left out, cells of tables come in order.
    waiting: list[Any] = list(reversed(list(document.iter_inner_content())))
    while waiting:
        block = waiting.pop()
        if hasattr(block, "rows"):
            cells = dict.fromkeys(cell._tc for row in block.rows for cell in row.cells)  # merged ones come twice
            waiting += reversed(
                [
                    child
                    for row in block.rows
                    for cell in row.cells
                    if cells.pop(cell._tc, 0) is None
                    for child in cell.iter_inner_content()
                ]
            )
        else:
            yield from block.text.splitlines()


def is_word_file(stream: BinaryIO) -> bool:
    """Tell a Word file from other zip archives."""
    if stream.read(2) != b"PK":
        return False
    try:
        with zipfile.ZipFile(stream) as parts:
            return _MAIN_PART in parts.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


FORMAT = Format(suffixes=(".docx",), matches=is_word_file, read=read_word)
