"""IRIs made from what things are."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from pressgraph.identifiers import DEFAULT_BASE, article_iri, entity_iri, fold, slug

NAMES = st.text(min_size=1, max_size=120)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’Élysée", "l’elysee"),
        ("Cœur d'Hérault", "coeur d'herault"),
        ("ŒUVRE", "oeuvre"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Aÿ-Champagne", "ay-champagne"),
        ("№ 5", "no 5"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("name", "segment"),
    [
        ("Métropole Aix-Marseille-Provence", "metropole-aix-marseille-provence"),
        ("L’Étoile d'Or", "l-etoile-d-or"),
        ("  « Le Castel »  ", "le-castel"),
        ("A36", "a36"),
        ("SNCF", "sncf"),
    ],
)
def test_slug(name: str, segment: str) -> None:
    assert slug(name) == segment


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Élodie Roy", "ELODIE ROY"),
        ("L'Étoile", "L’Étoile"),
        ("Cœur", "Coeur"),
        (unicodedata.normalize("NFC", "Hénin"), unicodedata.normalize("NFD", "Hénin")),
        ("Ma\u00a0Ville", "Ma Ville"),
    ],
)
def test_one_name_in_two_spellings_has_one_slug(first: str, second: str) -> None:
    assert slug(first) == slug(second)


LONG = "Syndicat intercommunal à vocation unique pour la gestion des eaux du bassin de la rivière "


@pytest.mark.parametrize(
    ("first", "second"),
    [("北京", "上海"), ("…", "!!"), (LONG + "Aube", LONG + "Orne"), ("Café 北", "Café 京"), ("Roy", "Rey")],
)
def test_two_names_never_share_a_slug(first: str, second: str) -> None:
    assert slug(first) != slug(second)


@pytest.mark.parametrize(("first", "second"), [("Canal", "Canal+"), ("C", "C++")])
def test_names_that_differ_by_a_sign_are_two(first: str, second: str) -> None:
    assert slug(first) != slug(second)


@given(NAMES)
def test_a_slug_is_a_short_ascii_segment(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(name))
    assert len(slug(name)) <= 100


@pytest.mark.parametrize(
    ("key", "iri"),
    [
        ("est/été 2014.txt", DEFAULT_BASE + "article/est/%C3%A9t%C3%A9%202014.txt"),
        ("https://exemple.fr/une?id=12&page=3", "https://exemple.fr/une?id=12&page=3"),
        ("HTTP://exemple.fr", "HTTP://exemple.fr"),
        ("https://exemple.fr/été", "https://exemple.fr/%C3%A9t%C3%A9"),
        ("https://exemple.fr/%C3%A9t%C3%A9", "https://exemple.fr/%C3%A9t%C3%A9"),
        ("https://exemple.fr/100%", "https://exemple.fr/100%25"),
        ("https://exemple.fr/un deux", "https://exemple.fr/un%20deux"),
        ("ftp://exemple.fr/x", DEFAULT_BASE + "article/ftp%3A//exemple.fr/x"),
        ("http:presque", DEFAULT_BASE + "article/http%3Apresque"),
    ],
)
def test_article_iri(key: str, iri: str) -> None:
    assert article_iri(key) == iri


def test_an_articles_fragment_is_no_part_of_its_iri() -> None:
    assert "#" not in article_iri("https://exemple.fr/une#haut")
    assert "#" not in article_iri("dossier/#1.txt")


@given(st.one_of(NAMES, NAMES.map("https://exemple.fr/".__add__), NAMES.map("http://".__add__)))
def test_every_article_has_a_valid_iri(key: str) -> None:
    iri = article_iri(key)
    assert NamedNode(iri).value == iri
    assert "#" not in iri
    assert article_iri(iri) == iri or not iri.startswith(DEFAULT_BASE)


@given(NAMES)
def test_every_entity_has_a_valid_iri(name: str) -> None:
    iri = entity_iri("Person", name)
    assert NamedNode(iri).value == iri


def test_entity_iri() -> None:
    assert entity_iri("Person", "Awa Ménard") == DEFAULT_BASE + "person/awa-menard"
    assert entity_iri("Place", "Brigny", base="https://exemple.fr/id/") == "https://exemple.fr/id/place/brigny"
    assert entity_iri("Organization", "Brigny") != entity_iri("Place", "Brigny")


def test_a_local_name_has_an_iri_of_its_articles_own() -> None:
    here, there = (entity_iri("Person", "Roy", within=article_iri(key)) for key in ("un.txt", "deux.txt"))
    assert here != there
    assert here != entity_iri("Person", "Roy")
    assert here == entity_iri("Person", "Roy", within=article_iri("un.txt"))
    assert here.startswith(DEFAULT_BASE + "person/roy-in-")
