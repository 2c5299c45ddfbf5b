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
from itertools import islice

from pressgraph.facts import Entity, EntityType, GeographicLocation
from pressgraph.pipeline.gazetteer import Gazetteer, KnownPlace, PlaceKind, load_gazetteer

_HOME = "FR"  #: the country of an article that names none
#: the overseas parts of a country have codes of their own, and are company to its towns
_SAME_STATE = dict.fromkeys(("GP", "MQ", "GF", "RE", "YT", "NC", "PF", "PM", "WF"), _HOME)

# Each weight is worth so many powers of ten of population.
_FOREIGN_NAME = 0.7  #: off a town that is called otherwise at home
_COUNTRY = 1.5  #: on a town of the one country that all other places lie in; less when it shares them
_STRANGER = 1.0  #: off a town of a country that nothing else in the article belongs to
_NEAR = 2.0, 40.0  #: on a town with another place of the article in so many kilometres
_NOT_FAR = 1.2, 110.0
_CLEAR = 0.8  #: by which the best reading must lead
_KNOWN_TO_ALL = 20_000  #: inhabitants of a town that an article can name without saying where it lies
#: inhabitants up to which a town far from all other places is taken for a namesake: named as a town is, or not
_ALONE = 2_000, 20_000
_METROPOLIS = 500_000  #: inhabitants of a town that needs no company
_KNOWN_ABROAD = 50_000  #: inhabitants of a town that French papers name in an article on another country
_RIVAL = 4  #: times larger than its namesakes, which such a town must be
_FAR = 100.0  #: kilometres

#: what stands before the name of an area or a country, and of no town: en Isère, (Loire), le Québec
_AREA_BEFORE = re.compile(r"(?:\b(?:en|dans|le|la|les|du|des|au|aux)\s+|\bl['’]|\()\s*$", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"(?:\b(?:le|la|les|du|des|au|aux)\s+|\bl['’])$", re.IGNORECASE)
_OWN_ARTICLE = re.compile(r"(?:le|la|les)\s|l['’]", re.IGNORECASE)
#: what tells the area from the river or the mountains: en Isère, (PS, Loire), dans la Loire, élus de Moselle
_SURE_AREA_BEFORE = re.compile(
    r"(?:\ben\s+|\(|\bdans\s+(?:le\s+|la\s+|les\s+|l['’])"
    r"|\([^()]*,\s+|\bde\s+|\bd['’]"
    r"|\b(?:départements?|préf[eè]te?|préfecture|député[es]*|sénat(?:eur|rice)s?)\s+(?:de\s+(?:la\s+|l['’])|du\s+|des\s+))$",
    re.IGNORECASE,
)
_TOWN_BEFORE = re.compile(r"\bà\s+$", re.IGNORECASE)
#: what small towns are named after, and hamlets and quarters less often
_SURE_TOWN_BEFORE = re.compile(r"\b(?:à\s+|(?:maire|mairie|commune|ville|village)\s+(?:de\s+|d['’]))$", re.IGNORECASE)
#: what shows that the name is that of a street or a site, which the recogniser cut short
_SITE_BEFORE = re.compile(
    r"\b(?:rue|avenue|boulevard|bd|place|quai|pont|impasse|square|quartier|hameau|lieu-dit|lieudit|station|arrêt|métro"
    r"|lac|massif|mont|col|forêt|fleuve|rivière|vallée)\s+(?:(?:de|du|des)\s+|d['’])?(?:la\s+|l['’])?$",
    re.IGNORECASE,
)
_CONTRACTED = {"au": "Le", "du": "Le", "aux": "Les", "des": "Les"}  #: au Havre: Le Havre
_WORD_BEFORE = re.compile(r"(\w+)\s+$")
#: the place in the name of a body: Ville de Brest, tribunal correctionnel de Pau
_PLACE_IN_NAME = re.compile(r"\b(de|d['’]|du|à)\s*([A-ZÀ-Þ][\w'’-]+(?:[ -][A-ZÀ-Þ][\w'’-]+)*)$")
_COMPANY = 200  #: places of an article that are looked at to tell the others
_REACH = 40  #: characters before a mention that can show what it is


@dataclass(frozen=True, slots=True)
class _Reading:
    """An entity, or the place in a body's name, and what it may mean."""

    entity: str  #: IRI; of the body, with "#place", for the place in its name
    choices: tuple[KnownPlace, ...]
    named_as_town: bool = False  #: "à X", "maire de X"


def locate_places(entities: Sequence[Entity], *, text: str, gazetteer: Gazetteer | None = None) -> tuple[Entity, ...]:
    """Return ``entities`` with the class and location of each place that the gazetteer knows for sure.

    ``text`` is the article's, which the mentions count characters of. ``gazetteer`` is the one that came with
    pressgraph unless another one is given. Raises OntologyError when that one can't be read.
    """
    if all(entity.type is not EntityType.PLACE for entity in entities):
        return tuple(entities)
    known = gazetteer or load_gazetteer()
    readings = [reading for entity in entities if (reading := _read(entity, text, known))]
    found = _choose(readings, _choose(readings, {}))
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
        inside = _place_in(entity.name, gazetteer)
        return _Reading(f"{entity.id}#place", inside) if inside else None
    before = [text[max(0, span.start - _REACH) : span.start] for span in entity.mentions]
    drawn_in = _with_article(entity.name, before, gazetteer)
    choices = drawn_in or _fitting(
        gazetteer.find(entity.name), before, own_article=bool(_OWN_ARTICLE.match(entity.name))
    )
    return _Reading(entity.id, choices, any(map(_SURE_TOWN_BEFORE.search, before))) if choices else None


