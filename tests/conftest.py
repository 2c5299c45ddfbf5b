"""What all tests share: the pipeline, loaded once, and the ontology that came with it.

Imports stand inside the fixtures: tests of graph and views run without the language model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

# A busy machine must not fail a test: what is asserted is results, never time.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

if TYPE_CHECKING:
    from spacy.language import Language

    from pressgraph.ontology import Ontology
    from pressgraph.pipeline import Pipeline


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """Return the whole pipeline."""
    from pressgraph.pipeline import load_pipeline

    return load_pipeline()


@pytest.fixture(scope="session")
def nlp(pipeline: Pipeline) -> Language:
    """Return the spaCy pipeline inside."""
    return pipeline.nlp


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """Return the ontology that came with pressgraph."""
    from pressgraph.ontology import load_ontology

    return load_ontology()
