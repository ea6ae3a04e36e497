"""Thousands of articles: a folder goes in, a folder of shards comes out, by several processes.

`run` streams, with memory that does not grow; it survives articles that fail, hang or kill their
worker, and goes on where it was cut off.
"""

from beritanlp.batch.run import BatchInterrupted, BatchResult, run

__all__ = ["BatchInterrupted", "BatchResult", "run"]
