"""A report's content: the outline's queries asked of a store, their answers as cells and plots."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pressgraph.graph import Store
from pressgraph.graph.software import own_version
from pressgraph.graph.store import MEMORY
from pressgraph.graph.terms import Value
from pressgraph.reporting.cells import Cell, CellFormat, readable
from pressgraph.reporting.outline import Outline, PlotKind, SectionPlan, read_outline
from pressgraph.reporting.plots import BarPlot, BarRow, Timeline, bar_plot, timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSection:
    """One section with its numbers."""

    plan: SectionPlan
    rows: tuple[tuple[Cell, ...], ...]  #: cells in the order of the plan's columns
    plot: BarPlot | Timeline | None  #: None for tiles, tables and sections without rows
    command: str  #: how to ask the section's query oneself

    @property
    def is_tiles(self) -> bool:
        """Whether its one row is shown in large type."""
        return self.plan.plot is PlotKind.TILES

    @property
    def is_broad(self) -> bool:
        """Whether it needs a page's whole width."""
        return self.plan.plot is not PlotKind.BARS

    @property
    def lengths(self) -> tuple[float, ...]:
        """What the plot draws of each row."""
        return tuple(sum(row[i].number for i in self.plan.drawn) for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a store holds, at a glance, in one language."""

    language: str
    title: str
    made_by: str
    notices: tuple[str, ...]  #: what a reader must know before
    sections: tuple[ReportSection, ...]
    texts: Mapping[str, str]  #: the report's own words, by name

    def describe(self, section: ReportSection) -> str:
        """Return what the plot of ``section``, which must have one, shows, for those who don't see it."""
        highest = section.lengths.index(max(section.lengths))
        first, last, most = (section.rows[i] for i in (0, -1, highest))
        return self.texts["drawing"].format(
            title=section.plan.title,
            count=len(section.rows),
            first=first[0].text,
            last=last[0].text,
            where=most[0].text,
        )


def build_report(store: Store, *, language: str = "fr", ontologies: tuple[str | Path, ...] = ()) -> Report:
    """Ask ``store`` all that the report shows, in ``language`` ("fr" or "en").

    ``ontologies`` are folders with the user's own relations, whose labels the report then knows.
    Raises QueryError and OntologyError when a query or the outline can't be used.
    """
    outline = read_outline(language, *ontologies)
    name = readable(store.name if store.name == MEMORY else Path(store.name).name)
    builder = _SectionBuilder(store, outline, language, name)
    sections = [builder.build(plan) for plan in outline.sections]
    return Report(
        language=language,
        title=f"{outline.texts['title']} – {name}",
        made_by=outline.texts["by"].format(version=own_version(), store=name),
        notices=(outline.texts["stale"],) if store.stale_graphs() else (),
        sections=tuple(section for section in sections if section.rows or not section.plan.only_if_any),
        texts=outline.texts,
    )


class _SectionBuilder:
    def __init__(self, store: Store, outline: Outline, language: str, name: str) -> None:
        self._store = store
        self._texts = outline.texts
        self._format = CellFormat(language, labels=outline.labels, none=outline.texts["none"])
        self._name = name

    def build(self, plan: SectionPlan) -> ReportSection:
        rows = tuple(self._cells(plan, row) for row in self._store.rows(plan.query.sparql, bindings=plan.bindings))
        plot = self._plot(plan, rows)
        bindings = (shlex.quote(f"{name}={value}") for name, value in plan.bindings.items())
        return ReportSection(
            plan=plan,
            rows=rows,
            plot=plot,
            command=" ".join(["pressgraph query --store", shlex.quote(self._name), "-", *bindings]),
        )

    def _cells(self, plan: SectionPlan, row: Mapping[str, Value]) -> tuple[Cell, ...]:
        return tuple(self._format.cell(column.kind, column.variable, row) for column in plan.columns)

    def _plot(self, plan: SectionPlan, rows: tuple[tuple[Cell, ...], ...]) -> BarPlot | Timeline | None:
        if rows and plan.plot is PlotKind.BARS:
            values = (BarRow(row[0].text, row[0].is_french, [row[i].number for i in plan.drawn]) for row in rows)
            return bar_plot(list(values), [plan.columns[i].label for i in plan.drawn], number=self._format.number)
        if rows and plan.plot is PlotKind.TIMELINE:
            numbers = {str(row[0].value): row[plan.drawn[0]].number for row in rows}
            return timeline(numbers, number=self._format.number, month=self._format.month)
        return None
