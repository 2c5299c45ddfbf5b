"""Two-mode networks, their projections, places, speech, papers and streaming, over two articles more."""

from __future__ import annotations

from collections.abc import Iterator

import networkx
import pytest
from press_articles import ALINE, ARZELLE, VALMONT, filature, jumelage, tramway
from speech_articles import BRUNO, LYCEE, PAPER, interview, portrait

from pressgraph.errors import QueryError
from pressgraph.graph.store import Store
from pressgraph.views import NetworkFilters, RowElements, build_network, write_network
from pressgraph.views.pairs import pair_rows


@pytest.fixture(scope="module")
def speech_store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        for facts in (tramway(), filature(), jumelage(), interview(), portrait()):
            store.write(facts)
        yield store


def edges_of(graph):
    return {(source, target): data for source, target, data in graph.edges(data=True)}


def weights_of(graph):
    return {pair: data["weight"] for pair, data in edges_of(graph).items()}


class TestTwoModes:
    def test_people_and_organisations_leave_out_what_is_between_two_of_a_kind(self, speech_store):
        graph = build_network(speech_store, "people-organisations")
        assert set(edges_of(graph)) == {(ALINE, VALMONT), (BRUNO, VALMONT), (ALINE, LYCEE)}

    def test_people_are_linked_by_the_organisations_that_they_share(self, speech_store):
        edge = edges_of(build_network(speech_store, "people"))
        assert set(edge) == {(ALINE, BRUNO)}
        assert edge[ALINE, BRUNO]["weight"] == 1.0
        assert edge[ALINE, BRUNO]["label"] == "a une organisation en commun avec"
        assert edge[ALINE, BRUNO]["confidence"] == 0.9

    def test_organisations_are_linked_by_the_people_that_they_share(self, speech_store):
        assert weights_of(build_network(speech_store, "organisations")) == {(LYCEE, VALMONT): 1.0}

    def test_a_projection_can_be_of_one_relation(self, speech_store):
        heads = NetworkFilters(relations=["headOf"])
        assert not build_network(speech_store, "people", filters=heads)
        assert weights_of(build_network(speech_store, "organisations", filters=heads)) == {(LYCEE, VALMONT): 1.0}


class TestPlaces:
    def test_places_pair_with_what_is_none_and_say_where_they_lie(self, speech_store):
        graph = build_network(speech_store, "places")
        assert weights_of(graph) == {(LYCEE, ARZELLE): 1.0, (VALMONT, ARZELLE): 1.0}
        place = graph.nodes[ARZELLE]
        assert (place["latitude"], place["longitude"], place["country"]) == (47.25, -1.5, "FR")
        assert "latitude" not in graph.nodes[VALMONT]


class TestSpeech:
    def test_papers_quote_speakers(self, speech_store):
        graph = build_network(speech_store, "quotes")
        ((source, target, edge),) = graph.edges(data=True)
        assert (graph.nodes[source]["label"], graph.nodes[source]["type"]) == (PAPER, "Newspaper")
        assert (target, edge["weight"], edge["label"]) == (BRUNO, 1.0, "donne la parole à")

    def test_speakers_speak_about_those_whom_their_words_name(self, speech_store):
        graph = build_network(speech_store, "speaks-about")
        assert weights_of(graph) == {(BRUNO, ALINE): 1.0, (BRUNO, VALMONT): 1.0}
        assert edges_of(graph)[BRUNO, ALINE]["evidence"] == "Aline Corbin a redressé Valmont Mobilité"


class TestPapers:
    def test_a_paper_is_named_whatever_the_case(self, speech_store):
        graph = build_network(speech_store, filters=NetworkFilters(papers=["le courrier d’arzelle"]))
        assert set(edges_of(graph)) == {(ALINE, VALMONT), (BRUNO, VALMONT), (ALINE, LYCEE)}
        assert graph.nodes[VALMONT]["articles"] == 1

    def test_an_unknown_paper_is_refused_with_the_known_ones(self, speech_store):
        with pytest.raises(QueryError, match=f"La Gazette: no article is from this paper; there are {PAPER}"):
            build_network(speech_store, filters=NetworkFilters(papers=["La Gazette"]))


class TestPairs:
    @staticmethod
    def row(member, context, article, **more):
        return {"member": member, "context": context, "article": article, **more}

    def test_two_members_are_one_pair_however_often_they_stand_there(self):
        rows = [self.row("a", "s", "x"), self.row("b", "s", "x"), self.row("a", "s", "x")]
        (pair,) = pair_rows(rows)
        assert (pair["source"], pair["target"], pair["weight"]) == ("a", "b", 1)

    def test_a_context_of_two_articles_counts_once_and_shows_both(self):
        one, other = pair_rows([self.row("b", "s", "y"), self.row("a", "s", "x")])
        assert (one["weight"], one["article"]) == (1, "x")
        assert (other["weight"], other["article"]) == (0, "y")

    def test_members_of_one_side_do_not_pair(self):
        rows = [self.row("b", "s", "x", side=1), self.row("c", "s", "x", side=1), self.row("a", "s", "x", side=2)]
        assert [(pair["source"], pair["target"]) for pair in pair_rows(rows)] == [("b", "a"), ("c", "a")]

    def test_the_order_of_the_rows_does_not_matter(self):
        rows = [self.row(m, c, "x", sentence=f"{m}{c}") for m in "abc" for c in "st"]
        assert list(pair_rows(rows)) == list(pair_rows(rows[::-1]))


class TestStreaming:
    @pytest.mark.parametrize("view", ["relations", "co-mentions", "articles", "people"])
    def test_an_edge_a_row_adds_up_to_the_network(self, speech_store, tmp_path, view):
        with RowElements(speech_store, view) as elements:
            write_network(elements, tmp_path / "reseau.graphml")
            counts = elements.node_count, elements.edge_count
        back = networkx.read_graphml(tmp_path / "reseau.graphml", force_multigraph=True)
        assert (back.number_of_nodes(), back.number_of_edges()) == counts
        whole = build_network(speech_store, view)
        iri = back.nodes(data="iri")
        shown = {(iri[s], iri[t], data["label"]) for s, t, data in back.edges(data=True)}
        assert shown == {(s, t, data["label"]) for s, t, data in whole.edges(data=True)}
        assert {data["iri"]: data for _, data in back.nodes(data=True)} == {
            data["iri"]: data for _, data in whole.nodes(data=True)
        }

    def test_every_sentence_that_tells_a_relation_is_an_edge(self, speech_store, tmp_path):
        with RowElements(speech_store, filters=NetworkFilters(relations=["headOf"])) as elements:
            evidence = [edge.attributes["evidence"] for edge in elements.edges()]
        assert len(evidence) == 5
        assert "Aline Corbin dirige Valmont Mobilité." in evidence

    def test_filters_hold(self, speech_store):
        sure = NetworkFilters(minimum_confidence=0.85, types=["Person", "Organization"])
        with RowElements(speech_store, filters=sure) as elements:
            assert all(edge.attributes["confidence"] >= 0.85 for edge in elements.edges())
            assert {node.attributes["type"] for node in elements.nodes()} == {"Person", "Organization"}
        with pytest.raises(QueryError, match="no such relation"):
            RowElements(speech_store, filters=NetworkFilters(relations=["hedOf"]))
