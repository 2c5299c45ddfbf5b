"""Which place of the world an article means: a country, an area or a town of the gazetteer, or none of them.

A name is looked up as a whole: a street, a building or a site is never taken for the town in its name. What it may
mean is weighed by population and by the company that it keeps: the countries, areas and towns that the article names
beside it. Where two readings come close, there is no link: none is better than a wrong one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pressgraph.facts import Entity, EntityType, GeographicLocation
from pressgraph.pipeline.gazetteer import Gazetteer, KnownPlace, PlaceKind, load_gazetteer

_HOME = "FR"  #: the country of an article that names none
#: the overseas parts of a country have codes of their own, and are company to its towns
_SAME_STATE = {code: _HOME for code in ("GP", "MQ", "GF", "RE", "YT", "NC", "PF", "PM", "WF")}

# Each weight is worth so many powers of ten of population.
_FOREIGN_NAME = 0.7  #: off a town that is called otherwise at home
_COUNTRY = 1.5  #: on a town of the one country that all other places lie in; less when it shares them
_STRANGER = 1.0  #: off a town of a country that nothing else in the article belongs to
_NEAR = 2.0, 40.0  #: on a town with another place of the article in so many kilometres
_NOT_FAR = 1.2, 110.0
_CLEAR = 0.8  #: by which the best reading must lead
_KNOWN_TO_ALL = 20_000  #: inhabitants of a town that an article can name without saying where it lies
_ALONE = 10_000  #: inhabitants up to which a town far from all the article's other places is taken for a namesake
_FAR = 150.0  #: kilometres

#: what stands before the name of an area or a country, and of no town: en Isère, (Loire), le Québec
_AREA_BEFORE = re.compile(r"(?:\b(?:en|dans|le|la|les|du|des|au|aux)\s+|\bl['’]|\()\s*$", re.IGNORECASE)
#: what tells the area from the river or the mountains: en Isère, (Loire), dans la Loire, préfet de la Loire
_SURE_AREA_BEFORE = re.compile(
    r"(?:\ben\s+|\(|\bdans\s+(?:le\s+|la\s+|les\s+|l['’])"
    r"|\b(?:départements?|préfète?|préfecture|député[es]*|sénat(?:eur|rice)s?)\s+(?:de\s+(?:la\s+|l['’])|du\s+|des\s+))$",
    re.IGNORECASE,
)
_TOWN_BEFORE = re.compile(r"\bà\s+$", re.IGNORECASE)
#: what shows that the name is that of a street or a site, which the recogniser cut short
_SITE_BEFORE = re.compile(
    r"\b(?:rues?|avenue|boulevard|bd|place|quai|pont|impasse|square|quartier|hameau|lieu-dit|lieudit|station|métro|stade"
    r"|hôtel|restaurant|café|salle|immeuble|lac|massif|mont|col|île|forêt|fleuve|rivière|vallée)\s+(?:de\s+|du\s+|des\s+|d['’])?"
    r"(?:la\s+|l['’])?$",
    re.IGNORECASE,
)
_CONTRACTED = {"au": "Le", "du": "Le", "aux": "Les", "des": "Les"}  #: au Havre: Le Havre
_WORD_BEFORE = re.compile(r"(\w+)\s+$")
#: the place in the name of a body: Ville de Brest, tribunal correctionnel de Pau
_PLACE_IN_NAME = re.compile(r"\b(?:de|d['’]|du|à)\s*([A-ZÀ-Þ][\w'’-]+(?:[ -][A-ZÀ-Þ][\w'’-]+)*)$")
_REACH = 40  #: characters before a mention that can show what it is


@dataclass(frozen=True, slots=True)
class _Reading:
    """An entity, or the place in a body's name, and what it may mean."""

    entity: str | None  #: IRI; None for the place in a body's name
    choices: tuple[KnownPlace, ...]


def locate_places(
    entities: Sequence[Entity], *, text: str, gazetteer: Gazetteer | None = None
) -> tuple[Entity, ...]:
    """Return ``entities`` with the class and location of each place that the gazetteer knows for sure.

    ``text`` is the article's, which the mentions count characters of. ``gazetteer`` is the one that came with
    pressgraph unless another one is given. Raises OntologyError when that one can't be read.
    """
    if all(entity.type is not EntityType.PLACE for entity in entities):
        return tuple(entities)
    known = gazetteer or load_gazetteer()
    readings = [reading for entity in entities if (reading := _read(entity, text, known))]
    first = _choose(readings, {})
    found = _choose(readings, first)
    return tuple(
        replace(entity, subclass=place.kind.value, location=_location(place))
        if entity.type is EntityType.PLACE and (place := found.get(entity.id))
        else entity
        for entity in entities
    )


def _location(place: KnownPlace) -> GeographicLocation:
    return GeographicLocation(
        iri=place.iri,
        latitude=Decimal(str(place.latitude)),
        longitude=Decimal(str(place.longitude)),
        country=place.country,
    )


# What a name may mean


