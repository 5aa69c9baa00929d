"""Which units: reverse look-ups, lists, what is not said of whom."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from corpus.words import NUMBERS, fold, stem
from qa import english
from qa.answer import Checked, Grade, Missing
from qa.decision import Match
from qa.draft import Draft, Line, cell, heading_quote, quote, say
from qa.reading import Kind, Reading, Term
from qa.respond.base import FULLY, missed, solid
from qa.respond.cues import AT_ALL
from qa.respond.lookups import NEAREST, LookUps
from qa.table import NEGATION
from qa.values import HOLDER, holds

_HOLDERS = 3  # statements that say who holds a post, of several posts of one name
_DENIES = 0.6  # share of what is asked from which a statement that denies it is about it
_SOME = 3  # units that one question for one of them may still find
_COUNTED = 3  # words before a noun among which its number stands ("seven Ferry Desks")
_VAGUE = frozenset(stem(w) for w in ["support", "help", "service", "advice", "assistance", "care", "work", "activity", "matter", "issue"])  # what may be called otherwise
_NONE = re.compile(rf"(?:[A-Z][\w ]{{1,30}}:\s*)?(?:none|nil|nobody|no one|no|n/a|not applicable|[–—-]){AT_ALL}\W*(?:\([^()\d]*\)\W*)?", re.IGNORECASE)
_ANY = re.compile(r"\bany\s+(?:of the\s+)?[\w-]+(?:(?:,| or| and|, or)\s+[\w-]+)*\W*$", re.IGNORECASE)
_PARTLY = 0.45  # share of a condition's telling words
_LIMITED = re.compile(
    r"(?:and |so )?(?:which|what|who|list|name)\b[^?,;]{0,60}?\b(?P<rest>(?:of|in|on|at|under|within|from|with|that|which|who|belonging to)\s[^?,;]{3,80}?)\s(?:(?:do|does|did|is|are|was|were|has|have|can|could|will|would)(?:n['’]t| not)|never|lacks?|(?:do|does) neither)\b",
    re.IGNORECASE,
)  # "Which desks of the Lamp Group do not"
ENTIRE = 0.9  # share of the telling words of all conditions from which one statement meets them


_DOES_NOT = re.compile(
    r"\b(?:which|what)(?: [a-z-]+){1,3}? (?:(?:does|do|is|are|has|have|did|can|will|may|must)(?: not|n['’]t)|never|cannot|can['’]t)\b"
)  # what a unit does is denied, not a thing ("who helps those with no boat?")


class Lists(LookUps):
    """Answers that scan every unit."""

    def _reverse(self, reading: Reading) -> Draft:
        if reading.negated:
            without = self._list(reading)
            if reading.plural or (without.answered and len(without.units) <= max(_SOME, len(self.scope(reading)) // 2)):
                return without
            # one is asked for, so the "no" is part of what it does: "who works where no office is?"
            agreeing = next(
                (
                    m
                    for m in self.evidence.measure(reading)
                    if m.denied and self._owner(m.row, self.scope(reading)) is not None and not any(m.row.own in self.table.within(e) for e in reading.excluded) and self.answers(m, reading)
                ),
                None,
            )
            if agreeing is not None:
                return Draft((self._line(agreeing),), (agreeing.row.unit,) if agreeing.row.unit is not None else (), considered=(agreeing,))
            if without.answered and _DOES_NOT.search(fold(reading.text)):
                said = self._holders(replace(reading, negated=False))
                odd = next(iter(said.values()))[0] if len(said) == 1 else None
                if odd is not None and odd.row.negations:
                    return Draft((self._line(odd),), tuple(said), Checked(len(self.scope(reading)), 1))  # "reports to the Board, not to the Director"
                return without
            if reading.excluded and without.answered:
                return without
            reading = replace(reading, negated=False)
        if not reading.heavy and (not reading.terms or all(t.light for t in reading.terms)) and not reading.units:
            return self._refuse(reading, None)
        post = None if reading.units else holds(reading.text)
        if post is not None and [len(t.stems[0]) for t in reading.heavy] == [1] and not self.table.rows_having(reading.heavy[-1].stems[0][-1]) and not any(HOLDER.search(self.evidence.text(r)) for r in self.table.rows):
            return self._refuse(reading, None)
        if post is not None and (named := [r for r in self.table.rows if post.search(self.evidence.text(r))][:_HOLDERS]):
            lines = [Line(f"{self.table.name(r.own)}: {say(self.table, r.number)}." if r.own is not None else f"{say(self.table, r.number)}.", quote(self.table, r.number)) for r in named]
            return Draft(tuple(lines), tuple(dict.fromkeys(r.unit for r in named if r.unit is not None)))
        whole = self.evidence.measure(reading)
        if whole and whole[0].row.unit is None and whole[0].complete and self._general(whole[0].row) and not any(m.complete for m in whole if m.row.unit is not None):
            return self._anything(reading)  # said of all of them at once
        if (
            len(reading.units) == 1 and not reading.excluded and not reading.among and re.match(r"who\b", reading.text, re.IGNORECASE) and not any(t.name for t in reading.heavy)
        ):  # "who pays for the Lindholm office?": said of it, or where it is named
            matches = self.evidence.measure(reading, [*self.table.rows_of(reading.units[0]), *self._about(reading.units[0])])
            if not matches or not self.answers(matches[0], reading):
                return self._refuse(reading, reading.units[0])
        holders = self._find(reading)
        if not holders:
            general = self._anything(replace(reading, excluded=())) if not reading.excluded else None
            if general is not None and general.answered and not (reading.places and general.considered and general.considered[0].denied and not NEGATION.search(reading.text)):
                return general
            return self._nobody_else(reading) or self._refuse(reading, None)
        scope = self.scope(reading)
        if not reading.plural and not reading.negated and not reading.excluded and self._conditions(reading) is None and (near := self._nearest(reading, next(iter(holders.values()))[0])) is not None:
            return near
        if len(holders) > 1 and (reading.plural or len(holders) > 3):
            return self._listed(reading, holders, scope)
        shown = self._each_condition(reading)
        lines = [self._line(m) for _, ms in sorted(holders.items(), key=lambda kv: -round(kv[1][0].score, 4)) for m in self._distinct(ms, shown)]
        return Draft(tuple(lines), tuple(holders), Checked(len(scope), len(holders)), considered=tuple(m for ms in holders.values() for m in ms)[:8])

    def _nobody_else(self, reading: Reading) -> Draft | None:
        """Where only the units set aside are said to do it ("Anybody besides Lindholm who …?"): that, and what is said of them."""
        own = {u: ms for u, ms in self._holders(replace(reading, excluded=())).items() if u in reading.excluded} if reading.excluded else {}
        if not own:
            return None
        scope = self.scope(reading)
        lines = [Line(f"No other {self.noun(1, scope)} is said to do this; all {len(scope)} were checked."), *(self._line(ms[0]) for ms in own.values())]
        what = missed(reading.heavy, reading.text)
        return Draft(tuple(lines), tuple(own), Checked(len(scope), 0), Missing("duty", what), Grade.NOT_STATED, self.suggest())

    def _find(self, reading: Reading) -> dict[int, list[Match]]:
        """The units that meet all the conditions of a question."""
        parts = self._conditions(reading)
        if parts is None:
            return {u: ms for u, ms in self._holders(reading).items() if self._none_said(ms) is None}
        joint, groups = parts
        if (nested := self._nested(reading)) is not None:
            sides = [dict(item for g in reversed(alternatives) for item in self._holders(reading, g).items()) for alternatives in nested]
            return {u: [side[u][0] for side in sides] for u in self.scope(reading) if all(u in side for side in sides)}
        each = [self._holders(reading, g) for g in groups]
        both: dict[int, list[Match]] = {}
        if joint == "and":
            whole = self._holders(reading)
            both = {u: [other[u][0] for other in each] for u in each[0] if all(u in other for other in each)}
            if not both:
                loose = [self._holders(reading, g, phrases=False) for g in groups]
                both = {u: [other[u][0] for other in loose] for u in loose[0] if all(u in other for other in loose)}
            if whole and not next(iter(whole.values()))[0].missing:  # one statement has it all; elsewhere two may
                entire = {u: ms for u, ms in whole.items() if solid(ms[0], reading.terms) >= ENTIRE} if both else whole
                return {u: entire.get(u) or both[u] for u in self.scope(reading) if u in entire or u in both}
        if joint == "or":
            merged: dict[int, list[Match]] = {}
            for found in each:
                for unit, ms in found.items():
                    merged.setdefault(unit, []).extend(ms[:1])
            return {u: merged[u] for u in self.scope(reading) if u in merged}
        if joint == "not":
            return {u: ms for u, ms in each[0].items() if not any(u in other for other in each[1:])}
        if all(each):
            if joint == "and" and both:
                return both
            if re.search(r"\b(?:both|also|as well as|and at the same time|too)\b", reading.text, re.IGNORECASE):
                if reading.plural or reading.kind is Kind.YES_NO:
                    return {}
                if joint == "and" and (nearly := self._nearly(groups, each, reading)):
                    return nearly
            return {u: [ms for other in each for ms in other.get(u, [])[:1]] for u in self.scope(reading) if any(u in other for other in each)}
        return self._holders(reading)

    def _nearly(self, groups: list[tuple[Term, ...]], each: list[dict[int, list[Match]]], reading: Reading) -> dict[int, list[Match]]:
        """The one unit that meets one of several conditions in full and the others but for a vague word ("bereavement support"); empty if none does, or several do."""
        partly: list[dict[int, Match]] = []
        for terms, full in zip(groups, each, strict=True):
            best = {u: ms[0] for u, ms in full.items()}
            for match in self.evidence.measure(reading, terms=terms):
                if match.row.unit is not None and match.cover >= _PARTLY and not match.denied and all(t.stems[0][0] in _VAGUE for t in match.missing):
                    best.setdefault(match.row.unit, match)
            partly.append(best)
        found = [u for u in partly[0] if all(u in other for other in partly) and any(u in full for full in each)]
        return {found[0]: [other[found[0]] for other in partly]} if len(found) == 1 else {}

    def _list(self, reading: Reading) -> Draft:
        reading = _of_any(reading)
        scope = self.scope(reading)
        conditions = self._conditions(reading)
        if not reading.heavy and not reading.negated:
            return self._all_units(reading, scope)
        if reading.negated and not (conditions and conditions[0] == "not"):
            if conditions is None and (within := self._within_some(reading)) is not None:
                return within
            holders = self._find(reading) if conditions and conditions[0] == "or" else self._holders(reading)  # "neither … nor …", "not … or …"
            return self._without(reading, holders, scope)
        return self._listed(reading, self._find(reading), scope)

    def _within_some(self, reading: Reading) -> Draft | None:
        """The units of which something is said and something else is not, where the question's subject limits it ("Which offices of the Lamp Group do not train pilots?"); None if it does not, or none is among them."""
        limited = _LIMITED.match(reading.text)
        if limited is None:
            return None
        first, then = limited.start("rest"), limited.end()
        among = tuple(t for t in reading.terms if first <= t.start < then)
        asked = tuple(t for t in reading.terms if t.start >= then)
        if not any(not t.light for t in among) or not any(not t.light for t in asked):
            return None
        within = self._holders(replace(reading, text=reading.text[: limited.end("rest")], terms=among, negated=False))
        if not within:
            return None
        rest = replace(reading, terms=asked, among=tuple(within))
        return self._without(rest, {u: ms for u, ms in self._holders(rest).items() if u in within}, list(within), within)

    def _each_condition(self, reading: Reading) -> int:
        """How many statements show that a unit meets a question's conditions: one for each."""
        conditions = self._conditions(reading)
        return len(conditions[1]) if conditions else max(1, len(reading.objects))

    def _listed(self, reading: Reading, holders: dict[int, list[Match]], scope: Sequence[int]) -> Draft:
        total = len(scope)
        noun = self.noun(total, scope)
        if not holders:
            what = missed(reading.heavy, reading.text)
            return Draft((Line(f"None of the {total} {noun} is said to do this; all {total} were checked."),), missing=Missing("duty", what), checked=Checked(total, 0), grade=Grade.NOT_STATED, suggestions=self.suggest())
        count = len(holders)
        near = self._conditions(reading) is None and self._only_near(reading, max((ms[0] for ms in holders.values()), key=lambda m: m.exact))
        lines = [Line(NEAREST if near else f"{count} of {total} {noun}:" if count < total else f"All {total} {noun}:")]
        for unit, matches in holders.items():
            for match in self._distinct(matches, self._each_condition(reading)):
                line = self._line(match, bullet=True)
                own = self.table.name(match.row.own) if match.row.own is not None else ""
                nested = f" ({own})" if match.row.own not in (None, unit) and own not in line.text.removeprefix(f"{own}: ") else ""
                lines.append(replace(line, text=f"{self.within(unit)}{nested}: {line.text.removeprefix(f'{own}: ')}"))
        lines.append(Line(f"All {total} were checked."))
        return Draft(tuple(lines), tuple(holders), Checked(total, count), considered=tuple(m for ms in holders.values() for m in ms)[:8])

    def _without(self, reading: Reading, holders: dict[int, list[Match]], scope: Sequence[int], limits: Mapping[int, Sequence[Match]] = MappingProxyType({})) -> Draft:
        """The units of which something is not said, with what is said of the others as evidence; `limits`: what puts them among those asked about."""
        total = len(scope)
        none = {u: m for u, ms in holders.items() if (m := self._none_said(ms)) is not None}
        holders = {u: ms for u, ms in holders.items() if u not in none}
        rest = [u for u in scope if u not in holders]
        denied: dict[int, Match] = none
        for match in self.evidence.measure(reading):
            if match.denied and match.cover > _DENIES and (u := self._owner(match.row, scope)) is not None and u in rest:
                denied.setdefault(u, match)
        plainly = {u: m for u, m in denied.items() if not m.missing and m.exact >= FULLY}
        if plainly and (not holders or (len(plainly) < len(rest) and not reading.plural)):
            denied = plainly  # said in so many words of these; of the rest nothing is said
            holders = {}
        if not holders and denied:
            lines = [Line(f"{len(denied)} of {total} {self.noun(total, scope)}:")]
            lines += [Line(f"{self.within(u)}: {say(self.table, m.row.number)}.", quote(self.table, m.row.number), bullet=True) for u, m in sorted(denied.items())]
            return Draft((*lines, Line(f"All {total} were checked.")), tuple(sorted(denied)), Checked(total, len(denied)))
        if not holders:
            what = missed(reading.heavy, reading.text)
            return Draft((Line(f"The text says this of none of the {total} {self.noun(total, scope)}; all {total} were checked."),), missing=Missing("duty", what), checked=Checked(total, total), grade=Grade.NOT_STATED)
        others = tuple(q for ms in holders.values() for q in quote(self.table, ms[0].row.number)[:1])
        if not rest:
            return Draft((Line(f"None: the text says it of all {total} {self.noun(total, scope)}.", others),), tuple(holders), Checked(total, 0))
        lines = [Line(f"{len(rest)} of {total} {self.noun(total, scope)}:")]
        for unit in rest:
            if unit in denied:
                lines.append(Line(f"{self.within(unit)}: {say(self.table, denied[unit].row.number)}.", quote(self.table, denied[unit].row.number), bullet=True))
            elif unit in limits:
                lines.append(replace(self._line(limits[unit][0], bullet=True), text=f"{self.within(unit)}: {say(self.table, limits[unit][0].row.number)}."))
            else:
                heading = heading_quote(self.table, unit)
                lines.append(Line(f"{self.within(unit)}.", (heading,) if heading else (), bullet=True))
        lines.append(Line(f"It is said of the other {len(holders)}; all {total} were checked.", others))
        return Draft(tuple(lines), tuple(rest), Checked(total, len(rest)))

    def _none_said(self, matches: Sequence[Match]) -> Match | None:
        """The one of a unit's statements that gives what is asked the value "none", if all do or it is a field of a record; None if none does so."""
        plain = [m for m in matches if self._says_none(m)]
        return plain[0] if plain and (len(plain) == len(matches) or any(s.kind == "row" or s.leads for m in plain for s in [self.table.corpus.statements[m.row.number]])) else None

    def _says_none(self, match: Match) -> bool:
        """Whether a statement gives what is asked the value "none" ("Partners: none")."""
        found = cell(self.table, match.row.number, match.spots)
        return _NONE.fullmatch(found[1] if found is not None else self.evidence.text(match.row)) is not None

    def _all_units(self, reading: Reading, scope: Sequence[int]) -> Draft:
        total = len(scope)
        stated = self._stated_count(total) if not reading.excluded and not reading.among else None
        lines = [Line(f"{total} {self.noun(total, scope)}:", stated or ())]
        for unit in scope:
            heading = heading_quote(self.table, unit)
            lines.append(Line(f"{self.table.name(unit)}.", (heading,) if heading else (), bullet=True))
        return Draft(tuple(lines), tuple(scope), Checked(total, total))

    def _stated_count(self, total: int):  # type: ignore[no-untyped-def]
        word = next((w for w, n in NUMBERS.items() if n == total), "")
        for row in self.table.rows if total == len(self.table.main) else ():
            spoken = [t.word for t in row.tokens[: row.size]]
            if row.unit is None and any(w in self.table.body_nouns for at, w in enumerate(spoken) if {word, str(total)} & set(spoken[max(0, at - _COUNTED) : at])):
                return quote(self.table, row.number)[:1]
        return None


def _of_any(reading: Reading) -> Reading:
    """A reading in which the role that somebody has in "any committee or panel" is all that is asked: what it is in may be called otherwise."""
    match = _ANY.search(reading.text)
    if match is None or not any(t.stems[0][0] in english.roles() and t.start < match.start() for t in reading.heavy):
        return reading
    return replace(reading, terms=tuple(replace(t, light=True) if t.start > match.start() and not t.name else t for t in reading.terms))
