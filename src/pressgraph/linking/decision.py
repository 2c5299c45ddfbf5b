"""From a service's candidates to a decision about one entity: linked, and how, or not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pressgraph.graph.links import Link, LinkKind
from pressgraph.identifiers import slug
from pressgraph.linking.service import Candidate, Manifest, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkableEntity:
    """An entity of the store whose name means the same in every article."""

    iri: str
    name: str  #: the one that articles use most
    classes: frozenset[str]  #: IRIs
    mentions: int  #: in all articles


class Outcome(StrEnum):
    """What became of an entity; the value is what a reader is shown."""

    SAME = "owl:sameAs"
    CLOSE = "skos:closeMatch"
    AMBIGUOUS = "ambiguous"  #: the service knows several that fit about as well
    WEAK = "below the threshold"
    UNKNOWN = "not found"
    UNASKED = "to be asked"  #: only in a preview


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided about one entity."""

    entity: LinkableEntity
    outcome: Outcome
    reason: str  #: one sentence, English
    link: Link | None = None  #: for SAME and CLOSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a candidate must reach, on the service's own scale (Wikidata's goes to 100)."""

    threshold: float = 90.0  #: the least score
    margin: float = 10.0  #: how far the next candidate must be behind


def decide(
    entity: LinkableEntity,
    question: Question,
    candidates: Sequence[Candidate],
    *,
    bounds: Bounds,
    many_namesakes: bool,
    address: str,
    manifest: Manifest,
    answered: datetime,
) -> Decision:
    """Decide on the candidates (best first) that the service at ``address`` gave for ``question``.

    A link needs a score of the threshold and a margin to the next candidate. It is owl:sameAs only when, besides,
    the service itself holds the match for certain, the names are the same, and the class isn't one of
    ``many_namesakes`` or more than the name was told: whoever reads owl:sameAs takes all facts of the one for the
    other's, so a doubt makes it skos:closeMatch.
    """
    if not candidates:
        return Decision(entity=entity, outcome=Outcome.UNKNOWN, reason="the service knows nothing of this name")
    best, *others = candidates
    reached = f"{best.name} ({best.id}) has a score of {best.score:g}"
    if best.score < bounds.threshold:
        return Decision(
            entity=entity, outcome=Outcome.WEAK, reason=f"{reached}, less than the threshold {bounds.threshold:g}"
        )
    if others and best.score - others[0].score < bounds.margin:
        rival = f"{others[0].name} ({others[0].id}) of {others[0].score:g}"
        return Decision(entity=entity, outcome=Outcome.AMBIGUOUS, reason=f"{reached}, {rival}")
    doubts = _doubts(question, best, many_namesakes=many_namesakes)
    kind = LinkKind.CLOSE if doubts else LinkKind.SAME
    apart = f"the next one {others[0].score:g}" if others else "alone"
    reason = f"{reached}, {apart}; " + ("; ".join(doubts) or "the service is certain and the names are the same")
    link = Link(
        entity=entity.iri,
        target=manifest.iri_of(best.id),
        kind=kind,
        asked_name=question.name,
        matched_name=best.name,
        score=best.score,
        flagged=best.match,
        reason=reason,
        service=address,
        service_name=manifest.name,
        answered=answered,
    )
    return Decision(entity=entity, outcome=Outcome(kind.value), reason=reason, link=link)


def _doubts(question: Question, best: Candidate, *, many_namesakes: bool) -> list[str]:
    """Return what speaks against taking the two for the same."""
    doubts = []
    if not best.match:
        doubts.append("the service isn't certain")
    if slug(best.name) != slug(question.name):
        doubts.append("the names differ")
    if many_namesakes and not question.properties:
        doubts.append("only the name is known, and many share theirs")
    return doubts
