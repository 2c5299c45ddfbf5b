"""The corpus at a glance: takes a store, gives one HTML page or Markdown file of plots and tables.

What stands in it is data: ``ontologies/queries/report/report.ttl`` lists the sections, each a ``.rq`` file beside it.
Plots are SVG of our own in the page: unlike those of a plotting library they follow the reader's colours and width,
their text stays text, and a bar is one rectangle.
"""

from pressgraph.reporting.report import Report, ReportSection, build_report
from pressgraph.reporting.writing import write_report

__all__ = ["Report", "ReportSection", "build_report", "write_report"]
