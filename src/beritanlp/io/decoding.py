"""Bytes to text: UTF-8 where it is UTF-8, else the encoding that charset-normalizer detects."""

import codecs

from beritanlp.errors import ArticleError

_SAMPLE = 200_000  # bytes that are enough to tell an encoding


def decode(data: bytes) -> str:
    """Decode the bytes of an article, without changing line breaks.

    Args:
        data: UTF-8 (with or without byte order mark), UTF-16/32 with a mark, or a legacy encoding.

    Raises:
        ArticleError: no encoding fits.
    """
    for mark, name in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _detect(data)


def _detect(data: bytes) -> str:
    from charset_normalizer import from_bytes  # slow to import, and hardly ever needed

    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise ArticleError("its encoding cannot be told")
    try:
        return data.decode(best.encoding)
    except (UnicodeDecodeError, LookupError) as err:
        raise ArticleError(f"it is not valid {best.encoding}: {err}") from err
