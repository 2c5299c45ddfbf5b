"""How sure a relation of the lexicon is: how often relations read like it were right in annotated articles.

The slots say how regular a construction is; what else tells right from wrong is how far the word stands from its
arguments, and whose words tell the relation. A logistic regression over these few measures makes a probability of them;
``python -m pressgraph.training.confidence corpus`` writes its weights.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pressgraph.pipeline.names import Mention

if TYPE_CHECKING:
    from pressgraph.pipeline.relations import FoundRelation

#: what the package came with
WEIGHTS_FILE = Path(__file__).with_name("confidence.json")

#: a user's own entry may call itself certain
_SUREST = 0.99


@dataclass(frozen=True, slots=True)
class ConfidenceModel:
    """The weights of :func:`measures`."""

    intercept: float
    weights: Mapping[str, float]

    @classmethod
    def read(cls, path: Path = WEIGHTS_FILE) -> Self:
        """Read what :meth:`write` wrote."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(data["intercept"], data["weights"])

    def write(self, path: Path) -> None:
        """Write the weights as JSON, for people to read, too."""
        data = {"intercept": self.intercept, "weights": dict(self.weights)}
        path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")

    def probability(self, measured: Mapping[str, float]) -> float:
        """Return how often relations that measure so are right, 0 to 1."""
        logit = self.intercept + sum(weight * measured[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-logit))

    def grade(self, relations: Sequence[FoundRelation]) -> list[FoundRelation]:
        """Return ``relations`` with their probability as confidence, in place of the slots' certainty."""
        return [replace(relation, confidence=self.probability(measures(relation))) for relation in relations]


def measures(relation: FoundRelation) -> dict[str, float]:
    """Return what tells how sure a relation is; its confidence is still what the slots say."""
    certainty = min(relation.confidence, _SUREST)
    return {
        "certainty": math.log(certainty / (1 - certainty)),
        "words to the subject": math.log2(1 + _gap(relation, relation.subject)),
        "words to the object": math.log2(1 + _gap(relation, relation.object)),
        "reported": float(relation.said_by is not None),
    }


def _gap(relation: FoundRelation, mention: Mention) -> int:
    """Return how many tokens stand between a relation's word and one of its arguments."""
    return max(0, mention.start - relation.trigger_end, relation.trigger_start - mention.end)
