"""Short forms joined to the entity that they stand for, within one article, as a reader joins them.

"Vassal" is Martine Vassal, "la Métropole" the Métropole Aix-Marseille-Provence, "CCAS" the Centre communal d'action
sociale. When two entities could be meant, the one named last before counts; a first name or a surname that several
people of the article share joins none of them unless a fuller form stands near.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from pressgraph.identifiers import fold
from pressgraph.pipeline.names import Names, entities_from, register_extensions

_WORD = re.compile(r"[^\W_]+(?:\.(?=[^\W_]))?", re.UNICODE)
_SMALL_WORDS = {
    "de",
    "du",
    "des",
    "d",
    "la",
    "le",
    "les",
    "l",
    "et",
    "en",
    "à",
    "a",
    "au",
    "aux",
    "sur",
    "pour",
    "the",
    "of",
}
_LEAST_SIGLE = 2  #: letters


class _Cluster:
    """Mentions that name one entity."""

    def __init__(self, span: Span) -> None:
        self.spans = [span]
        self.names = {_words(span.text)}

    def add(self, span: Span) -> None:
        self.spans.append(span)
        self.names.add(_words(span.text))

    def last_before(self, span: Span) -> int:
        """Return where the entity was last named before ``span`` (token index), -1 when only after it."""
        return max((s.start for s in self.spans if s.start < span.start), default=-1)


def find_clusters(spans: Iterable[Span]) -> list[list[Span]]:
    """Group the entity spans of a document (labels PER, ORG, LOC, EVT) by the entity that they name."""
    clusters: dict[str, list[_Cluster]] = {"PER": [], "ORG": [], "LOC": [], "EVT": []}
    # Fullest forms first: a short form is then compared with every full one, whichever comes first in the text.
    for span in sorted(spans, key=lambda s: (*_fullness(_words(s.text)), s.start)):
        known = clusters[span.label_]
        cluster = _choose(known, span)
        if cluster is None:
            known.append(_Cluster(span))
        else:
            cluster.add(span)
    _join_introduced_sigles(clusters)
    groups = [sorted(c.spans) for known in clusters.values() for c in known]
    return sorted(groups, key=lambda group: group[0].start)


def _join_introduced_sigles(clusters: dict[str, list[_Cluster]]) -> None:
    """Join a sigle to the name before it in "Direction régionale des affaires culturelles (Drac)"."""
    for known in clusters.values():
        by_end = {span.end: cluster for cluster in known for span in cluster.spans}
        for cluster in list(known):
            hosts = (by_end.get(s.start - 1) for s in cluster.spans if s.start and s.doc[s.start - 1].text == "(")
            host = next((h for h in hosts if h is not None and h is not cluster), None)
            if host is not None and any(_abbreviates(cluster.spans[0].text, s.text) for s in host.spans):
                for span in cluster.spans:
                    host.add(span)
                known.remove(cluster)


def _abbreviates(short: str, full: str) -> bool:
    """Whether the letters of ``short`` occur in ``full`` in this order, from its first letter on."""
    letters = iter(fold(full))
    wanted = [c for c in fold(short) if c.isalnum()]
    return " " not in short and fold(full)[:1] == wanted[0] and all(c in letters for c in wanted)


def _choose(known: Sequence[_Cluster], span: Span) -> _Cluster | None:
    """Return the cluster that ``span`` belongs to: one with the same name, else one whose name it shortens."""
    words = _words(span.text)
    same = [cluster for cluster in known if words in cluster.names]
    if same:
        return max(same, key=lambda cluster: cluster.last_before(span))
    shortens = _SHORTENERS[span.label_]
    fitting = [c for c in known if any(shortens(words, full, span.text) for full in c.names)]
    if not fitting:
        return None
    if len(fitting) == 1:
        return fitting[0]
    before = [cluster for cluster in fitting if cluster.last_before(span) >= 0]
    if span.label_ == "PER" and len(before) != 1:
        # Two people of one surname: only one who was just named can be meant.
        return max(before, key=lambda c: c.last_before(span)) if before and _is_near(before, span) else None
    return max(fitting, key=lambda cluster: cluster.last_before(span))


_NEAR = 40  #: tokens


def _is_near(clusters: Sequence[_Cluster], span: Span) -> bool:
    distances = sorted(span.start - cluster.last_before(span) for cluster in clusters)
    return distances[0] <= _NEAR and (len(distances) == 1 or distances[1] > 2 * distances[0])


def _shortens_person(words: tuple[str, ...], full: tuple[str, ...], text: str) -> bool:
    """As in "Vassal", "Martine", "M. Vassal", "J.-P. Vuillod" for a first name and surname."""
    if len(words) >= len(full):
        return len(words) == len(full) and len(words) > 1 and words[-1] == full[-1] and _initials_fit(words, full)
    if any(words == full[i : i + len(words)] for i in range(len(full) - len(words) + 1)):
        return True
    return len(words) > 1 and words[-1] == full[-1] and _initials_fit(words, full)


def _initials_fit(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    given, full_given = words[:-1], full[: len(words) - 1]
    abbreviated = any(len(word.strip(".")) == 1 for word in (*given, *full_given))
    return abbreviated and all(a[0] == b[0] for a, b in zip(given, full_given, strict=False))


def _shortens_organization(words: tuple[str, ...], full: tuple[str, ...], text: str) -> bool:
    """As in "la Métropole" for "Métropole Aix-Marseille-Provence", "CCAS" for its expansion."""
    if len(words) < len(full) and (words == full[: len(words)] or _content(words) == _content(full)[-len(words) :]):
        return True
    return len(words) == 1 and _is_sigle(text) and _spells(words[0], full)


def _shortens_place(words: tuple[str, ...], full: tuple[str, ...], text: str) -> bool:
    """As in "Void" for "Void-Vacon", "stade" never for "stade Vélodrome" (a lower-case word is no name)."""
    return text[:1].isupper() and len(words[0]) > 3 and words == full[: len(words)] and len(words) < len(full)


def _shortens_event(words: tuple[str, ...], full: tuple[str, ...], text: str) -> bool:
    """As in "le Forum" for "Forum « Smart City Marseille »"."""
    if len(words) < len(full) and (words == full[: len(words)] or words == full[-len(words) :]):
        return True
    return len(words) == 1 and _is_sigle(text) and _spells(words[0], full)


_SHORTENERS: dict[str, Callable[[tuple[str, ...], tuple[str, ...], str], bool]] = {
    "PER": _shortens_person,
    "ORG": _shortens_organization,
    "LOC": _shortens_place,
    "EVT": _shortens_event,
}


def _words(name: str) -> tuple[str, ...]:
    """Return the words of a name without case, accents and the article before it."""
    words = [word.lower() for word in _WORD.findall(fold(name))]
    while len(words) > 1 and words[0] in {"le", "la", "les", "l"}:
        words = words[1:]
    if len(words) > 1 and all(len(word.strip(".")) == 1 for word in words):
        words = ["".join(word.strip(".") for word in words)]  # a sigle with full stops: "C.C.A.S."
    return tuple(words) or (fold(name),)


def _fullness(words: Sequence[str]) -> tuple[int, int]:
    """Sort names by their words, then by their letters: "Jean Roy" before "J. Roy", which might be Julie."""
    return -len(words), -sum(map(len, words))


def _content(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _SMALL_WORDS)


def _is_sigle(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return (len(letters) >= _LEAST_SIGLE and sum(c.isupper() for c in letters) >= 2) or text.isupper()


def _spells(sigle: str, full: Sequence[str]) -> bool:
    """Whether the sigle's letters are the initials of the name's words, with or without the small ones."""
    if len(full) < 2 or len(sigle) < _LEAST_SIGLE:
        return False
    return sigle in {"".join(w[0] for w in full), "".join(w[0] for w in _content(full))}


@Language.factory("pressgraph_mentions", requires=["doc.ents"], assigns=["doc._.names"])
def make_mentions(nlp: Language, name: str) -> MentionComponent:
    """Create the component."""
    return MentionComponent()


class MentionComponent:
    """Writes ``doc._.names``: the document's entities with all their mentions."""

    def __init__(self) -> None:
        """Declare the document attributes."""
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Join the entities of ``doc``."""
        doc._.names = Names(doc, entities_from(doc, find_clusters(doc.ents)))
        return doc
