"""Open relations: found on request only, by any verb, never where a relation of the ontology is told."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pressgraph.annotations import from_json, to_json
from pressgraph.facts import ArticleFacts, Modality
from pressgraph.pipeline import Pipeline, load_pipeline


@pytest.fixture(scope="module")
def open_pipeline() -> Pipeline:
    return load_pipeline(open_relations=True)


def told(facts: ArticleFacts) -> list[tuple[str, str, str]]:
    names = {entity.id: entity.name for entity in facts.entities}
    return [(names[r.subject], r.verb, names[r.object]) for r in facts.open_relations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Martine Vasseur fustige Paul Arnoux.", ("Martine Vasseur", "fustiger", "Paul Arnoux")),
        ("Hier, Martine Vasseur a reçu Paul Arnoux à Nantes.", ("Martine Vasseur", "recevoir", "Paul Arnoux")),
        ("Paul Arnoux a été reçu par Martine Vasseur.", ("Martine Vasseur", "recevoir", "Paul Arnoux")),
        ("Paul Arnoux, courtisé par le Stade rennais, hésite.", ("Stade rennais", "courtiser", "Paul Arnoux")),
        ("Martine Vasseur, qui conseille Paul Arnoux, a souri.", ("Martine Vasseur", "conseiller", "Paul Arnoux")),
        ("La société Ardoval poursuit la société Trémazel.", ("société Ardoval", "poursuivre", "société Trémazel")),
    ],
)
def test_who_does_what_to_whom(text: str, expected: tuple[str, str, str], open_pipeline: Pipeline) -> None:
    subject, verb, object_ = expected
    ((found_subject, found_verb, found_object),) = told(open_pipeline.annotate(text))
    assert found_verb == verb
    assert subject.endswith(found_subject) and object_.endswith(found_object)


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [
        ("préside", "présider"),
        ("réclame", "réclamer"),
        ("conteste", "contester"),
        ("a battu", "battre"),
        ("recevra", "recevoir"),
        ("a mis en cause", "mettre"),
    ],
)
def test_verbs_are_infinitives_whatever_their_form(form: str, infinitive: str, open_pipeline: Pipeline) -> None:
    ((_, verb, _),) = told(open_pipeline.annotate(f"Selon la presse locale, Martine Vasseur {form} Paul Arnoux."))
    assert verb == infinitive


@pytest.mark.parametrize(
    "text",
    [
        "La société Ardoval a racheté la société Trémazel.",  # owns
        "Martine Vasseur préside la société Ardoval.",  # headOf
        "Martine Vasseur a épousé Paul Arnoux.",  # spouseOf, even where another verb could be read
    ],
)
def test_what_the_ontology_covers_is_no_open_relation(text: str, open_pipeline: Pipeline) -> None:
    facts = open_pipeline.annotate(text)
    assert facts.relations
    assert facts.open_relations == ()


@pytest.mark.parametrize(
    "text",
    [
        "Martine Vasseur vit à Nantes avec Paul Arnoux.",  # no object
        "Le voisin de Martine Vasseur fustige Paul Arnoux.",  # an unnamed one does it
        "Martine Vasseur fustige le voisin de Paul Arnoux.",  # an unnamed one suffers it
        "Martine Vasseur parle à Paul Arnoux.",
        "Martine Vasseur a un Paul Arnoux dans sa manche.",  # an empty verb
        "Passé par Nantes, Paul Arnoux est arrivé.",
        "Le maire de Nantes, qui a reçu Paul Arnoux, sourit.",  # Nantes has received nobody
    ],
)
def test_in_doubt_nothing_is_said(text: str, open_pipeline: Pipeline) -> None:
    assert told(open_pipeline.annotate(text)) == []


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Martine Vasseur fustige Paul Arnoux.", Modality.ASSERTED),
        ("Martine Vasseur n'a pas fustigé Paul Arnoux.", Modality.NEGATED),
        ("Martine Vasseur aurait fustigé Paul Arnoux.", Modality.CONDITIONAL),
        ("Martine Vasseur veut rencontrer Paul Arnoux.", Modality.CONDITIONAL),
        ("Martine Vasseur recevra Paul Arnoux mardi.", Modality.PLANNED),
    ],
)
def test_modality(text: str, modality: Modality, open_pipeline: Pipeline) -> None:
    (relation,) = open_pipeline.annotate(text).open_relations
    assert relation.modality is modality


def test_offsets_lead_to_both_names_and_the_verb(open_pipeline: Pipeline) -> None:
    facts = open_pipeline.annotate("Hier soir, Martine Vasseur a vivement fustigé Paul Arnoux, dit-on à Nantes.")
    (relation,) = facts.open_relations
    assert facts.text_of(relation.subject_span) == "Martine Vasseur"
    assert facts.text_of(relation.object_span) == "Paul Arnoux"
    assert facts.text_of(relation.verb_span) == "fustigé"
    assert facts.text_of(relation.span) == "Martine Vasseur a vivement fustigé Paul Arnoux"


def test_an_article_says_each_once_and_the_fact_wins(open_pipeline: Pipeline) -> None:
    text = "Martine Vasseur aurait fustigé Paul Arnoux. Martine Vasseur fustige Paul Arnoux.\n" * 2
    (relation,) = open_pipeline.annotate(text).open_relations
    assert relation.modality is Modality.ASSERTED


def test_without_being_asked_for_nothing_is_loaded_or_found(nlp: Language, pipeline: Pipeline) -> None:
    assert not {"pressgraph_open_relations", "lemmatizer"} & set(nlp.component_names)
    assert pipeline.annotate("Martine Vasseur fustige Paul Arnoux.").open_relations == ()


def test_they_change_nothing_else(pipeline: Pipeline, open_pipeline: Pipeline) -> None:
    text = "La maire de Nantes, Martine Vasseur, fustige Paul Arnoux. « Il a tort sur toute la ligne », a-t-elle dit."
    without, with_ = to_json(pipeline.annotate(text)), to_json(open_pipeline.annotate(text))
    assert len(with_.pop("open_relations")) == 1
    assert without.pop("open_relations") == []
    assert with_ == without


def test_they_survive_the_annotation_format(open_pipeline: Pipeline) -> None:
    facts = open_pipeline.annotate("Martine Vasseur aurait fustigé Paul Arnoux.")
    assert from_json(to_json(facts)).open_relations == facts.open_relations
