"""Bodies that only the dateline names: "JAKARTA, KOMPAS.com -" tells of no KOMPAS.com."""

from beritanlp.records import ArticleRecord


def only_in_dateline(record: ArticleRecord) -> frozenset[str]:
    """Give the ids of the bodies all of whose mentions lie in the article's dateline."""
    begin = record.text.find(record.dateline) if record.dateline else -1
    if begin < 0:
        return frozenset()
    end = begin + len(record.dateline or "")
    return frozenset(
        entity.id
        for entity in record.entities
        if entity.label == "ORG"
        and entity.mentions
        and all(begin <= m.start and m.end <= end for m in entity.mentions)
    )
