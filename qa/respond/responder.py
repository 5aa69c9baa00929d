"""From a reading to a draft: picks the way of answering."""

import re
from dataclasses import replace

from corpus.words import STOP, fold, plural, stem
from qa.answer import Checked, Grade, Missing
from qa.decision import Match
from qa.draft import Draft, Line, heading_quote, quote, say
from qa.names import names_in
from qa.reading import Kind, Reading, Term
from qa.respond.compared import Compared
from qa.respond.cues import (
    EXPANDS,
    IN_NAME,
    MENTIONS,
    THERE,
    WHAT_IS,
    limits,
)
from qa.table import Row, has_run
from qa.values import SORTS, TYPED

_ACRONYM = re.compile(r"\b[A-Z][A-Z&]{1,8}\b")  # a unit named by its acronym is no term
FRAGMENT = 3  # words of a question that is only a place and a noun
_VALUES = frozenset([*TYPED, *(stem(w) for w in ["hours", "address", "fax", "extension", "room"])])  # what a text gives of a unit
_HEADS = frozenset(["head", "chief", "boss", "director", "leader"])
_WHO_HEADS = re.compile(r"(?:and |so )?who (?:heads|leads|runs|directs|is the (?:head|chief|director|boss))\b")
_OF_BODIES = re.compile(r"\b(?:body|bodies|organi[sz]ations?|partners?|institutions?|agenc(?:y|ies))\b")
_THE_WORD = re.compile(r"\b(?:(?:words?|terms?)|(?:calls? itself|called|named)(?: an?| the)?) $", re.IGNORECASE)
_THE_WORDS = re.compile(r"\bthe (?:words?|terms?) (?P<words>[\w-]+(?:(?:,| or|, or) [\w-]+)*)", re.IGNORECASE)
_ASKS_VALUE = re.compile(
    r"(?:and |so |please )*(?:(?:what|which)(?:'s| is| are)? (?:the |your )?(?:\w+ )?(?:phone|telephone|number|extension|e-?mail|fax|address|opening|hours|room)\b|who (?:heads|leads|runs|directs|is the (?:head|chief|director|boss))\b|(?!(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|has|have)\b))"
)
_VALUE = re.compile(r"\d|[A-Z]\w+ [A-Z]|@")
_GIVEN = 0.8  # how well a statement must have the word for it


