"""Takes a store, gives a server: a SPARQL endpoint and a page, read-only."""

from pressgraph.serving.app import create_app
from pressgraph.serving.readers import Limits, Readers
from pressgraph.serving.server import serve

__all__ = ["Limits", "Readers", "create_app", "serve"]
