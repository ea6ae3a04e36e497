"""Records of many articles to the corpus tables."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from beritanlp.corpus.digest import Sighting
from beritanlp.corpus.event_clusters import Report, cluster_events, make_report
from beritanlp.corpus.merged import Merged, merge
from beritanlp.corpus.naming import joined, numbered, other_names
from beritanlp.corpus.regions import regions_in
from beritanlp.corpus.speakers import speaker_rows
from beritanlp.corpus.tables import Row, make_tables
from beritanlp.corpus.tenures import tenure_rows
from beritanlp.records import ArticleRecord, each_record

if TYPE_CHECKING:
    import pandas as pd


def corpus_frames(records: Iterable[ArticleRecord] | ArticleRecord) -> dict[str, "pd.DataFrame"]:
    """Merge what many articles say into the corpus tables.

    Args:
        records: the articles' records, read once; their texts are not kept.

    Returns:
        The tables that `beritanlp.corpus` names, each with all its columns, also where it is empty.

    Raises:
        BeritaError: two records have one id, or what is given are no records.
    """
    merged = merge(each_record(records))
    speakers, speaker_articles = speaker_rows(merged)
    event_clusters, event_keys = _event_rows(merged)
    return make_tables(
        {
            "duplicates": list(_duplicate_rows(merged)),
            "people": list(_person_rows(merged)),
            "bodies": list(_body_rows(merged)),
            "entity_keys": list(_key_rows(merged)),
            "tenures": tenure_rows(merged),
            "event_clusters": event_clusters,
            "event_keys": event_keys,
            "relations": list(_relation_rows(merged)),
            "speakers": speakers,
            "speaker_articles": speaker_articles,
        }
    )


def _duplicate_rows(merged: Merged) -> Iterator[Row]:
    for copy in merged.copies:
        yield {
            "article_id": copy.article_id,
            "cluster_id": copy.first_id,
            "kind": copy.kind,
            "similarity": round(copy.similarity, 4),
        }


def _person_rows(merged: Merged) -> Iterator[Row]:
    for key, sightings in merged.people.items():
        posts = Counter(post.title for s in sightings for post in s.posts)
        ranked = sorted(posts, key=lambda title: (-posts[title], title))
        yield {"person_key": key, "posts": joined(ranked), **_common(merged, key, sightings)}


def _body_rows(merged: Merged) -> Iterator[Row]:
    for key, sightings in merged.bodies.items():
        codes = regions_in(merged.names[key])
        region = next(iter(codes)) if len(codes) == 1 else None
        yield {"body_key": key, "region": region, **_common(merged, key, sightings)}


def _common(merged: Merged, key: str, sightings: Sequence[Sighting]) -> Row:
    """What people and bodies have in common: names, mentions, and where they were seen."""
    return {
        "name": merged.names[key],
        "other_names": other_names(sightings, merged.names[key]),
        "mentions": sum(s.mentions for s in sightings),
        **merged.seen(s.id[0] for s in sightings),
    }


def _key_rows(merged: Merged) -> Iterator[Row]:
    for (article_id, entity_id), key in merged.keys.items():
        column = "person_key" if key in merged.people else "body_key"
        yield {"article_id": article_id, "entity_id": entity_id, column: key}


def _relation_rows(merged: Merged) -> Iterator[Row]:
    """Who did what to whom in each article, as far as both ends are people or bodies with a key."""
    for article_id, article in merged.articles.items():
        keys = merged.keys_in(article_id)
        for tie in article.ties:
            source, target = keys.get(tie.source), keys.get(tie.target)
            if source and target and source != target:
                yield {
                    "article_id": article_id,
                    "kind": tie.kind,
                    "source_key": source,
                    "source": merged.names[source],
                    "target_key": target,
                    "target": merged.names[target],
                    "start": tie.start,
                    "end": tie.end,
                }


def _event_rows(merged: Merged) -> tuple[list[Row], list[Row]]:
    clusters = cluster_events(_reports(merged))
    clusters.sort(key=lambda c: (c[0].type, str(min(str(r.day) for r in c)), c[0].article_id))
    keys = numbered(f"event:{c[0].type}:{min(str(r.day) for r in c)}" for c in clusters)
    rows, links = list[Row](), list[Row]()
    for key, cluster in zip(keys, clusters, strict=True):
        rows.append({"event_key": key, **_cluster_row(merged, cluster)})
        links += [
            {"event_key": key, "article_id": r.article_id, "event_id": r.event_id} for r in cluster
        ]
    return rows, links


def _reports(merged: Merged) -> Iterator[Report]:
    for article_id, article in merged.articles.items():
        for event in article.events:
            yield make_report(
                event,
                article,
                merged.keys_in(article_id),
                story=merged.story(article_id),
            )


def _cluster_row(merged: Merged, cluster: Sequence[Report]) -> Row:
    counts = Counter(name for report in cluster for name in report.names)
    sure = {name for report in cluster for name in report.sure}
    names = [name for name, count in counts.items() if count > 1 or name in sure]
    ranked = sorted(names, key=lambda name: (-counts[name], name))
    words = Counter(word for report in cluster for word in report.mentions)
    return {
        "type": cluster[0].type,
        "words": joined(sorted(words, key=lambda word: (-words[word], word))),
        "time": _most(report.time for report in cluster),
        "place": _most(report.place for report in cluster),
        "participants": joined(merged.names[name] for name in ranked),
        **merged.seen(report.article_id for report in cluster),
    }


def _most(values: Iterable[str | None]) -> str | None:
    """The most frequent value that is known; of equals the longest, then the last of all."""
    counts = Counter(value for value in values if value)
    return max(counts, key=lambda value: (counts[value], len(value), value), default=None)
