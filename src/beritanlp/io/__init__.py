"""Input and output: articles in, records out, one file a format."""

from beritanlp.io.csv_tables import read_csv, write_csv
from beritanlp.io.readers import read_articles, read_frame
from beritanlp.io.record_files import read_records
from beritanlp.io.writers import write_frames, write_jsonl, write_parquet

__all__ = [
    "read_articles",
    "read_csv",
    "read_frame",
    "read_records",
    "write_csv",
    "write_frames",
    "write_jsonl",
    "write_parquet",
]
