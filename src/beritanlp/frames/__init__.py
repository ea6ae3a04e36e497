"""Tables: records as pandas DataFrames whose keys join.

| table | a row | keys |
|---|---|---|
| articles | an article | article_id |
| removed | a stretch that is no part of the article | article_id |
| entities | a real-world thing in an article | article_id, entity_id |
| mentions | a name or pronoun of an entity, or an event | article_id, entity_id or event_id |
| roles | who holds which post | article_id, person_id and org_id (of entities) |
| timexes | a time expression | article_id |
| quotes | reported speech | article_id, speaker_id and said_in_id (of entities) |
| events | an occurrence | article_id, event_id; place_id, reported_by (of entities) |
| event_args | an argument of an event | article_id, event_id, entity_id |
| answers | what an answer of 5W1H rests on; without evidence one row | article_id, event_id |

Nothing of a record is lost: `from_frames` makes the records again. Columns and types are the same
where a table is empty, and rows come in the order of article_id and of the text, whatever the order
of the records. `published` is an instant in UTC; an article of which only the day is known stands
there at 00:00 UTC with `published_has_time` False; `published_date` is the day as written, in the
outlet's own zone, and `published_text` all that was written, with its offset. `first_day` and
`last_day` are the days that a time covers ("2025-10" all of October), null where it is none of the
calendar's: "P3D", "PAST_REF". `person` of roles and `speaker` of quotes are the names behind
`person_id` and `speaker_id`, for readers; join by the ids. `start`, `end` and `text` of an entity
or event are of its first mention. `siapa` holds names with "; " between them. `plover` and `iptc`
are an event's type in two vocabularies of others, by lexicon/event_mapping.csv. `region_code`,
`place_region` and `said_in_region` are Kemendagri codes as text ("32.01.05": those of a province's
places begin with its code); `region_path` is the names with " > " between them. A column that ends
in `_reason` says why the one before it is null.
"""

from beritanlp.frames.back import from_frames
from beritanlp.frames.build import to_frames, typed_frame
from beritanlp.frames.columns import TABLES

__all__ = ["TABLES", "from_frames", "to_frames", "typed_frame"]
