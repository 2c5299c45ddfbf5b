"""What a view's network holds, over the three articles of press_articles.py."""

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from press_articles import ALINE, ARZELLE, FETE, FILATURE, HEAD_OF, PARTNER_OF, VALMONT, tramway

from pressgraph.errors import QueryError
from pressgraph.facts import Modality
from pressgraph.graph import Store
from pressgraph.graph.near_duplicates import mark_near_duplicates
from pressgraph.identifiers import DEFAULT_BASE
from pressgraph.views import NetworkFilters, build_network, find_view, read_views

ARTICLE = DEFAULT_BASE + "article/"


def edges_of(graph):
    """Return (source, target, label) of every edge with its attributes."""
    return {(s, t, data["label"], data.get("modality")): data for s, t, data in graph.edges(data=True)}


def pairs_of(graph):
    return {(s, t): data["weight"] for s, t, data in graph.edges(data=True)}


def test_every_view_has_a_title_in_both_languages():
    titles = {name: (view.title, view.title_fr) for name, view in read_views().items()}
    assert set(titles) >= {
        "relations", "co-mentions", "co-mentions-paragraph", "co-mentions-article", "articles",
    }  # fmt: skip
    assert titles["co-mentions"] == (
        "Entities named in the same sentence",
        "Les entités citées dans la même phrase",
    )


@pytest.mark.parametrize("view", list(read_views()))
def test_every_view_answers_with_the_columns_that_edges_need(store, view):
    columns = set(store.query(find_view(view).sparql).columns)
    assert "article" in columns
    assert {"source", "target"} <= columns or {"member", "context"} <= columns


def test_an_unknown_view_is_refused_with_the_known_ones(store):
    with pytest.raises(QueryError, match=r"relation: no such view; there are articles, .*relations"):
        build_network(store, "relation")


class TestRelations:
    def test_an_edge_weighs_as_many_as_its_articles_and_carries_its_evidence(self, store):
        graph = build_network(store, labels={HEAD_OF: "dirige"})
        edge = edges_of(graph)[ALINE, VALMONT, "dirige", "asserted"]
        assert edge == {
            "label": "dirige",
            "interaction": "dirige",
            "predicate": HEAD_OF,
            "weight": 2.0,
            "articles": 2,
            "mentions": 3,
            "confidence": 0.95,
            "modality": "asserted",
            "evidence": "Aline Corbin, patronne de Valmont Mobilité, n’a jamais possédé la Filature du Lac."
            " | Aline Corbin dirige Valmont Mobilité."
            " | La patronne de Valmont Mobilité en serait aussi propriétaire.",
            "sources": f"{ARTICLE}filature | {ARTICLE}tramway",
            "first_seen": "2021-03-10",
            "last_seen": "2021-04-02",
        }

    def test_a_node_tells_what_all_articles_say_of_it(self, press_graph):
        assert press_graph.nodes[VALMONT] == {
            "label": "Valmont Mobilité",
            "name": "Valmont Mobilité",
            "type": "Organization",
            "types": "Corporation",
            "mentions": 5,
            "articles": 3,
            "first_seen": "2021-03-10",
            "last_seen": "2021-04-02",
            "iri": VALMONT,
        }

    def test_the_longer_of_two_names_used_as_often_becomes_the_label(self, press_graph):
        assert press_graph.nodes[FILATURE]["label"] == "Filature du Lac"

    def test_only_facts_become_edges_unless_other_modalities_are_asked_for(self, store, press_graph):
        assert {data["modality"] for *_, data in press_graph.edges(data=True)} == {"asserted", "planned"}
        doubtful = build_network(store, filters=NetworkFilters(modalities=[Modality.CONDITIONAL]))
        assert set(edges_of(doubtful)) == {(ALINE, VALMONT, "owns", "conditional")}

    def test_what_is_denied_never_adds_to_the_edge_of_what_is_stated(self, store):
        graph = build_network(store, filters=NetworkFilters(modalities=list(Modality), relations=["owns"]))
        assert {key[2:]: data["articles"] for key, data in edges_of(graph).items()} == {
            ("owns", "conditional"): 1,
            ("owns", "negated"): 1,
        }

    def test_a_symmetric_relation_told_both_ways_is_one_edge(self, store, press_graph):
        assert press_graph.number_of_edges(VALMONT, FILATURE) == 1
        assert press_graph.number_of_edges(FILATURE, VALMONT) == 1
        graph = build_network(store, symmetric=[PARTNER_OF])
        assert graph.number_of_edges(FILATURE, VALMONT) + graph.number_of_edges(VALMONT, FILATURE) == 1
        assert edges_of(graph)[FILATURE, VALMONT, "partnerOf", "planned"]["weight"] == 1.0

    def test_edge_keys_are_unique_in_the_whole_graph(self, press_graph):
        keys = [key for *_, key in press_graph.edges(keys=True)]
        assert len(set(keys)) == len(keys) == 4


