"""How additions are laid over our files: a row by its key, a word list at its end."""

from collections.abc import Iterable
from typing import Any

# the column that tells the rows of a file apart
KEYS = {
    "degrees": "form",
    "honorifics": "form",
    "organizations": "short",
    "post_titles": "form",
    "public_figures": "short",
    "short_regions": "short",
}
EXTENDED = frozenset([*KEYS, "event_triggers", "known_names", "quote_cues"])


def over_rows(
    name: str, rows: tuple[dict[str, str], ...], more: Iterable[dict[str, str]] | None
) -> tuple[dict[str, str], ...]:
    """Lay rows over those of a CSV file; one of the same key takes the place of ours."""
    if not more:
        return rows
    column = KEYS[name]
    added = {row[column]: row for row in more}
    return (*(row for row in rows if row[column] not in added), *added.values())


def over_tables(name: str, tables: dict[str, Any], more: dict[str, Any] | None) -> dict[str, Any]:
    """Lay tables over those of a TOML file, leaving ours as they are.

    A trigger takes the place of ours of the same root, a known name that of ours under another
    label, and words of reporting are added to their list.
    """
    if not more:
        return tables
    if name == "event_triggers":
        return {kind: roots | more.get(kind, {}) for kind, roots in tables.items()}
    if name == "known_names":
        new = {word for words in more.values() for word in words}
        names = {
            label: [*(word for word in words if word not in new), *more.get(label, ())]
            for label, words in tables["names"].items()
        }
        return tables | {"names": names}
    return tables | {key: f"{tables[key]} {' '.join(words)}" for key, words in more.items()}


def merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Join the additions of two files; of two rows, triggers or names that differ, the later."""
    result = dict(one)
    for name, more in other.items():
        if name in KEYS:
            result[name] = [*over_rows(name, tuple(one.get(name, ())), more)]
        elif name == "event_triggers":
            ours = one.get(name, {})
            result[name] = {k: ours.get(k, {}) | more.get(k, {}) for k in {**ours, **more}}
        else:
            result[name] = _joined_lists(one.get(name, {}), more, alone=name == "known_names")
    return result


def _joined_lists(
    one: dict[str, list[str]], more: dict[str, list[str]], *, alone: bool
) -> dict[str, list[str]]:
    """Join word lists; `alone`: a word stands in one list only."""
    new = {word for words in more.values() for word in words} if alone else set()
    return {
        key: list(
            dict.fromkeys(
                [*(word for word in one.get(key, ()) if word not in new), *more.get(key, ())]
            )
        )
        for key in {**one, **more}
    }
