"""Facts as plain data and as JSON."""

import copy
import json
from dataclasses import FrozenInstanceError, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pressgraph.annotations import from_json, to_json, write_json_line
from pressgraph.article import Article
from pressgraph.errors import AnnotationError
from pressgraph.facts import (
    ArticleFacts,
    Date,
    Entity,
    EntityType,
    EventPart,
    Figure,
    FigureKind,
    FunctionStatus,
    Modality,
    Quote,
    Relation,
    Span,
    Tenure,
)

TEXT = (
    "Awa Ménard préside l’Office du port. Elle promet 2,5 millions d’euros. "
    "« Nous irons loin, très loin », dit Ménard le 3 mai."
)
PERSON = "https://w3id.org/pressgraph/id/person/awa-menard"
BODY = "https://w3id.org/pressgraph/id/organization/office-du-port"


def at(words: str, n: int = 1) -> Span:
    start = -1
    for _ in range(n):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


@pytest.fixture
def facts() -> ArticleFacts:
    return ArticleFacts(
        article=Article(
            text=TEXT,
            key="https://exemple.fr/port",
            source="port.txt",
            title="Le port",
            published=date(2014, 5, 4),
            author="Soizic Le Gall",
            publisher="La Gazette",
        ),
        entities=(
            Entity(id=PERSON, type=EntityType.PERSON, name="Awa Ménard", mentions=(at("Awa Ménard"), at("Ménard", 2))),
            Entity(id=BODY, type=EntityType.ORGANIZATION, name="Office du port", mentions=(at("Office du port"),)),
        ),
        relations=(
            Relation(
                subject=PERSON,
                predicate="http://www.w3.org/ns/org#headOf",
                object=BODY,
                span=Span(0, at("Office du port").end),
                modality=Modality.PLANNED,
                role="présidente",
                confidence=0.87654,
                rule="https://exemple.fr/lexique#présider",
                tenure=Tenure(status=FunctionStatus.FUTURE, start="2014-05-03"),
                said_by=PERSON,
            ),
        ),
        figures=(
            Figure(
                span=at("2,5 millions d’euros"),
                value=Decimal("2500000.00"),
                unit="EUR",
                kind=FigureKind.MONEY,
                about="l’Office du port",
                concerns=BODY,
                qualifier="about",
            ),
        ),
        quotes=(Quote(span=at("Nous irons loin, très loin"), speaker=PERSON, speaker_text="Ménard"),),
        dates=(Date(span=at("3 mai"), value="--05-03"),),
        sentences=(
            Span(0, at("port.").end),
            Span(at("Elle").start, at("euros.").end),
            Span(at("«").start, len(TEXT)),
        ),
    )


def test_json_has_every_field_of_the_format(facts: ArticleFacts) -> None:
    data = to_json(facts)
    assert data["article"] == "https://exemple.fr/port"
    assert (data["source"], data["title"], data["published"]) == ("port.txt", "Le port", "2014-05-04")
    assert data["text"] == TEXT
    assert data["entities"][0] == {
        "id": PERSON,
        "type": "Person",
        "name": "Awa Ménard",
        "mentions": [
            {"start": 0, "end": 10, "text": "Awa Ménard"},
            {"start": at("Ménard", 2).start, "end": at("Ménard", 2).end, "text": "Ménard"},
        ],
    }
    (relation,) = data["relations"]
    assert relation["predicate"] == "http://www.w3.org/ns/org#headOf"
    assert (relation["modality"], relation["role"], relation["confidence"]) == ("planned", "présidente", 0.877)
    assert relation["sentence"] == "Awa Ménard préside l’Office du port."
    assert (relation["status"], relation["since"]) == ("future", "2014-05-03")
    assert "until" not in relation
    assert relation["said_by"] == PERSON
    (figure,) = data["figures"]
    assert (figure["text"], figure["value"], figure["unit"], figure["kind"]) == (
        "2,5 millions d’euros",
        2500000,
        "EUR",
        "money",
    )
    assert data["quotes"][0]["speaker"] == PERSON
    assert data["dates"] == [{"start": at("3 mai").start, "end": at("3 mai").end, "text": "3 mai", "value": "--05-03"}]