class TestOtherViews:
    def test_co_mentions_count_the_sentences_that_name_both(self, store):
        graph = build_network(store, "co-mentions")
        assert pairs_of(graph) == {
            (VALMONT, ALINE): 2.0,
            (FILATURE, VALMONT): 2.0,
            (FILATURE, ALINE): 1.0,
            (VALMONT, ARZELLE): 1.0,
        }
        edge = edges_of(graph)[VALMONT, ALINE, "cités ensemble", None]
        assert edge["evidence"].startswith("Aline Corbin dirige Valmont Mobilité. | Aline Corbin, patronne")

    def test_co_mentions_by_paragraph_join_what_no_sentence_joins(self, store):
        pairs = pairs_of(build_network(store, "co-mentions-paragraph"))
        assert pairs[ALINE, ARZELLE] == 1.0
        assert pairs[VALMONT, ALINE] == 3.0

    def test_co_mentions_by_article_count_articles(self, store):
        pairs = pairs_of(build_network(store, "co-mentions-article"))
        assert pairs[VALMONT, ALINE] == 2.0
        assert pairs[FETE, VALMONT] == 1.0

    def test_articles_are_nodes_with_headline_and_date(self, store):
        graph = build_network(store, "articles")
        tramway = graph.nodes[ARTICLE + "tramway"]
        assert tramway["label"] == "Le tramway d’Arzelle prend du retard"
        assert tramway["type"] == "NewsArticle"
        assert (tramway["articles"], tramway["mentions"], tramway["first_seen"]) == (1, 5, "2021-03-10")
        assert graph.nodes[ARTICLE + "jumelage"]["label"] == "jumelage"
        assert pairs_of(graph)[ARTICLE + "tramway", VALMONT] == 2.0
        assert graph.number_of_edges() == 9

    def test_views_speak_the_language_asked_for(self, store):
        graph = build_network(store, "articles", language="en")
        assert {data["label"] for *_, data in graph.edges(data=True)} == {"mentions"}


class TestFilters:
    def test_types_keep_edges_between_entities_of_these_types(self, store):
        graph = build_network(store, filters=NetworkFilters(types=["person", "Organization"]))
        assert set(graph) == {ALINE, VALMONT, FILATURE}

    def test_a_narrower_class_counts_as_a_type(self, store):
        graph = build_network(store, filters=NetworkFilters(types=["Corporation", "City"]))
        assert set(edges_of(graph)) == {(VALMONT, ARZELLE, "location", "asserted")}

    def test_a_type_that_nothing_has_is_an_error(self, store):
        with pytest.raises(QueryError, match="Persn: no such type"):
            build_network(store, filters=NetworkFilters(types=["Persn"]))

    def test_types_leave_articles_in(self, store):
        graph = build_network(store, "articles", filters=NetworkFilters(types=["Place"]))
        assert set(graph) == {ARTICLE + "tramway", ARZELLE}

    @pytest.mark.parametrize("name", [HEAD_OF, "headof", "Préside"])
    def test_a_relation_is_named_by_iri_local_name_or_label(self, store, name):
        filters = NetworkFilters(relations=[name])
        graph = build_network(store, filters=filters, labels={HEAD_OF: "préside"})
        assert set(edges_of(graph)) == {(ALINE, VALMONT, "préside", "asserted")}

    def test_a_relation_that_occurs_nowhere_is_refused_with_those_that_do(self, store):
        with pytest.raises(QueryError, match="hedOf: no such relation in this view; there are headOf, location"):
            build_network(store, filters=NetworkFilters(relations=["hedOf"]))

    def test_minimum_weight_and_confidence(self, store):
        heavy = build_network(store, filters=NetworkFilters(minimum_weight=2))
        assert set(heavy) == {ALINE, VALMONT}
        sure = build_network(store, filters=NetworkFilters(minimum_confidence=0.9))
        assert pairs_of(sure) == {(ALINE, VALMONT): 1.0, (VALMONT, ARZELLE): 1.0}

    def test_the_period_is_inclusive_and_leaves_undated_articles_out(self, store):
        april = NetworkFilters(published_from=date(2021, 4, 1), published_to=date(2021, 4, 2))
        graph = build_network(store, filters=april)
        assert pairs_of(graph) == {(ALINE, VALMONT): 1.0}
        assert graph.nodes[VALMONT]["mentions"] == 2
        march = build_network(store, "articles", filters=NetworkFilters(published_to=date(2021, 3, 10)))
        assert ARTICLE + "tramway" in march
        assert ARTICLE + "jumelage" not in march

    def test_nodes_left_alone_are_dropped_unless_asked_for(self, store, press_graph):
        assert FETE not in press_graph
        whole = build_network(store, filters=NetworkFilters(keep_isolated=True))
        assert FETE in whole
        people = build_network(store, filters=NetworkFilters(keep_isolated=True, types=["Person"]))
        assert set(people) == {ALINE}


def test_the_order_in_which_the_store_answers_does_not_matter(store):
    class Backwards:
        def rows(self, sparql):
            return reversed(list(store.rows(sparql)))

    for view in read_views():
        one, other = build_network(store, view), build_network(Backwards(), view)
        assert list(one.nodes(data=True)) == list(other.nodes(data=True))
        assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))


def test_importing_views_waits_for_no_graph_library():
    code = "import sys, pressgraph.views; print({'networkx', 'rdflib', 'spacy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


class TestReprints:
    """A dispatch that two papers print is marked by :mod:`pressgraph.graph.near_duplicates`."""

    @pytest.fixture
    def reprinted(self):
        dispatch = tramway()
        words = " ".join(f"Le chantier numéro {number} a pris du retard à cause du gel." for number in range(40))
        text = f"{dispatch.article.text}{words}\n"
        with Store.open(":memory:") as store:
            for key in ("un", "deux"):
                store.write(replace(dispatch, article=replace(dispatch.article, key=key, text=text)))
            assert mark_near_duplicates(store) == 1
            yield store

    @pytest.mark.parametrize("view", ["relations", "co-mentions", "co-mentions-article"])
    def test_what_both_say_counts_once(self, reprinted, view):
        once = pairs_of(build_network(reprinted, view))
        twice = pairs_of(build_network(reprinted, view, filters=NetworkFilters(keep_reprints=True)))
        assert once and {pair: 2 * weight for pair, weight in once.items()} == twice
