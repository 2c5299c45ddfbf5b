"""Of which narrower class the bodies of a document are: a party, a club, a university, an employer."""

from __future__ import annotations

from pressgraph.ontology.kinds import load_kinds, word_key
from pressgraph.pipeline.kinds import class_of_name
from pressgraph.pipeline.names import Mention, Names


class Bodies:
    """Tells the class of the named things of one document, each looked up once."""

    def __init__(self, names: Names) -> None:
        """Prepare for the document of ``names``."""
        self._names = names
        self._kinds = load_kinds()
        self._classes: dict[int, str | None] = {}

    def is_of(self, mention: Mention, classes: frozenset[str]) -> bool:
        """Whether what ``mention`` names is of one of ``classes`` (IRIs); of no class in particular when empty."""
        return not classes or self.class_of(mention) in classes

    def class_of(self, mention: Mention) -> str | None:
        """Return the IRI of the class that the names of an entity, or the word before one of them, shows."""
        if mention.entity not in self._classes:
            self._classes[mention.entity] = self._find_class(mention)
        return self._classes[mention.entity]

    def _find_class(self, mention: Mention) -> str | None:
        entity = self._names.entities[mention.entity]
        written = dict.fromkeys([entity.name, *(self._names.span(m).text for m in entity.mentions)])
        shown = (class_of_name(name, entity.type, kinds=self._kinds) for name in written)
        introduced = (self._introduced(m) for m in entity.mentions)
        return next((found for found in (*shown, *introduced) if found is not None), None)

    def _introduced(self, mention: Mention) -> str | None:
        if mention.start == 0:
            return None
        word = word_key(self._names.doc[mention.start - 1].text)
        return self._kinds.introducers.get((mention.type.value, word))
