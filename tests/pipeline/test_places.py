"""Places with coordinates: found in the gazetteer by name, told apart by the article's other places."""

from __future__ import annotations

import re

import pytest

from pressgraph.facts import Entity, EntityType, Span
from pressgraph.identifiers import entity_iri
from pressgraph.pipeline.places import locate_places

KINDS = {"LOC": EntityType.PLACE, "ORG": EntityType.ORGANIZATION, "PER": EntityType.PERSON}
MARK = re.compile(r"\[(LOC|ORG|PER) ([^\]]+)\]")

SAINT_DENIS_SEINE, SAINT_DENIS_REUNION = "2980916", "935264"
VIENNE_TOWN, VIENNE_DEPARTEMENT, VIENNA = "2969284", "2969280", "2761369"


def located(marked: str) -> dict[str, Entity]:
    """Return the entities of a text in which names are marked: "[LOC Brest]"."""
    text, mentions, last = "", {}, 0
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        kind, name = match.groups()
        mentions.setdefault((KINDS[kind], name), []).append(Span(len(text), len(text) + len(name)))
        text, last = text + name, match.end()
    text += marked[last:]
    entities = [
        Entity(id=entity_iri(kind.value, name), type=kind, name=name, mentions=tuple(spans))
        for (kind, name), spans in mentions.items()
    ]
    return {entity.name: entity for entity in locate_places(entities, text=text)}


def geonames_of(marked: str) -> dict[str, str | None]:
    """Return the GeoNames number of each place of a text."""
    return {
        name: entity.location.iri.split("/")[3] if entity.location else None
        for name, entity in located(marked).items()
        if entity.type is EntityType.PLACE
    }


def test_a_town_has_its_identifier_position_country_and_class() -> None:
    town = located("Les élus de [LOC Quimper] ont voté.")["Quimper"]
    assert town.location is not None
    assert town.location.iri == "https://sws.geonames.org/2984701/"
    assert (round(town.location.latitude), round(town.location.longitude)) == (48, -4)
    assert (town.location.country, town.subclass) == ("FR", "https://schema.org/City")


@pytest.mark.parametrize(
    ("text", "name", "country", "subclass"),
    [
        ("Le convoi quitte la [LOC Belgique].", "Belgique", "BE", "Country"),
        ("Il exporte aux [LOC États-Unis].", "États-Unis", "US", "Country"),
        ("Un accord avec la [LOC Côte d’Ivoire].", "Côte d’Ivoire", "CI", "Country"),
        ("Les élus d’[LOC Occitanie] protestent.", "Occitanie", "FR", "AdministrativeArea"),
        ("Pluie sur le [LOC Finistère].", "Finistère", "FR", "AdministrativeArea"),
        ("Elle vit à [LOC Londres].", "Londres", "GB", "City"),
        ("Elle vit au [LOC Caire].", "Caire", "EG", "City"),
        ("Les dockers du [LOC Havre] reprennent.", "Havre", "FR", "City"),
        ("[LOC SAINT ETIENNE] - Le marché rouvre.", "SAINT ETIENNE", "FR", "City"),
    ],
)
def test_french_names_of_countries_areas_and_towns(text: str, name: str, country: str, subclass: str) -> None:
    place = located(text)[name]
    assert place.location is not None
    assert (place.location.country, place.subclass) == (country, f"https://schema.org/{subclass}")


def test_the_town_of_that_name_is_the_one_near_the_articles_other_places() -> None:
    north = geonames_of("De [LOC Saint-Denis] à [LOC Aubervilliers], en [LOC Seine-Saint-Denis], le tram est bloqué.")
    island = geonames_of("De [LOC Saint-Denis] au [LOC Tampon], à [LOC La Réunion], la route est coupée.")
    assert north["Saint-Denis"] == SAINT_DENIS_SEINE
    assert island["Saint-Denis"] == SAINT_DENIS_REUNION


def test_a_name_that_could_be_two_towns_is_not_linked_without_company() -> None:
    assert geonames_of("Le marché de [LOC Saint-Denis] rouvre samedi.") == {"Saint-Denis": None}


def test_town_departement_and_foreign_capital_of_one_name() -> None:
    assert geonames_of("Un incendie à [LOC Vienne], près de [LOC Lyon].")["Vienne"] == VIENNE_TOWN
    assert geonames_of("Un incendie à [LOC Chauvigny] ([LOC Vienne]).")["Vienne"] == VIENNE_DEPARTEMENT
    assert geonames_of("Sommet à [LOC Vienne], en [LOC Autriche].")["Vienne"] == VIENNA


def test_a_river_is_not_the_departement_that_has_its_name() -> None:
    assert geonames_of("Un chien s’est noyé au bord de la [LOC Loire], à [LOC Nantes].")["Loire"] is None
    assert geonames_of("Un chien s’est perdu à [LOC Firminy] ([LOC Loire]).")["Loire"] == "2997870"
    assert geonames_of("Le préfet de la [LOC Loire] est à [LOC Firminy].")["Loire"] == "2997870"


def test_streets_buildings_and_quarters_are_not_the_town_in_their_name() -> None:
    places = geonames_of(
        "La [LOC rue de Rennes], la [LOC gare de Lyon], la place de [LOC Brest] et le quartier de [LOC Grenoble]."
    )
    assert set(places.values()) == {None}


def test_a_village_far_from_all_that_the_article_names_is_not_linked() -> None:
    text = "Le hangar de [LOC Matignon] a parlé, dit-on à [LOC Marseille], à [LOC Aubagne] et à [LOC Toulon]."
    assert geonames_of(text)["Matignon"] is None


def test_an_article_on_another_country_prefers_that_country() -> None:
    belgian = geonames_of("Le bourgmestre de [LOC Clermont] et celui de [LOC Verviers], en [LOC Belgique], s’opposent.")
    assert belgian["Clermont"] == "2800254"
    quebec = geonames_of("Entre [LOC Laval] et [LOC Montréal], au [LOC Québec], le pont rouvre.")
    assert quebec["Laval"] is not None
    assert located("Entre [LOC Laval] et [LOC Montréal], au [LOC Québec].")["Laval"].location.country == "CA"  # type: ignore[union-attr]


def test_quebec_is_a_town_and_a_province() -> None:
    assert located("Il vit à [LOC Québec].")["Québec"].subclass == "https://schema.org/City"
    assert located("Il vit au [LOC Québec].")["Québec"].subclass == "https://schema.org/AdministrativeArea"


def test_the_town_in_a_bodys_name_is_company() -> None:
    text = "Le [ORG tribunal correctionnel de Verviers] a jugé un homme de [LOC Clermont]."
    assert geonames_of(text)["Clermont"] == "2800254"


def test_people_and_bodies_are_left_as_they_are() -> None:
    found = located("[PER Paris] et [ORG Lyon] jouent à [LOC Brest].")
    assert found["Paris"].location is None
    assert found["Lyon"].location is None
    assert found["Brest"].location is not None
