"""From a reading to a draft: one way of answering for each kind of question."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from corpus.words import NUMBERS, STOP, clean, fold, plural, stem
from qa import english, places
from qa.answer import Checked, Grade, Missing
from qa.draft import Draft, Line, cell, heading_quote, quote, say
from qa.evidence import Evidence, Match, asked_type, lacks_head, overlap, probability, signals
from qa.names import names_in
from qa.places import Coverage, Map
from qa.question import Kind, Reading, Term, has_run
from qa.table import Row, Table

_ANSWERS = 0.4  # probability from which a statement answers: a wrong refusal costs a little more than a weak answer
_OPEN = 0.2  # the same where no unit is named: its name does not colour the likeness there
_NAMELESS = 0.5  # the same where a proper name or a value of the type asked for is not in the statement
_HEADLESS = 0.8  # the same where the noun that is asked for is not in the statement
_FULL = 0.72  # share of what is asked that a statement must have to be listed without being the best
_CLOSE = 0.12  # how far behind the best one a listed statement may be
_SAME_DUTY = 0.62  # overlap from which two units' statements say the same
_FEW = 3  # statements shown for a narrow question
_SHOWN = 12  # statements shown for a broad one


class Responder:
    """Answers readings about one text."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.table: Table = evidence.table
        self._map: Map | None = None

    @property
    def map(self) -> Map:
        """Which places the units cover; made on first use."""
        if self._map is None:
            self._map = Map(self.table)
        return self._map

    # ── entry ──────────────────────────────────────────────────────────────────────────────────────────────

    def answer(self, reading: Reading) -> Draft:
        """The draft for one reading."""
        special = self._expansion(reading) or self._literal(reading) or self._unknown_unit(reading) or self._place(reading)
        if special is not None:
            return special
        ways = {
            Kind.COMPARE: self._compare, Kind.SHARED: self._shared, Kind.UNIQUE: self._unique, Kind.EVERY: self._every, Kind.MOST: self._most,
            Kind.COUNT: self._count, Kind.SEAT: self._seat, Kind.YES_NO: self._yes_no, Kind.WHY: self._why, Kind.LIST: self._list, Kind.REVERSE: self._reverse,
            Kind.LOOKUP: self._look_up,
        }  # fmt: skip
        return ways[reading.kind](reading)

    def _expansion(self, reading: Reading) -> Draft | None:
        """What an acronym stands for: only where the text writes it out."""
        if not _EXPANDS.search(fold(reading.text)):
            return None
        for term in reading.terms:
            acronym = fold(term.text).replace(".", "")
            if not (term.text.isupper() or term.name) or " " in acronym:
                continue
            forms = {f for a in (acronym, acronym.removesuffix("s")) for f in (self.table.acronyms.get(a) or self.table.expand(a)) if len(f) > 1} | {f for f in term.stems[1:] if len(f) > 1}
            rows = [r for r in self.table.rows if any(has_run(r.sequence, f) for f in forms)]
            if rows:
                matches = self.evidence.measure(reading, rows)
                lines = [self._line(matches[0])]
                return Draft(tuple(lines), (matches[0].row.unit,) if matches[0].row.unit is not None else ())
            used = [r for r in self.table.rows if stem(acronym) in r.stems or stem(acronym.removesuffix("s")) in r.stems]
            where = "uses it without writing it out" if used else "does not use it"
            return Draft((Line(f"The text does not say what {term.text} stands for; it {where}."),), missing=Missing("attribute", f"the full form of {term.text}"), grade=Grade.NOT_STATED, suggestions=self.suggest())
        return None

    def _literal(self, reading: Reading) -> Draft | None:
        """Which units' texts have a word or name as such: "… with “Caribbean” in the name", "who mentions the EU?"."""
        in_name = _IN_NAME.search(fold(reading.text))
        mentions = _MENTIONS.search(fold(reading.text))
        if not (in_name or mentions) or reading.kind not in (Kind.LIST, Kind.COUNT, Kind.REVERSE, Kind.LOOKUP) or reading.units:
            return None
        quoted = [t for t in reading.heavy if reading.text[max(0, t.start - 1) : t.start] in ('"', "“", "‘")]
        wanted = quoted or [t for t in reading.heavy if t.text[:1].isupper() and t.start > 0]
        if len(wanted) != 1 or (not quoted and not reading.plural and not reading.negated):
            return None
        scope = self._scope(reading)
        found: dict[int, list[Match]] = {}
        for match in self.evidence.measure(reading, terms=wanted):
            owner = self._owner(match.row, scope)
            if owner is None or not any(has_run(match.row.sequence, f) for f in wanted[0].stems[:1]):
                continue
            if in_name and not any(has_run(tuple(stem(w) for w in fold(n).replace("-", " ").split() if w not in STOP), wanted[0].stems[0]) for n in names_in(self.table, match.row.number)):
                continue
            found.setdefault(owner, []).append(match)
        holders = {u: found[u] for u in scope if u in found}
        if reading.negated:
            return self._without(reading, holders, scope)
        return self._listed(reading, holders, scope)

    def _unknown_unit(self, reading: Reading) -> Draft | None:
        """ "The Tokyo office": a unit that the text does not have."""
        if reading.units or self.table.corpus.units[self.table.main[0]].noun:
            return None
        for place in reading.places:
            after = re.match(r"\s+(\w+)", reading.text[place.end :])
            before = not re.search(r"\b(?:which|what|any|an?|other)\s+$", reading.text[: place.start], re.IGNORECASE)
            if after and fold(after.group(1)) in self.table.modifiers:
                after = re.match(r"\s+\w+\s+(\w+)", reading.text[place.end :])
            if place.kind in ("city", "country", "demonym") and after and fold(after.group(1)) in {*self.table.body_nouns, "one"} - {plural(self.table.corpus.noun)} and before:
                return Draft(
                    (Line(f"The text describes no {self.table.corpus.noun} in {place.name}."),),
                    missing=Missing("entity", f"{place.name} {self.table.corpus.noun}"), checked=Checked(len(self.table.main), 0), grade=Grade.NOT_STATED, suggestions=self.suggest(),
                )  # fmt: skip
        return None

    # ── helpers ────────────────────────────────────────────────────────────────────────────────────────────

    def _noun(self, count: int = 2) -> str:
        noun = self.table.corpus.noun
        return noun if count == 1 else plural(noun)

    def _scope(self, reading: Reading) -> list[int]:
        """The units a scan looks at: all outermost ones, those of the level asked for, or those it is limited to."""
        level = [i for i, u in enumerate(self.table.corpus.units) if u.parent is not None and u.noun == reading.noun] if reading.noun else []
        scope = list(reading.among) or level or self.table.main
        return [u for u in scope if u not in reading.excluded]

    def _owner(self, row: Row, scope: Sequence[int]) -> int | None:
        """The unit of a scan that a statement belongs to."""
        unit = row.own
        while unit is not None and unit not in scope:
            unit = self.table.corpus.units[unit].parent
        return unit

    def _line(self, match: Match, *, unit: bool = True, bullet: bool = False) -> Line:
        name = self.table.name(match.row.own) if unit and match.row.own is not None else ""
        part = cell(self.table, match.row.number, match.spots)
        words = f"{part[0]}: {part[1]}" if part else say(self.table, match.row.number, match.spots)
        return Line(f"{name}: {words}." if name else f"{words}.", quote(self.table, match.row.number), bullet=bullet)

    def answers(self, match: Match, reading: Reading) -> bool:
        """Whether a statement answers what is asked, by the fitted decision."""
        limit = _HEADLESS if lacks_head(match, reading) else _NAMELESS if not (match.names and match.typed) else _ANSWERS if reading.units else _OPEN
        return probability(signals(match, reading), reading) >= limit

    def _holders(self, reading: Reading, terms: Sequence[Term] | None = None, scope: Sequence[int] | None = None) -> dict[int, list[Match]]:
        """The units of which something is said, each with the statements that say it: a complete scan."""
        scope = self._scope(reading) if scope is None else scope
        matches = [m for m in self.evidence.measure(reading, terms=terms) if self._owner(m.row, scope) is not None]
        if not matches:
            return {}
        best = matches[0]
        heavy = tuple(t for t in (reading.terms if terms is None else terms) if not t.light)
        if not heavy:
            good = [m for m in matches if m.cover >= 0.95]
        else:
            part = replace(reading, terms=tuple(reading.terms if terms is None else terms))
            if not self.answers(best, part):
                return {}
            top = max(m.cover for m in matches)
            if top >= _FULL:
                floor = 0.8 if best.complete and best.exact >= 0.9 else 0.0
                good = [m for m in matches if m.cover >= max(_FULL, top - _CLOSE) and m.exact >= floor and (m.names or not best.names) and len(m.missing) <= len(best.missing)]
            else:
                good = [best] + [m for m in matches[1:] if m.cover >= best.cover - 0.05 and overlap(m.row, best.row) >= _SAME_DUTY]
            # the same duty, worded alike, counts too unless it lacks a word that was asked for
            good += [m for m in matches if m not in good and overlap(m.row, best.row) >= 0.8 and m.cover >= best.cover - _CLOSE and m.exact >= best.exact - 0.05]
        found: dict[int, list[Match]] = {}
        for match in good:
            owner = self._owner(match.row, scope)
            part = cell(self.table, match.row.number, match.spots)
            if part is not None and _EMPTY.match(part[1]):
                continue
            if owner is not None and not match.denied:
                found.setdefault(owner, []).append(match)
        return {u: found[u] for u in scope if u in found}

    def _conditions(self, reading: Reading) -> tuple[str, list[tuple[Term, ...]]] | None:
        """The parts of a question with two conditions: ("and" | "or" | "not", groups of terms); None if it has one."""
        text = reading.text
        for joint, pattern in (
            (
                "not",
                r"\b(?:but|and|yet|though|while|,)\s*(?:do(?:es)?|is|are|has|have|that do(?:es)?|which do(?:es)?|who do(?:es)?)?\s*(?:not|n't|never|without)\b|\b(?:instead of|rather than|as opposed to)\b|\bbut (?:no|without)\b|\bwithout\b|\b(?:but|and) (?:does|do|is|are|has|have)n't\b",
            ),
            ("or", r"\bor\b|\beither\b(?=.*\bor\b)"),
            ("and", r"\b(?:and also|and|as well as|plus|together with|in addition to|while also|alongside|both)\b|&|\+"),
        ):
            cuts = [(m.start(), m.end()) for m in re.finditer(pattern, text, re.IGNORECASE)]
            cuts = [c for c in cuts if not any(t.start < c[0] < t.end for t in reading.terms)]
            if not cuts:
                continue
            if joint == "or":  # "vehicles, cyclists or pedestrians"
                cuts = sorted({*cuts, *((m.start(), m.end()) for m in re.finditer(r",", text) if m.start() < cuts[-1][0])})
            edges = [0, *(c[0] for c in cuts), len(text)]
            groups = [tuple(t for t in reading.terms if a <= t.start < b) for a, b in pairwise(edges)]
            solid = [g for g in groups if any(not t.light for t in g)]
            if len(solid) >= 2:
                heavy = [t for t in solid[0] if not t.light]
                if len(heavy) > 1 and all(sum(not t.light for t in g) == 1 for g in solid[1:]) and joint == "or":
                    solid = [solid[0], *((*(t for t in heavy[:-1] if not t.name), *g) for g in solid[1:])]
                return joint, solid
        return None

    # ── places ─────────────────────────────────────────────────────────────────────────────────────────────

    def _place(self, reading: Reading) -> Draft | None:
        """Who covers a place, where that is what is asked."""
        named = list(reading.places)
        personal = re.search(r"\b(?:i|i'm|we|we're|our|us|my|am|live[sd]?|based|brother|sister|friend|colleague)\b", fold(reading.text)) is not None
        personal = personal and any(p.kind == "demonym" or re.search(r"\b(?:in|from|of|at|near|outside|around|for|to)\s+(?:the\s+)?$", reading.text[: p.start], re.IGNORECASE) for p in named)
        rest = [t for t in reading.heavy if t.place is None and not any(p.start <= t.start < p.end for p in named)]
        rest = [t for t in rest if t.stems[0][0] not in _COVERING]
        others = [t for t in rest if t.name]
        if named and rest and not others and reading.kind in (Kind.REVERSE, Kind.LIST) and not reading.units and not self._names_place(named):
            # a place that no statement names: who covers it is what can be said
            rest = [] if re.search(r"\b(?:who|whom|which|what|where|whose)\b", fold(reading.text)) and (personal or len(rest) <= 2) else rest
        if not named or rest or reading.kind not in (Kind.REVERSE, Kind.LIST, Kind.COUNT, Kind.YES_NO, Kind.WHY, Kind.LOOKUP) or reading.negated:
            return None
        if _IN_NAME.search(fold(reading.text)) or _MENTIONS.search(fold(reading.text)):
            return None
        partner = re.search(r"\b(?:liais\w+|partner\w*|works? with|cooperat\w*|relations?|deals? with|dialogues?|member(?:ship)?)\b", reading.text, re.IGNORECASE)
        if partner:
            return None
        if reading.kind in (Kind.LOOKUP,) and reading.units:
            return None
        about_seat = re.search(r"\b(?:located|based|seated|situated|seats?|are there|lie|have (?:an|its) (?:seat|office))\b", fold(reading.text)) and (reading.plural or reading.kind is Kind.COUNT)
        if about_seat:
            return self._seats_in(reading, named)
        if all(p.kind in ("grouping",) for p in named) and not re.search(r"\b(?:cover|member|countr|in the)\w*\b", fold(reading.text)):
            return None
        found: dict[int, list[tuple[places.Place, Coverage]]] = {}
        for place in named:
            for coverage in self._coverage(place):
                if not reading.excluded or coverage.unit not in reading.excluded:
                    found.setdefault(coverage.unit, []).append((place, coverage))
        what = " and ".join(dict.fromkeys(p.name for p in named))
        if not found:
            direct = self.evidence.measure(reading)
            if direct and direct[0].names and direct[0].cover > 0.9 and direct[0].row.unit is not None and reading.kind is not Kind.YES_NO:
                return None
            return Draft(
                (Line(f"The text does not settle who covers {what}: none of its {self._noun()} names it, or an area or grouping that it belongs to."),),
                missing=Missing("place", what), checked=Checked(len(self.table.main), 0), grade=Grade.NOT_STATED,
            )  # fmt: skip
        if reading.kind in (Kind.YES_NO, Kind.WHY) and reading.units:
            return self._covers(reading, what, found)
        lines = []
        broad = any(p.kind == "region" for p in named)
        if reading.kind is Kind.COUNT:
            lines.append(Line(f"{len(found)} {self._noun(len(found))}:"))
        for unit in sorted(found):
            for place, coverage in found[unit][:1] if len(named) == 1 else found[unit]:
                lines.append(self._coverage_line(place, coverage, unit, len(found) > 1 or reading.kind is Kind.COUNT))
        if len(found) > 1 and not broad and len(named) == 1:
            lines.append(Line("The text does not choose between them."))
        scope = self.table.main
        return Draft(tuple(lines), tuple(sorted(found)), Checked(len(scope), len(found)))

    def _names_place(self, named: Sequence[places.Place]) -> bool:
        """Whether a statement names one of the places in so many words."""
        return any(has_run(r.sequence, tuple(stem(w) for w in fold(p.name).replace("-", " ").split() if w not in STOP)) for p in named for r in self.table.rows)

    def _coverage(self, place: places.Place) -> list[Coverage]:
        if place.kind in ("region", "grouping"):
            return self.map.covering_area(place.name)
        return list({(c.unit, c.row): c for code in place.codes for c in self.map.covering(code)}.values())

    def _coverage_line(self, place: places.Place, coverage: Coverage, unit: int, bullet: bool) -> Line:
        outside = coverage.outside
        if place.kind in ("city", "demonym") and place.codes:
            country = places.country_name(place.codes[0])
            if place.kind == "city" and outside is None:
                from qa.answer import Outside

                outside = Outside(f"{place.name} is in {country}", "qa/data/countries.json (as of 2026-01)")
            elif place.kind == "city" and outside is not None:
                outside = replace(outside, fact=f"{place.name} is in {country}; {outside.fact}")
        words = say(self.table, coverage.row, ((coverage.span.start, coverage.span.end),))
        return Line(f"{self.table.name(unit)}: {words}.", quote(self.table, coverage.row), outside, bullet)

    def _covers(self, reading: Reading, what: str, found: dict[int, list[tuple[places.Place, Coverage]]]) -> Draft:
        asked = reading.units[0]
        if asked in found:
            place, coverage = found[asked][0]
            line = self._coverage_line(place, coverage, asked, False)
            if reading.kind is Kind.WHY and _REASON.match(fold(reading.text)):
                return Draft((Line("The text gives no reason. What it says is:"), line), (asked,), missing=Missing("attribute", "the reason"), grade=Grade.NOT_STATED)
            return Draft((replace(line, text=line.text if reading.kind is Kind.WHY else f"Yes. {line.text}"),), (asked,))
        lines = []
        for at, unit in enumerate(sorted(found)):
            place, coverage = found[unit][0]
            line = self._coverage_line(place, coverage, unit, False)
            prefix = f"No. The text assigns {what} to {self.table.name(unit)}: " if at == 0 else f"Also to {self.table.name(unit)}: "
            lines.append(replace(line, text=prefix + line.text.removeprefix(f"{self.table.name(unit)}: ")))
        return Draft(tuple(lines), tuple(sorted(found)))

    def _seats_in(self, reading: Reading, named: list[places.Place]) -> Draft | None:
        """The units whose own name places them in an area: seats, not coverage."""
        lines = []
        for unit in self._scope(reading):
            found = [p for part in [self.table.name(unit)] for p in places.find(_tokens(part), part) if p.kind in ("country", "city")]
            codes = {c for p in found for c in p.codes if len(p.codes) == 1}
            wanted = {c for p in named for c in p.codes}
            heading = heading_quote(self.table, unit)
            if codes & wanted and heading:
                from qa.answer import Outside

                area = next(p for p in named if codes & set(p.codes))
                country = places.country_name(sorted(codes & set(area.codes))[0])
                lines.append((unit, Line(f"{self.table.name(unit)}.", (heading,), Outside(f"{country} is in {area.name}", "qa/data (as of 2025-06)") if area.name != country else None, True)))
        if not lines:
            return None
        count = len(lines)
        return Draft((Line(f"{count} {self._noun(count)}, by the places in their names:"), *(x for _, x in lines)), tuple(u for u, _ in lines), Checked(len(self._scope(reading)), count))

    # ── look-ups ───────────────────────────────────────────────────────────────────────────────────────────

    def _look_up(self, reading: Reading) -> Draft:
        if not reading.units:
            return self._anything(reading)
        if (areas := self._areas_of(reading)) is not None:
            return areas
        if _is_broad(reading):
            drafts = [self._all_of(u, len(reading.units) > 1) for u in reading.units]
            return Draft(tuple(x for d in drafts for x in d.lines), reading.units)
        lines: list[Line] = []
        considered: tuple[Match, ...] = ()
        refused: Draft | None = None
        for unit in reading.units:
            found = self._in_unit(reading, unit)
            if not found and _EVERYTHING.search(fold(reading.text)):
                lines += list(self._all_of(unit, len(reading.units) > 1).lines)
            elif found:
                lines += [self._line(m) for m in found]
                considered += tuple(found)
            elif len(reading.units) == 1:
                return self._elsewhere(reading, unit)
            else:
                refused = self._refuse(reading, unit)
        if not lines and refused:
            return refused
        return Draft(tuple(lines), reading.units, considered=considered)

    def _areas_of(self, reading: Reading) -> Draft | None:
        """What a unit covers, where its region or countries are asked for."""
        if not reading.heavy or not all(t.stems[0][0] in _AREAS for t in reading.heavy):
            return None
        lines = []
        for unit in reading.units:
            rows = list(dict.fromkeys(r for r, _ in self.map.areas(unit)))[:2]
            lines += [Line(f"{self.table.name(unit)}: {say(self.table, r)}.", quote(self.table, r)) for r in rows[:1]]
        return Draft(tuple(lines), reading.units) if lines else None

    def _in_unit(self, reading: Reading, unit: int) -> list[Match]:
        """The statements of a unit that answer a narrow question about it, best first."""
        rows = [*self.table.rows_of(unit), *self._about(unit)]
        matches = self.evidence.measure(reading, rows)
        if not matches or not self.answers(matches[0], reading) or not matches[0].names:
            return []
        best = matches[0]
        if _wants_cell(reading) and not _has_value(self.table, best, reading):
            better = [m for m in matches[1:6] if self.answers(m, reading) and _has_value(self.table, m, reading)]
            if better:
                best = better[0]
            elif best.row.negations == () and cell(self.table, best.row.number, best.spots) is not None:
                return []
        slack = 0.2 if all(t.stems[0][0] in english.relational() for t in reading.heavy) else 0.05
        several = [m for m in matches if m is not best and m.cover >= best.cover - slack and m.exact >= best.exact - slack and self.answers(m, reading)]
        many = reading.plural or any(t.text.casefold().endswith("s") for t in reading.heavy) or len(reading.heavy) <= 1
        return [best, *several[: _FEW - 1]] if many and not reading.asks else [best]

    def _about(self, unit: int) -> list[Row]:
        """Statements outside a unit that name it."""
        name = [stem(w) for w in fold(self.table.short(unit)).split() if w not in STOP]
        wanted = tuple(n for n in name)
        if not self.table.corpus.units[unit].noun:
            return [r for r in self.table.rows if r.unit is None and has_run(r.sequence, wanted)]
        return [r for r in self.table.rows if r.unit != self.table.top(unit) and has_run(r.sequence, wanted)]

    def _all_of(self, unit: int, many: bool = False) -> Draft:
        rows = [r for r in self.table.rows_of(unit) if len(r.sequence) >= 2 and r.number not in self.table.lead_rows]
        lines = [Line(f"{self.table.name(unit)}:")]
        shown = rows if len(rows) <= _SHOWN + 6 and not many else rows[:_SHOWN]
        for row in shown:
            lines.append(Line(f"{say(self.table, row.number)}.", quote(self.table, row.number), bullet=True))
        if len(rows) > len(shown):
            lines.append(Line(f"{len(rows) - len(shown)} more statements are in the text."))
        return Draft(tuple(lines), (unit,))

    def _anything(self, reading: Reading) -> Draft:
        """The one statement that answers, whichever unit it belongs to."""
        if not reading.heavy:
            return self._refuse(reading, None)
        matches = self.evidence.measure(reading)
        if not matches or not self.answers(matches[0], reading):
            return self._refuse(reading, None)
        best = matches[0]
        lines = [self._line(best)]
        units = (best.row.unit,) if best.row.unit is not None else ()
        return Draft(tuple(lines), units, considered=tuple(matches[:8]))

    def _elsewhere(self, reading: Reading, unit: int) -> Draft:
        """Nothing in the unit asked about: another unit has it, or nobody."""
        plain = replace(reading, units=(), excluded=(*reading.excluded, unit), among=())
        holders = self._strict(self._holders(plain), reading)
        if holders:
            owner, matches = next(iter(sorted(holders.items(), key=lambda kv: -kv[1][0].score)))
            names = " and ".join(self.table.name(u) for u in holders) if len(holders) <= 3 else f"{len(holders)} other {self._noun()}"
            lines = [Line(f"The text does not say this of {self.table.name(unit)}; it assigns it to {names}: {say(self.table, matches[0].row.number, matches[0].spots)}.", quote(self.table, matches[0].row.number))]
            for other, more in holders.items():
                if other != owner and len(holders) <= 3:
                    lines.append(self._line(more[0]))
            return Draft((replace(lines[0], text="No. " + lines[0].text), *lines[1:]), tuple(holders))
        return self._refuse(reading, unit)

    def _strict(self, holders: dict[int, list[Match]], reading: Reading) -> dict[int, list[Match]]:
        """Only those that have, by word, all that is asked; needed to contradict somebody."""
        if not any(t for t in reading.heavy):
            return {}
        if reading.kind is Kind.LOOKUP and not any(t.name for t in reading.heavy) and (len(reading.heavy) < 3 or _wants_cell(reading) or asked_type(reading.text)):
            return {}
        return {u: ms for u, ms in holders.items() if ms[0].names and not ms[0].missing and ms[0].exact >= 0.7}

    def _refuse(self, reading: Reading, unit: int | None) -> Draft:
        """Says which piece is missing."""
        matches = self.evidence.measure(reading)
        known = {t for t in reading.heavy if any(self.evidence.term_in(t, m.row)[0] >= 0.8 for m in matches)}
        absent = [t for t in reading.heavy if t not in known]
        strange = [t for t in absent if t.name]
        what = ", ".join(dict.fromkeys(t.text for t in (strange or absent or reading.heavy))) or reading.text
        suggestions = self.suggest(unit)
        if unit is not None:
            name = self.table.name(unit)
            count = len(self.table.rows_of(unit))
            text = f"The text does not say this of {name}" + (f": “{what}” is in none of its {count} statements." if absent else ".")
            return Draft((Line(text), Line(f"It does describe what {name} does.")), (unit,), missing=Missing("entity" if strange else "attribute", what), grade=Grade.NOT_STATED, suggestions=suggestions)
        if strange:
            return Draft((Line(f"The text does not mention {what}."),), missing=Missing("entity", what), checked=Checked(len(self.table.main), 0), grade=Grade.NOT_STATED, suggestions=suggestions)
        if absent:
            text = f"The text does not answer this: it says nothing about “{what}”." if len(absent) == len(reading.heavy) else f"The text does not answer this: the piece that is missing is “{what}”."
            return Draft((Line(text),), missing=Missing("topic" if len(absent) == len(reading.heavy) else "attribute", what), grade=Grade.NOT_STATED, suggestions=suggestions)
        return Draft((Line("The text does not answer this, though some of the words occur in it."),), missing=Missing("duty", what), grade=Grade.NOT_STATED, suggestions=suggestions)

    def suggest(self, unit: int | None = None) -> tuple[str, ...]:
        """Questions that the text can answer."""
        units = [unit] if unit is not None else self.table.main[:2]
        return tuple(f"What does {called(self.table, u)} do?" for u in units if u is not None and self.table.rows_of(u))

    # ── reverse look-ups and lists ─────────────────────────────────────────────────────────────────────────

    def _reverse(self, reading: Reading) -> Draft:
        if reading.negated and not reading.excluded:
            return self._list(reading)
        if not reading.heavy and not list(reading.terms):
            return self._refuse(reading, None)
        holders = self._find(reading)
        if not holders:
            general = self._anything(replace(reading, excluded=())) if not reading.excluded else None
            if general is not None and general.answered:
                return general
            return self._refuse(reading, None)
        scope = self._scope(reading)
        if len(holders) > 1 and (reading.plural or len(holders) > 3):
            return self._listed(reading, holders, scope)
        lines = [self._line(ms[0]) for _, ms in sorted(holders.items(), key=lambda kv: -round(kv[1][0].score, 4))]
        return Draft(tuple(lines), tuple(holders), Checked(len(scope), len(holders)), considered=tuple(m for ms in holders.values() for m in ms)[:8])

    def _find(self, reading: Reading) -> dict[int, list[Match]]:
        """The units that meet all the conditions of a question."""
        parts = self._conditions(reading)
        if parts is None:
            return self._holders(reading)
        joint, groups = parts
        if joint == "and":
            whole = self._holders(reading)
            if whole and not next(iter(whole.values()))[0].missing:
                return whole
        each = [self._holders(reading, g) for g in groups]
        if joint == "or":
            merged: dict[int, list[Match]] = {}
            for found in each:
                for unit, ms in found.items():
                    merged.setdefault(unit, []).extend(ms[:1])
            return {u: merged[u] for u in self._scope(reading) if u in merged}
        if joint == "not":
            return {u: ms for u, ms in each[0].items() if not any(u in other for other in each[1:])}
        if all(each):
            both = {u: [other[u][0] for other in each] for u in each[0] if all(u in other for other in each)}
            if both:
                return both
            if re.search(r"\b(?:both|also|as well as|and at the same time|too)\b", reading.text, re.IGNORECASE) and reading.plural:
                return {}
            return {u: [ms for other in each for ms in other.get(u, [])[:1]] for u in self._scope(reading) if any(u in other for other in each)}
        return self._holders(reading)

    def _list(self, reading: Reading) -> Draft:
        scope = self._scope(reading)
        conditions = self._conditions(reading)
        if not reading.heavy and not reading.negated:
            return self._all_units(reading, scope)
        if reading.negated and not (conditions and conditions[0] == "not") and not reading.excluded:
            holders = self._holders(reading)
            return self._without(reading, holders, scope)
        return self._listed(reading, self._find(reading), scope)

    def _listed(self, reading: Reading, holders: dict[int, list[Match]], scope: Sequence[int]) -> Draft:
        total = len(scope)
        noun = self._noun(total)
        if not holders:
            what = ", ".join(t.text for t in reading.heavy) or reading.text
            return Draft((Line(f"None of the {total} {noun} is said to do this; all {total} were checked."),), missing=Missing("duty", what), checked=Checked(total, 0), grade=Grade.NOT_STATED, suggestions=self.suggest())
        count = len(holders)
        lines = [Line(f"{count} of {total} {noun}:" if count < total else f"All {total} {noun}:")]
        for unit, matches in holders.items():
            chosen = matches[: 2 if self._conditions(reading) else 1]
            for match in chosen:
                line = self._line(match, bullet=True)
                own = f"{self.table.name(match.row.own)}: " if match.row.own is not None else ""
                lines.append(replace(line, text=f"{self.table.name(unit)}: {line.text.removeprefix(own)}"))
        lines.append(Line(f"All {total} were checked."))
        return Draft(tuple(lines), tuple(holders), Checked(total, count), considered=tuple(m for ms in holders.values() for m in ms)[:8])

    def _without(self, reading: Reading, holders: dict[int, list[Match]], scope: Sequence[int]) -> Draft:
        """The units of which something is not said, with what is said of the others as evidence."""
        total = len(scope)
        rest = [u for u in scope if u not in holders]
        if not holders:
            what = ", ".join(t.text for t in reading.heavy) or reading.text
            return Draft((Line(f"The text says this of none of the {total} {self._noun(total)}; all {total} were checked."),), missing=Missing("duty", what), checked=Checked(total, total), grade=Grade.NOT_STATED)
        others = tuple(q for ms in holders.values() for q in quote(self.table, ms[0].row.number)[:1])
        if not rest:
            return Draft((Line(f"None: the text says it of all {total} {self._noun(total)}.", others),), tuple(holders), Checked(total, 0))
        lines = [Line(f"{len(rest)} of {total} {self._noun(total)}:")]
        denied = {u: m for m in self.evidence.measure(reading) if m.denied and m.cover > 0.6 and (u := self._owner(m.row, scope)) in rest and u is not None}
        for unit in rest:
            if unit in denied:
                lines.append(Line(f"{self.table.name(unit)}: {say(self.table, denied[unit].row.number)}.", quote(self.table, denied[unit].row.number), bullet=True))
            else:
                lines.append(Line(f"{self.table.name(unit)}.", bullet=True))
        lines.append(Line(f"It is said of the other {len(holders)}; all {total} were checked.", others))
        return Draft(tuple(lines), tuple(rest), Checked(total, len(rest)))

    def _all_units(self, reading: Reading, scope: Sequence[int]) -> Draft:
        total = len(scope)
        stated = self._stated_count(total) if not reading.excluded and not reading.among else None
        lines = [Line(f"{total} {self._noun(total)}:", stated or ())]
        for unit in scope:
            heading = heading_quote(self.table, unit)
            lines.append(Line(f"{self.table.name(unit)}.", (heading,) if heading else (), bullet=True))
        return Draft(tuple(lines), tuple(scope), Checked(total, total))

    def _stated_count(self, total: int):  # type: ignore[no-untyped-def]
        word = next((w for w, n in NUMBERS.items() if n == total), "")
        for row in self.table.rows:
            stems_ = [t.word for t in row.tokens[: row.size]]
            if row.unit is None and (word in stems_ or str(total) in stems_) and any(t in self.table.body_nouns for t in stems_):
                return quote(self.table, row.number)[:1]
        return None

    # ── counts ─────────────────────────────────────────────────────────────────────────────────────────────

    def _count(self, reading: Reading) -> Draft:
        scope = self._scope(reading)
        asks_units = _counts_units(reading, self.table)
        if asks_units and not reading.units:
            if not reading.heavy:
                return self._all_units(reading, scope)
            if reading.negated:
                return self._without(reading, self._holders(reading), scope)
            if (limit := _threshold(reading.text)) is not None:
                return self._over(reading, limit, scope)
            holders = self._find(reading)
            if not holders and (stated := self._stated_count(len(scope))) is not None and not any(t.name and not self._known(t) for t in reading.heavy):
                return self._all_units(replace(reading, terms=()), scope)
            draft = self._listed(reading, holders, scope)
            if holders:
                count = len(holders)
                return replace(draft, lines=(Line(f"{count} {self._noun(count)} of {len(scope)}:"), *draft.lines[1:]))
            return draft
        if not reading.heavy:
            return self._look_up(reading)
        rows = [r for u in reading.units for r in self.table.rows_of(u)] or None
        matches = self.evidence.measure(reading, rows)
        good = [m for m in matches if self.answers(m, reading)]
        if not good:
            return self._refuse(reading, reading.units[0] if reading.units else None)
        wanted = next((t for t in reading.heavy if not t.name), reading.heavy[0])
        for match in good[:3]:
            number = _number_by(self.table, match.row, wanted)
            if number:
                line = self._line(match)
                return Draft((replace(line, text=f"{number}: {line.text}"),), reading.units or ((match.row.unit,) if match.row.unit is not None else ()))
        unit_rows = [m for m in good if m.cover >= good[0].cover - 0.1][:4]
        counted: list[str] = []
        lines: list[Line] = []
        for match in unit_rows:
            topic = [t for t in reading.heavy if t.name]
            generic = wanted.name or wanted.stems[0][-1] in _BODIES
            names = [n for n in names_in(self.table, match.row.number) if (generic or self.table.family(wanted.stems[0][-1]).get(_head_stem(n))) and all(self._in_name(t, n) for t in topic)]
            names = [n for n in names if n not in counted]
            if names:
                counted += names
                lines.append(Line("; ".join(names) + ".", quote(self.table, match.row.number)[:1], bullet=True))
        if not counted and not reading.units and good[0].typed:
            return Draft((self._line(good[0]),), (good[0].row.unit,) if good[0].row.unit is not None else ())
        if not counted:
            return self._refuse(reading, reading.units[0] if reading.units else None)
        name = f" named for {self.table.name(reading.units[0])}" if reading.units else " named"
        return Draft((Line(f"{len(counted)}{name}:"), *lines), reading.units)

    def _known(self, term: Term) -> bool:
        """Whether any statement has a term by word."""
        return any(self.evidence.term_in(term, r)[0] >= 0.8 for r in self.table.rows)

    def _over(self, reading: Reading, limit: tuple[str, float], scope: Sequence[int]) -> Draft:
        """Units whose stated amount is above or below a limit."""
        amounts = self._amounts(reading, scope)
        keep = {u: (v, m) for u, (v, m) in amounts.items() if (v > limit[1] if limit[0] == "more" else v < limit[1])}
        total = len(scope)
        if not keep:
            return Draft((Line(f"None of the {total} {self._noun(total)}; an amount is stated for {len(amounts)}."),), checked=Checked(total, 0), missing=Missing("duty", reading.text), grade=Grade.NOT_STATED)
        lines = [Line(f"{len(keep)} {self._noun(len(keep))} of {total}:")]
        lines += [replace(self._line(m, bullet=True)) for _, m in keep.values()]
        lines.append(Line(f"An amount is stated for {len(amounts)} of {total}."))
        return Draft(tuple(lines), tuple(keep), Checked(total, len(keep)))

    def _amounts(self, reading: Reading, scope: Sequence[int]) -> dict[int, tuple[float, Match]]:
        """For each unit the amount stated for what is asked."""
        terms = [t for t in reading.heavy if not re.search(r"\d", t.text) and fold(t.text) not in _QUANTITIES]
        found: dict[int, tuple[float, Match]] = {}
        for match in self.evidence.measure(reading, terms=terms[:2] or None):
            unit = self._owner(match.row, scope)
            if unit is None or unit in found or match.exact < 0.45:
                continue
            value = _amount(self.table, match)
            if value is not None:
                found[unit] = (value, match)
        return found

    # ── most, fewest ───────────────────────────────────────────────────────────────────────────────────────

    def _most(self, reading: Reading) -> Draft:
        scope = self._scope(reading)
        terms = [t for t in reading.heavy if fold(t.text) not in _QUANTITIES]
        amounts = self._amounts(reading, scope) if terms else {}
        if terms and len(amounts) >= 2:
            order = sorted(amounts, key=lambda u: (amounts[u][0] if reading.fewest else -amounts[u][0], u))
            lead = self._line(amounts[order[0]][1])
            return Draft((lead, Line(f"An amount is stated for {len(amounts)} of {len(scope)} {self._noun()}.")), (order[0],), Checked(len(scope), 1))
        duties = not terms or all(t.stems[0][0] in _DUTIES for t in terms)
        bodies = bool(terms) and all(t.stems[0][0] in _BODIES | _DUTIES for t in terms)
        scores: dict[int, list[tuple[Row, list[str]]]] = {}
        for unit in scope:
            for row in self.table.rows_of(unit):
                if duties:
                    scores.setdefault(unit, []).append((row, [say(self.table, row.number)]))
                    continue
                names = names_in(self.table, row.number)
                if not bodies:
                    topic = [t for t in terms if t.stems[0][0] not in _BODIES]
                    names = [n for n in names if all(self._in_name(t, n) for t in topic)]
                if names:
                    scores.setdefault(unit, []).append((row, names))
        if not scores:
            matches = self.evidence.measure(reading)
            if matches and self.answers(matches[0], reading):
                return Draft((self._line(matches[0]),), (matches[0].row.unit,) if matches[0].row.unit is not None else ())
            return self._refuse(reading, None)
        if not duties and not bodies and max(sum(len(n) for _, n in v) for v in scores.values()) < 2:
            matches = self.evidence.measure(reading)
            if matches and self.answers(matches[0], reading):
                return Draft((self._line(matches[0]),), (matches[0].row.unit,) if matches[0].row.unit is not None else ())
        counts = {u: len({n for _, names in scores.get(u, []) for n in names}) for u in scope}
        extreme = min(counts.values()) if reading.fewest else max(counts.values())
        winners = [u for u in scope if counts[u] == extreme]
        lines = []
        what = "statements" if duties else "names in its text" if bodies else f"names with “{' '.join(t.text for t in terms)}”"
        for unit in winners:
            rows = scores.get(unit, [(r, []) for r in self.table.rows_of(unit)])
            quotes = tuple(quote(self.table, r.number)[0] for r, _ in rows)
            shown = "; ".join(n for _, names in rows for n in names) if not duties and extreme else ""
            lines.append(Line(f"{self.table.name(unit)}: {extreme} {what}" + (f": {shown}." if shown else "."), quotes))
        lines.append(Line(f"All {len(scope)} {self._noun()} were counted."))
        return Draft(tuple(lines), tuple(winners), Checked(len(scope), len(winners)))

    def _in_name(self, term: Term, name: str) -> bool:
        stems_ = {stem(w) for w in fold(name).replace("-", " ").split()}
        return any(all(any(self.table.family(s).get(x, 0) >= 0.9 or s == x for x in stems_) for s in alternative) for alternative in term.stems)

    # ── yes, no, why ───────────────────────────────────────────────────────────────────────────────────────

    def _yes_no(self, reading: Reading) -> Draft:
        if not reading.units:
            return self._anyone(reading)
        if len(reading.units) > 1 and not reading.excluded:
            return self._yes_no_each(reading)
        unit = reading.units[0]
        if not reading.heavy:
            return self._all_of(unit)
        return self._judge(reading, unit)

    def _judge(self, reading: Reading, unit: int) -> Draft:
        here = self.evidence.measure(reading, [*self.table.rows_of(unit), *self._about(unit)])
        other = [m for m in self.evidence.measure(reading) if m.row.unit is not None and m.row.unit != self.table.top(unit)]
        best = here[0] if here else None
        rival = other[0] if other else None
        if reading.kind is Kind.WHY and rival and rival.names and any(t.name for t in reading.heavy) and not (best and best.names and best.cover >= rival.cover - 0.25):
            named = replace(reading, terms=tuple(t for t in reading.terms if t.name), units=(), excluded=(unit,), among=())
            holders = {u: ms for u, ms in self._holders(named).items() if ms[0].names}
            if rival.row.unit is not None and rival.cover >= 0.5:
                return self._assigned(
                    unit,
                    {rival.row.unit: [rival], **{u: ms for u, ms in holders.items() if u != rival.row.unit and ms[0].cover >= 0.9 and len(holders) <= 3}}
                    if len(holders) > 1 and rival.cover < 0.6
                    else {rival.row.unit: [rival]},
                )
        if best and self._says(best, reading) and not (rival and rival.cover > best.cover + 0.2 and best.missing):
            line = self._line(best, unit=best.row.own != unit)
            if best.denied and not reading.negated:
                return Draft((replace(line, text=f"No. {self._line(best).text}"),), (unit,))
            return Draft((replace(line, text=f"Yes. {self._line(best).text}"),), (unit,))
        if rival and self._says(rival, reading):
            holders = {u: ms for u, ms in self._holders(replace(reading, units=(), excluded=(unit,), among=())).items() if self._says(ms[0], reading)}
            holders = holders or {rival.row.unit: [rival]} if rival.row.unit is not None else holders
            return self._assigned(unit, holders)
        what = ", ".join(t.text for t in (best.missing if best and best.missing else reading.heavy))
        partial = self._parts(reading, unit)
        if partial is not None:
            return partial
        return Draft(
            (Line(f"No {self.table.corpus.noun} is said to do this; all {len(self.table.main)} were checked." if self.table.corpus.noun != "document" else "The text does not say so."),),
            (unit,), Checked(len(self.table.main), 0), Missing("duty", what), Grade.NOT_STATED, self.suggest(unit),
        )  # fmt: skip

    def _parts(self, reading: Reading, unit: int) -> Draft | None:
        """Two things asked of one unit, found in two statements."""
        parts = self._conditions(reading)
        if parts is None or parts[0] != "and":
            return None
        found = []
        for group in parts[1]:
            part = replace(reading, terms=group)
            matches = self.evidence.measure(part, self.table.rows_of(unit))
            if not matches or not self._says(matches[0], part):
                return None
            found.append(matches[0])
        lines = [self._line(m, unit=False) for m in found]
        return Draft((replace(lines[0], text=f"Yes. {self.table.name(unit)}: {lines[0].text}"), *lines[1:]), (unit,))

    def _says(self, match: Match, reading: Reading) -> bool:
        """Whether a statement says, in words or synonyms, what would be confirmed: stricter than a look-up."""
        part = replace(reading, terms=reading.terms)
        return match.names and not match.missing and match.exact >= 0.6 and self.answers(match, part)

    def _assigned(self, unit: int, holders: dict[int, list[Match]]) -> Draft:
        lines = []
        if len(holders) > 3:
            quotes = tuple(q for ms in holders.values() for q in quote(self.table, ms[0].row.number)[:1])
            first = next(iter(holders.values()))[0]
            lines.append(Line(f"No. The text does not say this of {self.table.name(unit)}; it says it of {len(holders)} other {self._noun()}: {say(self.table, first.row.number, first.spots)}.", quotes))
        else:
            for at, (owner, matches) in enumerate(holders.items()):
                words = say(self.table, matches[0].row.number, matches[0].spots)
                lead = f"No. The text does not say this of {self.table.name(unit)}; it assigns it to {self.table.name(owner)}: " if at == 0 else f"Also to {self.table.name(owner)}: "
                lines.append(Line(f"{lead}{words}.", quote(self.table, matches[0].row.number)))
        return Draft(tuple(lines), tuple(holders))

    def _yes_no_each(self, reading: Reading) -> Draft:
        drafts = [self._judge(replace(reading, units=(u,)), u) for u in reading.units]
        lines: list[Line] = []
        for draft in drafts:
            lines += list(draft.lines)
        yes = [d for d in drafts if d.lines and d.lines[0].text.startswith("Yes")]
        if len(yes) == len(drafts):
            lines = [replace(x, text=x.text.removeprefix("Yes. ")) for x in lines]
            lines[0] = replace(lines[0], text=f"Yes. {lines[0].text}")
            return Draft(tuple(lines), reading.units)
        if not any(d.answered for d in drafts):
            return drafts[0]
        return Draft(tuple(lines), reading.units)

    def _anyone(self, reading: Reading) -> Draft:
        """ "Does any office …?" and yes-or-no questions about nobody in particular."""
        if not reading.heavy:
            return self._refuse(reading, None)
        holders = dict(self._find(reading).items())
        if holders:
            scope = self._scope(reading)
            draft = self._listed(reading, holders, scope) if len(holders) > 1 else Draft((self._line(next(iter(holders.values()))[0]),), tuple(holders), Checked(len(scope), 1))
            first = draft.lines[0]
            return replace(draft, lines=(replace(first, text=f"Yes. {first.text}"), *draft.lines[1:]))
        general = self._anything(reading)
        if general.answered:
            first = general.lines[0]
            denied = bool(general.considered and general.considered[0].denied)
            return replace(general, lines=(replace(first, text=f"{'No' if denied else 'Yes'}. {first.text}"), *general.lines[1:]))
        refusal = self._refuse(reading, None)
        return replace(refusal, checked=Checked(len(self.table.main), 0))

    def _why(self, reading: Reading) -> Draft:
        """A question that takes something for granted: true, or corrected, or nobody's."""
        if not reading.heavy:
            return self._look_up(replace(reading, kind=Kind.LOOKUP))
        unit = reading.units[0]
        draft = self._judge(reading, unit)
        if draft.lines and draft.lines[0].text.startswith("Yes. "):
            asked_reason = _REASON.match(fold(reading.text))
            first = replace(draft.lines[0], text=draft.lines[0].text.removeprefix("Yes. "))
            if asked_reason and not re.search(r"\b(?:because|in order to|so that|by virtue of|owing to|due to|to protect|to ensure|to enhance|to help|to contribute)\b", first.text):
                return replace(draft, lines=(Line("The text gives no reason. What it says is:"), first, *draft.lines[1:]), missing=Missing("attribute", "the reason"), grade=Grade.NOT_STATED)
            if asked_type(reading.text) is not None and reading.kind is Kind.WHY and not re.match(r"^(?:how) (?:does|do|did|is|are|can)", fold(reading.text)) and not asked_type(reading.text).search(first.text):  # type: ignore[union-attr]
                return replace(draft, lines=(Line("The text does not say when. What it says is:"), first, *draft.lines[1:]), missing=Missing("attribute", "the time"), grade=Grade.NOT_STATED)
            return replace(draft, lines=(first, *draft.lines[1:]))
        if not draft.answered:
            found = self._in_unit(reading, unit)
            if found:
                return Draft(tuple(self._line(m) for m in found), (unit,))
        return draft

    # ── seats, comparisons, what is shared ─────────────────────────────────────────────────────────────────

    def _seat(self, reading: Reading) -> Draft:
        unit = reading.units[0]
        rest = replace(reading, kind=Kind.LOOKUP)
        if reading.heavy:
            found = self._in_unit(rest, unit)
            if found:
                return Draft(tuple(self._line(m) for m in found), (unit,))
        heading = heading_quote(self.table, unit)
        if (heading and not self.table.corpus.units[unit].noun and places.find(_tokens(self.table.name(unit)), self.table.name(unit))) or ("," in self.table.name(unit) and heading):
            return Draft((Line(f"{self.table.name(unit)}, by its name in the text.", (heading,)),), (unit,))
        return self._refuse(reading, unit)

    def _alike(self, a: Row, b: Row) -> bool:
        return overlap(a, b) >= _SAME_DUTY

    def _sides(self, reading: Reading, units: Sequence[int]) -> dict[int, list[Row]]:
        """Each unit's statements, those on the topic asked for only."""
        topic = [t for t in reading.heavy if not (t.stems[0][0] in _BODIES | _DUTIES or t.light)]
        sides = {}
        for unit in units:
            rows = [r for r in self.table.rows_of(unit) if len(r.sequence) >= 2]
            if topic:
                matches = self.evidence.measure(reading, rows, topic)
                if matches[0].cover < 0.45:
                    sides[unit] = rows
                    continue
                close = [m.row for m in matches if m.cover >= max(0.4, matches[0].cover - 0.15)]
                rows = sorted(close, key=lambda r: r.number)[:4] or rows
            sides[unit] = rows
        return sides

    def _compare(self, reading: Reading) -> Draft:
        first, second = reading.units[:2]
        sides = self._sides(reading, reading.units[:2])
        pairs = [(a, b) for a in sides[first] for b in sides[second] if self._alike(a, b)]
        used: set[int] = set()
        lines: list[Line] = []
        for a, b in pairs:
            if a.number in used or b.number in used:
                continue
            used |= {a.number, b.number}
            if not any(x.text == "Both:" for x in lines):
                lines.append(Line("Both:"))
            lines.append(Line(f"{say(self.table, a.number)}.", (*quote(self.table, a.number)[:1], *quote(self.table, b.number)[:1]), bullet=True))
        for unit in (first, second):
            own = [r for r in sides[unit] if r.number not in used]
            if own:
                lines.append(Line(f"Only {self.table.name(unit)}:"))
                lines += [Line(f"{say(self.table, r.number)}.", quote(self.table, r.number)[:1], bullet=True) for r in own]
        for unit in reading.units[2:]:
            lines += list(self._all_of(unit, True).lines)
        return Draft(tuple(lines), reading.units)

    def _shared(self, reading: Reading) -> Draft:
        if len(reading.units) >= 2:
            first, second = reading.units[:2]
            lines = []
            used: set[int] = set()
            for a in self.table.rows_of(first):
                b = max(self.table.rows_of(second), key=lambda r, a=a: overlap(a, r))
                if self._alike(a, b) and b.number not in used:
                    used.add(b.number)
                    lines.append(Line(f"{say(self.table, a.number)}.", (*quote(self.table, a.number)[:1], *quote(self.table, b.number)[:1]), bullet=True))
            common = self._common_names(first, [second])
            for name, (a, b) in common.items():
                if not {a, b} & {n for line in lines for n in ()} and not any(name in line.text for line in lines):
                    lines.append(Line(f"{name}: both name it.", (*quote(self.table, a)[:1], *quote(self.table, b)[:1]), bullet=True))
            if not lines:
                return Draft((Line(f"The text says nothing alike of {self.table.name(first)} and {self.table.name(second)}."),), reading.units, Checked(2, 0), Missing("duty", reading.text), Grade.NOT_STATED)
            return Draft((Line(f"Both {self.table.name(first)} and {self.table.name(second)}:"), *lines), reading.units)
        unit = reading.units[0]
        others = [u for u in self.table.main if u != unit]
        found: dict[int, list[Line]] = {}
        for other in others:
            for name, (a, b) in self._common_names(unit, [other]).items():
                found.setdefault(other, []).append(Line(f"{self.table.name(other)}: {name}.", (*quote(self.table, b)[:1], *quote(self.table, a)[:1]), bullet=True))
        total = len(others)
        if not found:
            return Draft(
                (Line(f"None of the other {total} {self._noun(total)} names a body that {self.table.name(unit)} names; all were checked."),), (unit,), Checked(total, 0), Missing("duty", reading.text), Grade.NOT_STATED
            )
        lines = [Line(f"{len(found)} of the other {total} {self._noun(total)}:"), *(x for xs in found.values() for x in xs), Line(f"All {total} were checked.")]
        return Draft(tuple(lines), tuple(found), Checked(total, len(found)))

    def _common_names(self, unit: int, others: list[int]) -> dict[str, tuple[int, int]]:
        """Names in the statements of two units: name → (statement of the one, statement of the other)."""
        mine = {fold(n): (n, r.number) for r in self.table.rows_of(unit) for n in names_in(self.table, r.number)}
        found: dict[str, tuple[int, int]] = {}
        for other in others:
            for row in self.table.rows_of(other):
                for name in names_in(self.table, row.number):
                    if fold(name) in mine and self.table.frequency[stem(fold(name).split()[-1])] * 2 < len(self.table.rows):
                        found.setdefault(mine[fold(name)][0], (mine[fold(name)][1], row.number))
        return found

    def _unique(self, reading: Reading) -> Draft:
        unit = reading.units[0]
        mine = [r for r in self.table.rows_of(unit) if len(r.sequence) >= 2]
        others = [r for u in self.table.main if u != self.table.top(unit) for r in self.table.rows_of(u)]
        own = [r for r in mine if not any(self._alike(r, o) for o in others)]
        if not own:
            return Draft((Line(f"Everything said of {self.table.name(unit)} is also said of another {self._noun(1)}."),), (unit,), Checked(len(self.table.main), 0), Missing("duty", reading.text), Grade.NOT_STATED)
        lines = [Line(f"Said of {self.table.name(unit)} alone; the statements of all {len(self.table.main)} {self._noun()} were compared:")]
        lines += [Line(f"{say(self.table, r.number)}.", quote(self.table, r.number)[:1], bullet=True) for r in own]
        return Draft(tuple(lines), (unit,), Checked(len(self.table.main), 1))

    def _every(self, reading: Reading) -> Draft:
        scope = self._scope(reading)
        total = len(scope)
        reading = replace(reading, terms=tuple(replace(t, light=True) if t.stems[0][0] in _AREAS else t for t in reading.terms))
        if not [t for t in reading.heavy if t.stems[0][0] not in _DUTIES]:
            return self._common_to_all(scope)
        holders = self._find(reading)
        if not holders:
            general = self._anything(reading)
            if general.answered:
                first = general.lines[0]
                return replace(general, lines=(replace(first, text=f"Yes. {first.text}"), *general.lines[1:])) if not (general.considered and general.considered[0].denied) else general
            return self._listed(reading, {}, scope)
        quotes = tuple(q for ms in holders.values() for q in quote(self.table, ms[0].row.number)[:1])
        rest = [u for u in scope if u not in holders]
        asked_what = re.match(r"^(?:what|which)", fold(reading.text))
        lead = next(iter(holders.values()))[0]
        if not rest:
            return Draft((Line(f"{'All' if asked_what else 'Yes, all'} {total} {self._noun(total)}: {say(self.table, lead.row.number, lead.spots)}.", quotes),), tuple(holders), Checked(total, total))
        names = "; ".join(self.table.name(u) for u in rest)
        denied = [m for m in self.evidence.measure(reading) if m.denied and self._owner(m.row, scope) in rest][:1]
        extra = tuple(self._line(m) for m in denied)
        return Draft(
            (*([Line("No.")] if not extra else [replace(extra[0], text=f"No. {extra[0].text}")]), Line(f"The text says it of {len(holders)} of {total} {self._noun(total)}; not of: {names}.", quotes)),
            tuple(rest),
            Checked(total, len(holders)),
        )

    def _common_to_all(self, scope: Sequence[int]) -> Draft:
        """What the text says of every unit, else of most."""
        total = len(scope)
        groups: list[list[Row]] = []
        for row in [r for u in scope for r in self.table.rows_of(u) if len(r.sequence) >= 2]:
            for group in groups:
                if self._alike(row, group[0]):
                    group.append(row)
                    break
            else:
                groups.append([row])
        wide = [(len({self._owner(r, scope) for r in g}), g) for g in groups]
        everywhere = [g for n, g in wide if n == total]
        most = sorted(((n, g) for n, g in wide if total > n >= max(2, total / 2)), key=lambda x: -x[0])
        if not everywhere and not most:
            return Draft((Line(f"The text says nothing of all {total} {self._noun(total)} in like words; all were compared."),), tuple(scope), Checked(total, 0), Missing("duty", "a duty of all"), Grade.NOT_STATED)
        lines = [Line(f"Said of all {total} {self._noun(total)}:" if everywhere else f"No statement is made of all {total} {self._noun(total)} in like words; of most:")]
        for group in everywhere:
            lines.append(Line(f"{say(self.table, group[0].number)}.", tuple(quote(self.table, r.number)[0] for r in group), bullet=True))
        for n, group in most[: 3 if not everywhere else 0]:
            lines.append(Line(f"{n} of {total}: {say(self.table, group[0].number)}.", tuple(quote(self.table, r.number)[0] for r in group), bullet=True))
        return Draft(tuple(lines), tuple(scope), Checked(total, total if everywhere else most[0][0]))


