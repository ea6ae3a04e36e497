"""What becomes of an article: its record, or a row of errors.jsonl."""

from dataclasses import asdict, dataclass

LAYER_READ, LAYER_LENGTH, LAYER_WORKER = "read", "length", "worker"


@dataclass(frozen=True, slots=True)
class Success:
    """An article that went through.

    Attributes:
        record: the `ArticleRecord` as JSON, in UTF-8, without a line break.
        words: how many words its text has, parted by white space.
    """

    record: bytes
    words: int


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that did not: a row of errors.jsonl.

    Attributes:
        id: the article's id.
        path: the file that it stands in.
        layer: where it failed: "read" (no article), "length" (over the limit), "worker" (before
            the first layer), "tokenizer", "record", or the name of a pipe.
        message: why.
    """

    id: str
    path: str
    layer: str
    message: str

    def row(self) -> dict[str, str]:
        """Give the row as it is written."""
        return asdict(self)


Outcome = Success | Failure
