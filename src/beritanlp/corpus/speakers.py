"""Speakers: who is quoted how often, in which articles, in direct and in reported speech."""

from collections import Counter, defaultdict

from beritanlp.corpus.merged import Merged
from beritanlp.corpus.tables import Row
from beritanlp.pipes.bodies import words

Said = tuple[str, str, str]  # story, kind, words: a quote that copies repeat is said once


def speaker_rows(merged: Merged) -> tuple[list[Row], list[Row]]:
    """Count the quotes of each person and body.

    Args:
        merged: the articles, and who is one across them.

    Returns:
        Rows of `speakers`, where the copies of an article count once, and of `speaker_articles`.
        Quotes without a speaker, or of a place, are in neither.
    """
    said: dict[str, set[Said]] = defaultdict(set)
    raw: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    spoken_in: dict[str, set[str]] = defaultdict(set)
    for article_id, article in merged.articles.items():
        for quote in article.quotes:
            key = merged.keys.get((article_id, quote.speaker or ""))
            if key:
                said[key].add((merged.story(article_id), quote.kind, " ".join(words(quote.text))))
                raw[key, article_id][quote.kind] += 1
                spoken_in[key].add(article_id)
    speakers: list[Row] = [
        {
            "speaker_key": key,
            "speaker": merged.names[key],
            "kind": "person" if key in merged.people else "body",
            **_counts(Counter(kind for _, kind, _ in quotes)),
            **merged.seen(spoken_in[key]),
        }
        for key, quotes in said.items()
    ]
    articles: list[Row] = [
        {"speaker_key": key, "article_id": article_id, **_counts(kinds)}
        for (key, article_id), kinds in raw.items()
    ]
    return speakers, articles


def _counts(kinds: Counter[str]) -> Row:
    return {"direct": kinds["direct"], "indirect": kinds["indirect"]}
