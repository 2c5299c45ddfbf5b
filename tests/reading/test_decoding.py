import struct
import zlib
from pathlib import Path

import pytest

from pressgraph.article import Article
from pressgraph.errors import ReadingError
from pressgraph.reading import read_articles

TEXT = (Path(__file__).parent / "samples" / "brigny.txt").read_text(encoding="utf-8")
# What the older encodings can write: without œ, and with the quotes and dashes of a typewriter.
TYPEWRITTEN = TEXT.replace("œ", "oe").replace("’", "'").replace("–", "-")
# œ, but no typographic apostrophe or dash
LATIN_9 = TEXT.replace("’", "'").replace("–", "-") + "\nLe goûter coûte 3 €. Une sœur, deux œuvres, un vœu.\n"


def read(folder: Path, content: bytes) -> Article | ReadingError:
    path = folder / "article.txt"
    path.write_bytes(content)
    [item] = read_articles([path])
    return item


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TEXT, "utf-8"),
        (TEXT, "utf-8-sig"),
        (TEXT, "utf-16"),
        (TEXT, "utf-16-le"),
        (TEXT, "utf-16-be"),
        (TEXT, "cp1252"),
        (TEXT, "mac_roman"),
        (TYPEWRITTEN, "latin-1"),
        (LATIN_9, "iso8859_15"),
        (TYPEWRITTEN, "cp850"),
    ],
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_french_text_is_read_in_its_encoding(tmp_path: Path, text: str, encoding: str, line_break: str) -> None:
    text = text.replace("\n", line_break)
    article = read(tmp_path, text.encode(encoding))
    assert isinstance(article, Article)
    assert article.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Le préfet s’est tu",
        "L’ÉCOLE DE BRIGNY FERMÉE À NOËL",
        "Où est passé l’élève ?",
        "PAR FRANÇOIS LEBŒUF",
    ],
)
def test_a_short_text_in_the_commonest_legacy_encoding(tmp_path: Path, text: str) -> None:
    article = read(tmp_path, text.encode("cp1252"))
    assert isinstance(article, Article)
    assert article.text == text


def png() -> bytes:
    rows = b"".join(b"\0" + bytes((x * y) % 251 for x in range(300)) for y in range(100))
    header = b"IHDR" + struct.pack(">IIBBBBB", 100, 100, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + b"IDAT" + zlib.compress(rows)


@pytest.mark.parametrize(
    "content",
    [
        png(),
        zlib.compress(TEXT.encode()),
        b"Le maire\0 a parl\xc3\xa9.",
        b"\x01\x02\x03\x04\x05Le maire",
        bytes(range(256)) * 20,
    ],
)
def test_a_binary_file_is_refused(tmp_path: Path, content: bytes) -> None:
    error = read(tmp_path, content)
    assert isinstance(error, ReadingError)
    assert "isn't text" in error.reason


def test_utf_8_with_a_damaged_byte_is_refused_rather_than_misread(tmp_path: Path) -> None:
    error = read(tmp_path, TEXT.encode() + b"\x92\n")
    assert isinstance(error, ReadingError)
    assert "UTF-8" in error.reason
