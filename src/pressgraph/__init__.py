"""pressgraph: from French press articles to a knowledge graph you can query."""
