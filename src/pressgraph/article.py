"""An article as it was read: its text, kept exactly, and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One press article.

    ``text`` is never changed after reading: every offset in pressgraph counts its characters
    (Python code points) from 0.
    """

    #: the text exactly as decoded from the file (front matter included)
    text: str
    #: what identifies the article: its own id or URL, else the path below the folder that was given
    key: str
    #: path or URL that it was read from; ``-`` for standard input
    source: str
    #: characters; where the article proper begins in ``text``, after the front matter
    body_start: int = 0
    title: str | None = None
    published: date | None = None
    author: str | None = None
    #: the newspaper, agency or site
    publisher: str | None = None
    url: str | None = None

    @property
    def body(self) -> str:
        """The article proper: ``text`` without its front matter."""
        return self.text[self.body_start :]
