"""Sentences that differ in a word or two, of which one states a fact and the other doesn't: ``contrast.tsv``.

The names are given; only relations, modality and status are tested. Sentences that are read wrongly are listed in
``contrast-known-failures.txt``, one a line: one that gets right must leave the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from marked_text import parsed_doc
from spacy.language import Language

from pressgraph.ontology import load_ontology
from pressgraph.pipeline.relations import FoundRelation

SENTENCES = Path(__file__).parents[1] / "sentences"
#: what the difference within a pair may be
KINDS = {
    "negation", "conditional", "question", "denial", "hypothetical", "unconfirmed", "wish", "planned",
    "former", "future", "acting", "honorary", "swapped",
}  # fmt: skip
#: the share of pairs that must be right
LEAST_RIGHT = 0.95


@dataclass(frozen=True)
class Member:
    """A sentence of the set and what it says."""

    kind: str
    expected: str  #: "1 headOf 2 asserted former": numbers of the marks, property, modality, status if any
    sentence: str

    @property
    def is_fact(self) -> bool:
        return self.expected.split()[3] in {"asserted", "planned"}


def read_lines(name: str) -> list[str]:
    lines = (SENTENCES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def read_groups() -> Iterator[list[Member]]:
    group: list[Member] = []
    for line in [*read_lines("contrast.tsv"), ""]:
        if line:
            group.append(Member(*line.split("\t")))
        elif group:
            yield group
            group = []


GROUPS = list(read_groups())
MEMBERS = [member for group in GROUPS for member in group]
PAIRS = [(group[0], other) for group in GROUPS for other in group[1:]]
KNOWN_FAILURES = {line for line in read_lines("contrast-known-failures.txt") if line}


def relations_of(member: Member, nlp: Language) -> list[FoundRelation]:
    doc = parsed_doc(member.sentence, nlp)
    found: list[FoundRelation] = nlp.get_pipe("pressgraph_relations")(doc)._.relations
    return found


def described(relation: FoundRelation) -> str:
    ends = (relation.subject.entity + 1, relation.object.entity + 1)
    first, second = sorted(ends) if relation.entry.relation.symmetric else ends
    name = relation.entry.relation.iri.replace("#", "/").rsplit("/", 1)[-1]
    status = relation.tenure.status if relation.tenure else None
    return " ".join(map(str, filter(None, (first, name, second, relation.modality.value, status))))


def same_kind(member: Member, nlp: Language) -> list[str]:
    """Return what is found of the property that the member is about."""
    found = map(described, relations_of(member, nlp))
    return [relation for relation in found if relation.split()[1] == member.expected.split()[1]]


def params() -> Iterator[object]:
    for member in MEMBERS:
        reason = "listed in contrast-known-failures.txt"
        failing = member.sentence in KNOWN_FAILURES
        yield pytest.param(
            member, id=member.sentence, marks=[pytest.mark.xfail(strict=True, reason=reason)] if failing else []
        )


@pytest.mark.parametrize("member", list(params()))
def test_each_sentence_is_read_as_it_is_meant(member: Member, nlp: Language) -> None:
    assert same_kind(member, nlp) == [member.expected]


@pytest.mark.parametrize("member", [pytest.param(m, id=m.sentence) for m in MEMBERS if not m.is_fact])
def test_nothing_denied_or_unconfirmed_becomes_a_fact(member: Member, nlp: Language) -> None:
    assert [described(r) for r in relations_of(member, nlp) if r.modality.is_fact] == []


def test_the_known_failures_leave_enough_pairs_right() -> None:
    wrong = [pair for pair in PAIRS if {member.sentence for member in pair} & KNOWN_FAILURES]
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(PAIRS)
    assert {member.sentence for member in MEMBERS} >= KNOWN_FAILURES


def test_the_set_is_large_and_covers_every_relation_and_difference() -> None:
    assert len(PAIRS) >= 210
    assert len({member.sentence for member in MEMBERS}) == len(MEMBERS)
    relations = {relation.replace("#", "/").rsplit("/", 1)[-1] for relation in load_ontology().relation_types}
    assert {member.expected.split()[1] for member in MEMBERS} >= relations
    assert {other.kind for _, other in PAIRS} == KINDS
    assert {base.kind for base, _ in PAIRS} == {"base"}
