"""Where the ontology's files are: inside the installed package, or beside ``src`` in a checkout."""

from __future__ import annotations

from pathlib import Path

from pressgraph.errors import OntologyError


def ontologies_folder() -> Path:
    """Return the folder ``ontologies`` that came with this pressgraph.

    Raises OntologyError when the installation is incomplete.
    """
    package = Path(__file__).parent.parent
    for folder in (package / "ontologies", package.parent.parent / "ontologies"):
        if (folder / "press.ttl").is_file() or (folder / "relations").is_dir():
            return folder
    raise OntologyError(f"{package / 'ontologies'}: not found; install pressgraph again")
