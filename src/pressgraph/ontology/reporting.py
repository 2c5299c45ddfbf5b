"""What becomes of a mistake in the ontology: the first one is raised, or all of them are collected."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from pressgraph.errors import OntologyError

#: takes a mistake; what reads the ontology goes on with the next entry when it returns
Report = Callable[[OntologyError], None]


def raise_mistake(mistake: OntologyError) -> NoReturn:
    """Raise ``mistake``: what loading an ontology does."""
    raise mistake
