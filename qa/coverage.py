"""Which units of a text cover a country, a city or a region, and by which outside fact.

In order: the text names the country; it names a grouping that the country belongs to; it names a region that the
country lies in. Groupings and regions count only where the text names them as an area ("in the … member
countries"), not as a partner ("liaises with …") or inside another name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Span
from corpus.words import STOP, stem, words
from qa.answer import Outside
from qa.mentions import NamedUnits
from qa.places import Area, Place, adjectival, country_name, find, known_areas
from qa.table import Table
from qa.tokens import Token, tokens

_AREA = frozenset(["in", "within", "of", "for", "across", "throughout", "to", "covering", "cover", "covers", "serving", "serve", "serves", "support", "supports", "assist", "assists", "including", "from", "between", "and", "northern", "southern", "eastern", "western", "central", "looks", "after", "responsible", "region", "regions", "area", "areas", "countries", "territory", "coverage", "zone", "scope"])  # fmt: skip
_NOT_AREA = frozenset(["with", "by", "against", "relation", "relations", "liaison"])
_MEMBERS = frozenset(["member", "members", "countries", "country", "states", "state", "region", "area", "islands"])
_LIAISES = re.compile(r"\b(?:liaison|relations?|representation|delegation|mission) (?:\w+ )?(?:to|with) (?:the )?$", re.IGNORECASE)
_LABELS = frozenset(["territory", "territories", "covers", "coverage", "area", "areas", "region", "regions", "countries", "remit", "serves", "scope", "responsible"])
_LABELLED = re.compile(rf"\W*(?:{'|'.join(sorted(_LABELS))})(?: \w+)?\W{{0,4}}:", re.IGNORECASE)
_COVERS = re.compile(r"\b(?:cover|serv|support|assist|look|work|operat|act|represent)(?:e|s|es|ed|ing)?\b|\bresponsible\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"\b(?:is|are|was|were) (?:also |both |all |itself |themselves )?(?:an? )?members? of (?:the )?$|(?:^|[.;] )(?:Like|Unlike|As with) [^,.;]{2,40} (?:in|of|for) (?:the )?$"
)  # what members are besides, whom it is like
_JOIN = frozenset(["of", "the", "for", "and", "in", "on", "or", "to"])


@dataclass(frozen=True, slots=True)
class Coverage:
    """One reason why a unit covers a country.

    Attributes:
        unit: The (outermost) unit.
        row: The statement that says so; None where the unit's name does.
        span: The words in it that name the country or the area.
        outside: The outside fact, None where the text names the country.
        certain: False where only some lists count the country to the area.
        area: The area's name, "" where the text names the country.
    """

    unit: int
    row: int | None
    span: Span
    outside: Outside | None
    certain: bool
    area: str


def _is_area(place: Place, toks: tuple[Token, ...], text: str, others: list[Place], nouns: frozenset[str]) -> bool:
    """Whether a place stands in a statement as an area, not as a partner nor inside another name; `nouns` are those of the text's units: "The Lamp Desk for the North serves …"."""
    if place.kind in ("demonym", "city") or re.match(r"-\w", text[place.end : place.end + 2]):
        return False  # "Pacific-coast branches"
    if _ASIDE.search(text[toks[0].start : place.start]):
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
        joins = any(t.word in ("and", "or") for t in toks[deeper + 1 : left])  # "around the Tarn Lake and in …": no part of that name
        if deeper > 0 and not joins and toks[deeper].capital and deeper not in taken and toks[deeper].word not in _MEMBERS:
            opens = toks[deeper].word in nouns and toks[0].word == "the" and all(t.capital for t in toks[1:deeper])
            return opens and lead.word == "for" and place.kind == "region"
    if place.kind == "grouping":
        near = {t.word for t in toks[max(0, place.first - 5) : place.first]} | {t.word for t in toks[place.last : place.last + 2]}
        direct = all(t.word == "the" for t in toks[left + 1 : place.first])
        words_before = [t.word for t in toks[max(0, place.first - 4) : place.first] if t.word != "the"]
        countries = len(words_before) > 1 and words_before[-1] in ("of", "in") and words_before[-2] in ("countries", "states", "nations", "territories")
        return (
            countries
            or (lead.word in _LABELS and text[lead.end : lead.end + 1] == ":")  # "Territory: the Tarn Union"
            or bool(near & {"member", "members", "belonging", "belong"})
            or (
                direct
                and (
                    lead.word in ("in", "within", "across", "throughout", "serves", "covers", "serving", "covering")
                    or (lead.word == "for" and left > 0 and toks[left - 1].word in ("responsible", "works", "answers", "answerable", "caters"))
                )
            )
        )
    if text[lead.end : lead.end + 1] == ":" and _ANNOUNCED.search(text[toks[0].start : lead.start]):
        return True  # "Six countries fall to the Lamp Office: Aster, …"
    return lead.word in _AREA or (lead.capital is False and lead.word not in ("to",))


