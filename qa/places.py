"""Places: which units cover a country, a city or a region, and by which outside fact.

In order: the text names the country; it names a grouping that the country belongs to; it names a region that the
country lies in. Groupings and regions come from reviewed data files and count only where the text names them as an
area ("in the … member countries"), not as a partner ("liaises with …") or inside another name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus.document import Span
from corpus.words import stem, words
from qa.answer import Outside
from qa.english import data
from qa.table import Table, Token, related

_FILES = ("african_union_communities", "europe", "asia_pacific", "americas", "arab", "united_nations", "other", "regions")
_AREA = frozenset(["in", "within", "of", "for", "across", "throughout", "to", "covering", "cover", "covers", "serving", "serve", "serves", "support", "supports", "assist", "assists", "including", "from", "between", "and", "northern", "southern", "eastern", "western", "central", "looks", "after", "responsible", "region", "regions", "area", "areas", "countries", "territory", "coverage", "zone", "scope"])  # fmt: skip
_NOT_AREA = frozenset(["with", "by", "against", "relation", "relations", "liaison"])
_MEMBERS = frozenset(["member", "members", "countries", "country", "states", "state", "region", "area", "islands"])
_DIRECTIONS = frozenset(["north", "south", "east", "west", "central", "northern", "southern", "eastern", "western"])
_ROOT, _ENDING = 4, 3  # letters that a region's name has at least, and that its adjective adds at most
_JOIN = frozenset(["of", "the", "for", "and", "in", "on", "or", "to"])

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
class _Area:
    name: str
    kind: PlaceKind
    members: frozenset[str]
    sometimes: frozenset[str]
    inside: frozenset[str]
    source: str
    as_of: str
    the: str  # the name with its article, where it takes one


@dataclass(frozen=True, slots=True)
class Coverage:
    """One reason why a unit covers a country.

    Attributes:
        unit: The (outermost) unit.
        row: The statement that says so.
        span: The words in it that name the country or the area.
        outside: The outside fact, None where the text names the country.
        certain: False where only some lists count the country to the area.
        area: The area's name, "" where the text names the country.
    """

    unit: int
    row: int
    span: Span
    outside: Outside | None
    certain: bool
    area: str


def _key(text: str) -> tuple[str, ...]:
    return tuple(words(text))


def _with_article(name: str, aliases: list[str], kind: PlaceKind) -> str:
    plural_or_common = name.split()[-1] in ("region", "countries", "States", "islands", "Isles", "Area", "Union", "Community") or " and the " in name or name.startswith(("Middle", "Horn"))
    return f"the {name}" if f"the {name}" in aliases or kind == "grouping" or (plural_or_common and not name.startswith("Asia")) else name


@cache
def _areas() -> dict[str, _Area]:
    found = {}
    for file in _FILES:
        for g in data(f"groupings/{file}.json")["groupings"]:
            kind: PlaceKind = "region" if file == "regions" else "grouping"
            found[g["name"]] = _Area(g["name"], kind, frozenset(g["members"]), frozenset(g["sometimes"]), frozenset(g.get("inside", ())), g["source"], g["as_of"], _with_article(g["name"], g["aliases"], kind))
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

    for area in sorted(_areas().values(), key=lambda a: a.kind, reverse=True):  # a region's name before a grouping's
        add(area.name, area.kind, area.name, tuple(sorted(area.members)))
    for file in _FILES:
        for g in data(f"groupings/{file}.json")["groupings"]:
            for alias in g["aliases"]:
                add(alias, _areas()[g["name"]].kind, g["name"], tuple(g["members"]))
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


def _is_area(place: Place, toks: tuple[Token, ...], text: str, others: list[Place], nouns: frozenset[str]) -> bool:
    """Whether a place stands in a statement as an area, not as a partner nor inside another name; `nouns` are those of the text's units: "The Lamp Desk for the North serves …"."""
    if place.kind in ("demonym", "city"):
        return False
    left = place.first - 1
    taken = {i for p in others for i in range(p.first, p.last)}
    while left >= 0 and (toks[left].word in ("the", "and", "or") or left in taken):
        left -= 1
    before = toks[place.first - 1] if place.first else None
    if before is not None and before.capital and before.word not in _AREA and place.first - 1 not in taken and text[before.end : place.start].isspace() and place.first > 1:
        return False
    if place.last < len(toks):
        after = toks[place.last]
        if after.capital and after.word not in _MEMBERS and place.last not in taken and text[place.end : after.start].strip() == "":
            return False
        if after.word == "of" and place.last + 1 < len(toks) and toks[place.last + 1].capital:
            return False  # "Gulf of …"
    if left < 0:
        near = {t.word for t in toks[place.last : place.last + 3]}
        return (
            place.kind != "grouping" or bool(near & _MEMBERS) or all(i in taken or i in range(place.first, place.last) or t.word in _JOIN for i, t in enumerate(toks))
        )  # "The Tarn Union, with which it co-chairs …" is a partner
    lead = toks[left]
    if lead.word in _NOT_AREA:
        return False
    if lead.word in ("of", "for", "in", "on") and left:
        deeper = left - 1
        while deeper >= 0 and toks[deeper].word in _JOIN:
            deeper -= 1
        if deeper > 0 and toks[deeper].capital and deeper not in taken and toks[deeper].word not in _MEMBERS:
            opens = toks[deeper].word in nouns and toks[0].word == "the" and all(t.capital for t in toks[1:deeper])
            return opens and lead.word == "for" and place.kind == "region"
    if place.kind == "grouping":
        near = {t.word for t in toks[max(0, place.first - 5) : place.first]} | {t.word for t in toks[place.last : place.last + 2]}
        direct = all(t.word == "the" for t in toks[left + 1 : place.first])
        words_before = [t.word for t in toks[max(0, place.first - 4) : place.first] if t.word != "the"]
        countries = len(words_before) > 1 and words_before[-1] in ("of", "in") and words_before[-2] in ("countries", "states", "nations", "territories")
        return (
            countries
            or bool(near & {"member", "members", "belonging", "belong"})
            or (
                direct
                and (
                    lead.word in ("in", "within", "across", "throughout", "serves", "covers", "serving", "covering")
                    or (lead.word == "for" and left > 0 and toks[left - 1].word in ("responsible", "works", "answers", "answerable", "caters"))
                )
            )
        )
    return lead.word in _AREA or (lead.capital is False and lead.word not in ("to",))


