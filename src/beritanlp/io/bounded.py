"""Reads that end: a small .gz can hold a line, or a file, of more than a machine's memory."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from beritanlp.errors import ArticleError

_PART = 1 << 18  # bytes that are read at once


def read_all(stream: BinaryIO, most: int) -> bytes:
    """Read a stream to its end.

    Raises:
        ArticleError: it holds more than `most` bytes.
    """
    held = io.BytesIO()
    while part := stream.read(_PART):
        held.write(part)
        if held.tell() > most:
            raise ArticleError(f"holds more than {most:,} bytes")
    return held.getvalue()


def bounded_lines(stream: BinaryIO, most: int, begin: bytes = b"") -> Iterator[bytes | None]:
    """Give the lines of a stream, which end at a line feed alone.

    Args:
        stream: the stream.
        most: bytes; a longer line is passed over.
        begin: what was read of the stream before.

    Yields:
        A line, or None in the place of one that is too long.
    """
    *lines, line = begin.split(b"\n")
    yield from lines
    while line := line + stream.readline(most):
        if len(line) > most or (len(line) == most and not line.endswith(b"\n")):
            while line and not line.endswith(b"\n"):
                line = stream.readline(_PART)
            yield None
        else:
            yield line
        line = b""
