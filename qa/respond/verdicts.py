"""Yes, no, and what a question takes for granted."""

import re
from dataclasses import replace

from corpus.words import NUMBERS, fold, stem, words
from qa import english, places
from qa.answer import Checked, Grade, Missing, Outside
from qa.asked import EXISTS
from qa.decision import Match, probability, signals
from qa.draft import Draft, Line, heading_quote, quote, say
from qa.evidence import overlap
from qa.hours import OPEN, OPENS, THERE, asked_days, days, every_day
from qa.reading import Kind, Reading
from qa.respond.base import SAME_DUTY, missed, short_of, solid
from qa.respond.covering import SITS_IN, SOURCE, seat_codes
from qa.respond.cues import BEGUN, REASON, SINCE_WHEN
from qa.respond.denials import LOOKED_AT, SAME_THINGS, Denials
from qa.table import NEGATION
from qa.values import asked_type

_STOPPED = re.compile(r"\b(?:stop(?:s|ped)?|ceased?|quit|gave up|give up|dropped|drop|discontinued?|no longer)\b")  # "why did it stop …?"
_OF_MINE = re.compile(r"\b(?:from|of|for|to|on|with|in) (?:my|our|your|his|her|their)\s+$", re.IGNORECASE)
_TOLD_BY = 3  # words of a question of which the last may only repeat one of the unit's name
_WORDED = 3  # content words a question needs to be understood by its meaning alone
_AHEAD = 0.38  # how far a statement must be ahead of every other unit's to be meant
_TOUCHED = 0.2  # share of what is asked from which a statement with all the names is shown beside a refusal
_DIRECTIONS = frozenset(["north", "south", "east", "west", "northern", "southern", "eastern", "western", "middl", "central"])
_MORE_THAN = re.compile(
    r"^(?:and |so )?(?:does|do|has|have|is|are|did|was|were)\b(?!.*\b(?:twice|times|half|double)\b).*\b(?:more|less|fewer|larger|bigger|smaller|greater|higher|lower|longer|shorter)\b.*\bthan (?:the )?(?P<other>[^\W\d][\w’'-]*)"
)
_MEMBER = re.compile(r"\b(?:part of|member of|belongs? to|joined)\b")
_BELONGING = frozenset(["member", "membership", "part", "belong", "join"])
_NO_PART = re.compile(r"\b(?:not|no|never) (?:a |an |itself )?(?:part|member|section)s? of\b|\b(?:not|never) belong", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:only|alone|solely|exclusively|just|(?:by|on) (?:it|them|its|their)(?:sel(?:f|ves)| own)|single-?handedly)\b(?! (?:to|about|want|need|asking|checking|curious))")
_WITH_OTHERS = re.compile(r"\bco-(?:chair|host|lead|organi[sz]|manag|fund|sponsor|present|own)|\bjoint(?:ly)?\b|\b(?:together|along|in partnership|shared?|side by side) with\b|\balongside\b", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:no|not|never|neither|nor)\b|n't\b", re.IGNORECASE)
_NAMED = 0.95  # share of a name from which a statement has it
_FEW_OWNERS = 2  # units with which a body may be named so that it contradicts the question
_OWNERS_SHOWN = 3  # units that a correction names one by one
_DENIED = 0.5  # share of what is asked from which a statement that denies it settles the matter
_LIKELY = 0.28  # probability from which a nearness in meaning confirms
_SURE = 0.5  # probability from which a nearness in meaning contradicts somebody


_NOT_SO = "The text does not say so in these words. What it says is:"


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


