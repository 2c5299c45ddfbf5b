"""Units, currencies, multipliers and the words around figures, read from Turtle into immutable Python.

``ontologies/units.ttl`` says what a figure can be counted in, ``ontologies/quantity-words.ttl`` what French puts
around a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from pyoxigraph import NamedNode

from pressgraph.facts import FigureKind
from pressgraph.ontology.inflection import Inflection
from pressgraph.ontology.phrases import PhraseTable
from pressgraph.ontology.plurals import load_plurals
from pressgraph.ontology.resources import ontologies_folder
from pressgraph.ontology.turtle import PG, QUDT, SKOS, Node
from pressgraph.ontology.word_lists import WordGraph

Value = TypeVar("Value")

_KINDS = {
    "PercentUnit": FigureKind.PERCENT,
    "MeasureUnit": FigureKind.MEASURE,
    "TimeUnit": FigureKind.DURATION,
    "Currency": FigureKind.MONEY,
    "SharedCurrencyName": FigureKind.MONEY,
    "CurrencyFraction": FigureKind.MONEY,
}
_CODELESS = ("SharedCurrencyName", "CurrencyFraction")
_COLLECTIVE = "Collective"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a figure is counted in."""

    iri: str  #: QUDT's term where it has one
    kind: FigureKind
    code: str  #: what annotations give as the unit; empty when it hangs on the article's country
    factor: Decimal = Decimal(1)  #: the number is multiplied by it (0.01 for "centimes")
    may_mean: tuple[str, ...] = ()  #: ISO 4217 codes that a shared name ("franc") can stand for
    is_common_noun: bool = False  #: also an everyday noun ("livre"): money only with a large or decimal number


@dataclass(frozen=True, slots=True)
class Multiplier:
    """A word or sign that multiplies the number before it."""

    factor: Decimal
    is_collective: bool = False  #: "quinzaine": stands for about so many


