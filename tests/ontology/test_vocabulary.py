from pathlib import Path

import pytest

from pressgraph.errors import OntologyError
from pressgraph.facts import EntityType
from pressgraph.ontology import Ontology, RelationType, ontologies_folder
from pressgraph.ontology.turtle import TurtleGraph
from pressgraph.ontology.vocabulary import read_relation_types

PREFIXES = """\
@prefix pg: <https://w3id.org/pressgraph#> .
@prefix ex: <https://exemple.fr/relations#> .
@prefix schema: <https://schema.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
GUIDE_NAMES = {
    "bornIn", "diedIn", "founderOf", "funds", "headOf", "livesIn", "locatedIn", "memberOf", "organises", "owns",
    "parentOf", "partOf", "participatesIn", "partnerOf", "siblingOf", "spouseOf", "worksFor",
}  # fmt: skip


def read(folder: Path, turtle: str) -> dict[str, RelationType]:
    path = folder / "conseils.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return read_relation_types(TurtleGraph([path]))


ADVISES = """
ex:advises a owl:ObjectProperty ; pg:guideName "advises" ;
    rdfs:label "conseille"@fr, "advises"@en ;
    schema:domainIncludes schema:Person, schema:Organization ; schema:rangeIncludes schema:Organization .
"""


def test_a_relation_says_what_it_joins(tmp_path: Path) -> None:
    (advises,) = read(tmp_path, ADVISES).values()
    assert advises.iri == "https://exemple.fr/relations#advises"
    assert advises.guide_name == "advises"
    assert advises.admits(EntityType.ORGANIZATION, EntityType.ORGANIZATION)
    assert not advises.admits(EntityType.PLACE, EntityType.ORGANIZATION)
    assert not advises.admits(EntityType.PERSON, EntityType.PERSON)
    assert not advises.symmetric
    assert not advises.guide_inverted


def test_labels_fall_back_to_french(tmp_path: Path) -> None:
    (advises,) = read(tmp_path, ADVISES.replace(', "advises"@en', "")).values()
    assert (advises.label("fr"), advises.label("en")) == ("conseille", "conseille")


def test_symmetric_and_inverted(tmp_path: Path) -> None:
    turtle = ADVISES.replace("owl:ObjectProperty", "owl:ObjectProperty, owl:SymmetricProperty ; pg:guideInverted true")
    (advises,) = read(tmp_path, turtle).values()
    assert advises.symmetric
    assert advises.guide_inverted


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (ADVISES.replace('"conseille"@fr, ', ""), "rdfs:label in French"),
        (ADVISES.replace("schema:domainIncludes schema:Person, schema:Organization ;", ""), "schema:domainIncludes"),
        (ADVISES.replace("; schema:rangeIncludes schema:Organization", ""), "schema:rangeIncludes"),
        (ADVISES.replace("schema:rangeIncludes schema:Organization", "schema:rangeIncludes schema:City"), "City"),
        (ADVISES.replace('pg:guideName "advises"', "pg:guideName ex:advises"), "pg:guideName"),
        (ADVISES.replace('"advises" ;', '"advises", "advisor" ;'), "one pg:guideName"),
        (ADVISES.replace("ex:advises a", "[] a"), "an IRI of its own"),
    ],
)
def test_mistakes_name_file_and_remedy(tmp_path: Path, wrong: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message) as caught:
        read(tmp_path, wrong)
    assert "conseils.ttl" in str(caught.value)


def test_every_relation_of_the_guide_is_described(ontology: Ontology) -> None:
    assert {relation.guide_name for relation in ontology.relation_types.values()} == GUIDE_NAMES


def test_symmetric_relations_are_those_of_the_guide(ontology: Ontology) -> None:
    symmetric = {r.guide_name for r in ontology.relation_types.values() if r.symmetric}
    assert symmetric == {"partnerOf", "spouseOf", "siblingOf"}


def test_relations_that_rdf_turns_round(ontology: Ontology) -> None:
    inverted = {r.guide_name for r in ontology.relation_types.values() if r.guide_inverted}
    assert inverted == {"founderOf", "funds", "organises", "participatesIn"}


@pytest.mark.parametrize("path", sorted((ontologies_folder() / "relations").glob("*.ttl")), ids=lambda p: p.stem)
def test_each_relation_file_describes_its_relation(path: Path, ontology: Ontology) -> None:
    relation_types = read_relation_types(TurtleGraph([path]))
    assert {relation.guide_name for relation in relation_types.values()} == {path.stem}
    for relation in relation_types.values():
        assert relation.domain
        assert relation.range
        assert set(relation.labels) == {"fr", "en"}, f"{path.name}: {relation.iri} needs labels in French and English"
        assert any(entry.relation.iri == relation.iri for entry in ontology.lexicon), "no word expresses it"
