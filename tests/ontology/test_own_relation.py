"""A relation that only this test knows goes all the way, from text to query and network, without a line of code."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import networkx
import pytest
from click.testing import CliRunner, Result

from pressgraph.cli import main
from pressgraph.ontology import ontologies_folder
from pressgraph.pipeline import Pipeline, load_pipeline

MY = "https://exemple.fr/relations#"
OWN_RELATION = f"""\
@prefix pg: <https://w3id.org/pressgraph#> .
@prefix my: <{MY}> .
@prefix frame: <https://w3id.org/pressgraph/frame#> .
@prefix schema: <https://schema.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
@prefix synsem: <http://www.w3.org/ns/lemon/synsem#> .
@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .

my:criticises a owl:ObjectProperty ;
    rdfs:label "critique"@fr, "criticises"@en ;
    pg:guideName "criticises" ;
    schema:domainIncludes schema:Person, schema:Organization ;
    schema:rangeIncludes schema:Person, schema:Organization .

my:fustiger a ontolex:LexicalEntry ;
    lexinfo:partOfSpeech lexinfo:verb ;
    ontolex:canonicalForm [ ontolex:writtenRep "fustiger"@fr ] ;
    synsem:synBehavior frame:transitive ;
    ontolex:sense [
        ontolex:reference my:criticises ;
        synsem:subjOfProp frame:transitive-subject ;
        synsem:objOfProp frame:transitive-object ;
        skos:example "[s Martine Vasseur] fustige [o Paul Arnoux]."@fr
    ] .
"""
#: one more word for a relation that came with pressgraph
OWN_WORD = """
@prefix org: <http://www.w3.org/ns/org#> .

my:cornaquer a ontolex:LexicalEntry ;
    lexinfo:partOfSpeech lexinfo:verb ;
    ontolex:canonicalForm [ ontolex:writtenRep "cornaquer"@fr ] ;
    synsem:synBehavior frame:transitive ;
    ontolex:sense [
        ontolex:reference org:headOf ;
        synsem:subjOfProp frame:transitive-subject ;
        synsem:objOfProp frame:transitive-object ;
        skos:example "[s Martine Vasseur] cornaque [o l'Office du tourisme de Brigny]."@fr
    ] .
"""
ARTICLE = """\
Paul Arnoux a été vivement fustigé mardi par Martine Vasseur, devant le conseil municipal de Brigny.

Samia Perrot cornaque la société Ardoval depuis le printemps. Elle ne fustige personne, assure-t-elle.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ontologie")
    (folder / "critiques.ttl").write_text(OWN_RELATION + OWN_WORD, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def own_pipeline(folder: Path) -> Pipeline:
    return load_pipeline(ontologies=[folder])


def test_nobody_else_knows_them() -> None:
    files = [ontologies_folder(), Path(__file__).parents[2] / "src"]
    texts = [path.read_text(encoding="utf-8") for root in files for path in root.rglob("*.[tp][ty]*")]
    assert len(texts) > 50
    assert not any("criticises" in text or "cornaquer" in text for text in texts)


@pytest.mark.parametrize(
    "text",
    [
        "Martine Vasseur fustige Paul Arnoux.",
        "Martine Vasseur a fustigé Paul Arnoux.",
        "Paul Arnoux a été fustigé par Martine Vasseur.",
        "Hier, Martine Vasseur, qui fustigeait Paul Arnoux, a démissionné.",
    ],
)
def test_it_is_found_as_french_puts_it(text: str, own_pipeline: Pipeline, pipeline: Pipeline) -> None:
    facts = own_pipeline.annotate(text)
    names = {entity.id: entity.name for entity in facts.entities}
    (relation,) = [r for r in facts.relations if r.predicate == MY + "criticises"]
    assert (names[relation.subject], names[relation.object]) == ("Martine Vasseur", "Paul Arnoux")
    assert relation.rule == MY + "fustiger"
    assert facts.article.text[relation.trigger_span.start : relation.trigger_span.end].startswith("fustig")
    assert pipeline.annotate(text).relations == ()


def test_the_relations_that_came_with_pressgraph_are_found_too(own_pipeline: Pipeline) -> None:
    facts = own_pipeline.annotate("Martine Vasseur préside la société Ardoval.")
    assert [r.predicate for r in facts.relations] == ["http://www.w3.org/ns/org#headOf"]


def run(*words: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def store(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("presse")
    (work / "brigny.txt").write_text(ARTICLE, encoding="utf-8")
    run("extract", work / "brigny.txt", "--store", work / "presse", "--ontology", folder)
    return work / "presse"


def test_extract_and_query(store: Path) -> None:
    sparql = f"SELECT * {{ ?one <{MY}criticises> ?other . ?one rdfs:label ?critic . ?other rdfs:label ?criticised }}"
    (row,) = csv.DictReader(io.StringIO(run("query", "--store", store, sparql, "-f", "csv").stdout))
    assert (row["critic"], row["criticised"]) == ("Martine Vasseur", "Paul Arnoux")


def test_the_evidence_names_the_entry(store: Path) -> None:
    answer = run("query", "--store", store, "evidence", "predicate=criticises", "-f", "csv").stdout
    (row,) = csv.DictReader(io.StringIO(answer))
    assert row["entry"] == MY + "fustiger"
    assert row["sentence"] == ARTICLE.split("\n", maxsplit=1)[0]
    assert ARTICLE[int(row["triggerStart"]) : int(row["triggerEnd"])] == row["trigger"] == "fustigé"


def test_a_word_of_ones_own_gives_a_relation_of_pressgraphs(store: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(run("query", "--store", store, "heads", "-f", "csv").stdout))
    assert row["person"] == "Samia Perrot"


def test_the_network_has_its_label(store: Path, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "reseau.graphml"
    run("export", "--store", store, path, "--ontology", folder, "--relation", "criticises")
    assert [label for *_, label in networkx.read_graphml(path).edges(data="label")] == ["critique"]


def test_the_listing_has_it(folder: Path) -> None:
    assert "criticises" in run("ontology", "--ontology", folder).stdout
    assert "fustiger" in run("ontology", "criticises", "--ontology", folder).stdout


def test_nothing_is_to_be_mended(folder: Path) -> None:
    run("ontology", "--check", "--examples", "--ontology", folder)


def test_a_reader_is_shown_the_entry_behind_it(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "brigny.txt").write_text(ARTICLE, encoding="utf-8")
    shown = run("show", "--why", tmp_path / "brigny.txt", "--ontology", folder).stdout
    assert "[o Paul Arnoux] a été vivement [t fustigé] mardi par [s Martine Vasseur]" in shown
    assert f"entry {MY}fustiger" in shown
