"""Pairs of entities named together: one scan and a counter, beside a SPARQL self-join.

usage: python benchmarks/co_mentions.py STORE [--copies N]

The store's articles are repeated, each time as other articles, in memory. Printed: quads, rows and processor seconds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from pressgraph.graph import Store
from pressgraph.views import find_view
from pressgraph.views.pairs import pair_rows

SELF_JOIN = """
SELECT ?source ?target ?article ?published
WHERE {
  { SELECT DISTINCT ?article ?source
    WHERE { GRAPH ?article { ?one oa:hasBody ?entity } BIND(pg:canonical(?entity, ?article) AS ?source) } }
  { SELECT DISTINCT ?article ?target
    WHERE { GRAPH ?article { ?other oa:hasBody ?entity } BIND(pg:canonical(?entity, ?article) AS ?target) } }
  FILTER(STR(?source) < STR(?target))
  OPTIONAL { GRAPH ?article { ?article schema:datePublished ?published } }
}
"""


def repeated(quads: Iterable[Quad], copy: int) -> Iterator[Quad]:
    """Yield the quads as those of other articles that name the same entities."""

    def renamed(term: object) -> object:
        if copy and isinstance(term, NamedNode) and "/id/article/" in term.value:
            return NamedNode(term.value.replace("/id/article/", f"/id/article/{copy}/", 1))
        return term

    for quad in quads:
        yield Quad(*(renamed(term) for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)))


def timed(name: str, rows: Callable[[], Iterable[object]]) -> None:
    started = time.process_time()
    number = sum(1 for _ in rows())
    print(f"{name:<28}{number:>10} rows {time.process_time() - started:8.2f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--copies", type=int, default=3)
    options = parser.parse_args()
    engine = pyoxigraph.Store()
    with Store.open(options.store) as store:
        quads = list(store.quads())
    for copy in range(options.copies):
        engine.bulk_extend(repeated(quads, copy))
    many = Store(engine)
    print(f"{len(engine)} quads")
    for view in ("co-mentions", "co-mentions-paragraph", "co-mentions-article"):
        timed(f"{view}, one scan", lambda: pair_rows(many.rows(find_view(view).sparql)))  # noqa: B023  (called at once)
    timed("co-mentions-article, self-join", lambda: many.rows(SELF_JOIN))


if __name__ == "__main__":
    main()