# ── small readings of the question ─────────────────────────────────────────────────────────────────────────

_COVERING = frozenset(
    stem(w)
    for w in ["cover", "coverage", "office", "responsible", "area", "part", "region", "territory", "live", "born", "citizen", "national", "nationality", "travel", "based", "ngo", "ministry", "official", "government", "embassy", "country", "state", "belong", "competent", "home", "city", "team", "company", "world", "zone", "seat", "regional", "support", "supporting", "serve", "serving", "assist", "help", "look", "handle", "some", "find", "right", "located", "place", "somewhere"]
)
_AREAS = frozenset(stem(w) for w in ["region", "area", "country", "territory", "coverage", "cover", "zone", "geography", "geographic", "geographical", "part", "world", "state", "place", "jurisdiction", "look", "serve", "responsible", "handle"])
_DUTIES = frozenset(stem(w) for w in ["duty", "task", "responsibility", "role", "function", "job", "work", "statement", "activity", "thing", "mandate", "remit", "description", "text", "entry", "all", "many"])
_BODIES = frozenset(
    stem(w) for w in ["region", "area", "partner", "organization", "organisation", "body", "institution", "agency", "name", "named", "list", "longest", "entity", "contact", "link", "linked", "partnership", "relation", "external", "group", "grouping", "own", "host", "based", "city"]
)
_QUANTITIES = frozenset(["million", "thousand", "billion", "hundred", "more", "less", "than", "over", "under", "above", "below", "most", "least", "largest", "highest", "biggest", "smallest", "lowest", "yearly", "annual", "year"])