@pytest.mark.parametrize(("value", "written"), [("12", "12"), ("12.0", "12"), ("0.25", "0.25"), ("8E+9", "8000000000")])
def test_numbers_are_written_as_short_as_they_can_be(facts: ArticleFacts, value: str, written: str) -> None:
    figure = replace(facts.figures[0], value=Decimal(value))
    line = write_json_line(replace(facts, figures=(figure,)))
    assert f'"value": {written}, "unit"' in line


def test_a_line_of_json_is_one_line_in_plain_french(facts: ArticleFacts) -> None:
    line = write_json_line(facts)
    assert "\n" not in line
    assert "Awa Ménard préside l’Office" in line
    assert json.loads(line) == to_json(facts)


def test_what_is_written_is_read_back(facts: ArticleFacts) -> None:
    read = from_json(json.loads(write_json_line(facts)))
    assert read.entities == facts.entities
    assert read.figures == facts.figures
    assert read.quotes == facts.quotes
    assert read.dates == facts.dates
    assert read.relations == (replace(facts.relations[0], confidence=0.877),)
    assert read.iri == facts.iri
    for name in ("text", "source", "title", "published", "author", "publisher"):
        assert getattr(read.article, name) == getattr(facts.article, name)
    assert {**to_json(read), "relations": []} == {**to_json(facts), "relations": []}


def test_an_articles_iri_under_the_base_is_read_back(facts: ArticleFacts) -> None:
    local = replace(facts, article=replace(facts.article, key="dossier/le port.txt"))
    assert local.iri == "https://w3id.org/pressgraph/id/article/dossier/le%20port.txt"
    assert from_json(to_json(local)).iri == local.iri


def test_optional_fields_may_be_missing(facts: ArticleFacts) -> None:
    data = to_json(facts)
    for name in ("title", "published", "author", "publisher"):
        del data[name]
    del data["relations"][0]["modality"], data["relations"][0]["role"], data["figures"][0]["about"]
    read = from_json(data)
    assert read.article.published is None
    assert read.relations[0].modality is Modality.ASSERTED
    assert read.figures[0].about == ""


