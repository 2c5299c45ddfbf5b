"""Which entity is taken for which: what the resolution wrote into the graph ``pg:resolution``, for look-up."""

from __future__ import annotations

import pyoxigraph
from pyoxigraph import Literal

from pressgraph.graph.terms import Term, term

#: the graph of the store that tells which entities are one and which name is shared by several
RESOLUTION = term("pg:resolution")


class Canonical:
    """The entities that stand for others, as the store has them when it is asked first."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        """Look into ``store`` when something is asked, not before."""
        self._store = store
        self._same: dict[Term, Term] | None = None
        self._parts: dict[tuple[Term, Term], Term] = {}
        self._names: dict[Term, Literal] = {}

    def entity(self, entity: Term, article: Term | None = None) -> Term:
        """Return the entity that ``entity`` is taken for in ``article`` (anywhere, without one); itself mostly."""
        same = self._load()
        part = self._parts.get((entity, article), entity) if article is not None else entity
        return same.get(part, part)

    def name(self, entity: Term, article: Term, name: Term) -> Term:
        """Return the name of the entity that ``entity`` is taken for, ``name`` when it stands for itself only."""
        canonical = self.entity(entity, article)  # loads the names, too
        return self._names.get(canonical, name)

    def _load(self) -> dict[Term, Term]:
        if self._same is None:
            self._same = {quad.subject: quad.object for quad in self._quads("owl:sameAs")}
            articles: dict[Term, list[Term]] = {}
            for quad in self._quads("pg:inArticle"):
                articles.setdefault(quad.subject, []).append(quad.object)
            parts = {quad.subject: quad.object for quad in self._quads("pg:part")}
            for quad in self._quads("pg:splits"):
                for article in articles.get(quad.subject, ()):
                    self._parts[quad.object, article] = parts[quad.subject]
            self._names = {q.subject: q.object for q in self._quads("skos:prefLabel") if isinstance(q.object, Literal)}
        return self._same

    def _quads(self, predicate: str) -> list[pyoxigraph.Quad]:
        return list(self._store.quads_for_pattern(None, term(predicate), None, RESOLUTION))
