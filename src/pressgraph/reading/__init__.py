"""Takes paths, gives articles: files of all formats and standard input become ``Article``s.

::

    for item in read_articles(["corpus/articles", "dispatch.html"]):
        if isinstance(item, ReadingError):
            print(item, file=sys.stderr)
        else:
            print(item.key, item.title)

One module a format; ``formats`` lists them and picks one by content. A further format is one module with a ``Format``
and one line in that list. ``files`` finds files and names them, ``packed`` unpacks archives, ``markup`` parses XML and
HTML, ``guards`` limits what a foreign file may cost, ``decoding`` turns bytes into text, ``language`` tells French from
other languages, ``articles`` joins all this.
Libraries that only some files need are imported when the first such file is read.
"""

from pressgraph.reading.articles import ReadingOptions, read_articles, read_file, read_files
from pressgraph.reading.files import FoundFile, find_article_files

__all__ = ["FoundFile", "ReadingOptions", "find_article_files", "read_articles", "read_file", "read_files"]
