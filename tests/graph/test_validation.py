"""``pressgraph validate``: what is wrong in a store is found, with its article; memory and other articles untouched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Literal, NamedNode, Quad

from pressgraph.cli import main
from pressgraph.facts import ArticleFacts, EntityType
from pressgraph.graph import Store
from pressgraph.graph.resolution import read_decisions, resolve
from pressgraph.graph.terms import term
from pressgraph.graph.validation import find_violations

from .resolution_pairs import build_article


@pytest.fixture
def store(tmp_path: Path, harbour: ArticleFacts, council: ArticleFacts, staff: ArticleFacts) -> Iterator[Store]:
    with Store.open(tmp_path / "presse", create=True) as opened:
        for facts in (harbour, council, staff):
            opened.write(facts)
        yield opened


def change(store: Store, article: str, predicate: str, value: Literal | None) -> None:
    """Give one triple of the article's graph another object, or none."""
    first = min(store.engine.quads_for_pattern(None, term(predicate), None, NamedNode(article)), key=str)
    store.engine.remove(first)
    if value is not None:
        store.engine.add(Quad(first.subject, first.predicate, value, first.graph_name))


def test_what_pressgraph_writes_is_valid_when_read_back(store: Store) -> None:
    assert list(find_violations(store)) == []


def test_two_speakers_of_the_same_words_are_told_apart(store: Store, harbour: ArticleFacts) -> None:
    (quote, *_) = harbour.quotes
    speakers = [entity for entity in harbour.entities if entity.mentions][:2]
    reports = [
        replace(quote, speaker=e.id, speaker_text=e.name, speaker_span=e.mentions[0], cue_span=e.mentions[0])
        for e in speakers
    ]
    store.write(replace(harbour, reported=tuple(reports)))
    assert list(find_violations(store, [harbour.iri])) == []
    assert len(list(store.rows("SELECT ?report { ?report a pg:ReportedSpeech }"))) == len(reports)


@pytest.mark.parametrize(
    ("predicate", "value", "message"),
    [
        ("oa:exact", Literal("d’autres mots"), "doesn't hold the words that it quotes"),
        ("oa:start", Literal(-1), ""),
        ("org:headOf", None, "lacks its plain triple"),
        ("schema:text", None, "Less than 1"),
        ("schema:datePublished", Literal("hier"), "datatype"),
        ("pg:modality", Literal("peut-être"), ""),
    ],
)
def test_what_is_wrong_is_told_with_its_article(
    store: Store, harbour: ArticleFacts, predicate: str, value: Literal | None, message: str
) -> None:
    change(store, harbour.iri, predicate, value)
    found = list(find_violations(store))
    assert {violation.graph for violation in found} == {harbour.iri}
    assert any(message in violation.message for violation in found)


def test_what_the_resolution_writes_is_valid(store: Store, tmp_path: Path) -> None:
    articles = [
        build_article("a.txt", EntityType.PERSON, "Jean Martin", "headOf LOC:Oriville (maire)"),
        build_article("b.txt", EntityType.PERSON, "Jean Martin", "worksFor ORG:Stade Brénacois (gardien)"),
        build_article("c.txt", EntityType.PERSON, "J. Martin", "with LOC:Oriville ; with LOC:Morlanne"),
    ]
    for facts in articles:
        store.write(facts)
    decisions = tmp_path / "decisions.toml"
    entity = articles[0].entities[0].id
    decisions.write_text(f'[[split]]\nentity = "{entity}"\narticles = ["b.txt"]\nwhy = "deux"', encoding="utf-8")
    assert resolve(store, decisions=read_decisions(decisions)).parts
    assert list(find_violations(store)) == []


def test_one_article_can_be_checked_by_itself(store: Store, harbour: ArticleFacts, council: ArticleFacts) -> None:
    change(store, harbour.iri, "schema:text", None)
    assert list(find_violations(store, [council.iri])) == []
    assert list(find_violations(store, [harbour.iri])) != []


def test_the_graphs_beside_the_articles_are_checked(store: Store) -> None:
    resolution = term("pg:resolution")
    node = NamedNode("https://exemple.fr/fusion")
    store.engine.add(Quad(node, term("rdf:type"), term("pg:Merge"), resolution))
    links = term("pg:links")
    store.engine.add(Quad(node, term("rdf:type"), term("pg:Link"), links))
    assert {violation.graph for violation in find_violations(store)} == {resolution.value, links.value}


# ---- the command -------------------------------------------------------------------------------------------------


def validate(store: Store, *articles: str) -> Result:
    store.close()
    return CliRunner().invoke(main, ["validate", "--store", store.name, *articles])


def test_a_valid_store_says_so(store: Store) -> None:
    result = validate(store)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "3 articles checked: 0 violations" in result.stderr


def test_each_violation_is_one_line_and_the_status_is_one(store: Store, harbour: ArticleFacts) -> None:
    change(store, harbour.iri, "oa:exact", Literal("ligne\nsuivante"))
    result = validate(store)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines
    assert all(line.startswith(f"{harbour.iri}: ") for line in lines)
    assert f"{len(lines)} violations" in result.stderr


def test_an_article_that_is_not_there_is_said(store: Store) -> None:
    result = validate(store, "https://exemple.fr/rien")
    assert result.exit_code == 1
    assert "no such article" in result.stderr
