"""Lemmas as edit scripts: what to cut and to put at a word's two ends. A class for each script.

"mengatakan" to "kata" is "4k|3": cut four letters in front and put "k", cut three at the end.
Words are written small first; "^" before a script keeps them as they stand.
"""

import re
from difflib import SequenceMatcher
from functools import lru_cache

KEEP_CASE = "^"
_SCRIPT = re.compile(r"(\^?)(\d++)([^|]*+)\|(\d++)(.*)", re.DOTALL)


def make_script(word: str, lemma: str) -> str:
    """Give the script that turns a word into its lemma."""
    keep = lemma != lemma.lower()
    form = word if keep else word.lower()
    mark = KEEP_CASE if keep else ""
    match = SequenceMatcher(None, form, lemma, autojunk=False).find_longest_match()
    if not match.size:
        return f"{mark}{len(form)}{lemma}|0"
    front, back = form[: match.a], form[match.a + match.size :]
    added, ended = lemma[: match.b], lemma[match.b + match.size :]
    return f"{mark}{len(front)}{added}|{len(back)}{ended}"


def apply_script(word: str, script: str) -> str:
    """Turn a word into a lemma; a script that does not fit leaves the word, written small."""
    read = _read(script)
    if read is None:
        return word.lower()
    keep, first, added, cut_back, ended = read
    form = word if keep else word.lower()
    last = len(form) - cut_back
    if first > len(form) or last < first:
        return form
    return (added + form[first:last] + ended) or form


@lru_cache(maxsize=1000)
def _read(script: str) -> tuple[bool, int, str, int, str] | None:
    """Give a script's parts: keep the case, cut, put, cut at the end, put there."""
    found = _SCRIPT.fullmatch(script)
    if found is None:
        return None
    keep, cut, added, cut_back, ended = found.groups()
    return bool(keep), int(cut), added, int(cut_back), ended
