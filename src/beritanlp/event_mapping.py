"""Event types in the vocabularies of others: PLOVER categories and IPTC Media Topics.

The table is lexicon/event_mapping.csv; it says which match is close and which is only broad.
"""

from functools import cache

from beritanlp.lexicon import read_csv


def plover_of(type: str) -> str | None:
    """Give the PLOVER category of an event type, e.g. `COERCE` for `justice.arrest`.

    Returns:
        None where PLOVER codes no such events, or the type is not one of ours.
    """
    return _row(type).get("plover") or None


def iptc_of(type: str) -> str | None:
    """Give the IPTC Media Topic of an event type, e.g. `medtop:20000130` for `justice.arrest`.

    Returns:
        The topic's QCode; None where the type is not one of ours.
    """
    return _row(type).get("iptc") or None


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["type"]: row for row in read_csv("event_mapping")}


def _row(type: str) -> dict[str, str]:
    return _rows().get(type, {})
