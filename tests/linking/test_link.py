"""Entities become links: which, of what kind, with what provenance, and what stays when a run stops."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph

from pressgraph.errors import LinkingError
from pressgraph.facts import EntityType
from pressgraph.graph import Store
from pressgraph.graph.links import remove_stray_links
from pressgraph.graph.terms import PREFIXES
from pressgraph.linking import (
    AnswerCache,
    Bounds,
    Decision,
    Outcome,
    ReconciliationService,
    link_entities,
    preview_links,
)
from pressgraph.ontology.linking import LinkingRules, load_linking_rules
from pressgraph.ontology.resources import ontologies_folder

from .conftest import ANAIS, CLUB, FEAST, KERLOUAN, MORLAIX, SURNAME, Clock, build_budget, build_regatta
from .speaking_server import Reply, SpeakingServer, candidate

Run = Callable[..., dict[str, Decision]]
WIKIDATA = "http://www.wikidata.org/entity/"


def plain_links(store: Store) -> set[tuple[str, str, str]]:
    rows = store.rows("SELECT ?s ?p ?o { GRAPH pg:links { ?l a pg:Link ; rdf:subject ?s . ?s ?p ?o } }")
    return {(str(row["s"]), str(row["p"]).rsplit("#", 1)[-1], str(row["o"])) for row in rows}


# Which links are made


def test_only_names_that_stand_alone_are_asked_about(run: Run, server: SpeakingServer) -> None:
    decisions = run()
    assert set(decisions) == {KERLOUAN, MORLAIX, CLUB, ANAIS, FEAST}
    assert SURNAME not in decisions
    assert "Le Dantec" not in server.asked


def test_a_certain_unambiguous_answer_of_the_same_name_is_the_same(
    run: Run, server: SpeakingServer, store: Store
) -> None:
    server.known["Kerlouan"] = [candidate("Q202368", "Kerlouan"), candidate("Q9", "Kerlouannec", 40, match=False)]
    decision = run()[KERLOUAN]
    assert decision.outcome is Outcome.SAME
    assert plain_links(store) == {(KERLOUAN, "sameAs", WIKIDATA + "Q202368")}


@pytest.mark.parametrize(
    ("found", "doubt"),
    [
        (candidate("Q1", "Morlaix", 95, match=False), "the service isn't certain"),
        (candidate("Q1", "Morlaix Communauté"), "the names differ"),
    ],
)
def test_a_doubt_makes_it_a_close_match(
    run: Run, server: SpeakingServer, store: Store, found: dict[str, object], doubt: str
) -> None:
    server.known["Morlaix"] = [found]
    decision = run()[MORLAIX]
    assert decision.outcome is Outcome.CLOSE
    assert doubt in decision.reason
    assert plain_links(store) == {(MORLAIX, "closeMatch", WIKIDATA + "Q1")}


def test_letter_case_and_accents_are_no_other_name(run: Run, server: SpeakingServer) -> None:
    server.known["Fête des phares"] = [candidate("Q7", "FETE DES PHARES")]
    assert run()[FEAST].outcome is Outcome.SAME


def test_a_persons_name_alone_never_makes_two_people_one(run: Run, server: SpeakingServer) -> None:
    server.known["Anaïs Le Dantec"] = [candidate("Q5555", "Anaïs Le Dantec")]
    decision = run()[ANAIS]
    assert decision.outcome is Outcome.CLOSE
    assert "many share theirs" in decision.reason


def test_a_score_below_the_threshold_makes_no_link(run: Run, server: SpeakingServer, store: Store) -> None:
    server.known["Kerlouan"] = [candidate("Q1", "Kerlouan", 89.9)]
    assert run()[KERLOUAN].outcome is Outcome.WEAK
    assert plain_links(store) == set()


def test_two_that_fit_about_as_well_make_no_link(run: Run, server: SpeakingServer, store: Store) -> None:
    server.known["Morlaix"] = [candidate("Q2", "Morlaix", 91, match=False), candidate("Q1", "Morlaix", 100)]
    decision = run()[MORLAIX]
    assert decision.outcome is Outcome.AMBIGUOUS
    assert "Q1" in decision.reason
    assert "Q2" in decision.reason
    assert plain_links(store) == set()
    assert run(bounds=Bounds(margin=5))[MORLAIX].outcome is Outcome.SAME


def test_a_name_that_the_service_does_not_know_makes_no_link(run: Run) -> None:
    assert {decision.outcome for decision in run().values()} == {Outcome.UNKNOWN}


def test_types_and_number_limit_what_is_asked(run: Run, server: SpeakingServer) -> None:
    run(types=[EntityType.PLACE], most=1)
    assert server.asked == ["Kerlouan"]  # named three times, Morlaix twice


# What the service is told


def test_the_types_asked_for_are_those_of_the_narrowest_class(run: Run, server: SpeakingServer) -> None:
    run()
    assert server.query_for("Anaïs Le Dantec")["type"] == "Q5"
    assert set(server.query_for("Club nautique d’Aber")["type"]) == {"Q847017", "Q12973014"}
    assert server.query_for("Club nautique d’Aber")["type_strict"] == "any"


def test_another_service_gets_no_types_of_wikidata_but_those_of_the_users_rules(
    store: Store, server: SpeakingServer, service: ReconciliationService, cache: AnswerCache, tmp_path: Path
) -> None:
    server.manifest |= {"identifierSpace": "https://annuaire.example/id/", "schemaSpace": "https://annuaire.example/s/"}
    own = tmp_path / "annuaire.ttl"
    own.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<https://schema.org/Person> skos:closeMatch <https://annuaire.example/s/personne> .\n",
        encoding="utf-8",
    )
    list(link_entities(store, service, cache=cache, rules=load_linking_rules(own)))
    assert server.query_for("Anaïs Le Dantec")["type"] == "personne"
    assert "type" not in server.query_for("Morlaix")


def located(article: str, place: str, number: int) -> str:
    return (
        f"INSERT DATA {{ GRAPH <https://w3id.org/pressgraph/id/article/{article}.txt> {{ <{place}> "
        f'owl:sameAs <https://sws.geonames.org/{number}/> ; schema:addressCountry "FR" }} }}'
    )


def test_the_geonames_number_and_the_country_of_a_place_are_told(
    run: Run, store: Store, server: SpeakingServer
) -> None:
    store.engine.update(located("regate", KERLOUAN, 3012684), prefixes=dict(PREFIXES))
    run()
    told = {p["pid"]: p["v"] for p in server.query_for("Kerlouan")["properties"]}
    assert told == {"P1566": "3012684", "P17/P297": "FR"}
    assert "properties" not in server.query_for("Morlaix")


def test_of_a_place_that_is_two_places_no_number_is_told(run: Run, store: Store, server: SpeakingServer) -> None:
    for article, number in (("regate", 2991772), ("budget", 999)):
        store.engine.update(located(article, MORLAIX, number), prefixes=dict(PREFIXES))
    run()
    assert [p["pid"] for p in server.query_for("Morlaix")["properties"]] == ["P17/P297"]


def test_a_users_clue_makes_a_person_more_than_a_name(
    store: Store, server: SpeakingServer, service: ReconciliationService, cache: AnswerCache, tmp_path: Path
) -> None:
    own = tmp_path / "employeur.ttl"
    own.write_text(
        "@prefix pg: <https://w3id.org/pressgraph#> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "<https://clues.example/employer> a pg:LinkingClue ; sh:targetClass <https://schema.org/Person> ;\n"
        "  sh:path <https://schema.org/worksFor> ; pg:clueProperty <http://www.wikidata.org/prop/direct/P108> .\n",
        encoding="utf-8",
    )
    store.engine.update(
        f"INSERT DATA {{ GRAPH <https://w3id.org/pressgraph/id/article/regate.txt> {{ <{ANAIS}> "
        f"<https://schema.org/worksFor> <{CLUB}> }} }}"
    )
    server.known["Anaïs Le Dantec"] = [candidate("Q5555", "Anaïs Le Dantec")]
    found = link_entities(store, service, cache=cache, rules=load_linking_rules(own))
    outcomes = {decision.entity.iri: decision.outcome for decision in found}
    assert server.query_for("Anaïs Le Dantec")["properties"] == [{"pid": "P108", "v": "Club nautique d’Aber"}]
    assert outcomes[ANAIS] is Outcome.SAME


# What is written


def test_a_link_tells_who_found_it_and_why(run: Run, server: SpeakingServer, store: Store) -> None:
    server.known["Kerlouan"] = [candidate("Q202368", "KERLOUAN", 97.5)]
    run()
    (row,) = store.rows("""SELECT * { GRAPH pg:links { ?link a pg:Link ; rdf:subject ?entity ; rdf:object ?target ;
        pg:askedName ?asked ; pg:matchedName ?matched ; pg:matchScore ?score ; pg:flaggedAsMatch ?flagged ;
        rdfs:comment ?why ; prov:hadPrimarySource ?service ; prov:wasAttributedTo/rdfs:label ?by ;
        prov:generatedAtTime ?when . ?service rdfs:label ?name } }""")
    assert row["asked"] == "Kerlouan"
    assert row["matched"] == "KERLOUAN"
    assert (row["score"], row["flagged"]) == (97.5, True)
    assert (row["service"], row["name"]) == (server.address, "Répertoire du Ponant")
    assert str(row["by"]).startswith("pressgraph ")
    assert "97.5" in str(row["why"])
    assert row["when"] == "2024-05-02T08:30:00Z"


def test_the_links_keep_what_their_shapes_promise(run: Run, server: SpeakingServer, store: Store) -> None:
    server.known["Kerlouan"] = [candidate("Q202368", "Kerlouan")]
    server.known["Anaïs Le Dantec"] = [candidate("Q5555", "Anaïs Le Dantec")]
    run()
    written = Graph()
    written.parse(
        data=store.query("CONSTRUCT { ?s ?p ?o } { GRAPH pg:links { ?s ?p ?o } }").serialise("nt"), format="nt"
    )
    shapes = Graph().parse(ontologies_folder() / "shapes" / "links.ttl")
    conforms, _, report = pyshacl.validate(written, shacl_graph=shapes)
    assert conforms, report
    written.remove((None, next(p for p in written.predicates() if str(p).endswith("matchScore")), None))
    assert not pyshacl.validate(written, shacl_graph=shapes)[0]


def test_links_survive_reading_the_articles_again(run: Run, server: SpeakingServer, store: Store) -> None:
    server.known["Kerlouan"] = [candidate("Q202368", "Kerlouan")]
    run()
    before = plain_links(store)
    store.write(build_regatta())
    store.forget("https://w3id.org/pressgraph/id/article/budget.txt")
    store.write(build_budget())
    assert plain_links(store) == before != set()


def test_the_links_are_no_article_but_part_of_the_dump(run: Run, server: SpeakingServer, store: Store) -> None:
    articles = store.articles()
    server.known["Kerlouan"] = [candidate("Q202368", "Kerlouan")]
    run()
    assert store.articles() == articles
    assert not store.forget("https://w3id.org/pressgraph#links")
    assert any("Q202368" in str(quad) for quad in store.quads())


def test_what_the_service_says_now_takes_the_place_of_what_it_said(
    run: Run, server: SpeakingServer, store: Store, clock: Clock
) -> None:
    server.known["Kerlouan"] = [candidate("Q1", "Kerlouan")]
    server.known["Morlaix"] = [candidate("Q2", "Morlaix")]
    run()
    clock.now += timedelta(days=31)
    server.known = {"Kerlouan": [candidate("Q3", "Kerlouan", 95, match=False)]}
    server.manifest["name"] = "Répertoire"
    run()
    assert plain_links(store) == {(KERLOUAN, "closeMatch", WIKIDATA + "Q3")}
    assert [row["l"] for row in store.rows("SELECT ?l { ?s a pg:ReconciliationService ; rdfs:label ?l }")] == [
        "Répertoire"
    ]


def test_links_to_another_service_stay(
    run: Run, server: SpeakingServer, store: Store, cache: AnswerCache, rules: LinkingRules
) -> None:
    server.known["Kerlouan"] = [candidate("Q1", "Kerlouan")]
    run()
    other = SpeakingServer()
    try:
        other.known["Kerlouan"] = [candidate("Q1", "Kerlouan")]
        with ReconciliationService(other.address, rate=1000) as service:
            list(link_entities(store, service, cache=cache, rules=rules))
            assert store.query("SELECT ?l { ?l a pg:Link }").serialise("csv").count(b"\n") == 3
            other.known = {}
            cache_of_nothing = AnswerCache(":memory:", max_age=timedelta(0))
            list(link_entities(store, service, cache=cache_of_nothing, rules=rules))
    finally:
        other.stop()
    assert plain_links(store) == {(KERLOUAN, "sameAs", WIKIDATA + "Q1")}


def test_links_of_entities_that_no_article_mentions_any_more_can_be_removed(
    run: Run, server: SpeakingServer, store: Store
) -> None:
    server.known["Fête des phares"] = [candidate("Q7", "Fête des phares")]
    server.known["Kerlouan"] = [candidate("Q1", "Kerlouan")]
    run()
    assert remove_stray_links(store) == 0
    store.forget("https://w3id.org/pressgraph/id/article/budget.txt")
    assert remove_stray_links(store) == 1
    assert plain_links(store) == {(KERLOUAN, "sameAs", WIKIDATA + "Q1")}


# Batches, cache, and going on after a stop


def test_entities_are_asked_about_in_batches_no_larger_than_the_service_takes(run: Run, server: SpeakingServer) -> None:
    server.manifest["batchSize"] = 2
    run(batch_size=4)
    assert [len(batch) for batch in server.batches] == [2, 2, 1]


def test_what_was_answered_is_not_asked_again_until_it_is_old(run: Run, server: SpeakingServer, clock: Clock) -> None:
    run()
    run()
    assert len(server.asked) == 5
    assert server.manifests_sent == 1
    clock.now += timedelta(days=30)
    run()
    assert len(server.asked) == 10


def test_a_service_that_dies_on_the_way_leaves_what_is_done_and_the_next_run_goes_on(
    run: Run, server: SpeakingServer, store: Store
) -> None:
    server.known = {name: [candidate("Q1", name)] for name in ("Kerlouan", "Club nautique d’Aber", "Morlaix")}
    dead = Reply()
    dead.dies = True
    server.mishaps = [lambda: None, lambda: None, *[dead] * 4]
    with pytest.raises(LinkingError, match=r"doesn't answer .*2 of 5 entities are done and kept"):
        run(batch_size=2)
    done = plain_links(store)
    assert len(done) >= 1
    asked = server.batches[0]
    server.batches.clear()
    decisions = run(batch_size=2)
    assert len(decisions) == 5
    assert not {query["query"] for query in asked.values()} & set(server.asked)
    assert plain_links(store) > done


def test_a_run_that_is_abandoned_has_written_every_batch_that_it_told_of(
    store: Store, service: ReconciliationService, cache: AnswerCache, rules: LinkingRules, server: SpeakingServer
) -> None:
    server.known["Kerlouan"] = [candidate("Q1", "Kerlouan")]
    decisions = link_entities(store, service, cache=cache, rules=rules)
    while next(decisions).entity.iri != KERLOUAN:
        pass
    decisions.close()
    assert plain_links(store) == {(KERLOUAN, "sameAs", WIKIDATA + "Q1")}


# Preview


def test_a_preview_asks_and_writes_nothing(
    store: Store, server: SpeakingServer, cache: AnswerCache, rules: LinkingRules
) -> None:
    before = set(store.engine)
    decisions = list(preview_links(store, server.address, cache=cache, rules=rules))
    assert {decision.outcome for decision in decisions} == {Outcome.UNASKED}
    assert any('"query": "Morlaix"' in decision.reason for decision in decisions)
    assert server.batches == []
    assert server.manifests_sent == 0
    assert set(store.engine) == before


def test_a_preview_knows_what_wikidata_would_be_asked_without_asking_it(
    store: Store, cache: AnswerCache, rules: LinkingRules
) -> None:
    (address,) = rules.services
    decisions = {d.entity.iri: d for d in preview_links(store, address, cache=cache, rules=rules)}
    assert '"type": "Q5"' in decisions[ANAIS].reason


def test_a_preview_decides_on_the_answers_that_are_known(
    run: Run, store: Store, server: SpeakingServer, cache: AnswerCache, rules: LinkingRules
) -> None:
    server.known["Kerlouan"] = [candidate("Q1", "Kerlouan")]
    run(types=[EntityType.PLACE])
    decisions = {d.entity.iri: d.outcome for d in preview_links(store, server.address, cache=cache, rules=rules)}
    assert decisions[KERLOUAN] is Outcome.SAME
    assert decisions[MORLAIX] is Outcome.UNKNOWN
    assert decisions[ANAIS] is Outcome.UNASKED
