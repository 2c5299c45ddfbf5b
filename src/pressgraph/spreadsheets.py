"""Text for cells of CSV files, which most people open in a spreadsheet."""

from __future__ import annotations

#: a spreadsheet would run a cell that begins so as a formula
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(text: str) -> str:
    """Return ``text`` with an apostrophe in front where a spreadsheet could run it; not for numbers."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
