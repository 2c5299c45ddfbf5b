"""Each lexical entry is rule, documentation and test: its examples must be found, its counter-examples not.

:mod:`pressgraph.pipeline.examples` reads them. Entries that fail are listed in ``tests/sentences/known-failures.txt``,
one IRI a line: an entry that gets right must leave the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.language import Language

from pressgraph.ontology import LexicalEntry, Ontology, load_ontology
from pressgraph.pipeline.examples import wrong_examples

KNOWN_FAILURES = Path(__file__).parents[1] / "sentences" / "known-failures.txt"


def known_failures() -> set[str]:
    lines = KNOWN_FAILURES.read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def entries_with_examples() -> Iterator[object]:
    failing = known_failures()
    for entry in load_ontology().lexicon:
        if entry.examples or entry.counter_examples:
            reason = "listed in known-failures.txt"
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if entry.iri in failing else []
            yield pytest.param(entry, id=entry.iri.removeprefix("https://w3id.org/pressgraph/"), marks=marks)


@pytest.mark.parametrize("entry", list(entries_with_examples()))
def test_examples(entry: LexicalEntry, nlp: Language, ontology: Ontology) -> None:
    assert list(map(str, wrong_examples([entry], nlp, ontology))) == []


def test_known_failures_are_entries_with_examples(ontology: Ontology) -> None:
    assert known_failures() <= {e.iri for e in ontology.lexicon if e.examples or e.counter_examples}
