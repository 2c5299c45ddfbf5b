"""The same entity across articles: joined when the evidence says so, with reasons, and as the user decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph

from pressgraph.errors import StoreError
from pressgraph.facts import ArticleFacts, EntityType
from pressgraph.graph import Store, find_named_query, statements
from pressgraph.graph.resolution import Decisions, Resolution, read_decisions, resolve
from pressgraph.graph.resolution.writing import resolution_quads
from pressgraph.identifiers import DEFAULT_BASE, entity_iri
from pressgraph.ontology.resources import ontologies_folder
from pressgraph.views import build_network

from .resolution_pairs import Pair, build_article, read_pairs

PERSON, ORGANIZATION = EntityType.PERSON, EntityType.ORGANIZATION
FULL, SHORT = "Éric Vauquelin", "E. Vauquelin"
OFFICE = "headOf ORG:Société Trémois (président)"


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(":memory:") as store:
        yield store


def write(store: Store, *articles: ArticleFacts) -> list[str]:
    """Write articles and return the IRI of each one's main entity."""
    for facts in articles:
        store.write(facts)
    return [facts.entities[0].id for facts in articles]


def decided(tmp_path: Path, text: str) -> Decisions:
    path = tmp_path / "decisions.toml"
    path.write_text(text, encoding="utf-8")
    return read_decisions(path)


def are_one(resolution: Resolution, one: str, other: str) -> bool:
    return resolution.canonical.get(one, one) == resolution.canonical.get(other, other)


def same_office(store: Store) -> tuple[str, str]:
    """Write two articles of which one has an initial for the given name."""
    full, short = write(
        store, build_article("plein.txt", PERSON, FULL, OFFICE), build_article("court.txt", PERSON, SHORT, OFFICE)
    )
    return full, short


# The hard pairs


def outcome(pair: Pair) -> str:
    with Store.open(":memory:") as store:
        one, other = write(store, *pair.articles())
        found = resolve(store)
    if one == other:
        return "undecided" if any(homonym.entity == one for homonym in found.homonyms) else "same"
    if are_one(found, one, other):
        return "same"
    candidates = [{candidate.one, candidate.other} for candidate in found.candidates]
    return "undecided" if {one, other} in candidates else "different"


@pytest.mark.parametrize("tuned", [True, False], ids=["tuned on", "only measured"])
def test_no_pair_is_joined_wrongly_and_most_right_ones_are(tuned: bool) -> None:
    pairs = [pair for pair in read_pairs() if pair.tuned is tuned]
    outcomes = {pair.row: outcome(pair) for pair in pairs}
    wrong = [pair for pair in pairs if pair.expected != "same" and outcomes[pair.row] == "same"]
    right = [outcomes[pair.row] == "same" for pair in pairs if pair.expected == "same"]
    assert not wrong
    assert len(pairs) >= 30
    assert sum(right) / len(right) >= 0.85


@pytest.mark.parametrize(
    "pair", [p for p in read_pairs() if p.expected == "undecided"], ids=lambda p: f"{p.row}: {p.why}"
)
def test_what_is_undecided_is_shown_to_the_user(pair: Pair) -> None:
    assert outcome(pair) == "undecided"


def test_an_initial_that_fits_two_people_is_joined_to_neither(store: Store) -> None:
    *_, short = write(
        store,
        build_article("1.txt", PERSON, FULL, OFFICE),
        build_article("2.txt", PERSON, "Élise Vauquelin", OFFICE),
        build_article("3.txt", PERSON, SHORT, OFFICE),
    )
    found = resolve(store)
    assert short not in found.canonical
    doubtful = [c for c in found.candidates if short in (c.one, c.other)]
    assert any("also fits" in feature.reason for candidate in doubtful for feature in candidate.features)


def test_two_that_one_article_tells_apart_are_not_one(store: Store) -> None:
    first, _ = write(
        store,
        build_article("1.txt", ORGANIZATION, "Groupe Trémois", "headOf< PER:Paul Estève ; with ORG:Trémois"),
        build_article("2.txt", ORGANIZATION, "Trémois", "headOf< PER:Paul Estève"),
    )
    assert first not in resolve(store).canonical


# What is written


def test_a_merge_keeps_names_score_and_reasons(store: Store) -> None:
    full, short = same_office(store)
    resolve(store)
    rows = list(store.rows(find_named_query("merges").sparql, bindings={"name": "vauquelin"}))
    assert len(rows) == 1
    row = rows[0]
    assert {row["entity"], row["otherEntity"]} == {full, short}
    assert {row["name"], row["other"]} == {FULL, SHORT}
    assert row["decider"] == "rule"
    assert row["score"] is not None and float(row["score"]) >= 0.85
    assert "both headOf Société Trémois" in str(row["why"])
    assert "an initial for the given name" in str(row["why"])


def test_the_short_name_leads_to_the_full_one(store: Store) -> None:
    full, short = same_office(store)
    resolve(store)
    assert store.query(f"ASK {{ GRAPH pg:resolution {{ <{short}> owl:sameAs <{full}> }} }}").truth


