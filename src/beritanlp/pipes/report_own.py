"""Finds reports by a noun or a passive with -nya: 'Prediksinya, …', '… disebutnya …'; pure."""

import re
from collections.abc import Iterator

from beritanlp.lexicon import per_lexicon
from beritanlp.pipes.clause_signs import VERBAL
from beritanlp.pipes.quote_people import Manner, Speaker, words
from beritanlp.pipes.report_ground import MIN_WORDS, Form, Ground, Report
from beritanlp.pipes.subject_parts import openers

_INSIDE = ("dalam", "pada", "di")
_WORD = re.compile(r"[^\W_][\w'’\-]*")


@per_lexicon
def _own_words() -> re.Pattern[str]:
    nouns = "|".join(sorted(words("own_words")))
    return re.compile(rf"(?<![\w-])(?:(?:Dari|Menurut) )?(?i:{nouns})(nya)\s?,")


@per_lexicon
def _inserted() -> re.Pattern[str]:
    forms = "|".join(sorted(words("inserted")))
    return re.compile(rf"(?<![\w-])(?:{forms})(nya)(?![\w-])")


def opens_clause(head: str, *, formal: bool) -> bool:
    """Tell whether the cue opens the sentence but for 'Namun', 'Sebab', 'Di sisi lain'."""
    tokens = [t.lower() for t in _WORD.findall(head)]
    if not tokens:
        return False
    if all(t in openers() | words("ordinals") for t in tokens):
        return formal or not words("focus") & set(tokens)
    if tokens[-1] in words("reasons") and len(tokens) > 1:
        return True  # 'belum selesai karena, menurutnya, …'
    if tokens[0] in words("frames") and head.rstrip().endswith(",") and head.count(",") == 1:
        return True  # 'Berdasarkan hasil itu, kata dia, …'
    if not formal:
        return False
    if tokens[0] in words("outlets"):
        return head.rstrip().endswith(",")
    opening = tokens[0] in openers() | words("between")
    return opening and len(tokens) <= 4 and not any(VERBAL.match(t) for t in tokens)


class OwnReports:
    """Finds the reports that a noun or a passive with -nya gives to the one who spoke last."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground

    def find(self) -> Iterator[Report]:
        """Find 'Prediksinya, …' and 'Kemenkes juga disebutnya menyiapkan obat'."""
        for match in _own_words().finditer(self.ground.text):
            start, end = self.ground.bounds(match.start())
            head = self.ground.text[start : match.start()]
            opens = not head.strip() or opens_clause(head, formal=False)
            opens = opens and not head.lower().rstrip().endswith(_INSIDE)  # 'Dalam penjelasannya,'
            if opens and self.ground.outside(match.start(), match.end()):
                yield from self._back(match, *self.ground.trim(match.end(), end))
        for match in _inserted().finditer(self.ground.text):
            start, end = self.ground.bounds(match.start())
            tokens = _WORD.findall(self.ground.text[start : match.start()])
            free = tokens and tokens[-1].lower() not in words("blockers") | {"seperti", "apa"}
            # 'Hal ini dikatakannya saat …' tells when he spoke
            free = free and not (len(tokens) <= 2 and tokens[0].lower() in words("back_reference"))
            if free and self.ground.outside(match.start(), match.end()):
                yield from self._back(match, *self.ground.trim(start, end))

    def _back(self, match: re.Match[str], start: int, end: int) -> Iterator[Report]:
        speaker = Speaker(match.end(1) - 3, match.end(1), Manner.BACK)
        if len(_WORD.findall(self.ground.text[start:end])) >= MIN_WORDS:
            cue = match[0].rstrip(" ,")
            yield Report(match.start(), Form.CLAUSE, speaker, cue, start, end)
