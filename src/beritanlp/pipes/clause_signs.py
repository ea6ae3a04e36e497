"""Tells a reported clause from a mere object by the predicate that stands in it; pure, no spaCy."""

import re
from dataclasses import dataclass

from beritanlp.lexicon import per_lexicon
from beritanlp.pipes.quote_people import words

_WORD = re.compile(r"[^\W_][\w'’\-]*|[,;:(]")
VERBAL = re.compile(
    r"(?:me[mnlrwy]\w{3,40}|di\w{4,40}|ber\w{4,40}|ter\w{4,40})$"
)  # a verb by its form
_MAIN = re.compile(r"ber\w{4,40}$")  # behind 'korban dalam kasus': 'berjumlah empat'
_NOW = re.compile(
    r"(?:(?:hingga|sampai) )?(?:(?:saat|hari|kali|tahun|pekan|bulan) (?:ini|itu)|kini|sekarang)\b"
)
_COPULA = re.compile(r"dalam (?:kondisi|keadaan|rangka|rentang|posisi|tahap|proses|status)(?!\w)")
_REACH = 30  # words in which the predicate is sought
_RELATIVE = 5  # words behind 'yang' that belong to it
_SIGN_FREE = 3  # so near the end of a relative clause a modal is the main one again
_PHRASE = 2  # words behind a preposition that belong to it
_SUBORDINATE = 12  # words behind 'karena' that belong to it, where no comma ends them


def has_predicate(text: str, *, finite: bool = False) -> bool:
    """Tell whether a stretch holds a main predicate: 'hasil rapat akan dibahas', no 'hasil rapat'.

    Args:
        text: what stands behind a reporting verb, up to the end of the sentence.
        finite: only a modal, a copula or a negation counts, no verb by its form: behind a noun
            like 'rencana' a verb is what is planned.

    Returns:
        True where a verb or a modal stands that belongs to no relative or purpose clause.
    """
    scan = _Scan()
    skip = 0
    for number, match in enumerate(_WORD.finditer(text)):
        if number > _REACH:
            break
        if match.start() < skip:
            continue
        now = _NOW.match(text, match.start())
        if now:
            skip = now.end()
            continue
        copula = scan.near_main() and _COPULA.match(text, match.start())
        if copula or scan.is_main(match[0], finite=finite):
            return True
    return False


@dataclass(slots=True)
class _Scan:
    """How many of the words to come belong to a phrase or clause that is not the main one."""

    barred: int = 0
    relative: bool = False
    behind_comma: bool = False
    phrase: bool = False  # what bars began with a preposition, and no verb has come
    last: str = ""

    def near_main(self) -> bool:
        """Tell whether at most a prepositional phrase parts this place from the main clause."""
        return self.barred <= _PHRASE and not (self.relative and self.barred)

    def is_main(self, token: str, *, finite: bool) -> bool:
        """Take the next word; tell whether it is the main predicate."""
        last, self.last = self.last, token
        sign = token in words("predicate_signs")
        if token in ",;:(":
            self.behind_comma = True
            self.barred = 0 if self.barred > _RELATIVE else self.barred
        elif token in words("pointers") and self.barred <= _RELATIVE:
            self.barred = 0
        elif token == "yang" and self.barred <= _RELATIVE:
            self.barred, self.relative = _RELATIVE, True
        elif token in words("clause_subordinators"):
            self.barred, self.relative = _SUBORDINATE, False
        elif token == "dan" and self.barred > _RELATIVE:
            self.barred, self.relative = 1, True  # 'bocor sejak lama dan tidak diperbaiki'
        elif token in words("clause_barriers"):
            self.relative = self.relative and self.barred > 0
            self.phrase = self.barred <= _PHRASE
            self.barred = max(self.barred, _PHRASE)
        elif self.barred:
            behind = not finite and self.phrase and self.barred < _PHRASE and not self.relative
            return (self._inside(token) and sign) or (behind and _MAIN.match(token) is not None)
        else:
            return sign or (not (finite or self.behind_comma) and _is_predicate(token, last))
        return False

    def _inside(self, token: str) -> bool:
        """Step on in a phrase; tell whether a modal here would be the main one again."""
        if self.relative and self.barred <= _SIGN_FREE:
            self.barred -= 1
            return True
        if self.barred == _PHRASE and not self.relative and _is_verb(token):
            # 'untuk mendorong anggaran': a clause of its own
            self.barred, self.phrase = _RELATIVE, False
        else:
            self.barred -= 1
        return False


def _is_predicate(token: str, last: str) -> bool:
    if token in words("definite_predicates"):
        return last in words("pointers") or last.endswith("nya")
    return token in words("plain_predicates") or _is_verb(token)


@per_lexicon
def _is_verb(token: str) -> bool:
    return VERBAL.match(token) is not None and token not in words("not_verbal")
