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

from rdflib import RDF, SKOS, Namespace
from rdflib.term import Node

from pressgraph.facts import FigureKind
from pressgraph.ontology.inflection import Inflection
from pressgraph.ontology.phrases import PhraseTable, phrase_set
from pressgraph.ontology.plurals import load_plurals
from pressgraph.ontology.resources import ontologies_folder
from pressgraph.ontology.word_lists import PG, WordGraph

QUDT = Namespace("http://qudt.org/schema/qudt/")

Value = TypeVar("Value")

_KINDS = {
    PG.PercentUnit: FigureKind.PERCENT,
    PG.MeasureUnit: FigureKind.MEASURE,
    PG.TimeUnit: FigureKind.DURATION,
    PG.Currency: FigureKind.MONEY,
    PG.SharedCurrencyName: FigureKind.MONEY,
    PG.CurrencyFraction: FigureKind.MONEY,
}
_CODELESS = (PG.SharedCurrencyName, PG.CurrencyFraction)


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
    scale_signs = {sign: multiplier.factor for sign, multiplier in _labelled(source, multipliers, QUDT.symbol)}
    symbols = [(symbol, ScaledUnit(unit)) for symbol, unit in _labelled(source, units, QUDT.symbol)]
    scaled = [
        (sign + symbol, ScaledUnit(plain.unit, factor))
        for symbol, plain in symbols
        for sign, factor in scale_signs.items()
        if plain.unit.kind is FigureKind.MONEY
    ]
    return Units(
        names=PhraseTable(
            (name, ScaledUnit(unit)) for name, unit in _labelled(source, units, SKOS.prefLabel, SKOS.altLabel)
        ),
        symbols=PhraseTable([*symbols, *scaled], exact=True),
        scale_signs=MappingProxyType(scale_signs),
        multipliers=PhraseTable(_labelled(source, multipliers, SKOS.prefLabel, SKOS.altLabel)),
        country_names=PhraseTable(
            (
                (name, country)
                for label, country in _labelled(source, countries, SKOS.altLabel)
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


def _labelled(source: WordGraph, items: Iterable[tuple[Node, Value]], *properties: Node) -> Iterator[tuple[str, Value]]:
    for subject, item in items:
        for label in source.labels(subject, *properties):
            yield label, item


def _read_units(source: WordGraph) -> Iterator[tuple[Node, Unit]]:
    graph = source.graph
    for kind_class, kind in _KINDS.items():
        for subject in sorted(graph.subjects(RDF.type, kind_class), key=str):
            usual = graph.value(subject, PG.usuallyMeans)
            may_mean = [usual, *sorted(graph.objects(subject, PG.mayMean), key=str)] if usual else []
            yield (
                subject,
                Unit(
                    iri=str(subject),
                    kind=kind,
                    code="" if kind_class in _CODELESS else source.one(subject, PG.code),
                    factor=Decimal(str(graph.value(subject, PG.factor) or 1)),
                    may_mean=tuple(dict.fromkeys(source.one(currency, PG.code) for currency in may_mean)),
                    is_common_noun=graph.value(subject, PG.commonNoun) is not None,
                ),
            )


def _read_multipliers(source: WordGraph) -> Iterator[tuple[Node, Multiplier]]:
    for kind_class in (PG.Multiplier, PG.Collective):
        for subject in sorted(source.graph.subjects(RDF.type, kind_class), key=str):
            factor = Decimal(source.one(subject, PG.factor))
            yield subject, Multiplier(factor, is_collective=kind_class == PG.Collective)


def _read_countries(source: WordGraph) -> Iterator[tuple[Node, Country]]:
    graph = source.graph
    for subject in sorted(graph.subjects(PG.currency), key=str):
        former = graph.value(subject, PG.formerCurrency)
        since = graph.value(subject, PG.currencySince)
        yield (
            subject,
            Country(
                iri=str(subject),
                currency=source.one(graph.value(subject, PG.currency) or subject, PG.code),
                former_currency=source.one(former, PG.code) if former else None,
                currency_since=date.fromisoformat(str(since)) if since else None,
            ),
        )


def _role_phrases(source: WordGraph, inflection: Inflection) -> Iterator[tuple[str, str]]:
    """Yield what stands before a figure and makes it a rise, a fall …: "a progressé de", "en baisse d'"."""
    for subject in sorted(source.graph.subjects(RDF.type, PG.FigureRole), key=str):
        code = source.one(subject, PG.code)
        verbs = (str(verb).removeprefix("se ").removeprefix("s'") for verb in source.graph.objects(subject, PG.verb))
        forms = {form for verb in verbs for form in inflection.verb(verb)}
        forms |= {form for noun in source.graph.objects(subject, PG.noun) for form in inflection.noun(str(noun))}
        phrases = {f"{form} {word}" for form in forms for word in source.list_of("ofWords")}
        yield from ((phrase, code) for phrase in sorted(phrases))
        yield from ((phrase, code) for phrase in source.labels(subject, SKOS.altLabel))


def _read_words(source: WordGraph, inflection: Inflection) -> QuantityWords:
    def coded(kind: str, label: Node) -> PhraseTable[str]:
        subjects = sorted(source.graph.subjects(RDF.type, PG[kind]), key=str)
        return PhraseTable(
            (words, source.one(subject, PG.code)) for subject in subjects for words in source.labels(subject, label)
        )

    return QuantityWords(
        number_words=source.list_of("numberWords"),
        times_of_one=source.list_of("timesOfOne"),
        enumeration_words=source.list_of("enumerationWords"),
        not_first_number_words=source.list_of("notFirstNumberWords"),
        behind_and=source.list_of("behindAnd"),
        tens_before_and=source.list_of("tensBeforeAnd"),
        money_nouns=source.list_of("moneyNouns"),
        more_or_less=phrase_set(source.list_of("moreOrLess")),
        out_of=phrase_set(source.list_of("outOf")),
        one_words=source.list_of("oneWords"),
        half_words=source.list_of("halfWords"),
        of_words=source.list_of("ofWords"),
        ordinal_endings=source.list_of("ordinalEndings"),
        range_words=source.list_of("rangeWords"),
        ratio_words=source.list_of("ratioWords"),
        rate_words=source.list_of("rateWords"),
        rate_articles=source.list_of("rateArticles"),
        sale_units=source.list_of("saleUnits"),
        adjectives_before_noun=source.list_of("adjectivesBeforeNoun"),
        adjectives_as_nouns=source.list_of("adjectivesAsNouns"),
        vote_words=source.list_of("voteWords"),
        voting_nouns=source.list_of("votingNouns"),
        vote_noun=source.one(PG.votingNouns, PG.code),
        fractions=MappingProxyType(
            {
                label: int(source.one(subject, PG.denominator))
                for subject in source.graph.subjects(RDF.type, PG.Fraction)
                for label in source.labels(subject, SKOS.prefLabel, SKOS.altLabel)
            }
        ),
        counted_with_one=source.list_of("countedWithOne"),
        pointing_back=source.list_of("pointingBack"),
        pointing_here=source.list_of("pointingHere"),
        partitive_pronouns=source.list_of("partitivePronouns"),
        subject_pronouns=source.list_of("subjectPronouns"),
        named_by_number=source.list_of("namedByNumber"),
        street_words=source.list_of("streetWords"),
        idiom_prepositions=source.list_of("idiomPrepositions"),
        idiom_numbers=source.list_of("idiomNumbers"),
        hour_letters=source.list_of("hourLetters"),
        hour_nouns=source.list_of("hourNouns"),
        clock_words=phrase_set(source.list_of("clockWords")),
        day_parts=phrase_set(source.list_of("dayParts")),
        lasting_words=source.list_of("lastingWords"),
        comparison_words=phrase_set(source.list_of("comparisonWords")),
        age_words=phrase_set(source.list_of("ageWords")),
        have_forms=source.list_of("haveForms"),
        age_possessives=source.list_of("agePossessives"),
        age_starts=source.list_of("ageStarts"),
        idioms=phrase_set(source.list_of("idioms")),
        score_nouns=source.list_of("scoreNouns"),
        score_links=source.list_of("scoreLinks"),
        further_words=source.list_of("furtherWords"),
        person_nouns=source.list_of("personNouns"),
        lasting_nouns=phrase_set(source.list_of("lastingNouns")),
        roles_before=PhraseTable(_role_phrases(source, inflection)),
        roles_after=coded("FigureRole", SKOS.hiddenLabel),
        share_words=source.list_of("shareWords"),
        change_forms=frozenset(form for verb in source.list_of("changeVerbs") for form in inflection.verb(verb)),
        light_nouns=source.list_of("lightNouns"),
        qualifiers_before=coded("Qualifier", SKOS.altLabel),
        qualifiers_after=coded("Qualifier", SKOS.hiddenLabel),
    )
