"""What the tests of batches know about their folders."""

from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "data" / "samples" / "articles"
MAX_LENGTH = 6_000


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder with what is in them."""
    files = (p for p in sorted(folder.rglob("*")) if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}
