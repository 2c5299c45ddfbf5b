"""Takes the store's entities, gives links from them to those of an online service: the one stage that goes online."""

from pressgraph.linking.cache import AnswerCache, CachedAnswer
from pressgraph.linking.decision import Bounds, Decision, LinkableEntity, Outcome
from pressgraph.linking.link import LinkingOptions, find_linkable_entities, link_entities, preview_links
from pressgraph.linking.service import WIKIDATA, Candidate, Manifest, Question, ReconciliationService

__all__ = [
    "WIKIDATA",
    "AnswerCache",
    "Bounds",
    "CachedAnswer",
    "Candidate",
    "Decision",
    "LinkableEntity",
    "LinkingOptions",
    "Manifest",
    "Outcome",
    "Question",
    "ReconciliationService",
    "find_linkable_entities",
    "link_entities",
    "preview_links",
]
