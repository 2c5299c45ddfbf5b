"""A report as a file: one HTML page that needs nothing else, or Markdown with bars made of letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from pressgraph.errors import ExportError
from pressgraph.replacing import replacing
from pressgraph.reporting.report import Report, ReportSection

#: suffix → template
_TEMPLATES = {".html": "report.html", ".htm": "report.html", ".md": "report.md", ".markdown": "report.md"}
#: what Markdown or its common extensions take for more than text, bare addresses included
_SIGNS = re.compile(r"[\\`*_{}\[\]<>#!|~&@^$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_LONGEST_BAR = 20  #: characters


def write_report(report: Report, target: str | Path) -> Path:
    """Write ``report`` to the file ``target``, whose suffix (.html or .md) picks the format; return its path.

    Raises ExportError for another suffix and when the file can't be written.
    """
    path = Path(target)
    template = _TEMPLATES.get(path.suffix.lower())
    if template is None:
        raise ExportError(f"{path}: a report is written as .html or .md; give a name that ends so")
    page = _environment(is_markdown=template.endswith(".md")).get_template(template).render(report=report)
    with replacing(path) as (stream,):
        stream.write(page)
    return path


def _environment(*, is_markdown: bool) -> Environment:
    """Return what fills templates in; whatever it fills in is escaped."""
    environment = Environment(
        loader=PackageLoader("pressgraph.reporting"),
        autoescape=not is_markdown,
        finalize=_as_markdown if is_markdown else None,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(bars=_text_bars, verbatim=_Verbatim)
    return environment


class _Verbatim(str):
    """Text of our own that means what it says in Markdown."""

    __slots__ = ()


def _as_markdown(value: object) -> object:
    """Return a text that Markdown takes for nothing but text: no tag, link, emphasis or cell's end."""
    return value if isinstance(value, _Verbatim) else _SIGNS.sub(r"\\\g<0>", str(value))


def _text_bars(section: ReportSection) -> Sequence[str]:
    """Return a bar of letters for each row of a section with a plot; nothing for another one."""
    if section.plot is None:
        return ()
    longest = max(section.lengths) or 1.0
    return ["█" * max(round(length / longest * _LONGEST_BAR), bool(length)) for length in section.lengths]