_EVERYTHING = re.compile(
    r"\b(?:everything|summary|summari[sz]e|overview|rundown|remit|mandate|responsibilit\w+|the jobs?|charged|tasks?|duties|roles?|functions?|purpose|working on|work on|responsible for|in charge of)\b|\bwhat(?:'s| is| are) .{0,60}\bfor\b\W*$|\bwhat (?:does|do) .{0,60}\bdo\b\W*$"
)
_EXPANDS = re.compile(r"\b(?:stands? for|short for|full (?:form|name)|abbreviation (?:of|for)|acronym|spell(?:ed)? out|what does .{2,12} mean|meaning of)\b")
_IN_NAME = re.compile(r"\b(?:in (?:its|their|the|his) (?:name|title)s?|in the names? of|name ends|called an?|calls itself|whose names?|(?:body|organi[sz]ation|partner)s? named|in (?:its|their) titles?)\b")
_MENTIONS = re.compile(r"\b(?:mentions?|mentioned|appears?|turns? up|crops? up|contains?|occurs?|in (?:its|their|the) (?:entry|entries|descriptions?|text)|the words?|the abbreviation|the phrase|those very words)\b")
_REASON = re.compile(r"^(?:and )?(?:why|how come|what made|for what reason)\b")


def _is_broad(reading: Reading) -> bool:
    """Whether nothing narrower is asked than what the unit does."""
    broad = {stem(w) for w in english.data("english.json")["broad"]}
    return not [t for t in reading.heavy if t.stems[0][0] not in broad]


