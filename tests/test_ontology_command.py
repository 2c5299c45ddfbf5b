"""``pressgraph ontology``: what can be said, and what is wrong with an ontology of one's own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pressgraph.cli import main
from pressgraph.ontology import Ontology

MY = "https://exemple.fr/relations#"
PREFIXES = f"""\
@prefix pg: <https://w3id.org/pressgraph#> .
@prefix my: <{MY}> .
@prefix frame: <https://w3id.org/pressgraph/frame#> .
@prefix role: <https://w3id.org/pressgraph/role#> .
@prefix schema: <https://schema.org/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
@prefix synsem: <http://www.w3.org/ns/lemon/synsem#> .
@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .

"""
RELATION = """\
my:criticises a owl:ObjectProperty ;
    rdfs:label "critique"@fr, "criticises"@en ;
    pg:guideName "criticises" ;
    schema:domainIncludes schema:Person ;
    schema:rangeIncludes schema:Person .

"""
ENTRY = """\
my:fustiger a ontolex:LexicalEntry ;
    lexinfo:partOfSpeech lexinfo:verb ;
    ontolex:canonicalForm [ ontolex:writtenRep "fustiger"@fr ] ;
    synsem:synBehavior frame:transitive ;
    ontolex:sense [
        ontolex:reference my:criticises ;
        synsem:subjOfProp frame:transitive-subject ;
        synsem:objOfProp frame:transitive-object ;
        skos:example "[s Martine Vasseur] fustige [o Paul Arnoux]."@fr ;
        pg:counterExample "[s Martine Vasseur] n'a jamais fustigé [o Paul Arnoux]."@fr
    ] .
"""
ROLE = """\
my:procureur-fiscal a pg:Function, skos:Concept ;
    skos:prefLabel "procureur fiscal"@fr ;
    pg:gives org:headOf .
