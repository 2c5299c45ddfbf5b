"""The language pipeline as the reader of an extraction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pressgraph.article import Article
from pressgraph.errors import ReadingError
from pressgraph.facts import ArticleFacts
from pressgraph.graph.software import own_version
from pressgraph.identifiers import DEFAULT_BASE
from pressgraph.ontology.resources import ontologies_folder
from pressgraph.ontology.units import load_units
from pressgraph.pipeline import LONGEST, Pipeline, load_pipeline
from pressgraph.running.fingerprints import reader_version


class PipelineReader:
    """Reads with the language pipeline."""

    def __init__(
        self, pipeline: Pipeline, *, ontologies: Iterable[str | Path] = (), settings: Iterable[object] = ()
    ) -> None:
        """Take a pipeline, and what it was made with: the user's ``ontologies``, and other ``settings``."""
        self._pipeline = pipeline
        self.base = pipeline.base
        self.models = pipeline.models
        self.unit_iris = load_units().iris
        versions = {"pressgraph": own_version(), **self.models}
        self.version = reader_version(versions, [ontologies_folder(), *ontologies], [self.base, *settings])

    def read(self, articles: Sequence[Article]) -> Iterable[ArticleFacts | ReadingError]:
        """Return the facts of each article, or why it can't be read, in order."""
        return self._pipeline.stream(articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineRecipe:
    """What a PipelineReader is made of; the parameters of ``load_pipeline``."""

    ontologies: tuple[str, ...] = ()  #: folders, which every machine that makes the reader has under the same path
    base: str = DEFAULT_BASE
    open_relations: bool = False
    longest: int = LONGEST

    def make(self) -> PipelineReader:
        """Load the pipeline and return its reader."""
        pipeline = load_pipeline(
            ontologies=self.ontologies, base=self.base, open_relations=self.open_relations, longest=self.longest
        )
        return PipelineReader(pipeline, ontologies=self.ontologies, settings=[self.open_relations])