def called(table: Table, unit: int) -> str:
    """How a question names a unit: "the Office of Water", "Cairo"."""
    entry = table.corpus.units[unit]
    return f"the {table.short(unit)}" if entry.noun and not table.short(unit).startswith("The ") else table.short(unit)


def _tokens(text: str):  # type: ignore[no-untyped-def]
    from qa.table import tokens

    return tokens(text)


def _wants_cell(reading: Reading) -> bool:
    return reading.asks in ("amount", "time") or bool(re.search(r"\b(?:phone|telephone|number|e-?mail|address|budget|cost|price|fee)\b", fold(reading.text)))


_EMPTY = re.compile(r"^[\s–—\-.]*$|^(?:n/?a|none|nil|unknown)$", re.IGNORECASE)


def _has_value(table: Table, match: Match, reading: Reading) -> bool:
    """Whether a statement gives a value of the sort asked for."""
    part = cell(table, match.row.number, match.spots)
    if part is not None:
        return not _EMPTY.match(part[1])
    text = table.corpus.quote(table.corpus.statements[match.row.number])
    folded = fold(reading.text)
    if re.search(r"\be-?mail\b", folded):
        return "@" in text
    return bool(re.search(r"\d", text)) or bool(re.search(r"\b(?:" + "|".join(list(NUMBERS)[1:]) + r"|daily|weekly|monthly|yearly|annual|every|each)\b", fold(text)))