"""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["ontology", *map(str, words)])


def check(folder: Path, turtle: str, *options: str) -> Result:
    (folder / "critiques.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
    return run("--check", *options, "--ontology", folder)


# ---- listing -----------------------------------------------------------------------------------------------------


def test_relations_are_listed_with_their_words_counted(ontology: Ontology) -> None:
    rows = json.loads(run("--format", "json").stdout)
    assert {row["name"] for row in rows} == {relation.guide_name for relation in ontology.relation_types.values()}
    (head,) = [row for row in rows if row["name"] == "headOf"]
    assert (head["property"], head["fr"], head["en"]) == ("org:headOf", "dirige", "heads")
    assert (head["domain"], head["range"]) == (["Person"], ["Organization", "Place"])
    assert sum(row["entries"] + row["roles"] for row in rows) == len(ontology.lexicon)
    table = run().stdout
    assert all(row["name"] in table and row["property"] in table for row in rows)


@pytest.mark.parametrize("name", ["headOf", "HEADOF", "org:headOf", "http://www.w3.org/ns/org#headOf", "dirige"])
def test_the_words_of_a_relation_by_any_of_its_names(name: str) -> None:
    rows = json.loads(run(name, "--format", "json").stdout)
    (entry,) = [row for row in rows if row["word"] == "présider"]
    assert entry["part of speech"] == "verb"
    assert "passive" in entry["frame"]
    assert entry["examples"][0].startswith("[s ")
    assert entry["entry"] == "https://w3id.org/pressgraph/lexicon/headOf#présider"


def test_a_table_tells_examples_from_counter_examples(tmp_path: Path) -> None:
    (tmp_path / "critiques.ttl").write_text(PREFIXES + RELATION + ENTRY, encoding="utf-8")
    shown = run("criticises", "--ontology", tmp_path).stdout
    assert "+ [s Martine Vasseur] fustige [o Paul Arnoux]." in shown
    assert "− [s Martine Vasseur] n'a jamais fustigé [o Paul Arnoux]." in shown


def test_one_name_may_stand_for_two_properties() -> None:
    rows = json.loads(run("locatedIn", "--format", "json").stdout)
    assert {row["property"] for row in rows} == {"schema:location", "schema:containedInPlace"}


def test_functions() -> None:
    every = json.loads(run("--roles", "--format", "json").stdout)
    heads = json.loads(run("headOf", "--roles", "--format", "json").stdout)
    assert len(every) > len(heads) > 50
    (mayor,) = [row for row in every if row["role"] == "maire"]
    assert mayor["gives"] == "org:headOf"
    assert {"maire", "maires", "mairesse"} <= set(mayor["forms"])


def test_an_unknown_relation_lists_the_known_ones() -> None:
    result = run("chefDe")
    assert result.exit_code == 1
    assert "headOf" in result.output


def test_listing_and_checking_need_no_language_model(tmp_path: Path) -> None:
    (tmp_path / "critiques.ttl").write_text(PREFIXES + RELATION + ENTRY, encoding="utf-8")
    code = (
        "import sys; from pressgraph.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "assert 'spacy' not in sys.modules"
    )
    for words in ([], ["headOf"], ["--check", "--ontology", str(tmp_path)]):
        command = [sys.executable, "-c", code, "ontology", *words]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0


# ---- checking ----------------------------------------------------------------------------------------------------


def test_a_sound_ontology(tmp_path: Path) -> None:
    result = check(tmp_path, RELATION + ENTRY + ROLE, "--examples")
    assert (result.exit_code, result.stdout) == (0, "")


def changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


#: what is wrong → the Turtle, the entry that the message names, words of the remedy
MISTAKES = {
    "syntax": (RELATION + ENTRY.removesuffix(" .\n"), "", "not valid Turtle"),
    "no canonical form": (
        RELATION + changed(ENTRY, 'ontolex:canonicalForm [ ontolex:writtenRep "fustiger"@fr ] ;', ""),
        "fustiger",
        "ontolex:canonicalForm",
    ),
    "no reference": (
        RELATION + changed(ENTRY, "ontolex:reference my:criticises ;", ""),
        "fustiger",
        "ontolex:reference",
    ),
    "unknown property": (RELATION + changed(ENTRY, "my:criticises", "my:criticizes"), "fustiger", "criticizes"),
    "no example": (
        RELATION + changed(ENTRY, 'skos:example "[s Martine Vasseur] fustige [o Paul Arnoux]."@fr ;', ""),
        "fustiger",
        "skos:example",
    ),
    "example without object": (
        RELATION + changed(ENTRY, "fustige [o Paul Arnoux]", "fustige Paul Arnoux"),
        "fustiger",
        "[o …]",
    ),
    "unknown frame": (
        RELATION + changed(ENTRY, "synBehavior frame:transitive", "synBehavior frame:transitif"),
        "fustiger",
        "frame#transitive",
    ),
    "argument of another frame": (
        RELATION + changed(ENTRY, "objOfProp frame:transitive-object", "objOfProp frame:verb-de-complement"),
        "fustiger",
        "frame#transitive-object",
    ),
    "relation without label": (
        changed(RELATION, '"critique"@fr, "criticises"@en', '"criticises"@en') + ENTRY,
        "criticises",
        "rdfs:label in French",
    ),
    "relation without domain": (
        changed(RELATION, "schema:domainIncludes schema:Person ;", "") + ENTRY,
        "criticises",
        "schema:domainIncludes",
    ),
    "relation without name": (changed(RELATION, 'pg:guideName "criticises" ;', ""), "criticises", "pg:guideName"),
    "role without relation": (changed(ROLE, " ;\n    pg:gives org:headOf", ""), "procureur-fiscal", "pg:gives"),
    "role that isn't declared": (
        changed(ROLE, "a pg:Function, skos:Concept", "a skos:Concept"),
        "procureur-fiscal",
        "a pg:Function",
    ),
    "entry that isn't declared": (
        RELATION + changed(ENTRY, "a ontolex:LexicalEntry", "a ontolex:Lexicalentry"),
        "fustiger",
        "a ontolex:LexicalEntry",
    ),
    "misspelt term": (
        RELATION + changed(ENTRY, "pg:counterExample", "pg:counterexample"),
        "fustiger",
        "pressgraph#counterexample",
    ),
    "a word that came with pressgraph": (
        changed(changed(ENTRY, "my:criticises", "org:headOf"), '"fustiger"', '"présider"'),
        "fustiger",
        "lexicon/headOf#présider",
    ),
    "a role that came with pressgraph": (changed(ROLE, "my:procureur-fiscal", "role:maire"), "maire", "roles.ttl"),
}


@pytest.mark.parametrize(("turtle", "entry", "remedy"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_names_file_entry_and_remedy(tmp_path: Path, turtle: str, entry: str, remedy: str) -> None:
    result = check(tmp_path, turtle)
    assert result.exit_code == 1
    messages = result.stdout.splitlines()
    assert messages
    assert all(message.startswith(f"{tmp_path / 'critiques.ttl'}: ") for message in messages)
    assert any(entry in message and remedy in message for message in messages)


def test_a_syntax_error_names_its_line(tmp_path: Path) -> None:
    result = check(tmp_path, RELATION + "my:x my:y .\n")
    line = (PREFIXES + RELATION).count("\n") + 1
    assert f"line {line}" in result.stdout


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    second = changed(changed(ENTRY, "my:fustiger", "my:tancer"), "lexinfo:verb", "lexinfo:noune")
    result = check(tmp_path, RELATION + changed(ENTRY, "frame:transitive ;", "frame:x ;") + second + ROLE)
    assert result.exit_code == 1
    assert "fustiger> has the frame" in result.stdout
    assert "tancer> needs one lexinfo:partOfSpeech" in result.stdout
    assert "2 to mend" in result.output


def test_examples_are_tried(tmp_path: Path) -> None:
    silent = changed(ENTRY, "fustige [o Paul Arnoux]", "rit, et [o Paul Arnoux] aussi")
    told = changed(changed(silent, "n'a jamais fustigé", "a fustigé"), "my:fustiger", "my:blâmer")
    assert check(tmp_path, RELATION + told).exit_code == 0
    result = check(tmp_path, RELATION + told, "--examples")
    assert result.exit_code == 1
    example, counter_example = result.stdout.splitlines()
    assert "blâmer> has the example" in example and "isn't found" in example
    assert "blâmer> has the counter-example" in counter_example and "is found" in counter_example


def test_examples_without_check_is_a_wrong_use() -> None:
    assert run("--examples").exit_code == 2


def test_a_folder_without_turtle_is_named(tmp_path: Path) -> None:
    result = run("--check", "--ontology", tmp_path)
    assert result.exit_code == 1
    assert f"{tmp_path}: no Turtle files" in result.output


def test_the_ontology_that_came_with_pressgraph_is_sound() -> None:
    result = run("--check")
    assert (result.exit_code, result.stdout) == (0, "")
