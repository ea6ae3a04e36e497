"""Forms of one person's name: full, first, last or middle name, initials, other names."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from beritanlp.lexicon import per_lexicon, read_csv, read_toml
from beritanlp.pipes.bodies import words
from beritanlp.pipes.name_clusters import Joiner, Named
from beritanlp.pipes.person_names import ends_with_post, honorifics

_CLIPPED = 3  # letters of a clipped name, at least
_MOST_NEAR = 200  # names of one beginning or end that it is compared with
_EITHER = re.compile(r"\s*(?:\([^)]{1,12}\))?,?\s*atau\s+(?:(\w+)\s)?[\"'“‘]?")
_FRONT = 40  # characters before a name among which its post stands
_DESCRIBED = 600  # characters from a person to a description of him
_STOP = re.compile(r"[.!?…][\"”’)]?\s|\n")
_WINDOW = 60  # characters between a name and another name of the same person


def cluster_people(mentions: list[Named], text: str) -> list[list[Named]]:
    """Gather the mentions of people.

    A short name goes to the person of a fuller name who was named last before it, so that two
    people of one family name keep their own; before the first full name, to the first after it.

    Args:
        mentions: all of label PER, in the order of the text.
        text: the article.

    Returns:
        Clusters, each in the order of the text.
    """
    keys = {m.text: tuple(words(m.text)) or (m.text,) for m in mentions}
    distinct = list(dict.fromkeys(keys.values()))
    fuller = _fuller_names(distinct)
    joiner = Joiner(" ".join(k) for k in distinct)
    told = [*_named_again(mentions, keys, fuller, text), *_described(mentions, keys, fuller, text)]
    same = [*_misspelt(distinct), *_clipped(distinct, fuller), *told]
    for one, other in same:
        joiner.join(" ".join(one), " ".join(other))
    _join_known(joiner, distinct)
    chosen = _choose(mentions, keys, fuller, text)
    clusters: dict[str, list[Named]] = defaultdict(list)
    for mention, key in zip(mentions, chosen, strict=True):
        clusters[joiner.root(" ".join(key))].append(mention)
    return list(clusters.values())


def _fuller_names(distinct: list[tuple[str, ...]]) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """For each name, the longest names that hold all its words in order."""
    by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in distinct:
        for word in set(name):
            by_word[word].append(name)
    fuller = {}
    for name in distinct:
        rare = min((by_word[w] for w in name), key=len)[:200]
        longer = [o for o in rare if len(o) > len(name) and _holds(o, name)]
        tops = [o for o in longer if not any(len(p) > len(o) and _holds(p, o) for p in longer)]
        fuller[name] = tops
    return fuller


def _holds(longer: tuple[str, ...], name: tuple[str, ...]) -> bool:
    if len(name) == 1 and len(name[0]) < 2:
        return False
    rest = iter(longer)
    return all(word in rest for word in name)


def _choose(
    mentions: list[Named],
    keys: Mapping[str, tuple[str, ...]],
    fuller: Mapping[tuple[str, ...], list[tuple[str, ...]]],
    text: str,
) -> list[tuple[str, ...]]:
    """Pick for every mention the full name it stands for.

    A post in front picks the one who had it before: "Presiden X Y … istrinya, Z Y … Presiden [Y]".
    """
    last_seen: dict[tuple[str, ...], int] = {}
    titled: dict[str, set[tuple[str, ...]]] = defaultdict(set)  # post -> who had it in front
    chosen = []
    for number, mention in enumerate(mentions):
        key = keys[mention.text]
        options = fuller[key]
        best = key
        if options:
            known = [o for o in options if o in last_seen]
            had = titled[title] & {*known} if (title := _title_before(text, mention)) else set()
            known = [*had] if len(had) == 1 else known
            best = max(known, key=lambda o: (o[0] == key[0], last_seen[o])) if known else options[0]
        last_seen[best] = number
        for word in _words_before(text, mention):
            titled[word].add(best)
        chosen.append(best)
    return chosen


def _words_before(text: str, mention: Named) -> list[str]:
    """The words of the same phrase before a name: "Presiden Prancis" of "… Presiden Prancis X"."""
    before = text[max(0, mention.start - _FRONT) : mention.start]
    return words(re.split(r"[,.;:()\"“”\n]", before)[-1])


def _title_before(text: str, mention: Named) -> str:
    """The post right before a name; "" where there is none."""
    front = _words_before(text, mention)
    return front[-1] if front and ends_with_post(front[-1:]) else ""


def _misspelt(distinct: list[tuple[str, ...]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs of full names that differ by one letter in one word: "Danel" and "Daniel"."""
    buckets: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for name in distinct:
        if len(name) > 1:
            for i in range(len(name)):
                buckets[(*name[:i], "", str(i), *name[i + 1 :])].append(name)
    pairs = []
    for same in buckets.values():
        for one, other in pairwise(same):
            if _one_letter_apart(one, other):
                pairs.append((one, other))
    return pairs


def _one_letter_apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    a, b = next(((x, y) for x, y in zip(one, other, strict=True) if x != y), ("", ""))
    if min(len(a), len(b)) < 4 or abs(len(a) - len(b)) > 1 or a[0] != b[0]:
        return False
    same = 0
    while same < min(len(a), len(b)) and a[same] == b[same]:
        same += 1
    return a[same + (len(a) >= len(b)) :] == b[same + (len(b) >= len(a)) :]