class Verdicts(Denials):
    """Confirms, corrects with the true owner, or says that nobody does it."""

    def _yes_no(self, reading: Reading) -> Draft:
        if (counted := self._is_count(reading)) is not None:
            return counted
        if not reading.units:
            return self._anyone(reading)
        if (seat := self._is_seat(reading)) is not None:
            return seat
        if len(reading.units) == 2 and (sizes := self._is_more(reading)) is not None:
            return sizes
        if len(reading.units) > 1 and not reading.excluded:
            return self._yes_no_each(reading)
        unit = reading.units[0]
        if not reading.heavy:
            return self._all_of(unit)
        return self._judge(reading, unit)

    def _is_more(self, reading: Reading) -> Draft | None:
        """ "Does Torvik have more staff than Lindholm?": by the amounts stated for both; a refusal where the text gives only one, or none; None if that is not asked."""
        asked = _MORE_THAN.search(fold(reading.text))
        if asked is None or reading.negated or asked.group("other") not in {w for n in (self.table.name(reading.units[1]), self.table.short(reading.units[1])) for w in words(n)}:
            return None
        amounts = self._amounts(replace(reading, units=(), terms=tuple(t for t in reading.terms if t.unit is None)), reading.units)
        if any(u not in amounts for u in reading.units):
            return self._refuse(reading, next(u for u in reading.units if u not in amounts))
        one, other = (amounts[u][0] for u in reading.units)
        holds = one < other if reading.fewest else one > other
        return Draft(tuple(self._line(amounts[u][1]) for u in reading.units), reading.units).after("Yes" if holds else "No")

    def _is_count(self, reading: Reading) -> Draft | None:
        """ "Are there eight offices?": compared with how many there are."""
        nouns = "|".join(sorted(self.table.body_nouns, key=len, reverse=True))
        match = re.search(rf"\b(more than|over|at least|fewer than|less than|at most|exactly)?\s*(\d+|{'|'.join(list(NUMBERS)[1:])})\s+(?:\w+\s+)?(?:{nouns})\b", fold(reading.text))
        if match is None or reading.units or any(not t.text.isdigit() and fold(t.text) not in NUMBERS for t in reading.heavy):
            return None
        asked = int(match.group(2)) if match.group(2).isdigit() else NUMBERS[match.group(2)]
        scope = self.scope(reading)
        total = len(scope)
        holds = {"more than": total > asked, "over": total > asked, "at least": total >= asked, "fewer than": total < asked, "less than": total < asked, "at most": total <= asked}.get(
            match.group(1) or "", total == asked
        )
        draft = self._all_units(replace(reading, terms=()), scope)
        return draft.after("Yes" if holds else "No")

    def _is_seat(self, reading: Reading) -> Draft | None:
        """ "Is the Lindholm office in Sweden?": its seat, by its name, not what it covers."""
        unit = reading.units[0]
        name = self.table.name(unit)
        named = [p for p in reading.places if p.kind in ("country", "city", "region") and re.search(r"\b(?:in|inside|at|within)\s+(?:the\s+)?$", reading.text[: p.start], re.IGNORECASE)]
        if len(reading.units) > 1 or not named or not SITS_IN.match(fold(reading.text)) or any(t.place is None for t in reading.heavy):
            return None
        own = seat_codes(name)
        heading = heading_quote(self.table, unit)
        if not own or not heading:
            return None
        place = named[0]
        there = bool(own & set(place.codes)) and (place.kind != "city" or fold(place.name) in fold(name))
        country = places.country_name(sorted(own)[0])
        outside = Outside(f"{country} is {'' if there else 'not '}in {place.name}", SOURCE) if place.kind == "region" else None
        return Draft((Line(f"{'Yes' if there else 'No'}. By its name in the text it is in {name}.", (heading,), outside),), (unit,))

    def _judge(self, reading: Reading, unit: int) -> Draft:
        if NEGATION.search(reading.text) and not re.match(r"(?:\w+n't|cannot)\b", reading.text, re.IGNORECASE):
            reading = replace(reading, negated=True)  # "where no office is present": what denies it there agrees
        own_words = {stem(w) for w in words(self.table.name(unit))}
        if len(reading.heavy) >= _TOLD_BY:  # "does the Boat Office mend the hull of my boat?"
            last = max(reading.heavy, key=lambda t: t.start)
            if not last.name and last.stems[0] in {(w,) for w in own_words} and _OF_MINE.search(reading.text[: last.start]):
                reading = replace(reading, terms=tuple(replace(t, light=True) if t is last else t for t in reading.terms))
        here = self.evidence.measure(reading, [*self.table.rows_of(unit), *self._about(unit)])
        if (shut := self._not_then(reading, here)) is not None:
            return Draft((self._line(shut).after("No"),), (unit,))
        inside = {u for named in (unit, *reading.objects) for u in self.table.within(named)}
        other = [m for m in self.evidence.measure(reading) if m.row.own is not None and m.row.own not in inside]
        best = here[0] if here else None
        if best and not best.denied and not reading.negated and reading.kind is Kind.YES_NO:  # what denies it in as many words settles the matter
            best = next((m for m in here[1:LOOKED_AT] if m.denied and m.names and m.cover >= best.cover and m.exact >= best.exact), best)
        conditions = self._conditions(reading)
        if conditions is not None and conditions[0] == "or":
            for group in conditions[1]:
                part = replace(reading, terms=(*(t for t in reading.terms if t.light), *group))
                found = self.evidence.measure(part, self.table.rows_of(unit))
                if found and self._says(found[0], part) and not found[0].denied:
                    return Draft((self._line(found[0]).after("Yes"),), (unit,))
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
        if best and best.denied and not reading.negated and best.names and best.exact >= _DENIED and len(best.missing) <= 1:
            return Draft((self._line(best).after("No"), *(self._owners(reading, unit, rival) or self.parts.handed_on(best))), (unit,))
        if best and rival and rival.complete and rival.exact > best.exact + 0.04 and any(v < 0.5 for v, t in zip(best.values, reading.terms, strict=True) if not t.light):
            best = None  # others are said to do it in so many words; here only the meaning is near
        if (
            best
            and not best.denied
            and self._says(best, reading)
            and (other_unit := next((u for u in (self.parts.passed_to(best, unit), self.parts.done_by(best, unit), self.parts.sent_to(best, unit)) if u is not None), None)) is not None
        ):
            return self._assigned(unit, {other_unit: [best]})
        if (
            best
            and best.row.own is not None
            and best.row.own not in inside
            and self._says(best, reading)
            and (self.parts.moved(best)[0] in inside or self.parts.of_its_own(best, unit) or self.parts.only_receives(best, unit, reading) or self.parts.with_other_thing(best, unit))
        ):
            return self._assigned(unit, {best.row.own: [best]})
        if best and best.row.own in inside and self._says(best, reading) and self._by_others(best, unit, reading):
            return Draft((self._line(best).after("No"),), (unit,))
        if best and self._says(best, reading) and not (rival and rival.cover > best.cover + 0.2 and best.missing):
            if _ONLY.search(fold(reading.text)) and not best.denied and _WITH_OTHERS.search(self.evidence.text(best.row)):
                return Draft((self._line(best).after("No"),), (unit,))
            if _ONLY.search(fold(reading.text)) and not best.denied:
                return Draft((Line("The text does not say that it is only so. What it says is:"), self._line(best)), (unit,))
            denies = best.denied and not reading.negated
            return Draft((self._line(best).after("No" if denies else "Yes"), *(self.parts.handed_on(best) if denies else ())), (unit,))
        if rival and self._says(rival, reading):
            holders = {u: ms for u, ms in self._holders(replace(reading, units=(), excluded=(unit,), among=())).items() if self._says(ms[0], reading)}
            owner = rival.row.own if self.table.corpus.units[unit].parent is not None else rival.row.unit
            if owner is not None and (not holders or self.table.top(owner) == self.table.top(unit)):
                holders = {owner: [rival]}
            return self._assigned(unit, holders)
        if conditions is not None and conditions[0] == "and" and all(any(t.name for t in g) for g in conditions[1]):
            each = [self._judge(replace(reading, terms=(*(t for t in reading.terms if t.light), *g)), unit) for g in conditions[1]]
            if any(d.answered for d in each):
                return Draft(tuple(x for d in each for x in d.lines), (unit,))
        if (elsewhere := self._named_elsewhere(reading, unit)) is not None:
            return elsewhere
        if (never := self._never(reading, unit)) is not None:
            return never
        what = missed(best.missing if best and best.missing else reading.heavy, reading.text)
        partial = self._parts(reading, unit) or self._by_meaning(reading, unit)
        if partial is not None:
            return partial
        if best and best.names and not best.denied and probability(signals(best, reading), reading) >= _SURE and self.answers(best, reading):  # near enough to be shown, not to confirm
            return Draft((Line(_NOT_SO), self._line(best)), (unit,))
        if best and best.names and best.cover >= _TOUCHED and any(t.name and t.place is None for t in reading.heavy):
            return Draft((Line("The text does not say so. What it says is:"), self._line(best)), (unit,), Checked(len(self.table.main), 0), Missing("duty", what), Grade.NOT_STATED, self.suggest(unit))
        units = self.table.corpus.units
        level = self.table.main if units[unit].parent is None else [u for u in range(len(units)) if units[u].parent is not None]
        noun = self.table.corpus.noun if units[unit].parent is None else self.noun(1, level)
        return Draft(
            (Line(f"No {noun} is said to do this; all {len(level)} were checked." if self.table.corpus.noun != "document" else "The text does not say so."), *self._similar([t for t in reading.heavy if t.unknown])),
            (unit,), Checked(len(level), 0), Missing("duty", what), Grade.NOT_STATED, self.suggest(unit),
        )  # fmt: skip

    def _owners(self, reading: Reading, unit: int, rival: Match | None) -> tuple[Line, ...]:
        """Who does what the text denies of a unit, where it says so."""
        if rival is None or rival.denied or rival.row.own is None or not self._says(rival, reading):
            return ()
        return (self._true_owner(rival, rival.row.own),)

    def _named_elsewhere(self, reading: Reading, unit: int) -> Draft | None:
        """A body that the question gives to one unit and the text names with others alone; what is done with it may be said in other words."""
        names = tuple(t for t in reading.heavy if t.name and t.place is None and not t.unknown)
        rest = [t for t in reading.heavy if t not in names and t.place is None and reading.text[t.end : t.end + 1] != "-"]  # "co-chair" is one word
        if not names or len(rest) > len(names) or any(t.unknown for t in reading.terms):
            return None
        scope = self.scope(replace(reading, among=()))
        found: dict[int, list[Match]] = {}
        for match in self.evidence.measure(reading, terms=names):
            owner = self._owner(match.row, scope)
            if match.names and match.exact >= _NAMED and owner is not None:
                found.setdefault(owner, []).append(match)
        top = self.table.top(unit)
        if not found or top in found or len(found) > _FEW_OWNERS:
            return None
        what = " and ".join(t.text for t in names)
        return self._contradicted(unit, dict(sorted(found.items())), f"names {what} with", "Also with")

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

    def _by_meaning(self, reading: Reading, unit: int) -> Draft | None:
        """Something said in other words: only where one unit's statement is nearer in meaning than any other unit's."""
        if len(reading.heavy) < _WORDED:
            return None
        name = self.table.short(unit)
        blank = re.sub(re.escape(name), _blank, reading.text, flags=re.IGNORECASE)  # its name would colour the likeness
        plain = replace(reading, text=blank, units=())
        matches = [m for m in self.evidence.measure(plain) if m.row.unit is not None]
        if (
            not matches
            or not matches[0].names
            or matches[0].denied
            or (matches[0].row.negations and _DENIES.search(self.evidence.text(matches[0].row)))
            or self._elsewhere_in(matches[0], plain)
            or probability(signals(matches[0], plain), plain) < _LIKELY
        ):
            return None
        top = matches[0]
        others = [m for m in matches if m.row.unit != top.row.unit]
        if others and (top.score - others[0].score < _AHEAD or overlap(top.row, others[0].row) >= SAME_DUTY):
            return None
        if top.row.unit == self.table.top(unit):
            if top.missing and solid(top, plain.terms) >= SAME_THINGS:
                return None  # most words are there and one is not: something else is said of the same things
            if any(m.row.negations and m.row.own in self.table.within(unit) and any(v > SAME_THINGS and t in top.missing for v, t in zip(m.values, plain.terms, strict=True)) for m in matches):
                return None  # what is lacking is said elsewhere, and denied
            return Draft((self._line(top).after("Yes"),), (unit,))
        return self._assigned(unit, {top.row.unit: [top]}) if top.row.unit is not None and probability(signals(top, plain), plain) >= _SURE else None

    def _says(self, match: Match, reading: Reading) -> bool:
        """Whether a statement says, in words or synonyms, what would be confirmed: stricter than a look-up."""
        if self._elsewhere_in(match, reading):
            return False
        if short_of(match, reading.terms):
            return False  # near in meaning is not said
        if _MEMBER.search(fold(reading.text)) and not match.row.stems & _BELONGING:
            return False
        return match.names and not match.missing and match.exact >= 0.6 and self.answers(replace(match, typed=True), reading)

    @staticmethod
    def _elsewhere_in(match: Match, reading: Reading) -> bool:
        """Whether a statement lacks the point of the compass that is asked about: the west of a continent is not its east."""
        return any(v < _NAMED and t.stems[0][0] in _DIRECTIONS for v, t in zip(match.values, reading.terms, strict=False))

    def _assigned(self, unit: int, holders: dict[int, list[Match]]) -> Draft:
        """What is asked of one unit is said of others."""
        if len(holders) <= _OWNERS_SHOWN:
            return self._contradicted(unit, holders, "assigns it to", "Also to")
        quotes = tuple(q for ms in holders.values() for q in quote(self.table, ms[0].row.number)[:1])
        first = next(iter(holders.values()))[0]
        words = say(self.table, first.row.number, first.spots)
        return Draft((Line(f"No. The text does not say this of {self.table.name(unit)}; it says it of {len(holders)} other {self.noun()}: {words}.", quotes),), tuple(holders))

    def _contradicted(self, unit: int, holders: dict[int, list[Match]], first: str, also: str) -> Draft:
        """A line for each holder, the first of which says that it is not the unit asked about."""
        lines: list[Line] = []
        for owner, matches in holders.items():
            lead = also if lines else f"No. The text does not say this of {self.table.name(unit)}; it {first}"
            words = say(self.table, matches[0].row.number, matches[0].spots)
            lines.append(Line(f"{lead} {self.table.name(owner)}: {words}.", quote(self.table, matches[0].row.number)))
        return Draft(tuple(lines), tuple(holders))

    def _not_then(self, reading: Reading, here: list[Match]) -> Match | None:
        """What says on which days a unit is there, where a question asks for another day, or for more of them, and nothing else."""
        asked = frozenset(day for t in reading.heavy for day in asked_days(fold(t.text)))
        each = frozenset(day for t in reading.heavy for day in every_day(fold(t.text)))
        if not asked | each or reading.negated or not all(t.stems[0] == (OPEN,) or asked_days(fold(t.text)) or every_day(fold(t.text)) for t in reading.heavy) or not any(t.stems[0] == (OPEN,) for t in reading.heavy):
            return None
        said = [m for m in here if OPENS.search(text := self.evidence.text(m.row)) and THERE.search(text) and days(text)]
        stated = {day for m in said for day, _, _ in days(self.evidence.text(m.row))}
        return said[0] if said and (asked.isdisjoint(stated) if asked else not each <= stated) else None

    def _yes_no_each(self, reading: Reading) -> Draft:
        drafts = [self._judge(replace(reading, units=(u,)), u) for u in reading.units]
        asked = tuple(f"Also to {self.table.name(u)}: " for u in reading.units)
        lines = [line for draft in drafts for line in draft.lines if not line.text.startswith(asked)]  # what is said of them stands there anyway
        yes = [d for d in drafts if d.lines and d.lines[0].text.startswith("Yes")]
        if len(yes) == len(drafts):
            lines = [replace(x, text=x.text.removeprefix("Yes. ")) for x in lines]
            return Draft(tuple(lines), reading.units).after("Yes")
        if not any(d.answered for d in drafts):
            return drafts[0]
        if yes and not re.search(r"\b(?:n?either|or|none|any)\b", fold(reading.text)):
            ordered = [*yes, *(d for d in drafts if d not in yes)]
            said = re.compile(rf"^(The text does not say this of .+?); it assigns it to (?:{'|'.join(re.escape(self.table.name(u)) for u in reading.units)}): .*", re.DOTALL)  # what the other one's line says
            lines = [replace(x, text=said.sub(r"\1.", re.sub(r"^(?:Yes|No)\. ", "", x.text))) for d in ordered for x in d.lines if not x.text.startswith(asked)]
            return Draft(tuple(lines), reading.units).after("No, not both" if len(drafts) == 2 else "No, not all")
        alike = {re.sub(rf"{re.escape(self.table.name(u))}; ", "", d.lines[0].text) for u, d in zip(reading.units, drafts, strict=True)}
        if len(alike) == 1:  # both refused for the same owner
            names = " or ".join(self.table.name(u) for u in reading.units)
            lines = [replace(x, text=x.text.replace(f"{self.table.name(reading.units[0])}; ", f"{names}; ", 1)) for x in drafts[0].lines]
        return Draft(tuple(lines), reading.units)

    def _anyone(self, reading: Reading) -> Draft:
        """ "Does any office …?" and yes-or-no questions about nobody in particular."""
        if not reading.heavy:
            return self._refuse(reading, None)
        scope = self.scope(reading)
        holders = self._find(reading)
        if reading.negated and EXISTS.match(fold(reading.text)) and self._conditions(reading) is None:  # "is there a desk that does not …?"
            without = self._without(reading, holders, scope)
            return without.after("Yes" if holders and len(without.units) < len(scope) else "No") if holders else without
        if self._conditions(reading) is None:  # near in meaning confirms nothing
            holders = {u: ms for u, ms in holders.items() if not short_of(ms[0], reading.terms)}
        if len(holders) == 1:
            return Draft((self._line(next(iter(holders.values()))[0]).after("Yes"),), tuple(holders), Checked(len(scope), 1))
        if holders:
            return self._listed(reading, holders, scope).after("Yes")
        conditions = self._conditions(reading)
        if reading.excluded or (conditions is not None and conditions[0] == "and"):  # no unit meets both, whatever one statement comes near to
            return self._listed(reading, {}, scope).after("No")
        general = self._anything(reading)
        if general.answered and general.considered and general.considered[0].names and (general.considered[0].denied or not short_of(general.considered[0], reading.terms)):
            outside = _MEMBER.search(fold(reading.text)) is not None and _NO_PART.search(self.evidence.text(general.considered[0].row)) is not None
            return general.after("No" if (general.considered[0].denied or outside) and not reading.negated else "Yes")
        if general.answered and general.considered and general.considered[0].names and probability(signals(general.considered[0], reading), reading) >= _SURE:
            return replace(general, lines=(Line(_NOT_SO), *general.lines))
        refused = replace(self._refuse(reading, None), checked=Checked(len(self.table.main), 0))
        nouns = "|".join(sorted(self.table.body_nouns | english.generic()))
        piece = re.sub(r"^The text does not answer this(?:: |, )?", "", refused.lines[0].text)
        if piece != refused.lines[0].text and re.match(
            rf"(?:and |so )?(?:(?:do(?:es)?|is|are|has|have|can|could|will) (?:(?:any|some|one)(?: (?:one|body)\b|(?: of (?:the|your|our))?(?: [a-z]+)? (?:{nouns})\b)|anybody\b|anyone\b|somebody\b|someone\b)|(?:is|are) there (?:any|an?) (?:{nouns}|body|one)\b|is there (?:anybody|anyone|somebody|someone)\b)",
            fold(reading.text),
        ):
            return replace(refused, lines=(Line(f"No {self.noun(1, scope)} is said to do this; all {len(scope)} were checked: {piece}"), *refused.lines[1:]))
        return refused

    def _begun(self, reading: Reading) -> Draft | None:
        """ "When was it set up?": what says since when a unit exists; None if something else is asked, or the text does not say."""
        asked = reading.heavy or reading.terms
        if len(reading.units) != 1 or not asked or not SINCE_WHEN.match(fold(reading.text)) or any(t.stems[0][0] not in BEGUN for t in asked):
            return None
        since = self._since(reading.units, begun=True)
        return Draft(tuple(self._said_at(u, row, spot) for u, (_, row, spot) in since.items()), reading.units) if since else None

    def _why(self, reading: Reading) -> Draft:
        """A question that takes something for granted: true, or corrected, or nobody's."""
        if not reading.heavy and REASON.match(fold(reading.text)):
            return Draft((Line("The text gives no reason for this."),), reading.units, missing=Missing("attribute", "the reason"), grade=Grade.NOT_STATED, suggestions=self.suggest(reading.units[0]))
        if not reading.heavy:
            return self._look_up(replace(reading, kind=Kind.LOOKUP))
        unit = reading.units[0]
        if (asked_type(reading.text) is not None or REASON.match(fold(reading.text))) and all(t.stems[0][0] in english.states() for t in reading.heavy) and not self._in_unit(reading, unit):
            return self._refuse(reading, unit)  # "when was it opened?": whatever else was opened is no answer
        if (reverse := self._handed_back(reading)) is not None:
            return reverse
        draft = self._judge(reading, unit)
        if draft.lines and draft.lines[0].text.startswith("Yes. "):
            asked_reason = REASON.match(fold(reading.text))
            stopped = _STOPPED.search(fold(reading.text)) is not None and not _STOPPED.search(fold(draft.lines[0].text))
            if asked_reason and (stopped or _DENIES.search(reading.text)) and not NEGATION.search(draft.lines[0].text):
                return replace(draft, lines=(replace(draft.lines[0], text=f"The text says that it does: {draft.lines[0].text.removeprefix('Yes. ')}"), *draft.lines[1:]))
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
