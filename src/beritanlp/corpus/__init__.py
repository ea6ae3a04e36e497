"""The corpus: what many articles say together, as pandas tables whose keys join.

| table | a row | keys |
|---|---|---|
| duplicates | an article in a cluster of copies | article_id, cluster_id (its first article) |
| people | a person | person_key |
| bodies | a company, party, ministry, team … | body_key |
| entity_keys | an entity of an article that is a person or body | article_id, entity_id |
| tenures | a post that a person holds, with its status | person_key, body_key |
| event_clusters | an occurrence that two articles or more report | event_key |
| event_keys | an event of an article in such a cluster | event_key, article_id, event_id |
| relations | who did what to whom in an article | article_id, source_key, target_key |
| speakers | a person or body that is quoted | speaker_key (a person_key or body_key) |
| speaker_articles | its quotes in one article | speaker_key, article_id |

`articles` counts articles, `stories` counts an article and its copies once; `first_seen` and
`last_seen` are days of publication. The tables are the same whatever the order of the records. Keys
are those of one run: with other articles, a namesake may get another number.
"""

from beritanlp.corpus.build import corpus_frames
from beritanlp.io import read_records

__all__ = ["corpus_frames", "read_records"]
