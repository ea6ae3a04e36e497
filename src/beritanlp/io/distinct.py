"""Records of which no two have one id: the rows of a table belong to an article by it."""

from collections.abc import Iterable, Iterator

from beritanlp.errors import BeritaError
from beritanlp.records import ArticleRecord


def distinct(records: Iterable[ArticleRecord]) -> Iterator[ArticleRecord]:
    """Yield the records as they come.

    Raises:
        BeritaError: an id stands twice; names it.
    """
    seen = set()
    for record in records:
        if record.id in seen:
            raise BeritaError(
                f"two records have the id {record.id!r}; give each article its own, drop one, or "
                "extract them in one run of the command line, which tells files apart"
            )
        seen.add(record.id)
        yield record
