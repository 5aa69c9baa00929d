"""Who covers a place."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from corpus.words import STOP, fold, stem, words
from qa import places
from qa.answer import Checked, Grade, Missing, Outside
from qa.coverage import Coverage
from qa.draft import Draft, Line, Quote, heading_quote, quote, say
from qa.names import names_in
from qa.places import adjectival
from qa.reading import Kind, Reading, Term
from qa.respond.base import Base
from qa.respond.cues import (
    COVERING,
    IN_NAME,
    MENTIONS,
    REASON,
)
from qa.table import NEGATION, Row
from qa.tokens import tokens
from qa.values import ASKS_MEMBERS

# Where units have their seats, not what they cover: "which of them are in …", "offices outside …".
_SEATED = re.compile(
    r"\b(?:located|based|seated|situated|headquartered|seats?|are there(?! for\b)|lie|lies|have (?:an|its|their) (?:seat|office|headquarters)|(?:is|are|sits?|isn't|aren't|not) (?:not |all |located )?(?:in|inside|outside|within|on)|(?:offices|ones|units|centres|hubs|stations|desks|missions|branches|bureaux|posts) (?:in|inside|outside|on|that sit in)|(?:\w+n|arab) (?:cities|based|capitals|ones|locations|towns))\b"
)
_SUPPORTED = re.compile(r"\b(?:support|serve|help|assist|cover|overse|back|advise|look after|responsible for)\w* (?:\w+ ){0,3}?\w+s (?:in|within|inside|across)\b")  # "who supports the offices in …"
_OTHER_THING = re.compile(r"^(?:in |to |from |by |of |on )?(?:what|which|how|why)\b(?! (?:about|of)\b)")  # a look-up of something else about a place
_SAID = 0.8  # share of what is asked that a statement about an area must have, word by word, to hold for a country in it
_MANY_ROWS = 5_000  # statements among which a name is looked for
_HAS = 0.8  # how well a statement must have a word
SOURCE = "the list of countries and regions that comes with this program (as of 2025-06)"
_SET_ASIDE = r"except|excluding|but not|apart from|other than|leaving out"
_EXCEPTED = re.compile(rf"\b(?:{_SET_ASIDE})\b", re.IGNORECASE)
_BUT = re.compile(rf"\b(?:{_SET_ASIDE}|excepting|besides|aside from|leaving aside|not counting|not including|save|bar)(?: for)? (?:all )?(?:the |our )?$", re.IGNORECASE)
_PARTNER = re.compile(
    r"\b(?:liais(?:e|es|ed|ing)|liaisons?(?! (?:\w+ )?(?:post|office|desk|unit|team|centre|center|section|bureau)s?\b)|partner\w*|works? with|cooperat(?:es?|ed|ing|ion)\b|relations?|(?:our |the )?(?:links?|contacts?|ties) (?:to|with)|linked (?:to|with)|in touch with|deals? with(?! (?:us|our|me|my)\b)(?!\W*$)|dialogues?|(?<!\ba )member(?:ship)?)\b",
    re.IGNORECASE,
)
SITS_IN = re.compile(r"^(?:and |so )?(?:is|are|isn't|aren't) .{2,60} (?:in|inside|at) (?!charge\b|the area\b)")
_TAKES_THE = re.compile(r"^(?:United|Netherlands|Philippines|Bahamas|Maldives|Comoros|Gambia|Americas|Caribbean|Gulf|Middle)\b|(?:Republic|Islands|States|Kingdom|Emirates)$")
_ASKS_SEAT = re.compile(
    r"\b(?:are|is|aren't|isn't|all|not|units?|ones?|sits?)\b(?: not| all| both)?(?: \w+ly)? (?:based|located|seated|situated|headquartered|housed)\b|\b(?:have|has|with) (?:their|its|an?) (?:seat|office|headquarters|base)s?\b|\bsits?\b(?= (?:in|at|outside|inside)\b)|\b(?:are|is|aren't|isn't)(?: not| all| both| there)?(?= (?:in|outside) [^ ]+(?: [^ ]+)?\W*$)"
)
_SITTING = frozenset(stem(w) for w in ["based", "located", "seated", "situated", "headquartered", "housed", "seat", "office", "outside"])
_SEAT_SAID = re.compile(
    r"^(?:where|seats?|locations?|located|based|address|offices?|headquarters|hq|base|site|find us|place|sits)\b[^:.;]{0,20}:\s*\S|^(?:based|located|seated|situated|headquartered|housed) (?:in|at)\b"
    r"|(?:^|[.;] )(?:it|they|we|our \w+|its \w+|the [\w ]{2,60}?)(?:,? which)? (?:is|are|sits?)(?: (?:based|located|seated|situated|headquartered|housed))? (?:in|at|on the \w+ floor)\b|^[^,.;:]{2,60}, (?:which (?:is|sits) )?(?:based|located|seated|situated|headquartered) in\b",
    re.IGNORECASE,
)
_MIN_SEATS = 2  # units of which the text says where they sit
_OUTSIDE = re.compile(r"\boutside\b")


def seat_codes(name: str) -> set[str]:
    """The countries in which a unit's own name places it."""
    return {c for p in places.find(tokens(name), name) if p.kind in ("country", "city") and len(p.codes) == 1 for c in p.codes}


