"""How Turtle becomes entries: through load_ontology() with a folder of a user's own."""

import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from pressgraph.errors import OntologyError
from pressgraph.facts import EntityType, Modality
from pressgraph.ontology import (
    Function,
    LexicalEntry,
    Ontology,
    PartOfSpeech,
    load_ontology,
    ontologies_folder,
    resources,
)

MY = "https://exemple.fr/relations#"
PREFIXES = f"""\
@prefix pg: <https://w3id.org/pressgraph#> .
@prefix my: <{MY}> .
@prefix frame: <https://w3id.org/pressgraph/frame#> .
@prefix closed: <https://w3id.org/pressgraph/closed#> .
@prefix schema: <https://schema.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
@prefix synsem: <http://www.w3.org/ns/lemon/synsem#> .
@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .

my:advises a owl:ObjectProperty ; pg:guideName "advises" ; rdfs:label "conseille"@fr, "advises"@en ;
    schema:domainIncludes schema:Person, schema:Organization ; schema:rangeIncludes schema:Organization .

"""
ENTRY = """\
my:conseiller a ontolex:LexicalEntry ;
    lexinfo:partOfSpeech lexinfo:verb ;
    ontolex:canonicalForm [ ontolex:writtenRep "conseiller"@fr ] ;
    synsem:synBehavior frame:transitive ;
    ontolex:sense [
        ontolex:reference my:advises ;
        synsem:subjOfProp frame:transitive-subject ;
        synsem:objOfProp frame:transitive-object
    ] .
"""
FUNCTION = """\
my:conseiller a pg:Function ; skos:prefLabel "conseiller"@fr ; skos:altLabel "conseillère"@fr ; pg:gives my:advises .
"""
OWN_FRAME = """
my:cadre lexinfo:subject my:qui ; lexinfo:prepositionalAdjunct my:quoi .
"""
_folders = count()