def broken(data: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Return a copy of ``data`` with another value at ``path`` ("entities/0/type")."""
    copied = copy.deepcopy(data)
    *parents, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    target: Any = copied
    for step in parents:
        target = target[step]
    if value is None:
        del target[last]
    else:
        target[last] = value
    return copied


MISTAKES = {
    "no text": ("text", None),
    "no entities": ("entities", None),
    "no relations": ("relations", None),
    "unknown type": ("entities/0/type", "Robot"),
    "other words": ("entities/0/mentions/0/text", "Awa Menard"),
    "offsets outside": ("dates/0/end", 10_000),
    "offsets the wrong way round": ("dates/0/start", 9_999),
    "negative offset": ("figures/0/start", -1),
    "offset as text": ("figures/0/start", "12"),
    "unknown modality": ("relations/0/modality", "perhaps"),
    "unknown kind": ("figures/0/kind", "height"),
    "value in words": ("figures/0/value", "beaucoup"),
    "day that does not exist": ("published", "2014-02-30"),
    "relation of an unknown entity": ("relations/0/object", "https://exemple.fr/personne"),
    "mention that is no object": ("entities/0/mentions", ["Awa Ménard"]),
}


@pytest.mark.parametrize(("path", "value"), MISTAKES.values(), ids=MISTAKES)
def test_an_annotation_that_does_not_fit_is_refused(facts: ArticleFacts, path: str, value: object) -> None:
    with pytest.raises(AnnotationError, match=r"https://exemple\.fr/port") as caught:
        from_json(broken(to_json(facts), path, value))
    assert "\n" not in str(caught.value)


MORE_MISTAKES = {
    "relation outside the text": ("relations/0/end", 10_000),
    "relation the wrong way round": ("relations/0/start", 9_999),
    "speaker that is no entity": ("quotes/0/speaker", "https://exemple.fr/personne"),
    "figure of an unknown entity": ("figures/0/concerns", "https://exemple.fr/personne"),
    "date that is no date": ("dates/0/value", "le 3 mai"),
    "confidence over 1": ("relations/0/confidence", 12),
    "status that is none": ("relations/0/status", "retired"),
    "function since no date": ("relations/0/since", "longtemps"),
    "relation said by no entity": ("relations/0/said_by", "https://exemple.fr/personne"),
}


@pytest.mark.parametrize(("path", "value"), MORE_MISTAKES.values(), ids=MORE_MISTAKES)
def test_a_value_that_no_part_of_the_program_could_use_is_refused(
    facts: ArticleFacts, path: str, value: object
) -> None:
    with pytest.raises(AnnotationError):
        from_json(broken(to_json(facts), path, value))


def test_an_annotation_without_its_article_is_refused(facts: ArticleFacts) -> None:
    data = to_json(facts)
    del data["article"]
    with pytest.raises(AnnotationError, match="article"):
        from_json(data)


@pytest.mark.parametrize("data", [[], "texte", 3, None])
def test_json_that_is_no_object_is_refused(data: object) -> None:
    with pytest.raises(AnnotationError):
        from_json(data)  # type: ignore[arg-type]


def test_the_sentence_of_a_span(facts: ArticleFacts) -> None:
    first, second, third = facts.sentences
    assert facts.sentence_of(at("préside")) == first
    assert facts.sentence_of(at("euros.")) == second
    assert facts.sentence_of(Span(0, 1)) == first
    assert facts.sentence_of(Span(len(TEXT) - 1, len(TEXT))) == third


def test_a_span_over_two_sentences_has_both(facts: ArticleFacts) -> None:
    first, second, _ = facts.sentences
    assert facts.sentence_of(Span(at("Office").start, at("promet").end)) == Span(first.start, second.end)


def test_a_span_outside_all_sentences_is_its_own(facts: ArticleFacts) -> None:
    later = replace(facts, sentences=facts.sentences[1:])
    assert later.sentence_of(at("Awa Ménard")) == at("Awa Ménard")
    between = Span(facts.sentences[0].end, facts.sentences[1].start)
    assert facts.sentence_of(between) == between
    assert replace(facts, sentences=()).sentence_of(at("euros")) == at("euros")


def test_a_span_that_reaches_past_the_last_sentence_is_covered(facts: ArticleFacts) -> None:
    shorter = replace(facts, sentences=(Span(0, 20),))
    assert shorter.sentence_of(Span(4, 30)) == Span(0, 30)


def test_spans() -> None:
    assert Span(2, 9).contains(Span(2, 9))
    assert not Span(2, 9).contains(Span(1, 3))
    assert Span(2, 9).overlaps(Span(8, 12))
    assert not Span(2, 9).overlaps(Span(9, 12))
    assert sorted([Span(3, 4), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(3, 4)]


@pytest.mark.parametrize("kind", EntityType)
def test_labels_and_types_go_both_ways(kind: EntityType) -> None:
    assert EntityType.from_label(kind.label) is kind


def test_which_modalities_become_plain_triples() -> None:
    assert {modality for modality in Modality if modality.is_fact} == {Modality.ASSERTED, Modality.PLANNED}


def test_facts_cannot_be_changed(facts: ArticleFacts) -> None:
    with pytest.raises(FrozenInstanceError):
        facts.entities[0].name = "Anne Roy"  # type: ignore[misc]


def test_the_date_of_an_event_is_read_back(facts: ArticleFacts) -> None:
    day = replace(
        facts.dates[0], event=PERSON, event_part=EventPart.START, until="--05-05", time="20:30", position="mid"
    )
    read = from_json(json.loads(write_json_line(replace(facts, dates=(day,)))))
    assert read.dates == (day,)
    assert read.dates[0].event_part is EventPart.START
