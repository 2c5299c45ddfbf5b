"""GraphML of a large network, straight from query rows, beside networkx's own writer.

usage: python benchmarks/graphml.py [--edges N] [--nodes N]

Each of the two is a fresh process that gets the same rows, each of which is an edge with a sentence. Printed: processor
seconds from the first row to the closed file, those of networkx's writer alone, and the memory that each adds to what
the process had before.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ENTITY = "https://w3id.org/pressgraph/id/person/nom-"
ARTICLE = "https://w3id.org/pressgraph/id/article/a-"
PUBLISHED = "2021-03-04"


class Rows:
    """Answers the queries of a view with rows made up on the way."""

    def __init__(self, edges: int, nodes: int) -> None:
        self.edge_count, self.node_count = edges, nodes

    def rows(self, sparql: str) -> Iterator[dict[str, Any]]:
        if "?mentions" in sparql:
            return self.nodes()
        return iter(()) if "?latitude" in sparql or "?earlier" in sparql else self.edges()

    def nodes(self) -> Iterator[dict[str, Any]]:
        for i in range(self.node_count):
            yield {
                "node": f"{ENTITY}{i}", "label": f"Nom {i}", "class": "https://schema.org/Person", "mentions": 3,
                "article": f"{ARTICLE}{i % 1000}", "published": PUBLISHED,
            }  # fmt: skip

    def edges(self) -> Iterator[dict[str, Any]]:
        for i in range(self.edge_count):
            source, target = i % self.node_count, (i * 7919 + i // self.node_count) % self.node_count
            yield {
                "source": f"{ENTITY}{source}", "target": f"{ENTITY}{target}",
                "predicate": "http://www.w3.org/ns/org#headOf", "modality": "https://w3id.org/pressgraph#asserted",
                "confidence": 0.9, "article": f"{ARTICLE}{i % 1000}", "published": PUBLISHED,
                "sentence": f"Nom {source}, présidente de la société « {i} », a démissionné vendredi à Brest.",
            }  # fmt: skip


def run_pressgraph(rows: Rows, path: Path) -> dict[str, float]:
    from pressgraph.views import RowElements, write_network

    memory, started = _memory(), time.process_time()
    with RowElements(rows) as elements:
        read = time.process_time()
        write_network(elements, path)
    finished = time.process_time()
    return {"seconds": finished - started, "writer alone": finished - read, "extra MB": _memory() - memory}


def run_networkx(rows: Rows, path: Path) -> dict[str, float]:
    import networkx
    from lxml import etree  # noqa: F401  (networkx writes with it, where it is installed)

    memory, started = _memory(), time.process_time()
    graph = networkx.MultiDiGraph()
    for row in rows.nodes():
        label, published = row["label"], row["published"]
        graph.add_node(
            row["node"], label=label, name=label, type="Person", mentions=row["mentions"], articles=1,
            first_seen=published, last_seen=published, iri=row["node"],
        )  # fmt: skip
    for row in rows.edges():
        graph.add_edge(
            row["source"], row["target"], label="headOf", interaction="headOf", predicate=row["predicate"], weight=1.0,
            confidence=row["confidence"], modality="asserted", evidence=row["sentence"], sources=row["article"],
            first_seen=row["published"], last_seen=row["published"],
        )  # fmt: skip
    built = time.process_time()
    networkx.write_graphml(graph, path)
    finished = time.process_time()
    return {"seconds": finished - started, "writer alone": finished - built, "extra MB": _memory() - memory}


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


RUNS = {"pressgraph": run_pressgraph, "networkx": run_networkx}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--nodes", type=int, default=20_000)
    parser.add_argument("--one", choices=RUNS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "reseau.graphml"
            print(json.dumps(RUNS[options.one](Rows(options.edges, options.nodes), path)))
        return
    found = {}
    for name in RUNS:
        command = [
            sys.executable,
            __file__,
            "--one",
            name,
            "--edges",
            str(options.edges),
            "--nodes",
            str(options.nodes),
        ]
        found[name] = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        print(f"{name:<12}" + "  ".join(f"{key} {value:.1f}" for key, value in found[name].items()))
    for part in ("seconds", "writer alone"):
        print(f"{part}: {found['networkx'][part] / found['pressgraph'][part]:.1f} × as fast")


if __name__ == "__main__":
    main()
