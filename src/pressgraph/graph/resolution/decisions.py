"""What the user has decided about entities, in a TOML file that always wins over the rules.

::

    [[merge]]                       # these are one
    entities = ["person/e-martin", "person/eric-martin"]
    why = "interview du 3 mai"      # optional

    [[forbid]]                      # each two of these are never one
    entities = ["organization/bertin-sa", "organization/bertin-sarl"]

    [[split]]                       # one name, two bearers: in these articles it is another one's
    entity = "person/jean-martin"
    articles = ["https://journal.example/3", "2018/martin.txt"]

Entities are given as ``pressgraph entities`` shows them: by IRI, or by what follows the base in it. Without
``articles``, a split name means somebody else in each article. Articles are given by IRI or, for files, by path.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from pressgraph.errors import StoreError
from pressgraph.identifiers import DEFAULT_BASE, article_iri

_FIELDS = {
    "merge": ({"entities"}, {"why"}),
    "forbid": ({"entities"}, {"why"}),
    "split": ({"entity"}, {"articles", "why"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A pair of entities that the user says are, or never are, one."""

    one: str
    other: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitDecision:
    """A name that means somebody else in some articles."""

    entity: str
    articles: tuple[str, ...]  #: IRIs; empty when each article means somebody else
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All that a user has decided, in the order of the file."""

    merges: tuple[Decision, ...] = ()
    forbidden: tuple[Decision, ...] = ()
    splits: tuple[SplitDecision, ...] = ()


def read_decisions(path: str | Path, *, base: str = DEFAULT_BASE) -> Decisions:
    """Return the decisions of a file; entities that are no IRIs are completed with ``base``.

    Raises StoreError, naming the file and the decision, when it can't be read or used.
    """
    try:
        entries = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise StoreError(f"{path}: can't be read ({error.strerror}); give a file of decisions") from error
    except (UnicodeError, tomllib.TOMLDecodeError) as error:
        raise StoreError(f"{path}: not valid TOML: {error}") from error
    reader = _Reader(str(path), base)
    reader.check(entries)
    decisions = Decisions(
        merges=tuple(reader.pairs(entries.get("merge", []))),
        forbidden=tuple(reader.pairs(entries.get("forbid", []))),
        splits=tuple(map(reader.split, entries.get("split", []))),
    )
    both = {(d.one, d.other) for d in decisions.merges} & {(d.one, d.other) for d in decisions.forbidden}
    if both:
        raise StoreError(f"{path}: {' and '.join(min(both))} are both merged and forbidden; keep one of the two")
    return decisions


class _Reader:
    def __init__(self, source: str, base: str) -> None:
        self._source = source
        self._base = base

    def check(self, entries: Mapping[str, Any]) -> None:
        for kind, decisions in entries.items():
            if kind not in _FIELDS or not isinstance(decisions, list):
                raise StoreError(f"{self._source}: {kind}: write [[merge]], [[forbid]] or [[split]]")
            needed, optional = _FIELDS[kind]
            for number, decision in enumerate(decisions, start=1):
                place = f"{self._source}: [[{kind}]] number {number}"
                if not needed <= decision.keys() <= needed | optional:
                    raise StoreError(f"{place}: it takes {', '.join(sorted(needed | optional))}")
                if kind != "split" and (not _are_texts(decision["entities"]) or len(decision["entities"]) < 2):
                    raise StoreError(f"{place}: entities is a list of at least two")
                if kind == "split" and not _are_texts(decision.get("articles", [])):
                    raise StoreError(f"{place}: articles is a list")

    def pairs(self, entries: list[Mapping[str, Any]]) -> list[Decision]:
        found = []
        for entry in entries:
            entities = sorted({self._entity(entity) for entity in entry["entities"]})
            found += [Decision(one=a, other=b, why=str(entry.get("why", ""))) for a, b in combinations(entities, 2)]
        return found

    def split(self, entry: Mapping[str, Any]) -> SplitDecision:
        return SplitDecision(
            entity=self._entity(str(entry["entity"])),
            articles=tuple(self._article(article) for article in entry.get("articles", [])),
            why=str(entry.get("why", "")),
        )

    def _entity(self, given: str) -> str:
        return given if "://" in given else self._base + given

    def _article(self, given: str) -> str:
        return article_iri(given, base=self._base)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
