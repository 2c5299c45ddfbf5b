"""The fixtures of the views: a store of three articles, and a graph of hostile names."""

from collections.abc import Iterator

import networkx
import pytest
from press_articles import filature, jumelage, tramway

from pressgraph.graph.store import Store
from pressgraph.views import build_network


@pytest.fixture(scope="session")
def store() -> Iterator[Store]:
    """Give a store that nobody writes to any more."""
    with Store.open(":memory:") as store:
        for facts in (tramway(), filature(), jumelage()):
            store.write(facts)
        yield store


@pytest.fixture
def press_graph(store: Store) -> networkx.MultiDiGraph:
    """Return the relations of the three articles."""
    return build_network(store)


HOSTILE_NAMES = [
    "<script>alert('x')</script>",
    '"Le Castel" & fils',
    "L\N{RIGHT SINGLE QUOTATION MARK}Élysée \\N \\",
    "<b>gras</b>",
    "<>",
    "\N{RIGHT-TO-LEFT OVERRIDE}قناة",
    "une ligne\npuis\tl’autre\r",
    "=CMD|' /C calc'!A1",
    "+33 1 00 00 00 00",
    "-- ; DROP",
    "@SUM(A1)",
    "\t=1+1",
    "]]> {}; //",
    "𝒜rzelle 🙂",
]


@pytest.fixture
def hostile_graph() -> networkx.MultiDiGraph:
    """Return a ring of nodes with names that break careless writers, and two edges from each to the next."""
    graph = networkx.MultiDiGraph()
    for number, name in enumerate(HOSTILE_NAMES):
        graph.add_node(f"https://exemple.fr/{number}", label=name, name=name, mentions=number)
    nodes = list(graph)
    for source, target in zip(nodes, [*nodes[1:], nodes[0]], strict=True):
        name = graph.nodes[source]["label"]
        graph.add_edge(source, target, label=name, weight=1.5, evidence=name)
        graph.add_edge(source, target, label="dirige", weight=2.0, modality="negated")
    return graph
