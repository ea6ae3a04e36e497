"""What is no part of an article, though it stands in its text: links, adverts, videos, credits.

The patterns are data (lexicon/boilerplate.toml). Here is only where they may match: a phrase that
an article could hold as well counts only at the beginning of a line or after a sentence.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from beritanlp.lexicon import read_toml
from beritanlp.pipes.headlines import LONGEST, headline_end
from beritanlp.records import Removed

_DATA = read_toml("boilerplate")
_SENTENCE_END = frozenset(".!?…\"”’')]»:;>*|")
_ROUNDS = 4  # spans that lean on each other: headline, [Gambas], initials, tags
_MARK = re.compile(r"[.!?,:](?=\s)")
_MARKS_IN = 100  # words; a text with fewer marks has lost them
_LEAST_WORDS = 60
_BACK = 40  # blanks looked back over


@dataclass(frozen=True, slots=True)
class _Rule:
    reason: str
    where: str
    pattern: re.Pattern[str]
    colon: bool
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    reason: str
    where: str
    colon: bool = False  # a label with one, which no sentence holds: "Baca juga:"


def _whole_line(pattern: str) -> re.Pattern[str]:
    small = pattern.removeprefix("(?i)")
    flags = "(?m)" if small == pattern else "(?im)"
    return re.compile(rf"{flags}^[ \t\xa0]{{0,8}}(?P<whole>{small})[ \t\xa0]{{0,8}}\r?$")


def _compile(rule: dict[str, Any]) -> _Rule:
    line = rule["where"] == "line"
    pattern = _whole_line(rule["pattern"]) if line else re.compile(rule["pattern"])
    needs = tuple(rule.get("needs", ()))
    return _Rule(rule["reason"], rule["where"], pattern, rule.get("colon", False), needs)


_RULES = [_compile(rule) for rule in _DATA["rule"]]
_HEADING = _whole_line(_DATA["sections"]["headings"])
_MOST_LINES: int = _DATA["sections"]["most_lines"]


def find_removed(text: str) -> list[Removed]:
    """Find the stretches of a text that are no part of the article.

    Args:
        text: the article's text.

    Returns:
        Spans in order of the text that do not overlap and neither begin nor end in white space.
    """
    bare = _is_bare(text)
    pending = _matches(text, bare)
    kept: list[_Match] = []
    for _ in range(_ROUNDS):
        ends = {_skip(text, match.end) for match in kept}
        begins = {match.start for match in kept}
        stand = [_may_stand(text, match, ends, begins, bare) for match in pending]
        if not any(stand):
            break
        kept += [match for match, good in zip(pending, stand, strict=True) if good]
        pending = [match for match, good in zip(pending, stand, strict=True) if not good]
    return _merge(text, [*kept, *_section(text)])


def _is_bare(text: str) -> bool:
    """Tell whether a text has lost its marks, so that no stop says where a sentence ends."""
    words = text.count(" ")
    return words > _LEAST_WORDS and _MARKS_IN * len(_MARK.findall(text)) < words


def _matches(text: str, bare: bool) -> list[_Match]:
    """Find all matches of all rules; a headline ends at the next match or line break.

    `bare`: whether the text has no marks, and so no colon behind a label either.
    """
    plain: list[_Match] = []
    labels: list[_Match] = []
    lower = text.lower()
    for rule in _RULES:
        if rule.needs and not any(need in lower for need in rule.needs):
            continue
        for hit in rule.pattern.finditer(text):
            start, end = hit.span("whole") if rule.where == "line" else hit.span()
            match = _Match(start, end, rule.reason, rule.where)
            lost = rule.colon and text[end - 1] != ":" and not (bare or _begins_line(text, start))
            (labels if rule.where == "headline" and not lost else plain).append(match)
    stops = sorted({match.start for match in (*plain, *labels)})
    return plain + [_with_headline(text, label, stops, bare) for label in labels]


def _with_headline(text: str, label: _Match, stops: list[int], bare: bool) -> _Match:
    far = min(len(text), label.end + LONGEST + 1)
    stop = text.find("\n", label.end, far)
    stop = far if stop < 0 else stop
    later = bisect_left(stops, max(label.end, label.start + 1))
    if later < len(stops):
        stop = min(stop, stops[later])
    end = headline_end(text, label.end, stop, bare)
    return _Match(label.start, end, label.reason, label.where, text[label.end - 1] == ":")


def _may_stand(text: str, match: _Match, ends: set[int], begins: set[int], bare: bool) -> bool:
    """Tell whether a match stands where its rule allows it; in a bare text capitals tell."""
    if match.where in ("anywhere", "line"):
        return True
    if match.where == "final":
        return _skip(text, match.end) >= len(text)
    capital = text[match.start].isupper() and text[match.start - 1 : match.start] == " "
    if not (capital and (bare or match.colon)) and not _opens(text, match.start, ends):
        return False
    if match.where != "tail":
        return True
    after = _skip(text, match.end, lines=False)
    return after >= len(text) or text[after] in "\r\n" or _skip(text, match.end) in begins


def _opens(text: str, start: int, ends: set[int]) -> bool:
    """Tell whether a sentence can begin here: at a line's start, after a sentence or a span."""
    before = text[max(0, start - _BACK) : start]
    bare = before.rstrip()
    if _begins_line(text, start) or bare[-1] in _SENTENCE_END or start in ends:
        return True
    # "ujarnyaBaca juga": a word that begins big right after another word or a per cent sign
    glued = bare == before and (bare[-1].isalnum() or bare[-1] == "%")
    return glued and text[start].isupper() and text[start + 1 : start + 4].islower()


def _begins_line(text: str, start: int) -> bool:
    before = text[max(0, start - _BACK) : start]
    bare = before.rstrip()
    return not bare or "\n" in before[len(bare) :]


def _skip(text: str, at: int, *, lines: bool = True) -> int:
    """Skip blanks (and line breaks) after a span."""
    while at < len(text) and text[at].isspace() and (lines or text[at] not in "\r\n"):
        at += 1
    return at


def _section(text: str) -> list[_Match]:
    """Find the first heading ("Berita Terkait") over a list of headlines that ends the text."""
    lines = text.splitlines(keepends=True)
    tail = "".join(lines[-_MOST_LINES - 1 :])
    offset = len(text) - len(tail)
    for heading in _HEADING.finditer(tail):
        rest = [line.rstrip() for line in tail[heading.end() :].split("\n") if line.strip()]
        sentences = sum(line.endswith((".", '."', ".”")) for line in rest)
        if sentences * 5 <= len(rest):
            return [_Match(offset + heading.start(), len(text), "related", "section")]
    return []


def _merge(text: str, matches: list[_Match]) -> list[Removed]:
    """Trim white space and join what overlaps; the first span's reason stays."""
    rows: list[Removed] = []
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        stretch = text[match.start : match.end]
        start = match.start + len(stretch) - len(stretch.lstrip())
        end = match.start + len(stretch.rstrip())
        if start >= end:
            continue
        if rows and start < rows[-1].end:
            end = max(end, rows[-1].end)
            rows[-1] = Removed(start=rows[-1].start, end=end, reason=rows[-1].reason)
        else:
            rows.append(Removed(start=start, end=end, reason=match.reason))
    return rows
