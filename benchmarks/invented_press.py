"""A store of invented articles, as large as is asked: what the explorer's benchmark and screenshots look at."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from pressgraph.article import Article
from pressgraph.facts import (
    ArticleFacts,
    Entity,
    EntityType,
    Figure,
    FigureKind,
    GeographicLocation,
    Quote,
    Relation,
    Span,
)
from pressgraph.graph import Store
from pressgraph.identifiers import entity_iri

HEAD_OF = "http://www.w3.org/ns/org#headOf"
WORKS_FOR = "https://schema.org/worksFor"
MEMBER_OF = "https://schema.org/memberOf"
PARTNER_OF = "https://w3id.org/pressgraph#partnerOf"
LOCATION = "https://schema.org/location"

_FIRST = (
    "Aline", "Bastien", "Céleste", "Damien", "Élodie", "Fabrice", "Gaëlle", "Hugo", "Inès", "Jonas", "Katia", "Loïc",
    "Maud", "Noé", "Odile", "Pierrick",
)  # fmt: skip
_SYLLABLES = (
    "bar", "cor", "del", "fan", "gril", "jou", "lam", "mor", "nev", "par", "quen", "rou", "sal", "tre", "val", "ver",
    "zan",
)  # fmt: skip
_KINDS = ("Compagnie", "Atelier", "Société", "Union", "Collectif", "Fédération", "Maison", "Banque")
_PAPERS = ("Le Fanal", "La Dépêche du Lac", "L’Écho des vallées")
_FIRST_DAY = date(2021, 1, 1)
_DAYS = 1000
_SENTENCES = 10  #: of an article, each with one relation


def write_press(folder: Path, *, entities: int, relations: int, seed: int = 7) -> None:
    """Write a store with about so many entities and exactly so many relation statements into ``folder``."""
    dice = random.Random(seed)
    cast = _Cast(dice, entities)
    with Store.open(folder, create=True) as store:
        articles = relations // _SENTENCES
        for number in range(articles):
            store.write(_article(dice, cast, number, _FIRST_DAY + timedelta(days=number * _DAYS // articles)))


class _Cast:
    """The people, organisations and places that the articles speak of."""

    def __init__(self, dice: random.Random, size: int) -> None:
        words = [a.capitalize() + b + c for a in _SYLLABLES for b in _SYLLABLES for c in ("", "ac", "in", "on")]
        dice.shuffle(words)
        people = list({f"{dice.choice(_FIRST)} {dice.choice(words)}" for _ in range(size)})
        bodies = list({f"{dice.choice(_KINDS)} {dice.choice(words)}" for _ in range(size)})
        self.people = sorted(people)[: size * 6 // 10]
        self.bodies = sorted(bodies)[: size * 3 // 10]
        self.places = [f"{word}-sur-Lac" for word in words[: size // 10]]
        dice.shuffle(self.people)
        dice.shuffle(self.bodies)

    @staticmethod
    def pick(dice: random.Random, names: list[str]) -> str:
        """Return a name, the first ones far more often: news speaks of few people a lot."""
        return names[min(int(len(names) * dice.random() ** 2), len(names) - 1)]


def _article(dice: random.Random, cast: _Cast, number: int, published: date) -> ArticleFacts:
    text, mentions, relations, figures, quotes, spans = "", {}, [], [], [], []
    for index in range(_SENTENCES):
        kind = dice.randrange(5)
        subject = cast.pick(dice, cast.bodies if kind >= 3 else cast.people)
        other = cast.pick(dice, cast.places if kind == 4 else cast.bodies)
        words, predicate, role = (
            (" préside ", HEAD_OF, "présidente"),
            (" travaille pour ", WORKS_FOR, "salariée"),
            (" est membre de ", MEMBER_OF, None),
            (" s’est alliée avec ", PARTNER_OF, None),
            (" a son siège à ", LOCATION, None),
        )[kind]
        if subject == other:
            other = next(name for name in cast.bodies if name != subject)
        start = len(text)
        one = Span(start, start + len(subject))
        two = Span(one.end + len(words), one.end + len(words) + len(other))
        text += f"{subject}{words}{other}"
        ends = (
            (EntityType.ORGANIZATION if kind >= 3 else EntityType.PERSON, subject),
            (EntityType.PLACE if kind == 4 else EntityType.ORGANIZATION, other),
        )
        for (entity_type, name), span in zip(ends, (one, two), strict=True):
            mentions.setdefault((entity_type, name), []).append(span)
        subject_iri, other_iri = (entity_iri(t.value, n) for t, n in ends)
        relations.append(
            Relation(
                subject=subject_iri, predicate=predicate, object=other_iri, span=Span(start, two.end),
                subject_span=one, object_span=two, trigger_span=Span(one.end + 1, two.start - 1),
                role=role, confidence=round(0.6 + dice.random() * 0.4, 2),
            )
        )  # fmt: skip
        if index % 4 == 0:
            value = dice.randrange(2, 900)
            text += f", avec un budget de {value} millions d’euros"
            at = text.rindex(f"{value} millions")
            figures.append(
                Figure(
                    span=Span(at, len(text)), value=Decimal(value * 1_000_000), unit="EUR", kind=FigureKind.MONEY,
                    about="budget", measure="budget", concerns=other_iri,
                )
            )  # fmt: skip
        text += "."
        spans.append(Span(start, len(text)))
        if index % 5 == 1 and kind < 3:
            start = len(text) + 1
            text += " « Nous irons au bout de ce chantier », a-t-elle assuré."
            quotes.append(Quote(span=Span(start + 2, start + 36), speaker=subject_iri, speaker_text=subject))
            spans.append(Span(start, len(text)))
        text += "\n" if index % 3 == 2 else " "
    found = [
        Entity(
            id=entity_iri(kind.value, name), type=kind, name=name, mentions=tuple(where),
            location=_location(name) if kind is EntityType.PLACE else None,
        )
        for (kind, name), where in mentions.items()
    ]  # fmt: skip
    article = Article(
        text=text, key=f"invente-{number}", source=f"invente-{number}.txt",
        title=f"{relations[0].role or 'accord'} : les nouvelles du jour, n° {number}".capitalize(),
        published=published, publisher=_PAPERS[number % 3],
    )  # fmt: skip
    return ArticleFacts(
        article=article, entities=tuple(found), relations=tuple(relations), figures=tuple(figures),
        quotes=tuple(quotes), sentences=tuple(spans),
    )  # fmt: skip


def _location(name: str) -> GeographicLocation:
    place = random.Random(name)
    return GeographicLocation(
        iri=f"https://sws.geonames.org/{place.randrange(10**6, 10**7)}/",
        latitude=Decimal(str(round(43 + place.random() * 7, 4))),
        longitude=Decimal(str(round(-2 + place.random() * 9, 4))),
        country="FR",
    )
