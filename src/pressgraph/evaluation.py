"""How good the extraction is, against gold annotations: precision, recall and F1 of each kind.

What counts as right: a mention with its exact span and type; a relation between the right two entities (matched
through their mentions) with the right predicate, asserted or planned; a figure that overlaps, with value and unit; a
date that overlaps, with its value; a quote whose words overlap by 60 % or more, with its speaker. Clusters are
scored by B-cubed (Bagga and Baldwin 1998) over the mentions that gold and system share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pressgraph.facts import ArticleFacts, Date, Figure, Quote, Relation, Span

Item = TypeVar("Item", Figure, Date, Quote)

_QUOTE_OVERLAP = 0.6
_ARTICLES = {"le", "la", "les", "l", "un", "une", "des", "du", "de", "d"}


@dataclass(slots=True)
class PRFScore:
    """Counts of right, wrong and missed items; spaCy's own class of this name can't be imported without its models."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add_sets(self, found: set[object], gold: set[object]) -> None:
        """Count the items of two sets."""
        self.right += len(found & gold)
        self.wrong += len(found - gold)
        self.missed += len(gold - found)

    @property
    def precision(self) -> float:
        """Share of the found that is right, 0 to 1."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found, 0 to 1."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f_score(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def gold(self) -> int:
        """How many there are in the gold annotations."""
        return self.right + self.missed


@dataclass(slots=True)
class Scores:
    """Scores of each kind, in the order in which they are shown."""

    by_kind: dict[str, PRFScore] = field(default_factory=dict)
    by_relation: dict[str, PRFScore] = field(default_factory=dict)  #: by predicate IRI

    def of(self, kind: str) -> PRFScore:
        """Return the score of ``kind``, made when it isn't there yet."""
        return self.by_kind.setdefault(kind, PRFScore())


def score_mentions(gold: ArticleFacts, found: set[tuple[int, int, str]], total: dict[str, PRFScore]) -> None:
    """Count mentions (start, end, label) by type and, under "entities", together."""
    wanted = {(m.start, m.end, e.type.label) for e in gold.entities for m in e.mentions}
    for label in ("PER", "ORG", "LOC", "EVT"):
        part = total.setdefault(label, PRFScore())
        part.add_sets({m for m in found if m[2] == label}, {m for m in wanted if m[2] == label})
    total.setdefault("entities", PRFScore()).add_sets(set(found), set(wanted))


def evaluate(pairs: Iterable[tuple[ArticleFacts, ArticleFacts]], *, symmetric: frozenset[str] = frozenset()) -> Scores:
    """Score pairs of gold and system facts of the same texts; ``symmetric`` names the predicates that hold both
    ways.
    """
    scores = Scores()
    for kind in ("entities", "PER", "ORG", "LOC", "EVT"):
        scores.of(kind)
    clusters = _Clusters()
    for gold, system in pairs:
        found = {(m.start, m.end, e.type.label) for e in system.entities for m in e.mentions}
        score_mentions(gold, found, scores.by_kind)
        stands_for = clusters.add(gold, system)
        _score_relations(gold, system, stands_for, symmetric, scores)
        _score_matched(gold.figures, system.figures, _same_figure, scores.of("figures"))
        _score_matched(_calendar_dates(gold), _calendar_dates(system), _same_date, scores.of("dates"))
        _score_matched(gold.quotes, system.quotes, _same_quote(stands_for), scores.of("quotes"))
    scores.by_kind["clusters"] = clusters.score()
    return scores


class _Clusters:
    """B-cubed over the mentions that gold and system share."""

    def __init__(self) -> None:
        self._precision = self._recall = 0.0
        self._count = 0

    def add(self, gold: ArticleFacts, system: ArticleFacts) -> dict[str, str]:
        """Count one article; return which gold entity each system entity stands for."""
        gold_of = {m: e.id for e in gold.entities for m in e.mentions}
        system_of = {m: e.id for e in system.entities for m in e.mentions}
        pair = {g: s for g in gold_of if (s := _most_overlapping(g, system_of)) is not None}
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for gold_span, system_span in pair.items():
            same_gold = {g for g in pair if gold_of[g] == gold_of[gold_span]}
            same_system = {g for g in pair if system_of[pair[g]] == system_of[system_span]}
            both = len(same_gold & same_system)
            self._precision += both / len(same_system)
            self._recall += both / len(same_gold)
            self._count += 1
            votes[system_of[system_span]][gold_of[gold_span]] += 1
        return {system_id: counter.most_common(1)[0][0] for system_id, counter in votes.items()}

    def score(self) -> PRFScore:
        return _MeanScore(self._precision, self._recall, self._count)


