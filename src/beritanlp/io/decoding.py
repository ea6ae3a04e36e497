"""Bytes to text: UTF-8 where it is UTF-8, else the encoding that charset-normalizer detects."""

import codecs
from pathlib import Path

from beritanlp.errors import ArticleError

_LEGACY = "cp1252"  # what Indonesian desks used before UTF-8; short texts fit its sisters as well
_TOLERANCE = 0.1  # so much more mess than the best guess it may show
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# how files begin that hold no plain text, also under an ending that says so
_NO_TEXT = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "an archive or an Office file (docx, odt, zip)",
    b"\xd0\xcf\x11\xe0": "an old Office file (doc)",
    b"{\\rtf": "an RTF file",
}
_HEAD, _LEAST_ZEROS = 2_000, 0.7  # bytes that are looked at; the share of their pairs with a zero
_SAMPLE = 200_000  # bytes that are enough to tell an encoding


def decode(data: bytes) -> str:
    """Decode the bytes of an article, without changing line breaks.

    Args:
        data: UTF-8 (with or without byte order mark), UTF-16/32 with a mark, UTF-16 without one, or
            a legacy encoding.

    Raises:
        ArticleError: no encoding fits, or it is a file of another kind, such as a PDF.
    """
    for begin, kind in _NO_TEXT.items():
        if data.startswith(begin):
            raise ArticleError(f"is {kind}, no text; save its text as .txt")
    wide = wide_encoding(data)
    if wide:
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _detect(data)


def utf8_lines(path: Path) -> list[str]:
    """Give the lines of a corpus file, which is UTF-8 with or without a byte order mark.

    Raises:
        ArticleError: it is in another encoding, or cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as err:
        raise ArticleError(f"{path}: is not UTF-8 (byte {err.start}); convert it first") from err
    except OSError as err:
        raise ArticleError(f"{path}: cannot be read: {err.strerror or err}") from err


def wide_encoding(data: bytes) -> str | None:
    """Name the encoding of bytes that are UTF-16 or UTF-32; None for all others.

    Without a mark it is told by zeros: in UTF-16 nearly every other byte of Indonesian is one.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    head = data[:_HEAD]
    first, second = head[::2].count(0), head[1::2].count(0)
    least = max(2, len(head) // 2 * _LEAST_ZEROS)
    if second >= least and not first:
        return "utf-16-le"
    return "utf-16-be" if first >= least and not second else None


def _detect(data: bytes) -> str:
    from charset_normalizer import from_bytes  # slow to import, and hardly ever needed

    found = from_bytes(data[:_SAMPLE])
    best = found.best()
    if best is None:
        raise ArticleError("its encoding cannot be told")
    western = next(
        (match for match in found if _LEGACY in (match.encoding, *match.could_be_from_charset)),
        None,
    )
    names = [_LEGACY] if western and western.chaos <= best.chaos + _TOLERANCE else []
    for name in (*names, best.encoding):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise ArticleError(f"it is not valid {best.encoding}")
