"""The lines of bytes between a worker and its parent: a kind, a space, and what the kind needs.

To the worker: an article as JSON, without a kind. From it: READY, or BROKEN with a message, once;
then for each article LAYER with its name as each layer begins, and RECORD with the number of words
and the record, or FAILED with a message. Messages are JSON strings; nothing is pickled.
"""

READY, BROKEN, LAYER, RECORD, FAILED = b"ready", b"broken", b"layer", b"record", b"failed"
