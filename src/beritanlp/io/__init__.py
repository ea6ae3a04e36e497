"""Input and output: articles from files and folders, records to JSON lines, Parquet and CSV."""

from beritanlp.io.readers import read_articles
from beritanlp.io.writers import write_csv, write_frames, write_jsonl, write_parquet

__all__ = ["read_articles", "write_csv", "write_frames", "write_jsonl", "write_parquet"]