class Responder(Compared):
    """Answers readings about one text."""

    def answer(self, reading: Reading) -> Draft:
        """The draft for one reading."""
        limited = self._within(reading)
        draft = self._answered(limited)
        if limited is reading or not draft.answered:
            return draft
        return replace(draft, lines=(*draft.lines, self._limited_to(reading, limited)))

    def _answered(self, reading: Reading) -> Draft:
        related = self._most_related(reading) if reading.kind is Kind.MOST else self._relation(reading)
        if related is not None:
            return related
        if reading.objects and not reading.units:  # what is said of the unit itself
            kind = Kind.LOOKUP if reading.kind in (Kind.REVERSE, Kind.LIST) and not reading.negated else reading.kind
            reading = replace(reading, kind=kind, units=reading.objects, objects=(), terms=tuple(t for t in reading.terms if t.unit is None))
        special = self._expansion(reading) or self._literal(reading) or self._unknown_unit(reading) or self._seats_said(reading) or self._begun(reading) or self._place(reading) or self._of_owner(reading)
        if special is not None:
            return special
        if reading.kind in (Kind.LIST, Kind.REVERSE) and not reading.units and limits(reading.text) and (over := self._over(reading, self.scope(reading))) is not None:
            return over  # "which stations have more than 20 staff?"
        if reading.kind in (Kind.LIST, Kind.REVERSE) and not reading.units and not reading.negated and (dated := self._dated(reading, self.scope(reading))) is not None:
            return dated
        ways = {
            Kind.COMPARE: self._compare, Kind.SHARED: self._shared, Kind.UNIQUE: self._unique, Kind.EVERY: self._every, Kind.MOST: self._most,
            Kind.COUNT: self._count, Kind.SEAT: self._seat, Kind.YES_NO: self._yes_no, Kind.WHY: self._why, Kind.LIST: self._list, Kind.REVERSE: self._reverse,
            Kind.LOOKUP: self._look_up,
        }  # fmt: skip
        return ways[reading.kind](reading)

    def _expansion(self, reading: Reading) -> Draft | None:
        """What an acronym stands for: only where the text writes it out."""
        if not EXPANDS.search(fold(reading.text)) and not WHAT_IS.match(reading.text):
            return None
        named = [Term(m.group(), ((stem(fold(m.group())),),), m.start(), m.end()) for m in _ACRONYM.finditer(reading.text)] if reading.units and not any(t.text.isupper() for t in reading.terms) else []
        for term in (*reading.terms, *named):
            acronym = fold(term.text).replace(".", "")
            if not (term.text.rstrip("s").isupper() or term.name) or " " in acronym:
                continue
            if (unit := self._unit_called(acronym)) is not None and (line := self._named_by(term.text, unit)) is not None:
                return Draft((line,), (unit,))
            forms = {f for a in (acronym, acronym.removesuffix("s")) for f in (self.table.acronyms.get(a) or self.table.expand(a)) if len(f) > 1} | {f for f in term.stems[1:] if len(f) > 1}
            if rows := [r for f in forms for r in self.table.rows_with(f)]:
                matches = self.evidence.measure(reading, rows)
                lines = [self._expanded(term.text, matches[0].row, forms)]
                return Draft(tuple(lines), (matches[0].row.unit,) if matches[0].row.unit is not None else ())
            if term in named:
                if (line := self._named_by(term.text, reading.units[0])) is not None:
                    return Draft((line,), reading.units)
                continue
            used = self.table.rows_having(stem(acronym)) or self.table.rows_having(stem(acronym.removesuffix("s")))
            where = "uses it without writing it out" if used else "does not use it"
            return Draft((Line(f"The text does not say what {term.text} stands for; it {where}."),), missing=Missing("attribute", f"the full form of {term.text}"), grade=Grade.NOT_STATED, suggestions=self.suggest())
        return None

    def _of_owner(self, reading: Reading) -> Draft | None:
        """What is asked about whoever does something ("phone number for lost property"): who does it, and the telephone number, head or opening hours that the text gives for that unit; None if it gives none."""
        values = _VALUES if _WHO_HEADS.match(fold(reading.text)) else _VALUES - _HEADS
        asked = tuple(t for t in reading.heavy if t.stems[0][0] in values or (t.text.casefold() == "opening" and "hours" in reading.text))
        rest = tuple(t for t in reading.terms if t not in asked)
        if (
            not asked
            or not _ASKS_VALUE.match(fold(reading.text))
            or reading.units
            or reading.plural
            or reading.negated
            or reading.kind not in (Kind.REVERSE, Kind.LOOKUP)
            or not any(not t.light and not t.verb for t in rest)
        ):
            return None
        holders = self._holders(replace(reading, kind=Kind.REVERSE, terms=rest))
        best = max((ms[0] for ms in holders.values()), key=lambda m: m.score, default=None)
        if best is None or best.row.own is None or best.missing or not best.names:
            return None
        for row in (r for r in self.table.rows_of(best.row.own) if r.own == best.row.own):
            if all(self.evidence.term_in(t, row)[0] >= _GIVEN for t in asked) and _VALUE.search(self.evidence.text(row)):
                value = replace(best, row=row, spots=tuple(at for t in asked for at in self.evidence.term_in(t, row)[1]))
                return Draft((self._line(best), self._line(value)), (best.row.unit,) if best.row.unit is not None else ())
        return None

    def _unit_called(self, acronym: str) -> int | None:
        """The one unit that an acronym names."""
        units = {m.unit for m in self.evidence.named.mentions if m.alone and m.words == (acronym,)}
        return units.pop() if len(units) == 1 else None

    def _named_by(self, acronym: str, unit: int) -> Line | None:
        """What an acronym of a unit stands for: its name, by the statement that has both, else by the heading."""
        name = re.sub(r"\s*\([^)]*\)", "", self.table.name(unit))
        using = self.table.rows_having(stem(fold(acronym)))
        both = [r for r in using if fold(name) in fold(self.evidence.text(r))]
        row = next((r for r in [*both, *using] if r.own == unit), next(iter(both), None))  # best one that is said of it
        heading = heading_quote(self.table, unit)
        quotes = quote(self.table, row.number) if row is not None else (heading,) if heading else ()
        return Line(f"{acronym}: {name}.", quotes) if quotes else None

    def _expanded(self, acronym: str, row: Row, forms: set[tuple[str, ...]]) -> Line:
        """ "LWA: Lindholm Water Authority", in the text's words."""
        full = next((w for form in sorted(forms, key=len, reverse=True) if (w := self.table.words_of(row, form))), "")
        return Line(f"{acronym}: {full or say(self.table, row.number)}.", quote(self.table, row.number))

    def _literal(self, reading: Reading) -> Draft | None:
        """Which units' texts have a word or name as such: "… with “Caribbean” in the name", "who mentions the EU?"."""
        in_name = IN_NAME.search(fold(reading.text))
        mentions = MENTIONS.search(fold(reading.text))
        if self.table.corpus.noun == "document" or not (in_name or mentions) or reading.kind not in (Kind.LIST, Kind.COUNT, Kind.REVERSE, Kind.LOOKUP) or reading.units:
            return None
        quoted = [t for t in reading.heavy if reading.text[max(0, t.start - 1) : t.start] in ('"', "“", "‘")]
        wanted = quoted or [t for t in reading.heavy if t.text[:1].isupper() and t.start > 0]
        if not wanted and mentions and reading.plural and self._conditions(reading) is None:
            wanted = [t for t in reading.heavy if not t.verb and t.start >= mentions.end() and t.stems[0][0] not in SORTS][:1]  # "who mentions crime in connection with …"
        if len(wanted) > 1 and not quoted and _THE_WORD.search(reading.text[: wanted[0].start]):
            wanted = wanted[:1]  # "with the word Process in its name, like the Tarn Process"
        elif not wanted and (said := _THE_WORDS.search(reading.text)):  # "the word policy or policies"
            wanted = list({t.stems[0]: t for t in reading.terms if said.start("words") <= t.start < said.end("words")}.values())
        if len(wanted) != 1 or (not quoted and not reading.plural and not reading.negated):
            return None
        scope = self.scope(reading)
        of_bodies = _OF_BODIES.search(fold(reading.text)) is not None
        covered = {fold(p.name) for u in scope for _, p in self.map.areas(u)} if of_bodies else set()  # an area that a unit covers is no body
        found: dict[int, list[Match]] = {}
        for match in self.evidence.measure(reading, terms=wanted):
            owner = self._owner(match.row, scope)
            if owner is None or not any(has_run(match.row.sequence, f) for f in wanted[0].stems[:1]):
                continue
            if in_name and not any(
                has_run(tuple(stem(w) for w in fold(n).replace("-", " ").split() if w not in STOP), wanted[0].stems[0])
                for n in names_in(self.table, match.row.number)
                if not (of_bodies and all(part.removeprefix("the ") in covered for part in fold(n).split(" and ")))
            ):
                continue
            found.setdefault(owner, []).append(match)
        holders = {u: found[u] for u in scope if u in found}
        if reading.negated:
            return self._without(reading, holders, scope)
        return self._listed(reading, holders, scope)

    def _there(self, reading: Reading) -> Draft | None:
        """ "Is there an office in …?": seats, by the names of the units."""
        for unit in reading.units if not reading.places else ():
            heading = heading_quote(self.table, unit)
            if heading:
                return Draft((Line(f"Yes: {self.table.name(unit)}.", (heading,)),), (unit,))
        named = [p for p in reading.places if p.kind in ("city", "country")]
        if not named:
            return None
        seats = self._seats_in(replace(reading, negated=False, text=" and ".join(p.name for p in named)), named) if all(p.kind == "country" for p in named) else None
        if seats is not None:
            return replace(seats, lines=(Line("Yes:"), *seats.lines[1:]))
        said = [m for m in self.evidence.measure(reading) if m.names and m.row.stems & {stem(self.table.corpus.noun)} and any(stem(fold(p.name).split()[-1]) in m.row.stems for p in named)]
        if said:
            line = self._line(said[0])
            none = re.search(rf"\bno (?:\w+ )?{self.table.corpus.noun}s?\b", fold(self.evidence.text(said[0].row))) is not None  # "where no office is present, including …"
            return Draft((line.after("No" if said[0].denied or none else "Yes"),), (said[0].row.unit,) if said[0].row.unit is not None else ())
        what = " and ".join(p.name for p in named)
        return Draft(
            (Line(f"The text describes no {self.table.corpus.noun} in {what}."),), missing=Missing("entity", f"{self.table.corpus.noun} in {what}"),
            checked=Checked(len(self.table.main), 0), grade=Grade.NOT_STATED, suggestions=tuple(f"Who covers {p.name}?" for p in named if self._coverage(p)) or self.suggest(),
        )  # fmt: skip

    def _unknown_unit(self, reading: Reading) -> Draft | None:
        """ "The Tokyo office": a unit that the text does not have."""
        if self.table.corpus.units[self.table.main[0]].noun:
            return None
        if (match := THERE.search(fold(reading.text))) and match.group(1) in {*self.table.body_nouns}:
            return self._there(reading)
        if reading.units:
            return None
        nouns = "|".join(sorted({*self.table.body_nouns, "office"}))
        for place in reading.places:
            if place.kind in ("city", "country") and not reading.asks and re.search(rf"\bthe (?:\w+ )?(?:{nouns}) (?:in|at|of) (?:the )?$", reading.text[: place.start], re.IGNORECASE):
                return self._there(replace(reading, places=(place,)))
            after = re.match(r"\s+(\w+)", reading.text[place.end :])
            before = not re.search(r"\b(?:which|what|any|an?|other)\s+$", reading.text[: place.start], re.IGNORECASE)
            if after and fold(after.group(1)) in self.table.modifiers:
                after = re.match(r"\s+\w+\s+(\w+)", reading.text[place.end :])
            if place.start == 0 and len(reading.text.split()) <= FRAGMENT and self._coverage(place):
                continue  # "seychelles office": whoever covers it is meant
            if place.kind in ("city", "country", "demonym") and after and fold(after.group(1)) in {*self.table.body_nouns, "one"} - {plural(self.table.corpus.noun)} and before:
                return self._there(replace(reading, places=(place,)))
        return None