def _seat(name: str) -> str:
    """The place that a unit's name ends in after a comma; "" if it has none."""
    return name.rpartition(", ")[2] if ", " in name else ""


_COUNTS_MEMBERS = re.compile(r"(?:and |so )?how many (?:(?:different|other) )?(?:member )?(?:countries|states|nations|members|governments)\b(?!.*\b(?:cover|serve|look after|responsible)\w*)")


class Covering(Base):
    """Answers about countries, cities, regions and groupings."""

    def _place(self, reading: Reading) -> Draft | None:
        """Who covers a place, where that is what is asked."""
        named = list(reading.places)
        if not reading.units and (_COUNTS_MEMBERS.match(fold(reading.text)) or ASKS_MEMBERS.match(fold(reading.text))):
            return None  # "how many countries are in the Hansa?", "which countries take part in it?": of a grouping, not of the units
        personal = re.search(r"\b(?:i|i'm|we|we're|our|us|my|am|live[sd]?|based|brother|sister|friend|colleague)\b", fold(reading.text)) is not None
        personal = personal and any(
            p.kind == "demonym" or (re.search(r"\b(?:in|from|of|at|near|outside|around|for|to)\s+(?:the\s+)?$", reading.text[: p.start], re.IGNORECASE) and not re.match(r"['’]s\b", reading.text[p.end :])) for p in named
        )
        rest = [t for t in reading.heavy if t.place is None and not any(p.start <= t.start < p.end for p in named)]
        rest = [t for t in rest if t.stems[0][0] not in COVERING]
        others = [t for t in rest if t.name and not t.aside]
        scene = max((t.end for t in reading.terms if t.aside), default=0)
        own = [t for t in rest if not t.aside]
        if named and len(own) > 1 and all(p.start < scene for p in named) and any(m.exact >= _SAID and not m.denied for m in self.evidence.measure(reading, terms=own)[:1]):
            return None  # "A guest from Norway is coming. Who receives foreign delegations?"
        if rest and not others and reading.kind in (Kind.REVERSE, Kind.LIST, Kind.LOOKUP) and not (reading.units or reading.negated) and (said := self._said_of_area(reading, named, rest)) is not None:
            return said
        told = [t for t in reading.terms if not t.light and t.place is None and t.stems[0][0] not in COVERING]
        if told and not others and reading.kind in (Kind.REVERSE, Kind.LIST) and not reading.units and any(self._in_a_name(p, told) or self._said_with(p, told) for p in named):
            return None  # "the bank that lends to countries of the North", where the text has the Northern Bank
        if named and rest and not others and reading.kind in (Kind.REVERSE, Kind.LIST) and not reading.units and (personal or not self._names_place(named)):
            # a place that no statement names: who covers it is what can be said
            rest = [] if re.search(r"\b(?:who|whom|which|what|where|whose)\b", fold(reading.text)) and (personal or len(rest) <= 2) else rest
        if (
            named
            and not rest
            and all(p.kind != "grouping" or re.search(r"\b(?:in|inside|within|outside)\s+(?:the\s+)?$", reading.text[: p.start], re.IGNORECASE) for p in named)
            and _SEATED.search(fold(reading.text))
            and not _SUPPORTED.search(fold(reading.text))
            and (reading.plural or reading.among or reading.kind is Kind.COUNT)
            and (seats := self._seats_in(reading, named)) is not None
        ):
            return seats
        if not named or rest or reading.kind not in (Kind.REVERSE, Kind.LIST, Kind.COUNT, Kind.YES_NO, Kind.WHY, Kind.LOOKUP):
            return None
        asked = reading.text[max((t.end for t in reading.terms if t.aside), default=0) :]  # not of the one who asks: "I work for the member society in …"
        if reading.negated and not _PARTNER.search(asked):
            return self._not_covering(reading, named)
        if IN_NAME.search(fold(reading.text)) or MENTIONS.search(fold(reading.text)):
            return None
        if _PARTNER.search(asked):
            return None
        if reading.kind is Kind.LOOKUP and (reading.units or (not personal and (reading.asks in ("time", "amount") or _OTHER_THING.match(fold(reading.text))))):
            return None
        if all(p.kind in ("grouping",) for p in named) and not re.search(r"\b(?:cover|member|countr|in the)\w*\b", fold(reading.text)):
            return None
        found: dict[int, list[tuple[places.Place, Coverage]]] = {}
        for place in named:
            for coverage in self._coverage(place):
                if self._around(coverage.unit, reading.excluded) is None and (not reading.among or self._around(coverage.unit, reading.among) is not None):
                    found.setdefault(coverage.unit, []).append((place, coverage))
        if len(named) > 1 and re.search(r"\bboth\b", asked) and (each := {u: f for u, f in found.items() if {p for p, _ in f} == set(named)}):
            found = each
        what = " and ".join(dict.fromkeys(f"the {p.name}" if _TAKES_THE.search(p.name) else p.name for p in named))
        if not found:
            direct = self.evidence.measure(reading)
            if direct and direct[0].names and direct[0].cover > 0.9 and direct[0].row.unit is not None and reading.kind is not Kind.YES_NO:
                if any(self.map.sets_aside(direct[0].row.number, p) for p in named):
                    return Draft((self._line(direct[0], unit=False),))  # what leaves it out says who has it, if anything does
                return None
            return Draft(
                (Line(f"The text does not settle who covers {what}: none of its {self.noun()} names it, or an area or grouping that it belongs to."),),
                missing=Missing("place", what), checked=Checked(len(self.table.main), 0), grade=Grade.NOT_STATED,
            )  # fmt: skip
        if reading.kind is Kind.YES_NO and reading.units and SITS_IN.match(fold(reading.text)):
            return None
        if reading.kind in (Kind.YES_NO, Kind.WHY) and reading.units:
            return self._covers(reading, what, found)
        lines = []
        broad = any(p.kind == "region" for p in named)
        total = max(len(reading.among or self.table.main), len(found))
        listed = reading.kind is Kind.LIST and reading.plural
        if reading.kind is Kind.COUNT:
            lines.append(Line(f"{len(found)} {self.noun(len(found))}:"))
        elif listed:
            lines.append(Line(f"{len(found)} of {total} {self.noun(total)}:"))
        for unit in sorted(found):
            for place, coverage in found[unit][:1] if len(named) == 1 else found[unit]:
                line = self._coverage_line(place, coverage, unit, len(found) > 1 or listed or reading.kind is Kind.COUNT)
                lines += [line] if line not in lines else []
        if len(found) > 1 and not broad and len(named) == 1:
            lines.append(Line("The text does not choose between them."))
        if listed:
            lines.append(Line(f"All {total} were checked."))
        return Draft(tuple(lines), tuple(sorted(found)), Checked(total, len(found)))

    def _said_with(self, place: places.Place, terms: Sequence[Term]) -> bool:
        """Whether a statement names a grouping of states, as the question does, with something else that is asked, and not as what it covers."""
        if place.kind != "grouping":
            return False
        covering = {c.row for c in self._coverage(place)}
        own = tuple(stem(w) for w in words(place.name) if w not in STOP)
        ways = {own, *self.table.aliases.get(" ".join(own), ())}
        rows = [r for w in sorted(ways) for r in self.table.rows_with(w) if r.number not in covering]
        return any(self.evidence.term_in(t, r)[0] >= _HAS for r in rows for t in terms)

    def _in_a_name(self, place: places.Place, terms: Sequence[Term]) -> bool:
        """Whether the text has a body's name with the words of a place and one of what is asked besides."""
        where = [stem(w) for w in words(place.name) if w not in STOP]
        asked = {s for t in terms for form in t.stems for s in form}
        having = (r for s in self.table.frequency if where and adjectival(s, where[-1]) for r in self.table.rows_having(s))
        for row in islice(having, _MANY_ROWS):
            for name in names_in(self.table, row.number):
                own = {stem(w) for w in words(name)}
                if own & asked and all(any(o == w or adjectival(o, w) for o in own) for w in where):
                    return True
        return False

    def _not_covering(self, reading: Reading, named: Sequence[places.Place]) -> Draft | None:
        """The units that do not cover a place; None if that is not asked or the text does not say who does."""
        if reading.kind not in (Kind.LIST, Kind.REVERSE, Kind.COUNT) or not re.search(r"\bcover|\bresponsible|\bserv|\bhandle|\blooks? after|\bdeal", fold(reading.text)):
            return None
        scope = self.scope(reading)
        inside = {u: c for p in named for c in self._coverage(p) if (u := self._around(c.unit, scope)) is not None}
        rest = [u for u in scope if u not in inside]
        if not inside or not rest:
            return None
        quotes = tuple(q for c in inside.values() for q in self._where(c)[:1])
        outside = next((c.outside for c in inside.values() if c.outside), None)
        lines = [Line(f"{len(rest)} of {len(scope)} {self.noun(len(scope), scope)}:"), *(Line(f"{self.table.name(u)}.", bullet=True) for u in rest)]
        return Draft((*lines, Line(f"The other {len(inside)} cover it; all {len(scope)} were checked.", quotes, outside)), tuple(rest), Checked(len(scope), len(rest)))

    def _within(self, reading: Reading) -> Reading:
        """A question about "the African offices", "the offices outside Africa" or those "based in Africa" that asks for more, limited to the units that sit there."""
        if reading.kind not in (Kind.LIST, Kind.COUNT, Kind.REVERSE) or reading.among:
            return reading
        areas = [p for p in reading.places if p.kind == "region"] or [p for p in reading.places if p.kind == "country"]
        if len(areas) != 1:
            return reading
        place = areas[0]
        nouns = "|".join(sorted(self.table.body_nouns | {"ones", "those", "any"}))
        after = re.match(rf"(?:[\s-]+based)?\s+(?:{nouns})\b", reading.text[place.end :], re.IGNORECASE)
        before = re.search(
            rf"\b(?P<noun>{nouns})\s+(?:(?:that|which|who)\s+)?(?:(?:are|is|sits?|lies?|aren't|isn't|do(?:es)? not (?:sit|lie))\s+)?(?:(?P<no>not)\s+)?(?P<seated>(?:based|located|seated|situated|headquartered)\s+)?(?:in|within|across|inside|(?P<out>outside(?: of)?))\s+(?:the\s+)?$",
            reading.text[: place.start], re.IGNORECASE,
        )  # fmt: skip
        start = before.start() if before else place.start
        but = _BUT.search(reading.text[:start])
        if not but and (place.kind == "country" or (before and before.group("noun").casefold() in ("those", "any"))):
            return reading  # "grants to those in Norway"; who covers a country is asked elsewhere
        start = but.start() if but else start
        others = tuple(t for t in reading.terms if not start <= t.start < place.end and t.stems[0][0] not in COVERING)
        if not (after or before) or not any(not t.light for t in others):
            return reading
        outside = before is not None and (before.group("out") is not None) != (before.group("no") is not None or re.search(r"n't|\bnot (?:sit|lie)\b", before.group()) is not None)
        outside = outside != (but is not None)  # "except those in Norway"
        seats = self._seats_in(replace(reading, negated=outside, excluded=(), text=place.name), [place])
        if seats is None or not seats.units:
            return reading
        rest = reading.text[:start] + reading.text[place.end :]
        negated = NEGATION.search(rest) is not None if reading.negated else False
        return replace(reading, among=seats.units, terms=others, places=tuple(p for p in reading.places if p != place), negated=negated)

    def _limited_to(self, reading: Reading, limited: Reading) -> Line:
        """Which units a question was limited to by where they sit, with the outside fact that this rests on."""
        place = next(p for p in reading.places if p not in limited.places)
        countries = {u: sorted(seat_codes(self.table.name(u))) for u in limited.among}
        inside = all(set(c) & set(place.codes) for c in countries.values())
        names = list(dict.fromkeys(places.country_name(c[0]) for c in countries.values() if c))
        fact = f"{', '.join(names[:-1])}{' and ' if names[1:] else ''}{names[-1]} {'are' if names[1:] else 'is'} {'' if inside else 'not '}in {place.name}"
        quotes = tuple(q for u in limited.among if (q := heading_quote(self.table, u)))
        return Line(f"Looked at: the {len(limited.among)} {self.noun(len(limited.among), limited.among)} {'in' if inside else 'outside'} {place.name}, by the places in their names.", quotes, Outside(fact, SOURCE))

    def _names_place(self, named: Sequence[places.Place]) -> bool:
        """Whether a statement names one of the places in so many words."""
        return any(self.table.rows_with(tuple(stem(w) for w in fold(p.name).replace("-", " ").split() if w not in STOP)) for p in named)

    def _coverage(self, place: places.Place) -> list[Coverage]:
        if place.kind in ("region", "grouping"):
            return self.map.covering_area(place.name)
        return list({(c.unit, c.row): c for code in place.codes for c in self.map.covering(code)}.values())

    def _said_of_area(self, reading: Reading, named: Sequence[places.Place], rest: Sequence[Term]) -> Draft | None:
        """What is asked for a country ("Who certifies goods from Norway?"), where the text says all of it of an area that the country belongs to ("certifies goods from the Nordic countries")."""
        countries = [p for p in named if p.kind in ("country", "city") and len(p.codes) == 1]
        if len(countries) != 1 or len(named) != 1 or not rest or self._names_place(countries):
            return None
        around = {c.row: c for c in self.map.naming_around(countries[0].codes[0]) if c.row is not None}
        matches = self.evidence.measure(reading, [self.table.rows[n] for n in around], rest) if around else []
        fit = [m for m in matches if m.exact >= _SAID and not m.denied and not m.missing]
        found = {around[m.row.number].unit: around[m.row.number] for m in reversed(fit)}
        if not found:
            return None
        lines = tuple(self._coverage_line(countries[0], found[u], u, len(found) > 1) for u in sorted(found))
        return Draft(lines, tuple(sorted(found)), Checked(len(self.table.main), len(found)))

    def _coverage_line(self, place: places.Place, coverage: Coverage, unit: int, bullet: bool) -> Line:
        outside = coverage.outside
        if place.kind in ("city", "demonym") and place.codes:
            country = places.country_name(place.codes[0])
            if place.kind == "city" and outside is None:
                outside = Outside(f"{place.name} is in {country}", "qa/data/countries.json (as of 2026-01)")
            elif place.kind == "city" and outside is not None:
                outside = replace(outside, fact=f"{place.name} is in {country}; {outside.fact}")
        words = "by its name in the text" if coverage.row is None else say(self.table, coverage.row, ((coverage.span.start, coverage.span.end),))
        return Line(f"{self.table.name(unit)}: {words}.", self._where(coverage), outside, bullet)

    def _where(self, coverage: Coverage) -> tuple[Quote, ...]:
        """What says that a unit covers something, as quotes: a statement, or its heading."""
        if coverage.row is not None:
            return quote(self.table, coverage.row)
        heading = heading_quote(self.table, coverage.unit)
        return (heading,) if heading else ()

    def _covers(self, reading: Reading, what: str, found: dict[int, list[tuple[places.Place, Coverage]]]) -> Draft:
        asked = next((u for u in found if self._around(u, reading.units[:1]) is not None), reading.units[0])
        if asked in found:
            place, coverage = found[asked][0]
            line = self._coverage_line(place, coverage, asked, False)
            if reading.kind is Kind.WHY and REASON.match(fold(reading.text)):
                return Draft((Line("The text gives no reason. What it says is:"), line), (asked,), missing=Missing("attribute", "the reason"), grade=Grade.NOT_STATED)
            return Draft((replace(line, text=line.text if reading.kind is Kind.WHY else f"Yes. {line.text}"),), (asked,))
        lines = []
        for at, unit in enumerate(sorted(found)):
            place, coverage = found[unit][0]
            line = self._coverage_line(place, coverage, unit, False)
            prefix = f"No. The text assigns {what} to {self.table.name(unit)}: " if at == 0 else f"Also to {self.table.name(unit)}: "
            lines.append(replace(line, text=prefix + line.text.removeprefix(f"{self.table.name(unit)}: ")))
        return Draft(tuple(lines), tuple(sorted(found)))

    def _seats_said(self, reading: Reading) -> Draft | None:
        """The units that the text says sit somewhere ("Where: Torvik, first floor"), or elsewhere; None if that is not asked or hardly a seat is said."""
        asked = _ASKS_SEAT.search(fold(reading.text))
        if asked and reading.kind in (Kind.LIST, Kind.COUNT) and len(reading.units) == 1 and (town := _seat(self.table.name(reading.units[0]))):
            start = reading.text.find(town, asked.end())
            if start >= 0 and not reading.text[start + len(town) :].strip(" ?.!"):  # where only one sits its town names it
                reading = replace(reading, units=(), terms=(*reading.terms, Term(town, (tuple(stem(w) for w in words(town)),), start, start + len(town), name=True)))
        names = [t for t in reading.terms if (t.name or t.place is not None) and asked is not None and t.start >= asked.end()]
        rest = [t for t in reading.heavy if t not in names and t.stems[0][0] not in _SITTING]
        if len(names) != 1 or rest or reading.units or reading.kind not in (Kind.LIST, Kind.COUNT, Kind.REVERSE):
            return None
        scope = self.scope(reading)
        said: dict[int, Row] = {}
        for unit in scope:
            rows = [r for r in self.table.rows_of(unit) if _SEAT_SAID.search(self.evidence.text(r))]
            if rows:
                said[unit] = max(rows, key=lambda r: self.evidence.term_in(names[0], r)[0])
        by_name = {u for u, r in said.items() if self.evidence.term_in(names[0], r)[0] >= _SAID}
        headed = {u: line for u in scope if names[0].place is None and u not in said and (line := self._seat_in_name(u)) is not None}
        by_name |= {u for u in headed if fold(names[0].text) == fold(_seat(self.table.name(u)))}
        place = names[0].place
        lies = {
            u: p
            for u, r in said.items()
            if u not in by_name and place is not None and place.kind != "city"
            for p in places.find(tokens(self.evidence.text(r)), self.evidence.text(r))
            if p.kind in ("city", "country") and set(p.codes) <= set(place.codes)
        }
        there = by_name | lies.keys()
        elsewhere = reading.negated or _OUTSIDE.search(fold(reading.text)) is not None
        known = said.keys() | headed.keys()
        if len(known) < max(_MIN_SEATS, len(scope) / 3) or not (there or elsewhere):
            return None
        found = [u for u in scope if u in known and (u in there) != elsewhere]
        total = len(scope)
        if not found:
            missing = Missing("place", reading.text[names[0].start : names[0].end])
            return Draft((Line(f"None of the {total} {self.noun(total, scope)}; where it sits is stated for {len(known)}."),), (), Checked(total, 0), missing, Grade.NOT_STATED)
        lines = [Line(f"{len(found)} of {total} {self.noun(total, scope)}:")]
        outside = {u: Outside(f"{p.name} is in {place.name}", SOURCE) for u, p in lies.items() if place is not None}
        lines += [headed[u] if u in headed else Line(f"{self.within(u)}: {say(self.table, said[u].number)}.", quote(self.table, said[u].number), outside.get(u), True) for u in found]
        lines.append(Line(f"All {total} were checked." if len(known) == total else f"All {total} were checked; where it sits is stated for {len(known)}."))
        return Draft(tuple(lines), tuple(found), Checked(total, len(found)))

    def _seat_in_name(self, unit: int) -> Line | None:
        """The line for a unit whose heading says where it sits ("Ferry Museum, Torvik")."""
        name = self.table.name(unit)
        heading = heading_quote(self.table, unit) if _seat(name) else None
        return Line(f"{name}.", (heading,), None, True) if heading is not None else None

    def _seats_in(self, reading: Reading, named: list[places.Place]) -> Draft | None:
        """The units whose own name places them in an area: seats, not coverage."""
        outside = (reading.negated or _OUTSIDE.search(fold(reading.text)) is not None or any(_EXCEPTED.search(reading.text[: p.start]) for p in named)) and reading.kind is not Kind.YES_NO
        inside: dict[int, Line] = {}
        rest: dict[int, Line] = {}
        wanted = {c for p in named for c in p.codes}
        for unit in self.scope(reading):
            name = self.table.name(unit)
            codes = seat_codes(name)
            heading = heading_quote(self.table, unit)
            if not heading or not codes:
                return None  # a name without a place does not say where the unit sits
            country = places.country_name(sorted(codes & wanted or codes)[0])
            area = next((p for p in named if codes & set(p.codes)), named[0])
            if codes & wanted:
                inside[unit] = Line(f"{name}.", (heading,), Outside(f"{country} is in {area.name}", SOURCE) if area.name != country else None, True)
            else:
                rest[unit] = Line(f"{name}.", (heading,), Outside(f"{country} is not in {area.name}", SOURCE), True)
        found = rest if outside else inside
        total = len(self.scope(reading))
        if not found and inside | rest and reading.kind in (Kind.LIST, Kind.COUNT):
            what = " and ".join(p.name for p in named)
            return Draft(
                (Line(f"By the places in their names, none of the {total} {self.noun(total)} is in {what}."),), missing=Missing("place", what),
                checked=Checked(total, 0), grade=Grade.NOT_STATED, suggestions=tuple(f"Which {self.noun(1)} covers {p.name}?" for p in named if self._coverage(p)),
            )  # fmt: skip
        if not found:
            return None
        total, count = len(self.scope(reading)), len(found)
        return Draft((Line(f"{count} of {total} {self.noun(total)}, by the places in their names:"), *found.values()), tuple(found), Checked(total, count))
