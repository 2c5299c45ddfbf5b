"""Each lexical entry is rule, documentation and test: its examples must be found, its counter-examples not.

An example marks the RDF subject and object: "[s Anne Le Bihan], maire de [o Plouézec]". The names are given to the
pipeline; only syntax and lexicon are tested. Entries that fail are listed in ``tests/sentences/known-failures.txt``,
one IRI a line: an entry that gets right must leave the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from marked_text import parsed_doc
from spacy.language import Language

from pressgraph.facts import EntityType
from pressgraph.ontology import LexicalEntry, Ontology, load_ontology
from pressgraph.pipeline import Pipeline, load_pipeline
from pressgraph.pipeline.relations import FoundRelation

KNOWN_FAILURES = Path(__file__).parents[1] / "sentences" / "known-failures.txt"
_SIDES = re.compile(r"\[(?P<side>[so]) (?P<article>(?:(?:[Ll]es?|[Ll]a) |[Ll]['’])?)(?P<name>[^\]]+)\]")


def known_failures() -> set[str]:
    lines = KNOWN_FAILURES.read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def entries_with_examples() -> Iterator[object]:
    failing = known_failures()
    for entry in load_ontology().lexicon:
        if entry.examples or entry.counter_examples:
            reason = "listed in known-failures.txt"
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if entry.iri in failing else []
            yield pytest.param(entry, id=entry.iri.removeprefix("https://w3id.org/pressgraph/"), marks=marks)


@pytest.mark.parametrize("entry", list(entries_with_examples()))
def test_examples(entry: LexicalEntry, nlp: Language, ontology: Ontology) -> None:
    missed = [example for example in entry.examples if not is_stated(entry, example, nlp, ontology)]
    wrong = [example for example in entry.counter_examples if is_stated(entry, example, nlp, ontology)]
    assert (missed, wrong) == ([], [])


def test_known_failures_are_entries_with_examples(ontology: Ontology) -> None:
    assert known_failures() <= {e.iri for e in ontology.lexicon if e.examples or e.counter_examples}


def test_every_example_marks_a_subject_and_an_object(ontology: Ontology) -> None:
    examples = [example for e in ontology.lexicon for example in (*e.examples, *e.counter_examples)]
    assert len(examples) > 100
    assert [e for e in examples if {match["side"] for match in _SIDES.finditer(e)} != {"s", "o"}] == []


def is_stated(entry: LexicalEntry, example: str, nlp: Language, ontology: Ontology) -> bool:
    """Whether the pipeline finds the relation of ``entry`` between the marked names, the right way round."""
    sides = [match["side"] for match in _SIDES.finditer(example)]
    doc = parsed_doc(_SIDES.sub(lambda match: _with_type(match, entry, ontology), example), nlp)
    found: list[FoundRelation] = nlp.get_pipe("pressgraph_relations")(doc)._.relations
    same = [r for r in found if r.entry.relation.iri == entry.relation.iri]
    pairs = {(sides[r.subject.entity], sides[r.object.entity]) for r in same}
    return ("s", "o") in pairs or (entry.relation.symmetric and ("o", "s") in pairs)


def _with_type(match: re.Match[str], entry: LexicalEntry, ontology: Ontology) -> str:
    possible = entry.domain if match["side"] == "s" else entry.range
    return f"{match['article']}[{_type_of(match['name'], possible, ontology).label} {match['name']}]"


def _type_of(name: str, possible: frozenset[EntityType], ontology: Ontology) -> EntityType:
    """Return the type that a name has by its look, out of those that the entry admits."""
    first, *rest = name.lower().split()
    first_names = ontology.words("women-first-names") | ontology.words("men-first-names")
    looks = [
        (EntityType.PERSON, len(rest) == 1 and first in first_names),
        (EntityType.EVENT, first in ontology.words("event-nouns")),
        (EntityType.ORGANIZATION, True),
    ]
    return next((kind for kind, fits in looks if fits and kind in possible), min(possible))


# ---- a relation of the user's own --------------------------------------------------------------------------------

OWN_RELATION = """\
@prefix pg: <https://w3id.org/pressgraph#> .
@prefix my: <https://exemple.fr/relations#> .
@prefix frame: <https://w3id.org/pressgraph/frame#> .
@prefix schema: <https://schema.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
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
        synsem:objOfProp frame:transitive-object
    ] .
"""


@pytest.fixture(scope="module")
def own_pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    folder = tmp_path_factory.mktemp("ontologie")
    (folder / "critiques.ttl").write_text(OWN_RELATION, encoding="utf-8")
    return load_pipeline(ontologies=[folder])


@pytest.mark.parametrize(
    "text",
    [
        "Martine Vasseur fustige Paul Arnoux.",
        "Martine Vasseur a fustigé Paul Arnoux.",
        "Paul Arnoux a été fustigé par Martine Vasseur.",
        "Hier, Martine Vasseur, qui fustigeait Paul Arnoux, a démissionné.",
    ],
)
def test_a_relation_of_the_users_own_needs_only_turtle(text: str, own_pipeline: Pipeline, pipeline: Pipeline) -> None:
    facts = own_pipeline.annotate(text)
    names = {entity.id: entity.name for entity in facts.entities}
    (relation,) = [r for r in facts.relations if r.predicate == "https://exemple.fr/relations#criticises"]
    assert (names[relation.subject], names[relation.object]) == ("Martine Vasseur", "Paul Arnoux")
    assert relation.rule == "https://exemple.fr/relations#fustiger"
    assert facts.article.text[relation.trigger_span.start : relation.trigger_span.end].startswith("fustig")
    assert pipeline.annotate(text).relations == ()


def test_the_relations_that_came_with_pressgraph_are_found_too(own_pipeline: Pipeline) -> None:
    facts = own_pipeline.annotate("Martine Vasseur préside la société Ardoval.")
    assert [r.predicate for r in facts.relations] == ["http://www.w3.org/ns/org#headOf"]
