"""The grammar of Indonesian time expressions: which rows of token classes are one expression.

Each token becomes one character, so that a rule is a regular expression over a string as long as
the number of tokens. At a place where several rules fit the longest counts, then the first listed.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from beritanlp.pipes.timex_tokens import Token


class Match(NamedTuple):
    """A rule that fits the tokens from `first` up to, not including, `last`."""

    rule: str
    first: int
    last: int


# names that rules use for several classes or for a part of a rule
_PARTS = {
    "WD": "(?:weekday|minggu)",
    "MO": "(?:month|short_month)",
    "WEEK": "(?:pekan|minggu)",
    "UNIT": "(?:tahun|bulan|pekan|minggu|hari|jam|unit|season|quarter|era)",
    "NUM": "(?:(?:integer|decimal|thousands|product)(?:number)?(?:open number{1,5} close)?|number{1,6})(?:half)?",
    "NUMS": "(?:range|(?:integer|number{1,4})(?:until|dash|and)(?:integer|number{1,4}))",
    "NEAR": "(?:lalu|depan|this|day|nanti|last_night)",
    "YR": "(?:tahun? year)",
    "MYR": "(?:(?:comma? tahun)? year|tahun (?:this|lalu|depan|that|before|after|same))",
    "DATE": "(?:date? (?:(?:integer|range|number{1,3}) (?:bulan? MO) MYR?|(?:integer (?:until|dash) date? integer MO MYR?)|(?:hari? WD comma?)? integer MO (?:year)? (?:until|dash) date? (?:hari? WD comma?)? integer MO MYR?|dmy|iso|spans|days) )",
    "BRACKET": "(?:open (?:dm|days|spans|DATE|day|WD comma? DATE) close)",
    "TIMEV": "(?:(?:clocks|clock|integer|number{1,2})(?:(?:until|dash) pukul? (?:clock|integer|done))? (?:part hari?)? zone? (?:open zone close)?)",
    "CLOCK": "(?:approx? (?:pukul|jam) (?:clocks|clock|integer|number{1,2}|range) (?:lalu)? (?:zone? (?:until|dash) (?:pukul|jam)? (?:clock|integer|number{1,2}|done))? (?:part hari?)? zone?)",
    "BARECLOCK": "(?:(?:clocks|clock) (?:(?:until|dash) clock)? zone)",
    "TAIL": "(?:(?:comma? part hari?) (?:tadi|this|nanti|day)?)? (?:comma? (?:CLOCK|BARECLOCK))? zone? (?:comma? lalu|day|depan|tadi|nanti)?",
}
_RULES = (
    (
        "day",
        "(?:day comma?)? hari? WD (?:part hari?)? NEAR? (?:WEEK NEAR)? comma? (?:BRACKET|DATE) TAIL",
    ),
    ("day", "hari? WD open day close TAIL"),
    ("day", "DATE TAIL"),
    (
        "day",
        "date (?:dm|integer|range|integer (?:until|dash) integer) (?:bulan NEAR|NEAR|MYR)? TAIL",
    ),
    ("day", "day (?:open (?:WD|dm|DATE) close|comma DATE)? TAIL"),
    ("days", "hari? WD (?:part)? (?:dash|until) hari? WD comma? (?:BRACKET|DATE) TAIL"),
    ("weekday", "hari? WD (?:part hari?)? NEAR? (?:WEEK NEAR)? (?:comma? CLOCK)? zone?"),
    ("weekday", "hari? WD (?:part hari?)? (?:day|tadi|nanti|lalu)"),
    ("weekdays", "hari? WD (?:dash|until) hari? WD"),
    ("month", "edge? bulan? MO (?:MYR|NEAR)?"),
    ("month", "MO dash year"),
    ("months", "bulan? MO year? (?:dash|until) bulan? MO (?:MYR|NEAR)?"),
    ("year", "approx? edge? tahun? year (?:lalu|depan|nanti)?"),
    ("years", "(?:tahun budget?|season)? (?:years|school|year (?:until|dash) year)"),
    ("budget", "tahun budget year"),
    (
        "span",
        "edge? (?:tahun|bulan|WEEK|era|season|quarter) (?:lalu|depan|this|that|same|before|after|day)",
    ),
    ("edge", "edge (?:tahun|bulan|WEEK)"),
    (
        "quarter",
        "edge? quarter (?:word|integer|ordinal|ke dash? integer|ke number) (?:(?:dash|slash)? year|MYR)?",
    ),
    ("ago", "approx? (?:NUM UNIT|one|few UNIT) lalu"),
    ("ahead", "(?:approx? (?:NUM UNIT|one) again)"),
    ("shift", "approx? (?:NUM UNIT|one|few UNIT) (?:after|before)"),
    ("duration", "approx? NUM UNIT (?:(?:and|comma)? NUM UNIT)? (?:this|that|terakhir|onward|depan)?"),
    ("duration", "approx? NUMS UNIT (?:this|that|terakhir|onward|depan|lalu)?"),
    ("duration", "approx? one (?:this|that|terakhir|onward|depan)?"),
    ("vague", "few UNIT (?:this|that|terakhir|onward|depan)?"),
    ("vague", "reduplicated"),
    ("set", "(?:every|per) (?:NUM)? UNIT once?"),
    ("set", "(?:every|per) one once?"),
    ("set", "(?:NUM UNIT|one) once"),
    ("set", "NUM times (?:dalam)? (?:one|UNIT)"),
    ("set", "periodic"),
    (
        "everyday",
        "every hari? (?:WD (?:(?:comma|and|dash|until|comma and) WD){0,5} (?:part hari?)?|part|MO|date integer) CLOCK?",
    ),
    ("clock", "CLOCK"),
    ("clock", "BARECLOCK"),
    ("clock", "CLOCK comma? hari? WD (?:part hari?)? (?:comma? (?:BRACKET|DATE))? lalu?"),
    ("clock", "CLOCK comma? (?:DATE|day)"),
    ("part", "part (?:this|tadi|nanti|hari|that)"),
    ("part", "part hari (?:this|tadi|nanti|that)"),
    ("part", "(?:tadi|nanti) part (?:hari)?"),
    ("part", "last_night"),
    ("day", "part hari? comma (?:WD comma?)? (?:BRACKET|DATE)"),
    ("near", "next_day part?"),
    ("ordinal", "nanti? (?:hari|bulan|tahun|pekan) (?:ordinal|ke dash? integer|ke number)"),
    ("decade", "(?:era|tahun)? year dash an"),
    ("decade", "(?:era|tahun)? tahun? integer dash an"),
    ("century", "unit (?:ke dash? integer|ordinal)"),
    ("hijri", "(?:integer|number)? hijri_month (?:year|integer|other) hijriah"),
    ("hijri", "integer hijri_month"),
    ("holiday", "holiday (?:tahun? year|NEAR)?"),
    ("ref", "ref"),
    ("ref", "tadi"),
    ("ref", "nanti"),
    ("ref", "dulu"),
    ("onward", "onward"),
    ("then", "then"),
    ("then", "hari that"),
)
_OTHER = "\x00"


def find_matches(tokens: list[Token]) -> Iterator[list[Match]]:
    """Yield, for each place where a rule fits, all that fit there, the best first.

    Args:
        tokens: from `tokenize`.

    Yields:
        Lists of matches with the same `first`; send nothing, skip those that overlap what you took.
    """
    codes, rules, starts = _compiled()
    line = "".join([codes.get(token.kind, _OTHER) for token in tokens])
    for found in starts.finditer(line):
        index = found.start()
        fits = []
        for name, rule in rules:
            match = rule.match(line, index)
            if match is not None:
                fits.append(Match(name, index, match.end()))
        if fits:
            fits.sort(key=lambda m: -m.last)
            yield fits


@cache
def _compiled() -> tuple[dict[str, str], tuple[tuple[str, re.Pattern[str]], ...], re.Pattern[str]]:
    codes: dict[str, str] = {}

    def code(found: re.Match[str]) -> str:
        # one private-use character for each class
        return codes.setdefault(found[0], chr(0xE000 + len(codes)))

    rules = []
    for name, pattern in _RULES:
        while re.search(r"[A-Z]{2,}", pattern):
            pattern = re.sub(r"[A-Z]{2,}", lambda m: _PARTS[m[0]], pattern)
        rules.append((name, re.compile(re.sub(r"[a-z_]+", code, pattern).replace(" ", ""))))
    start = "".join(value for key, value in codes.items() if key not in _NO_START)
    return codes, tuple(rules), re.compile(f"[{start}]")


_NO_START = {"comma", "dash", "close", "open", "slash", "word", "and", "other", "zone"}
