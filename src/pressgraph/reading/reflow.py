"""Lines that were broken to fit a page or a screen, joined to paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Shares of the width of the longest line.
_SHORT = 0.75  # a line that stops here ends its paragraph
_SHORT_WITH_STOP = 0.92  # so does one that stops here, after a full stop
_WIDEST = 200  # characters; texts with longer lines were not broken at a width
_STOP = re.compile(r"[.!?…:»”][\s\u00a0\u202f]*$")
# A hyphen at the end of a line parts a syllable or belongs to the word. It belongs to it before a clitic ("a-t-il"),
# behind a prefix that takes one, and before a capital ("Saint-Denis").
_BROKEN = re.compile(r"(?P<before>\w+)-$")
_CLITIC = re.compile(r"(?:je|tu|ils?|elles?|on|nous|vous|ce|t|l[ea]|les|lui|leur|moi|toi|y|en|là|ci)\b")
_PREFIXES = frozenset(
    (
        "vice", "ex", "non", "mi", "demi", "semi", "peut", "quelques", "grand", "porte", "chef", "sous", "sud",
        "nord", "est", "ouest", "après", "avant",
    )
)  # fmt: skip
_SOFT_HYPHEN = "\u00ad"


def join_lines(lines: Iterable[str]) -> list[str]:
    """Return the paragraphs of ``lines``; a blank line always ends one."""
    lines = [line.strip(" \t\r\n\f\v") for line in lines]
    width = max(map(len, lines), default=0)
    paragraphs: list[str] = []
    is_open = False
    for line in lines:
        if line:
            if is_open:
                paragraphs[-1] = _join(paragraphs[-1], line)
            else:
                paragraphs.append(line)
        is_open = bool(line) and _goes_on(line, width)
    return paragraphs


def _goes_on(line: str, width: int) -> bool:
    if width > _WIDEST:
        return False
    return len(line) >= width * (_SHORT_WITH_STOP if _STOP.search(line) else _SHORT)


def _join(before: str, line: str) -> str:
    if before.endswith(_SOFT_HYPHEN):
        return before[:-1] + line
    broken = _BROKEN.search(before[-60:])
    if not broken:
        return f"{before} {line}"
    keeps = not line[0].islower() or _CLITIC.match(line) or broken["before"].lower() in _PREFIXES
    return before + line if keeps else before[:-1] + line