def _counts_units(reading: Reading, table: Table) -> bool:
    nouns = table.body_nouns | english.generic()
    match = re.search(r"\b(?:how many|number of|count)(?: of)?(?: the| all| these| those| its| their| different| nine| \d+)*((?: \w+){0,3})", fold(reading.text))
    first = match.group(1).split() if match else []
    return (
        any(w in nouns or w in ("entries", "descriptions", "them", "these", "those", "nine") for w in first[:3])
        or not first
        or first[0] in ("don", "doesn", "aren", "isn", "haven", "not", "work", "do", "have", "promote", "are", "cover", "is")
    )


def _number_by(table: Table, row: Row, term: Term) -> str:
    """A number in a statement that stands just before what is counted, or is said of it."""
    family = {s for a in term.stems for s in table.family(a[-1])}
    own = row.tokens[: row.size]
    for at, token in enumerate(own):
        if token.stem in family:
            for near in (*reversed(own[max(0, at - 4) : at]), *own[at + 1 : at + 5]):
                if re.fullmatch(r"\d[\d.,]*", near.word) or (near.word in NUMBERS and NUMBERS[near.word] > 0):
                    document = table.corpus.documents[table.corpus.statements[row.number].document]
                    full = re.match(r"[\d][\d.,]*\d|\d|\w+", document.text[near.start :])
                    return full.group() if full else near.word
    return ""


