"""Parts of a network, what its nodes measure, and how it changes over time."""

from __future__ import annotations

from xml.etree import ElementTree

import igraph
import networkx
import pytest
from press_articles import ALINE, ARZELLE, FILATURE, VALMONT

from pressgraph.errors import QueryError
from pressgraph.views import (
    MEASURES,
    NetworkFilters,
    add_measures,
    add_spells,
    build_network,
    ego_network,
    slice_networks,
    top_network,
    write_network,
)


@pytest.fixture
def star() -> networkx.MultiDiGraph:
    """Return a hub with three rays, one of them double, and a pair apart."""
    graph = networkx.MultiDiGraph()
    for node in "abcdef":
        graph.add_node(node, label=node.upper())
    for source, target, weight in [("a", "b", 1), ("a", "b", 2), ("c", "a", 1), ("a", "d", 1), ("e", "f", 5)]:
        graph.add_edge(source, target, weight=float(weight), label="lié")
    return graph


class TestEgo:
    def test_depth_counts_edges_in_both_directions(self, press_graph):
        assert set(ego_network(press_graph, "Aline Corbin")) == {ALINE, VALMONT}
        assert set(ego_network(press_graph, "aline CORBIN", depth=2)) == {ALINE, VALMONT, ARZELLE, FILATURE}
        assert set(ego_network(press_graph, ARZELLE)) == {ARZELLE, VALMONT}

    def test_words_of_the_name_will_do(self, press_graph):
        assert ALINE in ego_network(press_graph, "Corbin")

    def test_nobody_and_several_are_errors(self, star):
        with pytest.raises(QueryError, match="Martin: nobody"):
            ego_network(star, "Martin")
        star.nodes["a"]["label"] = "Lise Roy"
        star.nodes["b"]["label"] = "Luc Roy"
        with pytest.raises(QueryError, match=r"roy: could be Lise Roy \(a\), Luc Roy \(b\)"):
            ego_network(star, "roy")


class TestTop:
    def test_the_highest_stay_with_the_edges_between_them(self, star):
        top = top_network(star, 2)
        assert list(top) == ["a", "b"]
        assert top.number_of_edges() == 2
        assert set(top_network(star, 2, by="weighted-degree")) == {"a", "e"}


class TestMeasures:
    def test_each_is_an_attribute_and_igraph_finds_the_same(self, star):
        add_measures(star, MEASURES)
        nodes = star.nodes
        assert {n: nodes[n]["degree"] for n in "abe"} == {"a": 3, "b": 1, "e": 1}
        assert {n: nodes[n]["weighted_degree"] for n in "abe"} == {"a": 5.0, "b": 3.0, "e": 5.0}
        assert nodes["a"]["community"] == nodes["d"]["community"] == 1
        assert nodes["e"]["community"] == nodes["f"]["community"] == 2
        other = igraph.Graph.from_networkx(star)
        names = other.vs["_nx_name"]
        ranks = dict(zip(names, other.pagerank(weights="weight"), strict=True))
        assert {n: nodes[n]["pagerank"] for n in star} == pytest.approx(ranks, abs=1e-4)
        between = dict(zip(names, other.as_undirected().simplify().betweenness(), strict=True))
        assert {n: nodes[n]["betweenness"] * 10 for n in star} == pytest.approx(between)

    def test_two_runs_give_the_same(self, star):
        one, other = star.copy(), star.copy()
        add_measures(one, MEASURES)
        add_measures(other, MEASURES)
        assert list(one.nodes(data=True)) == list(other.nodes(data=True))

    def test_betweenness_of_a_large_network_is_refused(self):
        with pytest.raises(QueryError, match=r"betweenness of 6000 nodes .*--top"):
            add_measures(networkx.MultiDiGraph(networkx.path_graph(6000)), ["betweenness"])

    def test_an_unknown_measure_is_refused_and_an_empty_network_has_none(self, star):
        with pytest.raises(QueryError, match="closeness: no such measure; there are degree"):
            add_measures(star, ["closeness"])
        add_measures(networkx.MultiDiGraph(), MEASURES)


class TestSlices:
    def test_a_slice_is_the_network_of_its_articles(self, store):
        slices = {piece.name: graph for piece, graph in slice_networks(store, length="month")}
        assert list(slices) == ["2021-03", "2021-04"]
        for piece, graph in slice_networks(store, length="month"):
            filters = NetworkFilters(published_from=piece.first, published_to=piece.last)
            alone = build_network(store, filters=filters)
            assert list(graph.edges(data=True)) == list(alone.edges(data=True))
            assert list(graph.nodes(data=True)) == list(alone.nodes(data=True))

    def test_a_relation_may_be_absent_in_one_slice_but_not_in_all(self, store):
        filters = NetworkFilters(relations=["location"])
        assert [piece.name for piece, _ in slice_networks(store, length="month", filters=filters)] == ["2021-03"]
        with pytest.raises(QueryError, match="no dated article"):
            list(slice_networks(store, length="year", filters=NetworkFilters(relations=["hedOf"])))

    def test_edges_of_a_dynamic_gexf_hold_and_weigh_by_slice(self, store, tmp_path):
        graph = add_spells(build_network(store), list(slice_networks(store, length="month")))
        write_network(graph, tmp_path / "presse.gexf")
        space = "{http://gexf.net/1.3}"
        root = ElementTree.parse(tmp_path / "presse.gexf").getroot()
        edges = {edge.get("label"): edge for edge in root.iter(f"{space}edge")}
        assert set(edges) == {"headOf", "location"}  # the partnership stands in an article without date
        spells = [(spell.get("start"), spell.get("end")) for spell in edges["headOf"].iter(f"{space}spell")]
        assert spells == [("2021-03-01", "2021-03-31"), ("2021-04-01", "2021-04-30")]
        weights = [v.get("start") for v in edges["headOf"].iter(f"{space}attvalue") if v.get("for") == "weight"]
        assert weights == ["2021-03-01", "2021-04-01"]
        back = networkx.read_gexf(tmp_path / "presse.gexf", version="1.3")
        assert back.number_of_edges() == 2