def own_ontology(tmp_path: Path, turtle: str) -> Ontology:
    folder = tmp_path / str(next(_folders))  # loading is cached by folder
    folder.mkdir()
    (folder / "conseils.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
    return load_ontology(folder)


def own_entries(tmp_path: Path, turtle: str) -> list[LexicalEntry]:
    return [entry for entry in own_ontology(tmp_path, turtle).lexicon if entry.iri.startswith(MY)]


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


def test_an_entry_is_compiled(tmp_path: Path) -> None:
    (entry,) = own_entries(tmp_path, ENTRY)
    assert entry.iri == MY + "conseiller"
    assert entry.lemma == "conseiller"
    assert entry.part_of_speech is PartOfSpeech.VERB
    assert {"conseiller", "conseille", "conseillait", "conseillera", "conseillée"} <= entry.forms
    assert entry.relation.guide_name == "advises"
    assert (entry.subject.function, entry.object.function) == (Function.SUBJECT, Function.DIRECT_OBJECT)
    assert entry.domain == {EntityType.PERSON, EntityType.ORGANIZATION}
    assert entry.range == {EntityType.ORGANIZATION}
    assert not entry.is_pronominal
    assert entry.modality is None
    assert entry.confidence is None


def test_subject_and_object_of_the_property_may_stand_the_other_way_round(tmp_path: Path) -> None:
    (entry,) = own_entries(
        tmp_path,
        replaced(
            ENTRY,
            ("subjOfProp frame:transitive-subject", "subjOfProp frame:transitive-object"),
            ("objOfProp frame:transitive-object", "objOfProp frame:transitive-subject"),
        ),
    )
    assert (entry.subject.function, entry.object.function) == (Function.DIRECT_OBJECT, Function.SUBJECT)


def test_a_frame_of_the_users_own_with_the_prepositions_of_closed_words(tmp_path: Path) -> None:
    (entry,) = own_entries(
        tmp_path,
        OWN_FRAME
        + "my:quoi synsem:marker closed:auprès-de ."
        + replaced(
            ENTRY,
            ("frame:transitive-subject", "my:qui"),
            ("frame:transitive-object", "my:quoi"),
            ("frame:transitive", "my:cadre"),
        ),
    )
    assert entry.object.function is Function.PREPOSITIONAL_ADJUNCT
    assert "auprès de" in entry.object.markers


def test_a_phrase_is_inflected_at_its_verb(tmp_path: Path) -> None:
    (entry,) = own_entries(tmp_path, replaced(ENTRY, ('"conseiller"', '"prendre le contrôle"')))
    assert {"prendre le contrôle", "prend le contrôle", "prises le contrôle"} <= entry.forms


def test_a_reflexive_verb_is_pronominal(tmp_path: Path) -> None:
    for written in ("s'associer", "s’associer"):
        (entry,) = own_entries(tmp_path, replaced(ENTRY, ('"conseiller"', f'"{written}"')))
        assert entry.is_pronominal
        assert "associe" in entry.forms
        assert not any("s'" in form for form in entry.forms)


def test_adjectives_agree(tmp_path: Path) -> None:
    turtle = replaced(ENTRY, ("lexinfo:verb", "lexinfo:adjective"), ('"conseiller"', '"affilié"'))
    (entry,) = own_entries(tmp_path, turtle)
    assert entry.forms == {"affilié", "affiliée", "affiliés", "affiliées"}


def test_other_forms_count_too(tmp_path: Path) -> None:
    turtle = replaced(
        ENTRY,
        ("lexinfo:verb", "lexinfo:noun"),
        ('"conseiller"@fr ] ;', '"Sœur"@fr ] ; ontolex:otherForm [ ontolex:writtenRep "demi-sœur"@fr ] ;'),
    )
    (entry,) = own_entries(tmp_path, turtle)
    assert entry.forms == {"sœur", "sœurs", "demi-sœur", "demi-sœurs"}


def test_typographic_apostrophes_are_read_as_the_pipeline_reads_them(tmp_path: Path) -> None:
    (entry,) = own_entries(
        tmp_path, replaced(ENTRY, ("lexinfo:verb", "lexinfo:noun"), ('"conseiller"', '"chargée d’affaires"'))
    )
    assert entry.forms == {"chargée d'affaires", "chargées d'affaires"}


def test_narrower_classes_for_one_word(tmp_path: Path) -> None:
    turtle = replaced(ENTRY, ("my:advises ;", "my:advises ; synsem:propertyDomain schema:Person ;"))
    (entry,) = own_entries(tmp_path, turtle)
    assert entry.domain == {EntityType.PERSON}


def test_an_entry_may_say_modality_confidence_and_examples(tmp_path: Path) -> None:
    turtle = replaced(
        ENTRY,
        ("lexinfo:verb ;", "lexinfo:verb ; pg:modality pg:planned ; pg:confidence 0.75 ;"),
        ("my:advises ;", 'my:advises ; skos:example "[s A] conseille [o B]"@fr ; pg:counterExample "[s A] rit"@fr ;'),
    )
    (entry,) = own_entries(tmp_path, turtle)
    assert entry.modality is Modality.PLANNED
    assert entry.confidence == pytest.approx(0.75)
    assert entry.examples == ("[s A] conseille [o B]",)
    assert entry.counter_examples == ("[s A] rit",)


def test_each_sense_is_an_entry_numbered_as_in_the_file(tmp_path: Path) -> None:
    sense = ENTRY[ENTRY.index("ontolex:sense") :].removesuffix(" .\n")
    second = sense.removeprefix("ontolex:sense ").replace("my:advises", "my:helps")
    turtle = ENTRY.replace(" .\n", f",\n    {second} .\n") + (
        'my:helps pg:guideName "helps" ; rdfs:label "aide"@fr ;'
        "schema:domainIncludes schema:Person ; schema:rangeIncludes schema:Organization ."
    )
    first, second_entry = own_entries(tmp_path, turtle)
    assert (first.iri, first.relation.guide_name) == (MY + "conseiller-1", "advises")
    assert (second_entry.iri, second_entry.relation.guide_name) == (MY + "conseiller-2", "helps")


def test_a_function_is_a_noun_with_all_its_forms(tmp_path: Path) -> None:
    (entry,) = own_entries(tmp_path, FUNCTION)
    assert entry.is_function
    assert entry.part_of_speech is PartOfSpeech.NOUN
    assert entry.forms == {"conseiller", "conseillers", "conseillère", "conseillères"}
    assert entry.subject.function is Function.COPULATIVE_ARGUMENT
    assert entry.object.function is Function.PREPOSITIONAL_ADJUNCT
    assert "de" in entry.object.markers


def test_a_function_may_name_its_own_preposition(tmp_path: Path) -> None:
    (entry,) = own_entries(tmp_path, FUNCTION.replace("pg:gives", "synsem:marker closed:auprès-de ; pg:gives"))
    assert "auprès de" in entry.object.markers
    assert "de" not in entry.object.markers


MISTAKES = {
    "no sense": (ENTRY[: ENTRY.index(" ;\n    ontolex:sense")] + " .", "has no ontolex:sense"),
    "no property": (replaced(ENTRY, ("ontolex:reference my:advises ;", "")), "refers to no property"),
    "unknown property": (replaced(ENTRY, ("reference my:advises", "reference my:advices")), "relations#advices"),
    "two properties": (
        replaced(ENTRY, ("reference my:advises", "reference my:advises, schema:owns")),
        "exactly one property",
    ),
    "unknown part of speech": (replaced(ENTRY, ("lexinfo:verb", "lexinfo:properNoun")), "lexinfo:verb, lexinfo:noun"),
    "no part of speech": (replaced(ENTRY, ("lexinfo:partOfSpeech lexinfo:verb ;", "")), "lexinfo:partOfSpeech"),
    "no form": (
        replaced(ENTRY, ('ontolex:canonicalForm [ ontolex:writtenRep "conseiller"@fr ] ;', "")),
        "ontolex:canonicalForm",
    ),
    "empty form": (replaced(ENTRY, ('"conseiller"', '" "')), "ontolex:writtenRep"),
    "no frame": (replaced(ENTRY, ("synsem:synBehavior frame:transitive ;", "")), "synsem:synBehavior"),
    "frame without the argument": (
        replaced(ENTRY, ("synBehavior frame:transitive", "synBehavior frame:verb-de")),
        "synsem:subjOfProp",
    ),
    "object without a slot": (
        replaced(ENTRY, ("objOfProp frame:transitive-object", "objOfProp my:rien")),
        "synsem:objOfProp",
    ),
    "missing marker": (
        OWN_FRAME
        + replaced(
            ENTRY,
            ("frame:transitive-subject", "my:qui"),
            ("frame:transitive-object", "my:quoi"),
            ("frame:transitive", "my:cadre"),
        ),
        "without synsem:marker",
    ),
    "unknown marker": (
        OWN_FRAME
        + "my:quoi synsem:marker closed:malgré ."
        + replaced(
            ENTRY,
            ("frame:transitive-subject", "my:qui"),
            ("frame:transitive-object", "my:quoi"),
            ("frame:transitive", "my:cadre"),
        ),
        "closed#malgré",
    ),
    "narrower class that is no entity type": (
        replaced(ENTRY, ("my:advises ;", "my:advises ; synsem:propertyDomain schema:City ;")),
        "schema:Person, schema:Organization",
    ),
    "narrower class outside the relation's": (
        replaced(ENTRY, ("my:advises ;", "my:advises ; synsem:propertyRange schema:Place ;")),
        "synsem:propertyRange",
    ),
    "unknown modality": (replaced(ENTRY, ("lexinfo:verb ;", "lexinfo:verb ; pg:modality pg:maybe ;")), "pg:planned"),
    "confidence in words": (
        replaced(ENTRY, ("lexinfo:verb ;", 'lexinfo:verb ; pg:confidence "forte" ;')),
        "pg:confidence forte",
    ),
    "confidence in per cent": (
        replaced(ENTRY, ("lexinfo:verb ;", "lexinfo:verb ; pg:confidence 80 ;")),
        "a number from 0 to 1",
    ),
    "function with two names": (replaced(FUNCTION, ("altLabel", "prefLabel")), "exactly one skos:prefLabel"),
    "function without relation": (replaced(FUNCTION, (" ; pg:gives my:advises", "")), "refers to no property"),
}


@pytest.mark.parametrize(("turtle", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_names_file_entry_and_remedy(tmp_path: Path, turtle: str, message: str) -> None:
    with pytest.raises(OntologyError) as caught:
        own_ontology(tmp_path, turtle)
    error = str(caught.value)
    assert message in error
    assert "conseils.ttl" in error
    assert MY + "conseiller" in error
    assert "\n" not in error


def test_an_entry_without_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"conseils\.ttl: .*without an IRI"):
        own_ontology(tmp_path, replaced(ENTRY, ("my:conseiller a", "[] a")))


def test_invalid_turtle_names_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"conseils\.ttl: not valid Turtle: .*line \d+"):
        own_ontology(tmp_path, ENTRY.removesuffix(" .\n"))


def test_a_folder_without_turtle_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="no Turtle files") as caught:
        load_ontology(tmp_path / "nulle-part")
    assert "nulle-part" in str(caught.value)


