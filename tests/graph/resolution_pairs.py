"""Reads ``tests/sentences/resolution-pairs.tsv`` and builds the two articles of each pair."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from pressgraph.article import Article
from pressgraph.facts import ArticleFacts, Entity, EntityType, GeographicLocation, Relation, Span
from pressgraph.identifiers import article_iri, entity_iri

PAIRS = Path(__file__).parent.parent / "sentences" / "resolution-pairs.tsv"
_PREDICATES = {"headOf": "http://www.w3.org/ns/org#headOf"}
_ITEM = re.compile(r"(?P<relation>\w+)(?P<back><?) (?P<kind>[A-Z]{3}):(?P<name>[^()]+?)(?: \((?P<role>.+)\))?")
_GENERIC = {"Métropole", "Département"}


@dataclass(frozen=True)
class Pair:
    row: int
    kind: EntityType
    names: tuple[str, str]
    contexts: tuple[str, str]
    expected: str
    why: str

    @property
    def tuned(self) -> bool:
        return self.row % 2 == 1

    def articles(self) -> tuple[ArticleFacts, ArticleFacts]:
        first, second = (
            build_article(f"{key}.txt", self.kind, name, context)
            for key, name, context in zip(("first", "second"), self.names, self.contexts, strict=True)
        )
        return first, second


def read_pairs() -> list[Pair]:
    lines = [line for line in PAIRS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t")
    return [
        Pair(
            row=number,
            kind=EntityType.from_label(row["kind"]),
            names=(row["name"], row["other name"]),
            contexts=(row["context"], row["other context"]),
            expected=row["expected"],
            why=row["why"],
        )
        for number, row in enumerate(rows, start=1)
    ]


def build_article(key: str, kind: EntityType, name: str, context: str = "") -> ArticleFacts:
    """Build an article in which each sentence names an entity, the main one first, in the words of the pairs' file."""
    draft = _Draft(article_iri(key))
    main = draft.name(kind, name)
    relations = []
    for item in filter(None, (part.strip() for part in context.split(";"))):
        word, _, rest = item.partition(" ")
        if word == "alias":
            draft.mention(main, rest)
        elif word == "id":
            draft.entities[main] = replace(
                draft.entities[main],
                location=GeographicLocation(
                    iri=f"https://sws.geonames.org/{rest}/", latitude=Decimal(48), longitude=Decimal(2), country="FR"
                ),
            )
        else:
            found = _ITEM.fullmatch(item)
            assert found, item
            other = draft.name(EntityType.from_label(found["kind"]), found["name"])
            if found["relation"] != "with":
                ends = (other, main) if found["back"] else (main, other)
                relations.append((found["relation"], *ends, found["role"]))
    return draft.facts(key, relations)


class _Draft:
    def __init__(self, article: str) -> None:
        self.article = article
        self.text = ""
        self.entities: dict[str, Entity] = {}

    def name(self, kind: EntityType, name: str) -> str:
        words = name.split()
        local = kind is EntityType.PERSON and all(len(word) == 2 and word[1] == "." for word in words[:-1])
        local = local or (kind is EntityType.PERSON and bool(re.fullmatch(r"(\w\.-?)+ \w+", name))) or name in _GENERIC
        iri = entity_iri(kind.value, name, within=self.article if local else None)
        self.entities.setdefault(iri, Entity(id=iri, type=kind, name=name, mentions=()))
        self.mention(iri, name)
        return iri

    def mention(self, iri: str, words: str) -> None:
        entity = self.entities[iri]
        start = len(self.text)
        self.text += f"{words} est cité.\n"
        self.entities[iri] = replace(entity, mentions=(*entity.mentions, Span(start, start + len(words))))

    def facts(self, key: str, relations: list[tuple[str, str, str, str | None]]) -> ArticleFacts:
        return ArticleFacts(
            article=Article(text=self.text, key=key, source=key),
            entities=tuple(self.entities.values()),
            relations=tuple(
                Relation(
                    subject=subject,
                    predicate=_PREDICATES.get(relation, f"https://schema.org/{relation}"),
                    object=other,
                    span=self.entities[subject].mentions[0],
                    role=role,
                )
                for relation, subject, other, role in relations
            ),
        )