def test_articles_and_resolution_conform_to_the_shapes_together(store: Store, tmp_path: Path) -> None:
    articles = [
        build_article("plein.txt", PERSON, FULL, OFFICE),
        build_article("court.txt", PERSON, SHORT, OFFICE),
        build_article("a.txt", PERSON, "Jean Martin", "headOf LOC:Oriville (maire)"),
        build_article("b.txt", PERSON, "Jean Martin", "worksFor ORG:Stade Brénacois (gardien)"),
        build_article("c.txt", PERSON, "J. Martin", "with LOC:Oriville ; with LOC:Morlanne"),
    ]
    iris = write(store, *articles)
    ruled = resolve(store)
    split = f'[[split]]\nentity = "{iris[2]}"\narticles = ["b.txt"]\nwhy = "deux"'
    told = resolve(store, decisions=decided(tmp_path, split))
    assert ruled.merges
    assert ruled.candidates
    assert ruled.homonyms
    assert told.parts
    for found in (ruled, told):
        quads = [*(quad for facts in articles for quad in statements(facts)), *resolution_quads(found)]
        graph = Graph().parse(data="".join(f"{quad.triple} .\n" for quad in quads), format="nt")
        shapes = Graph().parse(ontologies_folder() / "shapes" / "graph.ttl")
        conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
        assert conforms, report


def test_resolving_again_or_in_another_order_writes_the_same(store: Store) -> None:
    articles = [facts for pair in read_pairs() for facts in pair.articles()][:40]
    named = [build_article(f"{i}.txt", f.entities[0].type, f.entities[0].name) for i, f in enumerate(articles)]
    write(store, *named)
    resolve(store)
    first = list(map(str, store.quads()))
    resolve(store)
    with Store.open(":memory:") as other:
        write(other, *reversed(named))
        resolve(other)
        assert first == list(map(str, store.quads())) == list(map(str, other.quads()))


def test_reading_an_article_again_leaves_the_resolution_and_articles_alone(store: Store) -> None:
    full, short = same_office(store)
    before = store.articles()
    resolve(store)
    write(store, build_article("court.txt", PERSON, SHORT, OFFICE))
    assert store.articles() == before
    assert store.query(f"ASK {{ <{short}> owl:sameAs <{full}> }}").truth


def test_a_merge_vanishes_with_its_evidence(store: Store) -> None:
    same_office(store)
    resolve(store)
    write(store, build_article("court.txt", PERSON, SHORT))
    assert not resolve(store).merges
    assert not store.query("ASK { GRAPH pg:resolution { ?a owl:sameAs ?b } }").truth


# What readers see


def test_views_show_merged_entities_as_one(store: Store) -> None:
    full, _ = same_office(store)
    assert Counter(type_ for _, type_ in build_network(store).nodes(data="type"))["Person"] == 2
    resolve(store)
    network = build_network(store)
    person = network.nodes[full]
    assert Counter(type_ for _, type_ in network.nodes(data="type"))["Person"] == 1
    assert (person["label"], person["mentions"], person["articles"]) == (FULL, 2, 2)
    assert [articles for *_, articles in network.edges(data="articles")] == [2]


@pytest.mark.parametrize("view", ["co-mentions", "co-mentions-paragraph", "co-mentions-article", "articles"])
def test_every_view_knows_the_full_name_only(store: Store, view: str) -> None:
    write(
        store,
        build_article("plein.txt", PERSON, FULL, OFFICE),
        build_article("court.txt", PERSON, SHORT, OFFICE),
    )
    resolve(store)
    assert SHORT not in {label for _, label in build_network(store, view).nodes(data="label")}


def test_named_queries_show_the_full_name_in_every_article(store: Store) -> None:
    same_office(store)
    resolve(store)
    heads = store.rows(find_named_query("heads").sparql, bindings={"name": "Éric"})
    assert [row["person"] for row in heads] == [FULL, FULL]
    (person,) = store.rows(find_named_query("people").sparql)
    assert (person["person"], person["roles"], person["mentions"], person["articles"]) == (FULL, "président", 2, 2)
    (person,) = store.rows(find_named_query("entities").sparql, bindings={"type": "Person"})
    assert (person["name"], person["mentions"], person["articles"]) == (FULL, 2, 2)


@pytest.mark.parametrize("words", ["E. Vauquelin", "éric"])
def test_all_that_is_said_of_somebody_is_found_by_either_name(store: Store, words: str) -> None:
    same_office(store)
    resolve(store)
    about = store.rows(find_named_query("about").sparql, bindings={"name": words})
    assert len({row["article"] for row in about}) == 2


# The user's decisions