def test_files_in_the_folder_relations_count(tmp_path: Path) -> None:
    (tmp_path / "relations").mkdir()
    (tmp_path / "relations" / "conseils.ttl").write_text(PREFIXES + ENTRY, encoding="utf-8")
    assert MY + "advises" in load_ontology(tmp_path).relation_types


def test_a_users_folder_adds_and_takes_nothing_away(tmp_path: Path, ontology: Ontology) -> None:
    mine = own_ontology(tmp_path, ENTRY)
    assert set(mine.relation_types) == {*ontology.relation_types, MY + "advises"}
    assert {e.iri for e in mine.lexicon} == {*(e.iri for e in ontology.lexicon), MY + "conseiller"}
    assert mine.relation_types[MY + "advises"].guide_name == "advises"
    assert MY + "advises" not in ontology.relation_types


def test_every_entry_has_an_iri_of_its_own_and_forms(ontology: Ontology) -> None:
    iris = [entry.iri for entry in ontology.lexicon]
    assert len(set(iris)) == len(iris)
    assert [e.iri for e in ontology.lexicon if not e.forms or "" in e.forms or not e.domain or not e.range] == []
    assert [e.iri for e in ontology.lexicon for form in e.forms if form != form.lower() or "’" in form] == []


def test_two_processes_compile_the_same_lexicon() -> None:
    program = (
        "from pressgraph.ontology import load_ontology\n"
        "for e in load_ontology().lexicon: print(e.iri, e.relation.iri, e.subject.function, sorted(e.object.markers))"
    )
    first, second = (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout for _ in "ab"
    )
    assert first == second
    assert first.count("\n") > 100


def test_word_classes(ontology: Ontology) -> None:
    assert "club" in ontology.words("body-nouns")
    assert "dupont" not in ontology.words("body-nouns")
    with pytest.raises(OntologyError, match=r"closed-words\.ttl: the word class mots-absents .* is missing"):
        ontology.words("mots-absents")


def test_the_ontology_comes_with_the_package() -> None:
    folder = ontologies_folder()
    assert (folder / "press.ttl").is_file()
    assert (folder / "relations" / "headOf.ttl").is_file()


def test_an_incomplete_installation_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "lib" / "pressgraph" / "ontology" / "resources.py"))
    with pytest.raises(OntologyError, match="not found; install pressgraph again"):
        ontologies_folder()