class ScaledUnit(NamedTuple):
    """A unit as it is written, with the multiplier glued to it: "M€" is a million euros."""

    unit: Unit
    scale: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country and its money."""

    iri: str
    currency: str  #: ISO 4217 code
    former_currency: str | None = None
    currency_since: date | None = None

    def currency_on(self, day: date | None) -> str:
        """Return the ISO 4217 code of the money used on ``day`` (today's when no day is known)."""
        if day and self.currency_since and self.former_currency and day < self.currency_since:
            return self.former_currency
        return self.currency

    @property
    def currencies(self) -> tuple[str, ...]:
        """Both currencies, today's first."""
        return (self.currency, self.former_currency) if self.former_currency else (self.currency,)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityWords:
    """The words around figures (``quantity-words.ttl`` says what each list is for)."""

    number_words: frozenset[str]
    times_of_one: frozenset[str]
    enumeration_words: frozenset[str]
    not_first_number_words: frozenset[str]
    behind_and: frozenset[str]
    tens_before_and: frozenset[str]
    money_nouns: frozenset[str]
    more_or_less: PhraseTable[bool]
    out_of: PhraseTable[bool]
    one_words: frozenset[str]
    half_words: frozenset[str]
    of_words: frozenset[str]
    ordinal_endings: frozenset[str]
    range_words: frozenset[str]
    ratio_words: frozenset[str]
    rate_words: frozenset[str]
    rate_articles: frozenset[str]
    sale_units: frozenset[str]
    adjectives_before_noun: frozenset[str]
    adjectives_as_nouns: frozenset[str]
    vote_words: frozenset[str]
    voting_nouns: frozenset[str]
    vote_noun: str
    fractions: Mapping[str, int]  #: name → denominator
    counted_with_one: frozenset[str]
    pointing_back: frozenset[str]
    pointing_here: frozenset[str]
    partitive_pronouns: frozenset[str]
    subject_pronouns: frozenset[str]
    named_by_number: frozenset[str]
    street_words: frozenset[str]
    idiom_prepositions: frozenset[str]
    idiom_numbers: frozenset[str]
    hour_letters: frozenset[str]
    hour_nouns: frozenset[str]
    clock_words: PhraseTable[bool]
    day_parts: PhraseTable[bool]
    lasting_words: frozenset[str]
    comparison_words: PhraseTable[bool]
    age_words: PhraseTable[bool]
    have_forms: frozenset[str]
    age_possessives: frozenset[str]
    age_starts: frozenset[str]
    idioms: PhraseTable[bool]
    score_nouns: frozenset[str]
    score_links: frozenset[str]
    further_words: frozenset[str]
    person_nouns: frozenset[str]
    lasting_nouns: PhraseTable[bool]
    roles_before: PhraseTable[str]  #: words → rise, fall, total, to
    roles_after: PhraseTable[str]
    share_words: frozenset[str]
    change_forms: frozenset[str]
    light_nouns: frozenset[str]
    qualifiers_before: PhraseTable[str]  #: words → "about", "more than" …
    qualifiers_after: PhraseTable[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """Everything that the finder of figures knows about French quantities."""

    names: PhraseTable[ScaledUnit]  #: read whatever their case
    symbols: PhraseTable[ScaledUnit]  #: read exactly as written; "M€" and "MF" included
    scale_signs: Mapping[str, Decimal]  #: short multipliers: M, Md, k
    multipliers: PhraseTable[Multiplier]
    country_names: PhraseTable[Country]  #: words that show what country an article is about, as written
    default_country: Country  #: France
    currency_codes: frozenset[str]  #: ISO 4217
    iris: Mapping[str, str]  #: code → QUDT unit or currency
    words: QuantityWords
    plurals: Mapping[str, str]  #: plural → singular, where no rule gives it


@cache
def load_units(folder: Path | None = None) -> Units:
    """Read ``units.ttl`` and ``quantity-words.ttl`` (by default those that came with pressgraph).

    Raises OntologyError when a file can't be read or lacks something that every entry needs.
    """
    folder = folder or ontologies_folder()
    source = WordGraph(folder / "units.ttl")
    units = list(_read_units(source))
    multipliers = list(_read_multipliers(source))
    countries = list(_read_countries(source))
    scale_signs = {sign: multiplier.factor for sign, multiplier in _labelled(source, multipliers, QUDT + "symbol")}
    symbols = [(symbol, ScaledUnit(unit)) for symbol, unit in _labelled(source, units, QUDT + "symbol")]
    scaled = [
        (sign + symbol, ScaledUnit(plain.unit, factor))
        for symbol, plain in symbols
        for sign, factor in scale_signs.items()
        if plain.unit.kind is FigureKind.MONEY
    ]
    return Units(
        names=PhraseTable(
            (name, ScaledUnit(unit)) for name, unit in _labelled(source, units, SKOS + "prefLabel", SKOS + "altLabel")
        ),
        symbols=PhraseTable([*symbols, *scaled], exact=True),
        scale_signs=MappingProxyType(scale_signs),
        multipliers=PhraseTable(_labelled(source, multipliers, SKOS + "prefLabel", SKOS + "altLabel")),
        country_names=PhraseTable(
            (
                (name, country)
                for label, country in _labelled(source, countries, SKOS + "altLabel")
                for name in {label, label.upper()}
            ),
            exact=True,
        ),
        currency_codes=frozenset(unit.code for _, unit in units if unit.kind is FigureKind.MONEY and unit.code),
        iris=MappingProxyType({unit.code: unit.iri for _, unit in units if unit.code and unit.factor == 1}),
        default_country=next(country for _, country in countries if country.iri.endswith("/FRA")),
        words=_read_words(WordGraph(folder / "quantity-words.ttl"), Inflection.read(folder / "verb-forms.tsv")),
        plurals=load_plurals(folder / "plurals.tsv"),
    )


def _labelled(source: WordGraph, items: Iterable[tuple[Node, Value]], *predicates: str) -> Iterator[tuple[str, Value]]:
    for subject, item in items:
        for label in source.labels(subject, *predicates):
            yield label, item


def _read_units(source: WordGraph) -> Iterator[tuple[Node, Unit]]:
    for kind_class, kind in _KINDS.items():
        for subject in source.subjects_of_type(PG + kind_class):
            usual = source.nodes(subject, PG + "usuallyMeans")
            may_mean = [*usual, *source.nodes(subject, PG + "mayMean")] if usual else []
            yield (
                subject,
                Unit(
                    iri=subject.value,
                    kind=kind,
                    code="" if kind_class in _CODELESS else source.one(subject, PG + "code"),
                    factor=Decimal(source.value(subject, PG + "factor") or 1),
                    may_mean=tuple(dict.fromkeys(source.one(currency, PG + "code") for currency in may_mean)),
                    is_common_noun=source.value(subject, PG + "commonNoun") is not None,
                ),
            )


def _read_multipliers(source: WordGraph) -> Iterator[tuple[Node, Multiplier]]:
    for kind_class in ("Multiplier", _COLLECTIVE):
        for subject in source.subjects_of_type(PG + kind_class):
            factor = Decimal(source.one(subject, PG + "factor"))
            yield subject, Multiplier(factor, is_collective=kind_class == _COLLECTIVE)


def _read_countries(source: WordGraph) -> Iterator[tuple[Node, Country]]:
    for subject in source.subjects_with(PG + "currency"):
        (currency,) = source.nodes(subject, PG + "currency")
        former = source.node(subject, PG + "formerCurrency")
        since = source.value(subject, PG + "currencySince")
        yield (
            subject,
            Country(
                iri=subject.value,
                currency=source.one(currency, PG + "code"),
                former_currency=source.one(former, PG + "code") if former else None,
                currency_since=date.fromisoformat(since) if since else None,
            ),
        )


def _role_phrases(source: WordGraph, inflection: Inflection) -> Iterator[tuple[str, str]]:
    """Yield what stands before a figure and makes it a rise, a fall …: "a progressé de", "en baisse d'"."""
    for subject in source.subjects_of_type(PG + "FigureRole"):
        code = source.one(subject, PG + "code")
        verbs = (verb.removeprefix("se ").removeprefix("s'") for verb in source.texts(subject, PG + "verb"))
        forms = {form for verb in verbs for form in inflection.verb(verb)}
        forms |= {form for noun in source.texts(subject, PG + "noun") for form in inflection.noun(noun)}
        phrases = {f"{form} {word}" for form in forms for word in source.list_of("ofWords")}
        yield from ((phrase, code) for phrase in sorted(phrases))
        yield from ((phrase, code) for phrase in source.labels(subject, SKOS + "altLabel"))


def _read_words(source: WordGraph, inflection: Inflection) -> QuantityWords:
    def code(subject: Node) -> str:
        return source.one(subject, PG + "code")

    verbs = source.list_of("changeVerbs")
    fractions = source.labelled(PG + "Fraction", lambda subject: int(source.one(subject, PG + "denominator")))
    return QuantityWords(
        vote_noun=code(NamedNode(PG + "votingNouns")),
        fractions=MappingProxyType(dict(fractions)),
        roles_before=PhraseTable(_role_phrases(source, inflection)),
        roles_after=PhraseTable(source.labelled(PG + "FigureRole", code, SKOS + "hiddenLabel")),
        change_forms=frozenset(form for verb in verbs for form in inflection.verb(verb)),
        qualifiers_before=PhraseTable(source.labelled(PG + "Qualifier", code, SKOS + "altLabel")),
        qualifiers_after=PhraseTable(source.labelled(PG + "Qualifier", code, SKOS + "hiddenLabel")),
        **source.lists_of(QuantityWords, but=["change_forms"]),
    )