def _clipped(
    distinct: list[tuple[str, ...]], fuller: Mapping[tuple[str, ...], list[tuple[str, ...]]]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs of a short name and the one name that it is clipped from: "Sandi", "Sandiaga Uno".

    The beginning or the end of a word of the name; in our articles the two were one person in 165
    cases and two in one.
    """
    by_edge: dict[tuple[int, str], list[tuple[str, ...]]] = defaultdict(list)
    for name in distinct:
        for word in name:
            by_edge[0, word[:_CLIPPED]].append(name)
            by_edge[1, word[-_CLIPPED:]].append(name)
    pairs = []
    for name in distinct:
        if len(name) > 1 or len(name[0]) < _CLIPPED or fuller[name]:
            continue
        ends = (name[0][:_CLIPPED], name[0][-_CLIPPED:])
        near = [other for edge in enumerate(ends) for other in by_edge[edge][:_MOST_NEAR]]
        whole = [o for o in near if o != name and any(_is_clipped(w, name[0]) for w in o)]
        tops = {top for other in whole for top in fuller[other] or [other]}
        if len(tops) == 1:
            pairs.append((name, tops.pop()))
    return pairs


def _is_clipped(word: str, short: str) -> bool:
    return len(word) > len(short) and (word.startswith(short) or word.endswith(short))


def _named_again(
    mentions: list[Named],
    keys: Mapping[str, tuple[str, ...]],
    fuller: Mapping[tuple[str, ...], list[tuple[str, ...]]],
    text: str,
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs of names that the text itself makes equal: "X (Y)", "X alias Y", "X akrab disapa Y".

    In our articles "X Z atau Y" is one person 16 times of 16, where Y is of one word that no other
    name holds; else it may be two ("X atau Y Z").
    """
    pairs = []
    for one, two in pairwise(mentions):
        if two.start - one.end > _WINDOW:
            continue
        between = text[one.end : two.start].casefold()
        bracketed = between.strip() == "(" and text[two.end : two.end + 1] in (")", ",")
        full, other = keys[one.text], keys[two.text]
        either = len(full) > 1 == len(other) and not fuller[other] and _either(between)
        if (bracketed and _is_other_name(one.text, two.text)) or _cue().search(between) or either:
            pairs.append((full, other))
    return pairs


def _described(
    mentions: list[Named],
    keys: Mapping[str, tuple[str, ...]],
    fuller: Mapping[tuple[str, ...], list[tuple[str, ...]]],
    text: str,
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs of names that a description joins: "X Z bebas. Pria yang karib disapa Y pulang".

    X is the only person of the nearest sentence that names one; Y is no part of another's name and
    no public figure's.
    """
    for number, (one, two) in enumerate(pairwise(mentions)):
        other = keys[two.text]
        if fuller[other] or " ".join(other) in _short_names():
            continue
        if not _description().search(text, max(0, two.start - _WINDOW), two.start):
            continue
        full = (fuller[keys[one.text]] or [keys[one.text]])[-1]
        apart = _STOP.search(text, one.start, two.start)
        alone = number == 0 or _STOP.search(text, mentions[number - 1].start, one.start)
        if apart and alone and two.start - one.end <= _DESCRIBED:
            yield full, other


@per_lexicon
def _description() -> re.Pattern[str]:
    """Match "pria yang akrab disapa " before a name, and "pria yang akrab disapa Bang "."""
    data = read_toml("name_parts")
    verbs, leads = ("|".join(data[key]) for key in ("calling_verbs", "nickname_leads"))
    titles = "|".join(map(re.escape, sorted(honorifics())))
    called = rf"yang\s(?:(?:{leads})\s){{0,3}}(?:{verbs})\s"
    return re.compile(rf"[\w)]\s{called}(?:(?i:{titles})\.?\s)?[\"'“‘]?$")


@per_lexicon
def _short_names() -> frozenset[str]:
    return frozenset(row["short"] for row in read_csv("public_figures"))


def _is_other_name(full: str, other: str) -> bool:
    initials = "".join(w[0] for w in words(full))
    letters = "".join(words(other))
    return (
        letters == initials
        or (other.isupper() and letters[:1] == initials[:1])
        or (" " not in other and " " in full)
    )


def _either(between: str) -> bool:
    """Tell whether "atau" stands between two names, past an age and before a rank."""
    found = _EITHER.fullmatch(between)
    return found is not None and (not found[1] or found[1] in honorifics())


@cache
def _cue() -> re.Pattern[str]:
    data = read_toml("name_parts")
    cues, verbs, leads = (
        "|".join(re.escape(c) for c in data[key])
        for key in ("nickname_cues", "nickname_verbs", "nickname_leads")
    )
    age = r"(?:\(?\d{1,3}(?: tahun)?\)?,? ?)?"
    told = rf"(?:{cues}|(?:(?:{leads}) ){{1,4}}(?:{verbs}))"
    named = "(?:dengan |sebagai )?(?:nama |sapaan |panggilan )?(?:akrab |lain )?"
    return re.compile(rf"^[\s,(]{{0,3}}{age}{told}[\s\"'“‘]{{1,3}}{named}[\"'“‘]?$")


def _join_known(joiner: Joiner, distinct: list[tuple[str, ...]]) -> None:
    """Join the other names of public figures with the name that the article also has."""
    present = {" ".join(name) for name in distinct}
    for row in read_csv("public_figures"):
        full = " ".join(words(row["full"]))
        if row["short"] in present and full in present:
            joiner.join(full, row["short"])