class _MeanScore(PRFScore):
    """A score whose precision and recall are means over mentions."""

    def __init__(self, precision: float, recall: float, count: int) -> None:
        super().__init__(right=count)
        self._precision = precision / count if count else 0.0
        self._recall = recall / count if count else 0.0

    @property
    def precision(self) -> float:
        return self._precision

    @property
    def recall(self) -> float:
        return self._recall


def _most_overlapping(span: Span, others: Mapping[Span, str]) -> Span | None:
    best = max(others, key=lambda other: _overlap(span, other), default=None)
    return best if best is not None and _overlap(span, best) > 0 else None


def _overlap(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _score_relations(
    gold: ArticleFacts,
    system: ArticleFacts,
    stands_for: Mapping[str, str],
    symmetric: frozenset[str],
    scores: Scores,
) -> None:
    def key(relation: Relation, ids: Mapping[str, str]) -> tuple[str, ...]:
        ends = [ids.get(end, f"unknown {end}") for end in (relation.subject, relation.object)]
        return (relation.predicate, *(sorted(ends) if relation.predicate in symmetric else ends))

    same = {e.id: e.id for e in gold.entities}
    wanted = {key(r, same) for r in gold.relations if r.modality.is_fact}
    found = {key(r, stands_for) for r in system.relations if r.modality.is_fact}
    scores.of("relations").add_sets(set(found), set(wanted))
    for predicate in {k[0] for k in wanted | found}:
        part = scores.by_relation.setdefault(predicate, PRFScore())
        part.add_sets({k for k in found if k[0] == predicate}, {k for k in wanted if k[0] == predicate})


def _score_matched(
    gold: Sequence[Item], system: Sequence[Item], same: Callable[[Item, Item], bool], score: PRFScore
) -> None:
    """Match items one to one, in order."""
    left = list(system)
    for wanted in gold:
        match = next((s for s in left if wanted.span.overlaps(s.span) and same(wanted, s)), None)
        if match is None:
            score.missed += 1
        else:
            score.right += 1
            left.remove(match)
    score.wrong += len(left)


def _same_figure(gold: Figure, system: Figure) -> bool:
    tolerance = abs(gold.value) / 1_000_000
    same_value = abs(gold.value - system.value) <= tolerance
    return same_value and gold.unit.lower().rstrip("s") == system.unit.lower().rstrip("s")


def _calendar_dates(facts: ArticleFacts) -> list[Date]:
    """Return the dates that the annotation guide knows: relative ones aren't annotated."""
    return [day for day in facts.dates if not day.relative]


def _same_date(gold: Date, system: Date) -> bool:
    """Whether the values agree where gold is settled: neither a year that it lacks nor a digit X counts."""
    if gold.value is None or system.value is None:
        return False
    if gold.value.startswith("--"):
        return _without_year(gold.value) == _without_year(system.value)
    same_length = len(gold.value) == len(system.value)
    return same_length and all(g in {s, "X"} for g, s in zip(gold.value, system.value, strict=True))


def _without_year(value: str) -> str:
    """Return month and day: "2018-09-28" and "--09-28" → "09-28"."""
    return value[2:] if value.startswith("--") else value[5:]


def _same_quote(stands_for: Mapping[str, str]) -> Callable[[Quote, Quote], bool]:
    def same(gold: Quote, system: Quote) -> bool:
        longest = max(gold.span.end - gold.span.start, system.span.end - system.span.start)
        if _overlap(gold.span, system.span) < _QUOTE_OVERLAP * longest:
            return False
        if gold.speaker is not None:
            return system.speaker is not None and stands_for.get(system.speaker) == gold.speaker
        return bool(_plain_words(gold.speaker_text) & _plain_words(system.speaker_text))

    return same


def _plain_words(text: str) -> set[str]:
    return set(text.lower().replace("’", "'").replace("'", " ").split()) - _ARTICLES