def _head_stem(name: str) -> str:
    """The stem of the noun that says what a name is: "Process" of "Bali Process on People Smuggling"."""
    head = re.split(r"\s(?:of|for|on|in|against)\s", fold(name))[0].split()
    return stem(head[-1]) if head else ""


def _threshold(text: str) -> tuple[str, float] | None:
    match = re.search(r"\b(more than|over|above|at least|less than|under|below|fewer than)\s+(?:a |one )?([\d.,]+|\w+)?\s*(million|thousand|billion|hundred)?", fold(text))
    if not match:
        return None
    raw = match.group(2) or "1"
    value = float(raw.replace(",", "")) if re.fullmatch(r"[\d.,]+", raw) else float({**NUMBERS, "million": 1e6, "thousand": 1e3}.get(raw, -1))
    if value < 0:
        return None
    value *= {"million": 1e6, "thousand": 1e3, "billion": 1e9, "hundred": 100}.get(match.group(3) or "", 1)
    return ("more" if match.group(1) in ("more than", "over", "above", "at least") else "less"), value


def _amount(table: Table, match: Match) -> float | None:
    """The amount a statement gives next to what matched; of a table row, the one in the matching column."""
    part = cell(table, match.row.number, match.spots)
    text = part[1] if part else clean(table.corpus.quote(table.corpus.statements[match.row.number]))
    text = re.sub(r"\+?\d{2,3}[ -]\d{3}[ -]\d{4}|\bNos?\. \d+|\b(?:19|20)\d\d\b", " ", text)
    number = re.search(r"(\d{1,3}(?:[,\u00a0 ]\d{3})+|\d+(?:\.\d+)?)\s*(million|billion|thousand|%)?", text)
    if number:
        value = float(re.sub(r"[,\u00a0 ]", "", number.group(1)))
        return value * {"million": 1e6, "billion": 1e9, "thousand": 1e3}.get(number.group(2) or "", 1)
    found = [NUMBERS[w] for w in fold(text).split() if w in NUMBERS]
    return float(found[0]) if found else None


__all__ = ["Responder", "combinations"]
