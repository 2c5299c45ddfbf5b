"""How and when a function is held: status and dates beside the plain relation."""

from __future__ import annotations

from datetime import date

import pytest
from marked_text import parsed_doc
from spacy.language import Language

from pressgraph.facts import FunctionStatus, Modality, Tenure
from pressgraph.pipeline import Pipeline
from pressgraph.pipeline.relations import FoundRelation

FORMER, FUTURE = FunctionStatus.FORMER, FunctionStatus.FUTURE


def relation_of(sentence: str, nlp: Language, *, published: date | None = None) -> FoundRelation:
    """Return the one relation that a person of the sentence has, its dates being known."""
    doc = parsed_doc(sentence, nlp)
    doc._.published = published
    for name in ("pressgraph_dates", "pressgraph_relations"):
        doc = nlp.get_pipe(name)(doc)
    (relation,) = doc._.relations
    return relation


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("[PER Paul Arnoux], ancien maire de [LOC Falize], a témoigné.", FORMER),
        ("L'ex-directrice de [ORG la Fonderie Kessel], [PER Anne Petit], a témoigné.", FORMER),
        ("Feu le président de [ORG l'Union des halles], [PER Paul Arnoux], aimait la mer.", FORMER),
        ("[PER Anne Petit] n'est plus présidente de [ORG l'Union des halles].", FORMER),
        ("[PER Anne Petit] a quitté la présidence de [ORG l'Union des halles].", FORMER),
        ("[PER Anne Petit], future présidente de [ORG l'Union des halles], a témoigné.", FUTURE),
        ("Le prochain maire de [LOC Falize], [PER Paul Arnoux], a témoigné.", FUTURE),
        ("Le maire élu de [LOC Falize], [PER Paul Arnoux], a témoigné.", FUTURE),
        ("[PER Paul Arnoux] deviendra directeur de [ORG la Fonderie Kessel].", FUTURE),
        ("[PER Anne Petit], directrice par intérim de [ORG la Fonderie Kessel], a témoigné.", FunctionStatus.ACTING),
        ("[PER Paul Arnoux], maire honoraire de [LOC Falize], a témoigné.", FunctionStatus.HONORARY),
        ("[PER Paul Arnoux], président d'honneur de [ORG l'Union des halles], a chanté.", FunctionStatus.HONORARY),
    ],
)
def test_status(sentence: str, status: FunctionStatus, nlp: Language) -> None:
    relation = relation_of(sentence, nlp)
    assert relation.tenure == Tenure(status=status)
    assert relation.modality is (Modality.PLANNED if status is FUTURE else Modality.ASSERTED)


@pytest.mark.parametrize(
    "sentence",
    [
        "[PER Paul Arnoux], maire de [LOC Falize], a témoigné.",
        "[PER Paul Arnoux], maire sortant de [LOC Falize], a témoigné.",
        "[PER Paul Arnoux], maire de [LOC Falize], a reçu l'ancien ministre.",
        "[PER Paul Arnoux], né en 1950, préside [ORG la Fonderie Kessel].",
        "[PER Paul Arnoux] est directeur de [ORG la Fonderie Kessel], fondée en 1901.",
        "[PER Paul Arnoux], maire de [LOC Falize], a vécu à l'étranger de 1998 à 2004.",
        "[PER Paul Arnoux] n'a pas quitté la présidence de [ORG la Fonderie Kessel].",
    ],
)
def test_a_function_that_is_simply_held_has_no_tenure(sentence: str, nlp: Language) -> None:
    assert relation_of(sentence, nlp).tenure is None


@pytest.mark.parametrize(
    ("sentence", "tenure"),
    [
        ("[PER Paul Arnoux], maire de [LOC Falize] depuis 2004, a témoigné.", Tenure(start="2004")),
        ("[PER Paul Arnoux], président depuis 2004 de [ORG l'Union des halles], a souri.", Tenure(start="2004")),
        ("[PER Paul Arnoux] préside [ORG la Fonderie Kessel] depuis janvier 2011.", Tenure(start="2011-01")),
        ("[PER Paul Arnoux] a été élu maire de [LOC Falize] en 2014.", Tenure(start="2014")),
        ("[PER Paul Arnoux] a pris la tête de [ORG la Fonderie Kessel] en 2009.", Tenure(start="2009")),
        (
            "[PER Paul Arnoux], maire de [LOC Falize] de 1998 à 2004, a témoigné.",
            Tenure(status=FORMER, start="1998", end="2004"),
        ),
        (
            "[PER Paul Arnoux], maire de [LOC Falize] (1998-2004), a témoigné.",
            Tenure(status=FORMER, start="1998", end="2004"),
        ),
        (
            "De 1998 à 2004, [PER Paul Arnoux] a dirigé [ORG l'Union des halles].",
            Tenure(status=FORMER, start="1998", end="2004"),
        ),
        (
            "[PER Paul Arnoux] a travaillé chez [ORG Vadel] entre 1998 et 2004.",
            Tenure(status=FORMER, start="1998", end="2004"),
        ),
        ("[PER Paul Arnoux] a dirigé [ORG l'Union des halles] jusqu'en 2010.", Tenure(status=FORMER, end="2010")),
        (
            "[PER Paul Arnoux] a quitté la présidence de [ORG la Fonderie Kessel] en 2009.",
            Tenure(status=FORMER, end="2009"),
        ),
        (
            "[PER Paul Arnoux] préside [ORG la Fonderie Kessel] à partir du 1er mars 2030.",
            Tenure(status=FUTURE, start="2030-03-01"),
        ),
        (
            "[PER Anne Petit], nommée directrice de [ORG la Fonderie Kessel] à compter du 1er mars 2012, a souri.",
            Tenure(start="2012-03-01"),
        ),
    ],
)
def test_dates_in_an_article_of_2019(sentence: str, tenure: Tenure, nlp: Language) -> None:
    assert relation_of(sentence, nlp, published=date(2019, 5, 4)).tenure == tenure


def test_what_ends_after_publication_isnt_over(nlp: Language) -> None:
    sentence = "[PER Paul Arnoux], maire de [LOC Falize] de 2014 à 2020, a témoigné."
    in_office = relation_of(sentence, nlp, published=date(2019, 5, 4)).tenure
    afterwards = relation_of(sentence, nlp, published=date(2021, 5, 4)).tenure
    assert in_office == Tenure(start="2014", end="2020")
    assert afterwards == Tenure(status=FORMER, start="2014", end="2020")


def test_only_functions_have_a_tenure(nlp: Language) -> None:
    assert relation_of("[PER Anne Petit], ex-épouse de [PER Paul Arnoux], a témoigné.", nlp).tenure is None


def test_a_denied_function_has_no_tenure(nlp: Language) -> None:
    relation = relation_of("[PER Anne Petit] n'est pas l'ancienne présidente de [ORG l'Union des halles].", nlp)
    assert (relation.modality, relation.tenure) == (Modality.NEGATED, None)


def test_the_facts_carry_tenure_and_plain_relation(pipeline: Pipeline) -> None:
    facts = pipeline.annotate("Paul Arnoux, maire de Lyon de 1998 à 2004, a témoigné.")
    (relation,) = facts.relations
    assert relation.tenure == Tenure(status=FORMER, start="1998", end="2004")
    assert relation.modality is Modality.ASSERTED
