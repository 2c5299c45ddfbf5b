"""Takes a store, gives a server: a SPARQL endpoint, a page to explore and one to ask on, read-only."""

from pressgraph.serving.app import LOOPBACK, create_app
from pressgraph.serving.readers import Limits, Readers
from pressgraph.serving.server import address, listen, serve

__all__ = ["LOOPBACK", "Limits", "Readers", "address", "create_app", "listen", "serve"]
