"""What the commands share: where they may write, and how lines come to a terminal."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import typer
from rich.console import Console

NOTHING = "no articles found: no .txt, .html, .json, .jsonl or .csv there (also .gz) holds one"
# what a terminal would obey becomes a picture of it, one for one, so that offsets hold; marks that
# turn the direction of writing, so that "exe.txt" reads as "txt.exe", have none
_PICTURES = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n"}
_UNPICTURED = (*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = _PICTURES | {0x7F: "␡"} | dict.fromkeys(_UNPICTURED, "�")


def check_output(out: str | Path, sources: Iterable[Path]) -> None:
    """Refuse to write over what is read.

    Raises:
        typer.BadParameter: OUT is one of the sources.
    """
    target = Path(out).resolve()
    if str(out) != "-" and any(source.resolve() == target for source in sources):
        raise typer.BadParameter(f"{out}: is read, and would be overwritten", param_hint="--out")


def check_folder(out: str | Path) -> None:
    """Refuse a file where a folder of tables is to be, before hours of work are lost at its end.

    Raises:
        typer.BadParameter: OUT is a file.
    """
    if Path(out).is_file():
        raise typer.BadParameter(f"{out}: is a file; a folder is written", param_hint="--out")


def harmless(text: str) -> str:
    """Give a text whose control characters a terminal does not obey."""
    return text.translate(_CONTROLS)


def say(line: str, style: str | None = None) -> None:
    """Print one line on stderr as it is: a path that is wrapped cannot be copied."""
    console = Console(stderr=True, highlight=False)
    console.print(harmless(line), style=style, markup=False, soft_wrap=True)


def say_passed_over(endings: Mapping[str, int]) -> None:
    """Tell how many files of folders were not read, and what they end in."""
    if endings:
        number = sum(endings.values())
        names = ", ".join(sorted(ending or "without an ending" for ending in endings))
        say(f"passed over: {number:,} file{'s' * (number > 1)} ({names})", "dim")
