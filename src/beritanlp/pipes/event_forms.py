"""Affixed forms of Indonesian roots: `tangkap` with `me`, `pe-an` gives menangkap, penangkapan.

The assimilation of meN- and peN- follows the rules of KBBI and EYD V: k, p, s, t at the head of a
root melt into the nasal, except before a consonant (memproklamasikan) and in a root of one syllable
(mengebom). Pure: knows no spaCy.
"""

from typing import Literal

Voice = Literal["active", "passive", "noun", "state"]

_NASAL = {"b": "m", "f": "m", "v": "m", "p": "m", "d": "n", "t": "n", "c": "n", "j": "n", "z": "n"}
_MELTING = "kpst"
_PLAIN = "lmnrwy"
_VOWELS = "aeiou"
_BARE: dict[str, Voice] = {"n": "noun", "a": "active", "p": "passive", "s": "state"}
_PREFIXES: dict[str, Voice] = {
    "me": "active",
    "mes": "state",
    "memper": "active",
    "member": "active",
    "di": "passive",
    "diper": "passive",
    "diber": "passive",
    "ter": "passive",
    "ber": "state",
    "pe": "noun",
    "pember": "noun",
    "per": "noun",
    "ke": "noun",
    "se": "noun",
    "0": "active",
    "": "noun",
}


def nasalised(prefix: str, root: str) -> str:
    """Put me- or pe- with its nasal before a root: ("me", "sita") gives "menyita"."""
    head, tail = root[0], root[1:]
    if _is_one_syllable(root):
        return f"{prefix}nge{root}"
    if head in _MELTING and tail[:1] in _VOWELS:
        melted = {"k": "ng", "p": "m", "s": "ny", "t": "n"}[head]
        return prefix + melted + tail
    if head in _PLAIN or root.startswith("ny"):
        return prefix + root
    if head in "szc" and head == "s":
        return f"{prefix}n{root}"
    return prefix + _NASAL.get(head, "ng") + root


def inflect(root: str, codes: str) -> dict[str, Voice]:
    """Generate the forms of a root.

    Args:
        root: the root, or any word or phrase with the codes n, a, p, s.
        codes: form codes separated by spaces, as event_triggers.toml explains them.

    Returns:
        form -> voice.

    Raises:
        KeyError: a code is unknown.
    """
    forms: dict[str, Voice] = {}
    for code in codes.replace("V", "me di").split():
        if code in _BARE:
            forms[root] = _BARE[code]
            continue
        prefix, _, suffix = code.partition("-")
        forms[_prefixed(prefix, root) + suffix] = _PREFIXES[prefix]
    return forms


def guess_voice(word: str) -> Voice:
    """Guess the voice of a word that no lexicon knows, from its prefix; "noun" without one."""
    for prefix in ("di", "ter", "me", "ber"):
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            return _PREFIXES[prefix]
    return "noun"


def _prefixed(prefix: str, root: str) -> str:
    if prefix in ("me", "mes", "pe"):
        return nasalised(prefix[:2], root)
    if prefix in ("ber", "ter", "per") and root.startswith("r"):
        return prefix[:-1] + root
    if prefix.endswith("per") or prefix.endswith("ber") or prefix == "0":
        return prefix.removeprefix("0") + root
    return prefix + root


def _is_one_syllable(root: str) -> bool:
    return sum(letter in _VOWELS for letter in root) == 1 and len(root) <= 4
