"""Bytes to text: UTF-8 first, then the encodings that French newsrooms have used."""

from __future__ import annotations

import codecs
import re

from pressgraph.errors import ReadingError

# Most likely first: of two decodings that read equally well, the earlier is taken.
_LEGACY = ("cp1252", "utf_16", "utf_16_le", "utf_16_be", "iso8859_15", "mac_roman", "cp850")

# Pages and tools that say Latin-1 mean its superset cp1252: only there do € œ and ’ have a place.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}

# What French prose is full of. Anything else outside ASCII occurs, but a wrong decoding has it in every line.
_RARE = re.compile(r"[^\x00-\x7fàâçéèêëîïôùûœæ«»’“”–—€\u00a0\u202f]")
# What no French word has inside: a capital after a small letter, one small letter among capitals, a symbol.
_MISPLACED = re.compile(
    r"[a-zß-ÿœ][À-ÞŒŸ]"
    r"|(?<=[A-ZÀ-ÞŒ])[ß-ÿœƒ](?=[A-ZÀ-ÞŒ])"
    r"|(?<=[^\W\d_])[^\w\x00-\x7f’–—](?=[^\W\d_])"
)

_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# Share of the characters: compressed data has twice as many, text has none.
_MOST_CONTROLS = 0.05


def decode(raw: bytes, *, source: str, declared: str | None = None) -> str:
    """Return the text of ``raw``, with its line breaks as they are and without a byte order mark.

    ``declared`` is the encoding that the file itself names; it is tried after UTF-8, before any guess.
    Raises ReadingError when ``raw`` is binary, damaged UTF-8 or of an encoding that can't be told.
    """
    text = _decode_strictly(raw, declared)
    if text is None:
        text = _guess(raw, source)
    if is_binary(text):
        raise _not_text(source)
    return text


def is_binary(text: str) -> bool:
    """Tell whether ``text`` has NULs or so many control characters that it can't be prose."""
    return "\0" in text or len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text)


def _decode_strictly(raw: bytes, declared: str | None) -> str | None:
    for encoding in ("utf-8-sig", declared):
        try:
            if encoding:
                name = codecs.lookup(encoding).name
                text = raw.decode(_MEANT.get(name, name))
                if "\0" not in text:  # UTF-16 of plain letters is valid UTF-8, with NULs
                    return text
        except (LookupError, UnicodeError):
            continue
    return None


def _guess(raw: bytes, source: str) -> str:
    if _is_damaged_utf8(raw):
        raise ReadingError(source, "is UTF-8 with some bytes that aren't; save it again as UTF-8 and read it anew")

    from charset_normalizer import from_bytes  # noqa: PLC0415 — most files are UTF-8

    matches = from_bytes(raw, cp_isolation=list(_LEGACY))
    if not matches:
        raise _not_text(source)
    best = min(matches, key=lambda match: (_oddities(str(match)), _LEGACY.index(match.encoding)))
    text = str(best)
    if (
        best.encoding.startswith("utf_16")
        and not raw.startswith(_UTF_16_MARKS)
        and len(_RARE.findall(text)) > len(text) / 3
    ):
        raise _not_text(source)  # a short text with NULs, which reads as Chinese
    return text


def _oddities(text: str) -> int:
    return len(_RARE.findall(text)) + 2 * len(_MISPLACED.findall(text))


def _is_damaged_utf8(raw: bytes) -> bool:
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(not character.isascii() for character in text) - bad
    return 0 < bad < good


def _not_text(source: str) -> ReadingError:
    return ReadingError(source, "isn't text, or of an encoding that can't be told; save it as UTF-8 text")
