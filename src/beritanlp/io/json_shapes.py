"""Where articles stand in a JSON document: alone, in a list, or in one of the usual wrappings."""

from collections.abc import Mapping
from typing import Any


def articles_in(data: Any) -> list[Any] | None:  # noqa: ANN401 - JSON holds anything
    """Find the articles of a document that holds many.

    Known are a list, `{"articles": [...]}`, a JSON-LD graph (of which only the nodes whose type is
    a kind of Article count), and the file of fundus' crawler, `{"publisher": [...], ...}`, whose
    articles get the publisher as their source.

    Args:
        data: the document.

    Returns:
        The articles, unchecked; None where the document is itself one article.
    """
    if isinstance(data, list):
        return data
    if not isinstance(data, Mapping):
        return None
    if isinstance(data.get("articles"), list):
        return list(data["articles"])
    if isinstance(data.get("@graph"), list):
        return [node for node in data["@graph"] if _is_article(node)]
    if any(data.values()) and all(_is_shelf(value) for value in data.values()):
        return [{"source": name, **item} for name, items in data.items() for item in items]
    return None


def _is_article(node: object) -> bool:
    kinds = node.get("@type") if isinstance(node, Mapping) else None
    return any(str(kind).endswith("Article") for kind in _as_list(kinds))


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _is_shelf(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value)
