"""Tenures: who held which post, as long as the articles say so."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from beritanlp.corpus.merged import Merged
from beritanlp.corpus.tables import Row
from beritanlp.pipes.bodies import name_key
from beritanlp.records import Role

_Held = tuple[str, str, str, str]  # person, title and body as compared, status


@dataclass(slots=True)
class _Tenure:
    titles: Counter[str] = field(default_factory=Counter)
    org_names: Counter[str] = field(default_factory=Counter)
    bodies: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)

    def add(self, role: Role, article_id: str, body_key: str | None) -> None:
        """Take in a role of an article."""
        self.titles[role.title] += 1
        self.articles.add(article_id)
        if role.org_name:
            self.org_names[role.org_name] += 1
        if body_key:
            self.bodies[body_key] += 1


def tenure_rows(merged: Merged) -> list[Row]:
    """Gather the rows of `tenures`.

    Args:
        merged: the articles, and who is one across them.

    Returns:
        A row for each person, title, body and status; `first_seen` and `last_seen` are days of
        articles, not of taking office and leaving it.
    """
    held: dict[_Held, _Tenure] = defaultdict(_Tenure)
    for article_id, article in merged.articles.items():
        for role in article.roles:
            person = merged.keys.get((article_id, role.person))
            if person:
                body = name_key(role.org_name or "")
                known = merged.bodies_by_name.get(body)
                known = known or merged.keys.get((article_id, role.org or ""))
                what = (person, role.title.casefold(), known or body, role.status)
                held[what].add(role, article_id, known)
    return [
        {
            "person_key": person,
            "person": merged.names[person],
            "title": _most(tenure.titles),
            "org_name": _most(tenure.org_names),
            "body_key": _most(tenure.bodies),
            "status": status,
            **merged.seen(tenure.articles),
        }
        for (person, _, _, status), tenure in held.items()
    ]


def _most(counts: Counter[str]) -> str | None:
    """The most frequent value; of equals the longest, then the last of the alphabet."""
    return max(counts, key=lambda value: (counts[value], len(value), value), default=None)