_EXCEPT = re.compile(r"\b(?:except(?:ing|ed)?(?: for| that of)?|exclud(?:es?|ing)|other than|but not|not|apart from|with the exception of|save(?: for)?|without)\b", re.IGNORECASE)


def _excepted(place: Place, others: list[Place], text: str, start: int) -> bool:
    """Whether a statement sets a place aside: "the islands except Lindholm and Tarn"."""
    cut = max((m.end() for m in _EXCEPT.finditer(text, start, place.start)), default=-1)
    if cut < 0:
        return False
    between = text[cut : place.start]
    for clause in re.findall(r",\s+(?:which|who)\s[^,;.]{2,60},", between):  # "except Aster, which is served from Torvik, and Birch"
        between = between.replace(clause, ",")
    for other in others:
        if cut <= other.start and other.end <= place.start:
            between = between.replace(text[other.start : other.end], " ")
    return not re.sub(r"[\s,]|\b(?:and|or|the|of|in)\b", "", between)


_CLAUSE = re.compile(r"[;.:()]|,\s+(?:including|such as|like)\b|\b(?:but|which|who)\b")
_DENIED_NEAR = 40  # characters after a negation in which a place stands under it


def _denied(place: Place, negations: Sequence[int], text: str) -> bool:
    """Whether a statement says that something is not so of a place: "has no mandate for the islands"."""
    return any(0 <= place.start - n < _DENIED_NEAR and not _CLAUSE.search(text[n : place.start]) for n in negations)


_JOINED = re.compile(r"(?:\s*\([^()]{1,12}\))?(?:,|\s+and|\s+or|,\s+and|\s+as well as|\s+plus)(?:\s+(?:of|by))?(?:\s+the)?\s+")  # between two groupings of one list


def _vaguely_less(area: Place, found: list[Place], text: str) -> bool:
    """Whether something that is no list of places is set aside from an area: "the Union, except those that border on the sea"."""
    match = re.match(rf"(?:\s*\([^()]{{1,12}}\))?,?\s+{_EXCEPT.pattern}", text[area.end :], re.IGNORECASE)
    if match is None:
        return False
    start = area.end + match.end()
    clause = re.split(r"[;.,()]|\b(?:together|as well|plus)\b", text[start : start + 120], maxsplit=1)[0]
    for place in found:
        if start <= place.start < start + len(clause):
            clause = clause.replace(text[place.start : place.end], " ")
    return bool(re.sub(r"\b(?:and|or|the|of|in|for)\b|[\s\W]", "", clause))


@dataclass(frozen=True, slots=True)
class _Named:
    row: int
    unit: int
    place: Place