def _place_in(name: str, gazetteer: Gazetteer) -> tuple[KnownPlace, ...]:
    """Look up the place in the name of a body: the town in "Ville de Vienne", the area in "conseil général du Lot"."""
    found = _PLACE_IN_NAME.search(name)
    if found is None:
        return ()
    preposition, place = found.groups()
    return tuple(p for p in gazetteer.find(place) if (preposition == "du") != (p.kind is PlaceKind.TOWN))


def _with_article(name: str, before: Iterable[str], gazetteer: Gazetteer) -> tuple[KnownPlace, ...]:
    """Look a name up with the article that French draws into a preposition: "au Havre"."""
    for context in before:
        word = _WORD_BEFORE.search(context)
        article = _CONTRACTED.get(word[1].lower()) if word else None
        if article and (found := gazetteer.find(f"{article} {name}")):
            return found
    return ()


def _fitting(choices: tuple[KnownPlace, ...], before: Sequence[str], *, own_article: bool) -> tuple[KnownPlace, ...]:
    """Keep the kinds of place that the words before the mentions allow."""
    if before and all(_SITE_BEFORE.search(context) for context in before):
        return ()
    sure_area = any(_SURE_AREA_BEFORE.search(context) for context in before)
    towns = tuple(p for p in choices if p.kind is PlaceKind.TOWN)
    areas = tuple(p for p in choices if p.kind is not PlaceKind.TOWN and (sure_area or not p.shared_name))
    hidden = any(p.shared_name for p in choices)
    as_town = any(_TOWN_BEFORE.search(context) for context in before)
    articled = bool(before) and not own_article and all(_ARTICLE_BEFORE.search(context) for context in before)
    if not areas and not as_town and (hidden or articled):
        return ()  # the river, "le Golfe": a town has no article but its own
    if not towns or not areas:
        return areas or towns
    if as_town:
        return towns
    as_area = any(_AREA_BEFORE.search(context) for context in before)
    return areas if as_area or max(p.population for p in towns) < _KNOWN_TO_ALL else towns


# Which of them is meant


def _choose(readings: Sequence[_Reading], found: Mapping[str, KnownPlace]) -> dict[str, KnownPlace]:
    """Return the clear choice of each entity in the company of what was ``found`` before."""
    around = dict(islice(found.items(), _COMPANY))
    chosen = {}
    for reading in readings:
        company = [place for entity, place in around.items() if entity != reading.entity]
        place = _best(reading, company)
        if place is not None and (found or _speaks_for_itself(place, reading)):
            chosen[reading.entity] = place
    return chosen


def _speaks_for_itself(place: KnownPlace, reading: _Reading) -> bool:
    """Whether a place may vouch for others."""
    return place.kind is not PlaceKind.TOWN or place.population >= _KNOWN_TO_ALL or len(reading.choices) == 1


def _best(reading: _Reading, company: Sequence[KnownPlace]) -> KnownPlace | None:
    best = reading.choices[0]
    if len(reading.choices) > 1:
        countries = Counter(_state(place) for place in company)
        weighed = [(_weight(place, company, countries), place) for place in reading.choices]
        (weight, best), (next_weight, _), *_ = sorted(weighed, key=lambda pair: -pair[0])
        if weight - next_weight < _CLEAR:
            return None
    return None if _is_namesake(best, reading, company) else best


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
    if state != _HOME and state not in countries and place.population < _METROPOLIS:
        weight -= _STRANGER
    distance = _nearest(place, company)
    for bonus, limit in (_NEAR, _NOT_FAR):
        if distance <= limit:
            return weight + bonus
    return weight


def _is_namesake(place: KnownPlace, reading: _Reading, company: Sequence[KnownPlace]) -> bool:
    """Whether a town lies so far from all that the article names that another place of that name must be meant."""
    if place.kind is not PlaceKind.TOWN or place.population >= _METROPOLIS:
        return False
    if company and _state(place) != _HOME and all(_state(other) != _state(place) for other in company):
        rivals = [other.population for other in reading.choices if other is not place]
        return place.population < max([_KNOWN_ABROAD, *(_RIVAL * rival for rival in rivals)])
    as_town, otherwise = _ALONE
    alone = as_town if reading.named_as_town else otherwise
    return place.population < alone and bool(company) and _nearest(place, company) > _FAR


def _state(place: KnownPlace) -> str:
    return _SAME_STATE.get(place.country, place.country)


def _nearest(place: KnownPlace, company: Iterable[KnownPlace]) -> float:
    """Return the kilometres to the nearest other town or area; countries are too large to be near."""
    others = (other for other in company if other.kind is not PlaceKind.COUNTRY and other.geonames != place.geonames)
    return min((_kilometres(place, other) for other in others), default=math.inf)


def _kilometres(one: KnownPlace, other: KnownPlace) -> float:
    """Return the distance on a sphere, near enough for neighbours."""
    north = math.radians(one.latitude - other.latitude)
    east = math.radians(one.longitude - other.longitude) * math.cos(math.radians((one.latitude + other.latitude) / 2))
    return 6371 * math.hypot(north, east)