def test_the_user_can_merge_what_the_rules_leave_apart(store: Store, tmp_path: Path) -> None:
    one, other = write(
        store,
        build_article("1.txt", ORGANIZATION, "la Maison bleue"),
        build_article("2.txt", ORGANIZATION, "Hôtel Cadel"),
    )
    short = one.removeprefix(DEFAULT_BASE)
    decisions = decided(tmp_path, f'[[merge]]\nentities = ["{short}", "{other}"]\nwhy = "même bâtiment"')
    found = resolve(store, decisions=decisions)
    assert are_one(found, one, other)
    (row,) = store.rows(find_named_query("merges").sparql)
    assert row["decider"] == "user"
    assert "même bâtiment" in str(row["why"])


def test_the_user_can_forbid_what_the_rules_would_merge(store: Store, tmp_path: Path) -> None:
    full, short = same_office(store)
    decisions = decided(tmp_path, f'[[forbid]]\nentities = ["{full}", "{short}"]')
    found = resolve(store, decisions=decisions)
    assert not are_one(found, full, short)
    assert not found.candidates
    assert are_one(resolve(store), full, short)


def test_a_forbidden_pair_is_not_joined_through_a_third(store: Store, tmp_path: Path) -> None:
    with_form, without, other_form = write(
        store,
        *(
            build_article(f"{n}.txt", ORGANIZATION, n)
            for n in ("Bertin-Lacaze SA", "Bertin-Lacaze", "Bertin-Lacaze SARL")
        ),
    )
    decisions = decided(tmp_path, f'[[forbid]]\nentities = ["{with_form}", "{other_form}"]')
    found = resolve(store, decisions=decisions)
    assert not are_one(found, with_form, other_form)
    assert are_one(found, without, with_form) != are_one(found, without, other_form)


def test_the_user_can_split_a_name_that_two_people_share(store: Store, tmp_path: Path) -> None:
    jean, _, _ = write(
        store,
        build_article("maire.txt", PERSON, "Jean Martin", "headOf LOC:Oriville (maire)"),
        build_article("gardien.txt", PERSON, "Jean Martin", "worksFor ORG:Stade Brénacois (gardien)"),
        build_article("match.txt", PERSON, "Jean Martin", "worksFor ORG:Stade Brénacois (gardien)"),
    )
    split = f'[[split]]\nentity = "{jean}"\narticles = ["gardien.txt", "match.txt"]'
    found = resolve(store, decisions=decided(tmp_path, split))
    assert not found.homonyms
    network = build_network(store)
    people = {iri: data for iri, data in network.nodes(data=True) if data["type"] == "Person"}
    assert len(people) == 2
    assert people[jean]["articles"] == 1
    (part,) = set(people) - {jean}
    assert (people[part]["articles"], people[part]["label"]) == (2, "Jean Martin")
    assert store.query(f"ASK {{ ?split a pg:Split ; pg:splits <{jean}> ; pg:part <{part}> }}").truth


def test_a_split_without_articles_makes_one_person_an_article(store: Store, tmp_path: Path) -> None:
    jean, _ = write(
        store,
        build_article("1.txt", PERSON, "Jean Martin", "headOf LOC:Oriville (maire)"),
        build_article("2.txt", PERSON, "Jean Martin", "headOf LOC:Morlanne (maire)"),
    )
    found = resolve(store, decisions=decided(tmp_path, f'[[split]]\nentity = "{jean}"'))
    assert len(found.parts) == 2
    assert jean not in build_network(store)


def test_a_decision_that_fits_nothing_is_reported(store: Store, tmp_path: Path) -> None:
    full, _ = same_office(store)
    decisions = decided(
        tmp_path,
        f'[[merge]]\nentities = ["{full}", "person/nobody"]\n'
        f'[[split]]\nentity = "{full}"\narticles = ["ailleurs.txt"]\n'
        '[[forbid]]\nentities = ["person/x", "person/y"]',
    )
    unused = "\n".join(resolve(store, decisions=decisions).unused)
    for lost in ("person/nobody", "ailleurs.txt", "person/x"):
        assert lost in unused


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[merge]\n", "not valid TOML"),
        ('[[join]]\nentities = ["a", "b"]', "join: write"),
        ('[[merge]]\nentities = ["a"]', "number 1: entities is a list of at least two"),
        ("[[split]]\nwhy = 'x'", "number 1: it takes articles, entity, why"),
        ('[[merge]]\nentities=["a","b"]\n[[forbid]]\nentities=["b","a"]', "both merged and forbidden"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_why(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(StoreError, match=complaint) as caught:
        decided(tmp_path, text)
    assert "decisions.toml" in str(caught.value)


def test_a_generic_name_joins_only_the_body_of_its_own_town(store: Store) -> None:
    context = "headOf< PER:Paul Estève ; with LOC:Valmont"
    local, valmont, other = write(
        store,
        build_article("1.txt", ORGANIZATION, "Métropole", context),
        build_article("2.txt", ORGANIZATION, "Métropole de Valmont", context),
        build_article("3.txt", ORGANIZATION, "Métropole de Brénac", "headOf< PER:Paul Estève ; with LOC:Brénac"),
    )
    found = resolve(store)
    assert are_one(found, local, valmont)
    assert not are_one(found, local, other)
    assert local != entity_iri("Organization", "Métropole")
