"""What the rules make of the recogniser's guesses, which are marked in the text."""

import pytest
from marked_text import marked_doc
from spacy.language import Language

from pressgraph.ontology import Ontology
from pressgraph.pipeline.entities import RECOGNISER_FOLDER, EntityRules


@pytest.fixture(scope="module")
def rules(ontology: Ontology) -> EntityRules:
    return EntityRules(ontology)


CORRECTED = {
    "title": ("Il a vu [PER M. Paul Arnoux] hier.", "PER Paul Arnoux"),
    "title with a capital": ("Il a vu [PER Maître Anne Roy] et [PER Docteur Luc Roy].", "PER Anne Roy|PER Luc Roy"),
    "article": ("Il quitte [ORG la Ville de Brigny] ce soir.", "ORG Ville de Brigny"),
    "elided article": ("Il quitte [LOC l'Ain] ce soir.", "LOC Ain"),
    "article of the name": ("Il lit [ORG Le Courrier brignois] au lit.", "ORG Le Courrier brignois"),
    "white space and punctuation": ("Il quitte [PER Anne Roy ,] ce soir.", "PER Anne Roy"),
    "preposition at the end": ("Il quitte [ORG Ardoval de] ce soir.", "ORG Ardoval"),
    "opening mark alone": ("Il danse au « [LOC « Castel] ».", "LOC Castel"),
    "quoted whole": ("Il danse au [LOC « Castel »].", "LOC Castel"),
    "closing mark missing": ("Il danse au [EVT Forum « Ville ouverte] ».", "EVT Forum « Ville ouverte »"),
    "closing bracket missing": ("Il joue au [ORG Racing (Brigny]) hier.", "ORG Racing (Brigny)"),
    "miscellaneous is an event": ("Il court le [MISC Marathon de Brigny].", "EVT Marathon de Brigny"),
    "word that is no name": ("Il l'a lu sur [ORG Internet] en [LOC mars].", ""),
    "number": ("Il l'a lu en [LOC 2014].", ""),
    "no capital": ("Il préside la [ORG communauté] depuis hier.", ""),
    "office": ("Il a vu [PER le ministre de la Santé] hier.", ""),
    "punctuation only": ("Il a ri [PER -] hier.", ""),
}


@pytest.mark.parametrize(("marked", "expected"), CORRECTED.values(), ids=CORRECTED)
def test_edges_and_words_that_are_no_names(marked: str, expected: str, rules: EntityRules, nlp: Language) -> None:
    doc, spans = marked_doc(marked, nlp)
    assert "|".join(f"{span.label_} {span.text}" for span in rules.apply(doc, spans)) == expected


def test_straight_quotation_marks_go(rules: EntityRules, nlp: Language) -> None:
    doc, spans = marked_doc('Il danse au [LOC "Castel"] ; il lit [ORG "La Maison] du [ORG Peuple"].', nlp)
    assert [span.text for span in rules.apply(doc, spans)] == ["Castel", "La Maison", "Peuple"]


def test_one_name_has_one_type(rules: EntityRules, nlp: Language) -> None:
    doc, spans = marked_doc("[ORG Ardoval] vend. [PER ARDOVAL] achète. [ORG Ardoval] paie.", nlp)
    assert [span.label_ for span in rules.apply(doc, spans)] == ["ORG", "ORG", "ORG"]


def test_where_types_are_even_the_first_counts(rules: EntityRules, nlp: Language) -> None:
    doc, spans = marked_doc("[LOC Brigny] gagne. [ORG Brigny] perd.", nlp)
    assert [span.label_ for span in rules.apply(doc, spans)] == ["LOC", "LOC"]


def test_short_names_in_other_letters_are_other_names(rules: EntityRules, nlp: Language) -> None:
    doc, spans = marked_doc("L'[LOC Ain] et l'[ORG AIN].", nlp)
    assert [span.label_ for span in rules.apply(doc, spans)] == ["LOC", "ORG"]


def test_missed_occurrences_are_found(rules: EntityRules, nlp: Language) -> None:
    doc, spans = marked_doc("Le [ORG Sivom] vote. Le maire attaque le Sivom. Sivom ou pas, il paie.", nlp)
    found = rules.apply(doc, spans)
    assert [(span.text, span.label_) for span in found] == [("Sivom", "ORG")] * 3
    assert [span.start_char for span in found] == [3, 35, 42]


def test_a_word_that_only_opens_sentences_is_not_searched_for(rules: EntityRules, nlp: Language) -> None:
    doc, spans = marked_doc("[LOC Marie] vote. Marie dort.", nlp)
    assert len(rules.apply(doc, spans)) == 1


@pytest.mark.parametrize(
    "longer", ["Sivom-Est", "Anne Sivom", "Sivom Énergie", "sivom"], ids=["joined", "surname", "followed", "lower case"]
)
def test_a_part_of_another_name_is_no_missed_occurrence(longer: str, rules: EntityRules, nlp: Language) -> None:
    doc, spans = marked_doc(f"Le [ORG Sivom] vote. Il parle de {longer} au conseil.", nlp)
    assert len(rules.apply(doc, spans)) == 1


def test_the_longest_known_name_is_taken(rules: EntityRules, nlp: Language) -> None:
    doc, spans = marked_doc("[PER Anne Roy] vote. Mme [PER Roy] dort. Il a vu Anne Roy hier.", nlp)
    assert [span.text for span in rules.apply(doc, spans)] == ["Anne Roy", "Roy", "Anne Roy"]


def test_overlapping_guesses_leave_the_first_and_longest(rules: EntityRules, nlp: Language) -> None:
    doc, spans = marked_doc("Il a vu [PER Anne Roy] hier.", nlp)
    inner = doc[spans[0].start : spans[0].start + 1]
    assert [span.text for span in rules.apply(doc, [inner, spans[0]])] == ["Anne Roy"]


def test_an_empty_document(rules: EntityRules, nlp: Language) -> None:
    assert rules.apply(nlp.make_doc(""), []) == []


def test_the_recogniser_came_with_the_package() -> None:
    assert {path.name for path in RECOGNISER_FOLDER.iterdir()} >= {"cfg", "model", "moves"}


def test_entities_carry_the_labels_of_the_guide(nlp: Language) -> None:
    doc = nlp("Anne Roy, maire de Brigny, a inauguré la médiathèque de l'association Les Amis du livre à Vannes.")
    assert doc.ents
    assert {ent.label_ for ent in doc.ents} <= {"PER", "ORG", "LOC", "EVT"}