_ANNOUNCED = re.compile(r"\b(?:countries|states|territories|lands|areas?|regions?|covers?|serves?|covered|served)\b", re.IGNORECASE)


_EXCEPTION = re.compile(r"\bexceptions? (?:is|are|being)(?: made (?:for|of))?\b", re.IGNORECASE)  # "The one exception is Aster": of what is said before
_EXCEPT = re.compile(rf"{_EXCEPTION.pattern}|\b(?:except(?:ing|ed)?(?: for| that of)?|exclud(?:es?|ing)|other than|but not|not|apart from|with the exception of|save(?: for)?|without)\b", re.IGNORECASE)


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


_INSIDE = re.compile(r"\b(?:in|of|from)\s+(?:the\s+)?$")
_LISTS = re.compile(r"(?:\b(?:cover(?:s|ing)?|serv(?:es?|ing)|look(?:s|ed)? after|responsible for|represent(?:s|ing)?)(?: the)?|:)\s*$", re.IGNORECASE)  # right before a list of all countries that a unit covers
_HANDLES = re.compile(r"\b(?:in charge of|deals? with|handles?)\b", re.IGNORECASE)
_LISTED = 3  # countries that are a list
_CLAUSE = re.compile(r"[;.:()]|,\s+(?:including|such as|like)\b|\b(?:but|which|who)\b")
_DENIED_NEAR = 40  # characters after a negation in which a place stands under it


_NOT_DONE = re.compile(r"\s+(?:is|are|does|do)(?: not|n['’]t)\b")
_BEGINS = re.compile(r"(?:^|[.;:,\n]\s*|\band\s+)(?:[Tt]he\s+)?$")
_INSTEAD = re.compile(r"\b(?:but|instead|rather)\b[^.;]{0,30}$")  # "… is not covered from Torvik but from Lindholm"


def _not_done(place: Place, text: str) -> bool:
    """Whether a place is the subject of what is denied: "Aster is not served from Torvik", but not "fees for Aster are not charged"."""
    return _NOT_DONE.match(text, place.end) is not None and _BEGINS.search(text[max(0, place.start - 12) : place.start]) is not None


def _denied(place: Place, negations: Sequence[int], text: str) -> bool:
    """Whether a statement says that something is not so of a place: "has no mandate for the islands", "Aster is not served from Torvik"."""
    if _not_done(place, text):
        return True
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
    row: int | None
    unit: int
    place: Place


