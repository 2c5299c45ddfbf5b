"""Takes articles, gives a store that holds what they say: unchanged ones skipped, several processes reading.

::

    with Store.open("presse", create=True) as store:
        reader = PipelineReader(load_pipeline())
        report = extract(read_articles(["articles"]), store, reader=reader)
        print(report.run.read, "articles read;", *report.failures)

``pipeline_reader`` reads by the language pipeline (the rest runs without one), ``fingerprints`` tells whether an
article has changed, ``tasks`` is what passes between them and an engine, ``workers`` (this
machine) or ``cluster`` (Dask); ``extraction`` joins them with the store's writer.
"""

from pressgraph.running.cluster import DaskCluster
from pressgraph.running.extraction import ExtractionReport, extract
from pressgraph.running.tasks import Engine, Reader
from pressgraph.running.workers import default_workers

__all__ = ["DaskCluster", "Engine", "ExtractionReport", "Reader", "default_workers", "extract"]