class Map:
    """Which areas the units of one text cover."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._named: list[_Named] = []
        self._excepted: dict[int, set[str]] = {}  # statement → countries that it sets aside
        self._in_passing: list[_Named] = []  # areas that statements name in any way
        self._vague: set[tuple[int, int]] = set()  # areas, by statement and offset, of which some part is set aside that is not named
        for row in table.rows:
            if row.unit is None:
                continue
            text = table.text(row.number)
            own = row.tokens[: row.size]
            found = find(own, text)
            out = [p for p in found if _excepted(p, found, text, own[0].start)]
            self._excepted.setdefault(row.number, set()).update(c for p in out for c in p.codes)
            owner = row.unit if row.own is None else row.own
            self._in_passing += [_Named(row.number, owner, p) for p in found if p.kind in ("grouping", "region") and p not in out and not _denied(p, row.negations, text)]
            areas: list[Place] = []
            for p in found:
                if p not in out and not _denied(p, row.negations, text) and (_is_area(p, own, text, found, table.body_nouns) or (areas and p.kind == "grouping" and _JOINED.fullmatch(text[areas[-1].end : p.start]))):
                    areas.append(p)
            self._named += [_Named(row.number, owner, p) for p in areas]
            self._vague |= {(row.number, p.start) for p in areas if _vaguely_less(p, found, text)}

    def areas(self, unit: int) -> list[tuple[int, Place]]:
        """The (row, area) pairs by which the text says what a unit covers."""
        return [(n.row, n.place) for n in self._named if n.unit in self._table.within(unit)]

    def covering(self, code: str) -> list[Coverage]:
        """Why units cover a country, certain reasons only where there are any; [] if the text does not settle it."""
        named = [Coverage(n.unit, n.row, Span(n.place.start, n.place.end), None, True, "") for n in self._named if n.place.kind == "country" and n.place.codes == (code,)]
        if named:
            return _once(named)
        wider = self._around(code, self._named)
        certain = [c for c in wider if c.certain] or wider
        around = {name for c in certain for name in _areas()[c.area].inside}
        return _once([c for c in certain if c.area not in around])

    def sets_aside(self, row: int, place: Place) -> bool:
        """Whether a statement names a country only to leave it out ("the Union, except Aster")."""
        return bool(place.codes) and set(place.codes) <= self._excepted.get(row, set())

    def naming_around(self, code: str) -> list[Coverage]:
        """The statements that name an area a country surely belongs to, whatever they say of it."""
        return [c for c in self._around(code, self._in_passing) if c.certain]

    def _around(self, code: str, named: list[_Named]) -> list[Coverage]:
        found: list[Coverage] = []
        for n in named:
            if n.place.kind not in ("grouping", "region"):
                continue
            area = _areas()[n.place.name]
            if (code in area.members or code in area.sometimes) and code not in self._excepted[n.row]:
                sure = code in area.members and (n.row, n.place.start) not in self._vague
                found.append(Coverage(n.unit, n.row, Span(n.place.start, n.place.end), self._fact(code, area), sure, area.name))
        return found

    def covering_area(self, name: str) -> list[Coverage]:
        """Why units cover an area that the text names, or one that lies inside or around it."""
        same = [n for n in self._named if n.place.name == name]
        if same:
            return _once([Coverage(n.unit, n.row, Span(n.place.start, n.place.end), None, True, name) for n in same])
        area = _areas()[name]
        around = [n for n in self._named if n.place.kind == "region" and n.place.name in area.inside]
        own = f" {name} "
        inside = [n for n in self._named if n.place.kind == "region" and (name in _areas()[n.place.name].inside or own in f" {n.place.name} ")]
        holding = [n for n in self._named if n.place.kind == "country" and n.place.codes[0] in area.members]
        closest = [n for n in around if not any(n.place.name in _areas()[m.place.name].inside for m in around)]
        chosen = closest or [*inside, *holding]
        if not chosen and area.members:
            chosen = [n for n in self._named if n.place.kind in ("grouping", "region") and area.members <= _areas()[n.place.name].members]
        result = []
        for n in chosen:
            other = n.place.name
            fact = f"{name} lies in {other}" if n in around or (n in chosen and area.members <= frozenset(n.place.codes)) else f"{other} lies in {name}"
            source = _areas().get(other, area)
            result.append(Coverage(n.unit, n.row, Span(n.place.start, n.place.end), Outside(fact, f"{source.source} (as of {source.as_of})"), True, other))
        return _once(result)

    @staticmethod
    def _fact(code: str, area: _Area) -> Outside:
        country = country_name(code)
        sure = code in area.members
        if area.kind == "grouping":
            fact = f"{country} is a member of {area.the}" if sure else f"{country} is on some lists a member of {area.the}"
        else:
            fact = f"{country} is in {area.the}" if sure else f"{country} is counted to {area.the} by some lists"
        return Outside(fact, f"{area.source} (as of {area.as_of})")


def _once(reasons: list[Coverage]) -> list[Coverage]:
    """The first reason of each unit, in order of unit."""
    first: dict[int, Coverage] = {}
    for reason in reasons:
        first.setdefault(reason.unit, reason)
    return [first[u] for u in sorted(first)]