def _read(entity: Entity, text: str, gazetteer: Gazetteer) -> _Reading | None:
    if entity.type is EntityType.PERSON:
        return None
    if entity.type is not EntityType.PLACE:
        inside = _PLACE_IN_NAME.search(entity.name)
        towns = [p for p in gazetteer.find(inside[1]) if not p.shared_name] if inside else []
        return _Reading(f"{entity.id}#place", tuple(towns)) if towns else None
    before = [text[max(0, span.start - _REACH) : span.start] for span in entity.mentions]
    choices = _fitting(_named(entity.name, before, gazetteer), before)
    return _Reading(entity.id, choices) if choices else None


def _named(name: str, before: Iterable[str], gazetteer: Gazetteer) -> tuple[KnownPlace, ...]:
    """Look a name up, then with the article that French draws into a preposition ("au Havre", "l'Île-d'Yeu")."""
    if found := gazetteer.find(name):
        return found
    for context in before:
        word = _WORD_BEFORE.search(context)
        if word and (article := _CONTRACTED.get(word[1].lower())):
            return gazetteer.find(f"{article} {name}")
    return gazetteer.find(f"L'{name}")


def _fitting(choices: tuple[KnownPlace, ...], before: Sequence[str]) -> tuple[KnownPlace, ...]:
    """Keep the kinds of place that the words before the mentions allow."""
    if before and all(_SITE_BEFORE.search(context) for context in before):
        return ()
    sure_area = any(_SURE_AREA_BEFORE.search(context) for context in before)
    towns = tuple(p for p in choices if p.kind is PlaceKind.TOWN)
    areas = tuple(p for p in choices if p.kind is not PlaceKind.TOWN and (sure_area or not p.shared_name))
    if not towns or not areas:
        hidden = len(areas) + len(towns) < len(choices)
        return areas or (() if hidden and not any(_TOWN_BEFORE.search(context) for context in before) else towns)
    if any(_TOWN_BEFORE.search(context) for context in before):
        return towns
    return areas if any(_AREA_BEFORE.search(context) for context in before) else towns


# Which of them is meant


def _choose(readings: Sequence[_Reading], found: Mapping[str, KnownPlace]) -> dict[str, KnownPlace]:
    """Return the clear choice of each entity in the company of what was ``found`` before."""
    chosen = {}
    for reading in readings:
        company = [place for entity, place in found.items() if entity != reading.entity]
        place = _best(reading.choices, company)
        if place is not None and reading.entity is not None and (found or _speaks_for_itself(place, reading)):
            chosen[reading.entity] = place
    return chosen


def _speaks_for_itself(place: KnownPlace, reading: _Reading) -> bool:
    """Whether a place may vouch for others."""
    return place.kind is not PlaceKind.TOWN or place.population >= _KNOWN_TO_ALL or len(reading.choices) == 1


def _best(choices: Sequence[KnownPlace], company: Sequence[KnownPlace]) -> KnownPlace | None:
    countries = Counter(_state(place) for place in company)
    weighed = sorted(((_weight(place, company, countries), place) for place in choices), key=lambda pair: -pair[0])
    (weight, best), *others = weighed
    if others and weight - others[0][0] < _CLEAR:
        return None
    return None if _is_namesake(best, company) else best


def _weight(place: KnownPlace, company: Sequence[KnownPlace], countries: Counter[str]) -> float:
    if place.kind is not PlaceKind.TOWN:
        weight = math.log10(_KNOWN_TO_ALL)
    else:
        weight = math.log10(max(place.population, 100)) - _FOREIGN_NAME * place.foreign_name
    state = _state(place)
    if countries:
        weight += _COUNTRY * countries[state] / countries.total()
    elif state == _HOME:
        weight += _COUNTRY
    if state != _HOME and state not in countries:
        weight -= _STRANGER
    distance = _nearest(place, company)
    for bonus, limit in (_NEAR, _NOT_FAR):
        if distance <= limit:
            return weight + bonus
    return weight


def _is_namesake(place: KnownPlace, company: Sequence[KnownPlace]) -> bool:
    """Whether a small town lies so far from all that the article names that a hamlet or a quarter must be meant."""
    if place.kind is not PlaceKind.TOWN or place.population >= _ALONE:
        return False
    near_by = [other for other in company if other.kind is not PlaceKind.COUNTRY]
    if near_by:
        return _nearest(place, near_by) > _FAR
    return bool(company) and all(_state(other) != _state(place) for other in company)


def _state(place: KnownPlace) -> str:
    return _SAME_STATE.get(place.country, place.country)


def _nearest(place: KnownPlace, company: Iterable[KnownPlace]) -> float:
    """Return the kilometres to the nearest town or area; countries are too large to be near."""
    distances = (_kilometres(place, other) for other in company if other.kind is not PlaceKind.COUNTRY)
    return min(distances, default=math.inf)


def _kilometres(one: KnownPlace, other: KnownPlace) -> float:
    """Return the distance on a sphere, near enough for neighbours."""
    north = math.radians(one.latitude - other.latitude)
    east = math.radians(one.longitude - other.longitude) * math.cos(
        math.radians((one.latitude + other.latitude) / 2)
    )
    return 6371 * math.hypot(north, east)
