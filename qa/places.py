"""The names of places in a text: countries, cities, groupings and regions, from reviewed data files."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from corpus.words import stem, words
from qa.english import data, groupings, regions
from qa.tokens import Token, related

_PERSONS = frozenset(["Chad", "Georgia", "Jordan"])  # countries by whose names people are called, too
NAMED_COUNTRY = "a country by its name"  # stands for the word by which a question asks where countries are named
_DIRECTIONS = frozenset(["north", "south", "east", "west", "central", "northern", "southern", "eastern", "western"])
_ROOT, _ENDING = 4, 3  # letters that a region's name has at least, and that its adjective adds at most
PlaceKind = Literal["country", "city", "demonym", "grouping", "region"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place as it is named somewhere.

    Attributes:
        kind: What the name is.
        name: Its plain name.
        codes: The countries it may be (ISO 3166-1 alpha-2); of an area, its members.
        start: Offset of the first character in the text it was found in.
        end: Past the last one.
        first: Index of its first token.
        last: Past the index of its last one.
    """

    kind: PlaceKind
    name: str
    codes: tuple[str, ...]
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Area:
    """A grouping or a region: its countries, those that only some lists count to it, and the regions around it."""

    name: str
    kind: PlaceKind
    members: frozenset[str]
    sometimes: frozenset[str]
    inside: frozenset[str]
    source: str
    as_of: str
    the: str  # the name with its article, where it takes one


def _key(text: str) -> tuple[str, ...]:
    return tuple(words(text))


def _with_article(name: str, aliases: list[str], kind: PlaceKind) -> str:
    plural_or_common = name.split()[-1] in ("region", "countries", "States", "islands", "Isles", "Area", "Union", "Community") or " and the " in name or name.startswith(("Middle", "Horn"))
    return f"the {name}" if f"the {name}" in aliases or kind == "grouping" or (plural_or_common and not name.startswith("Asia")) else name


@cache
def known_areas() -> dict[str, Area]:
    """The reviewed groupings and regions, by name."""
    found = {}
    kinds: tuple[tuple[PlaceKind, tuple[dict[str, Any], ...]], ...] = (("grouping", groupings()), ("region", regions()))
    for kind, entries in kinds:
        for g in entries:
            found[g["name"]] = Area(g["name"], kind, frozenset(g["members"]), frozenset(g["sometimes"]), frozenset(g.get("inside", ())), g["source"], g["as_of"], _with_article(g["name"], g["aliases"], kind))
    return found


@cache
def _names() -> dict[tuple[str, ...], tuple[PlaceKind, str, tuple[str, ...], bool]]:
    """Folded name → kind, plain name, codes, whether its case matters."""
    found: dict[tuple[str, ...], tuple[PlaceKind, str, tuple[str, ...], bool]] = {}

    def add(name: str, kind: PlaceKind, plain: str, codes: tuple[str, ...]) -> None:
        key = _key(name)
        while key and key[0] == "the":
            key = key[1:]
        if not key:
            return
        plain_form = name.removeprefix("the ").replace(".", "")
        exact = (plain_form.isupper() and len(plain_form) <= 5) or (kind == "grouping" and len(key) == 1 and len(name) <= 5)
        if key in found and found[key][0] == kind and kind in ("country", "demonym", "city"):
            codes = tuple(dict.fromkeys((*found[key][2], *codes)))
            plain = found[key][1]
        elif key in found:
            return
        found[key] = (kind, plain, codes, exact)

    for area in sorted(known_areas().values(), key=lambda a: a.kind, reverse=True):  # a region's name before a grouping's
        add(area.name, area.kind, area.name, tuple(sorted(area.members)))
    for g in (*groupings(), *regions()):
        for alias in g["aliases"]:
            add(alias, known_areas()[g["name"]].kind, g["name"], tuple(g["members"]))
    countries = data("countries.json")["countries"]
    for code, c in countries.items():
        for name in (c["name"], *c["names"]):
            add(name, "country", c["name"], (code,))
    for code, c in countries.items():
        for name in c["demonyms"]:
            add(name, "demonym", c["name"], (code,))
            if not name.endswith(("s", "ese", "ish", "ch")):
                add(name + "s", "demonym", c["name"], (code,))
    for code, c in countries.items():
        for name in (*c["capital"], *c["cities"]):
            add(name, "city", name, (code,))
    return found


@cache
def _longest() -> int:
    return max(len(k) for k in _names())


@cache
def place_words() -> frozenset[str]:
    """Every folded word of every place name."""
    return frozenset(w for key in _names() for w in key)


@cache
def region_stems() -> frozenset[str]:
    """Stems of the regions whose names are one word ("europ", "asia")."""
    return frozenset(stem(key[0]) for key, (kind, *_) in _names().items() if kind == "region" and len(key) == 1)


def adjectival(own: str, region: str) -> bool:
    """Whether a stem is a region's own or that of its adjective: "european" of "europ"."""
    return related(own, region) or (len(region) >= _ROOT and own.startswith(region) and len(own) - len(region) <= _ENDING)


@cache
def adjective(word: str) -> tuple[str, tuple[str, ...]] | None:
    """The region, with its members, that an adjective is of ("african" → Africa); None if it is of none."""
    own = stem(word)
    for key, (kind, name, codes, _) in _names().items():
        if kind == "region" and len(key) == 1 and own != stem(key[0]) and adjectival(own, stem(key[0])):
            return name, codes
    return None


def country_name(code: str) -> str:
    """The plain English name of a country."""
    return str(data("countries.json")["countries"][code]["name"])


@cache
def a_country() -> re.Pattern[str]:
    """What names a country in a statement, as its name is written there."""
    names = sorted((n for c in data("countries.json")["countries"].values() for n in (c["name"], *c["names"]) if n[:1].isupper()), key=len, reverse=True)
    plain = "|".join(re.escape(n) for n in names if n not in _PERSONS)
    return re.compile(rf"(?<![\w-])(?<!Bank of )(?:{plain}|(?:(?<=in )|(?<=for )|(?<=and )|(?<=, )|(?<=to )|(?<=from )|(?<=cover )|(?<=covers )|(?<=serves ))(?:{'|'.join(sorted(_PERSONS))}))(?![\w-])(?! [A-Z][a-z]+\b)")


def find(toks: list[Token] | tuple[Token, ...], text: str) -> list[Place]:
    """The places named in a text, the longest name first at each word, not overlapping.

    Args:
        toks: The text's words.
        text: What their offsets count in.
    """
    found: list[Place] = []
    at = 0
    names = _names()
    while at < len(toks):
        for length in range(min(_longest(), len(toks) - at), 0, -1):
            entry = names.get(tuple(t.word for t in toks[at : at + length]))
            if entry is None:
                continue
            kind, name, codes, exact = entry
            if exact and not (toks[at].capital and text[toks[at].start : toks[at + length - 1].end].isupper()):
                continue
            found.append(Place(kind, name, codes, toks[at].start, toks[at + length - 1].end, at, at + length))
            # "West and Central Africa" names West Africa too
            if at >= 2 and toks[at - 1].word in ("and", "or") and toks[at - 2].word in _DIRECTIONS and length > 1:
                other = names.get((toks[at - 2].word, *(t.word for t in toks[at + 1 : at + length])))
                if other:
                    found.append(Place(other[0], other[1], other[2], toks[at - 2].start, toks[at - 2].end, at - 2, at - 1))
            at += length
            break
        else:
            at += 1
    return found