class Map:
    """Which areas the units of one text cover."""

    def __init__(self, table: Table, units: NamedUnits | None = None) -> None:
        self._table = table
        units = units or NamedUnits(table)
        self._named: list[_Named] = []
        self._excepted: dict[int, set[str]] = {}  # statement → countries that it sets aside
        self._apart: dict[int, set[str]] = {}  # unit → countries that a sentence of its own sets aside
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
            if out and _EXCEPTION.search(table.said(row.number)) and any(n.row == row.number - 1 and n.unit == owner for n in self._named):
                self._apart.setdefault(owner, set()).update(c for p in out for c in p.codes)
            self._in_passing += [_Named(row.number, owner, p) for p in found if p.kind in ("grouping", "region") and p not in out and not _denied(p, row.negations, text)]
            areas: list[Place] = []
            for p in found:
                if p not in out and not _denied(p, row.negations, text) and (_is_area(p, own, text, found, table.body_nouns) or (areas and p.kind == "grouping" and _JOINED.fullmatch(text[areas[-1].end : p.start]))):
                    areas.append(p)
            self._named += [_Named(row.number, owner, p) for p in areas]
            moved = [p for p in found if _not_done(p, text)]
            instead = next((u for u in sorted(units.units(row.number)) if any(_INSTEAD.search(text[:a]) for a, _ in units.rows(u)[row.number])), None) if moved else None
            self._named += [_Named(row.number, instead, p) for p in moved if instead is not None]
            self._vague |= {(row.number, p.start) for p in areas if _vaguely_less(p, found, text)}

        labelled = {n.row for n in self._named if n.row is not None and _LABELLED.match(table.said(n.row))}
        firsts: dict[int, list[int]] = {}
        for n in self._named:
            if n.row is not None and n.place.kind == "country":
                firsts.setdefault(n.row, []).append(n.place.start)
        labelled |= {r for r, starts in firsts.items() if len(starts) >= _LISTED and _LISTS.search(table.text(r)[table.corpus.statements[r].span.start : min(starts)])}
        limited = {n.unit for n in self._named if n.row in labelled}  # "Territory: the Tarn Union", "serves Aster, Birch and Cedar" say all that such a unit covers
        each = len(limited) >= _LISTED  # where several units list their countries, a region that another one's duty names is no area it covers

        def passing(n: _Named) -> bool:
            return n.unit in limited or (each and n.row is not None and _INSIDE.search(table.text(n.row)[: n.place.start]) is not None)

        self._named = [n for n in self._named if not passing(n) or n.row in labelled or n.row is None or n.place.kind == "country" or _COVERS.search(table.said(n.row)) or _HANDLES.search(table.said(n.row))]
        told = {n.unit for n in self._named}
        for number, unit in enumerate(table.corpus.units):
            if not told & set(table.within(number)):  # what no statement says its name may: "Torvik – Northern Europe"
                self._named += [_Named(None, number, p) for p in find(tokens(unit.name), unit.name) if p.kind == "region" and not _LIAISES.search(unit.name[: p.start])]

    def areas(self, unit: int) -> list[tuple[int, Place]]:
        """The (row, area) pairs by which the text says what a unit covers."""
        return [(n.row, n.place) for n in self._named if n.row is not None and n.unit in self._table.within(unit)]

    def covering(self, code: str) -> list[Coverage]:
        """Why units cover a country, certain reasons only where there are any; [] if the text does not settle it."""
        named = [Coverage(n.unit, n.row, Span(n.place.start, n.place.end), None, True, "") for n in self._named if n.place.kind == "country" and n.place.codes == (code,)]
        if named:
            return _once(named)
        wider = self._around(code, self._named)
        certain = [c for c in wider if c.certain] or wider
        around = {name for c in certain for name in known_areas()[c.area].inside}
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
            area = known_areas()[n.place.name]
            if (code in area.members or code in area.sometimes) and (n.row is None or code not in self._excepted[n.row] | self._apart.get(n.unit, set())):
                sure = code in area.members and (n.row is None or (n.row, n.place.start) not in self._vague)
                found.append(Coverage(n.unit, n.row, Span(n.place.start, n.place.end), self._fact(code, area), sure, area.name))
        return found

    def covering_area(self, name: str) -> list[Coverage]:
        """Why units cover an area that the text names, or one that lies inside or around it."""
        same = [n for n in self._named if n.place.name == name]
        if same:
            return _once([Coverage(n.unit, n.row, Span(n.place.start, n.place.end), None, True, name) for n in same])
        area = known_areas()[name]
        around = [n for n in self._named if n.place.kind == "region" and n.place.name in area.inside]
        own = f" {name} "
        inside = [n for n in self._named if n.place.kind == "region" and (name in known_areas()[n.place.name].inside or own in f" {n.place.name} ")]
        holding = [n for n in self._named if n.place.kind == "country" and n.place.codes[0] in area.members]
        closest = [n for n in around if not any(n.place.name in known_areas()[m.place.name].inside for m in around)]
        told = [n for n in self._named if n.place.kind == "grouping" and _says_itself(name, n.place.name)]  # "the Western Asian Union", of Asia
        chosen = closest or [*told, *inside, *holding]
        if not chosen and area.members:
            chosen = [n for n in self._named if n.place.kind in ("grouping", "region") and area.members <= known_areas()[n.place.name].members]
        result = []
        for n in chosen:
            other = n.place.name
            fact = f"{name} lies in {other}" if n in around or (n in chosen and area.members <= frozenset(n.place.codes)) else f"{other} lies in {name}"
            source = known_areas().get(other, area)
            plain = n in told or _says_itself(name, other) if n not in around else name in re.split(r",? and (?:the )?|, (?:the )?", other)  # "Middle East", of "the Middle East and North Africa"
            result.append(Coverage(n.unit, n.row, Span(n.place.start, n.place.end), None if plain else Outside(fact, f"{source.source} (as of {source.as_of})"), True, other))
        return _once(result)

    @staticmethod
    def _fact(code: str, area: Area) -> Outside:
        country = country_name(code)
        sure = code in area.members
        if area.kind == "grouping":
            fact = f"{country} is a member of {area.the}" if sure else f"{country} is on some lists a member of {area.the}"
        else:
            fact = f"{country} is in {area.the}" if sure else f"{country} is counted to {area.the} by some lists"
        return Outside(fact, f"{area.source} (as of {area.as_of})")


def _says_itself(area: str, part: str) -> bool:
    """Whether the name of a part says what it is part of: "South-Eastern Europe", of Europe."""
    whole, own = ([stem(w) for w in words(n) if w not in STOP] for n in (area, part))
    return len(own) > len(whole) > 0 and (own[-len(whole) :] == whole or (len(whole) == 1 and any(adjectival(w, whole[0]) for w in own)))


def _once(reasons: list[Coverage]) -> list[Coverage]:
    """The first reason of each unit, in order of unit."""
    first: dict[int, Coverage] = {}
    for reason in reasons:
        first.setdefault(reason.unit, reason)
    return [first[u] for u in sorted(first)]
