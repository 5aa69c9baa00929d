"""What sets units apart, where they sit, what is said of all."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.bodies import singulars
from corpus.words import STOP, fold, plural, stem, words
from qa import english, places
from qa.answer import Checked, Grade, Missing
from qa.draft import Draft, Line, cell, heading_quote, quote, say
from qa.evidence import overlap
from qa.reading import Kind, Reading
from qa.respond.base import FULLY, SAME_DUTY
from qa.respond.cues import (
    AREAS,
    BODIES,
    DUTIES,
)
from qa.respond.shared import Shared
from qa.table import Row, has_run
from qa.tokens import tokens

_SITS = re.compile(
    r"^(?:based|located|housed|situated|seated|found) (?:at|in|on)\b|\b(?:floor\b|room \w|storey\b|building\b|basement|(?:is|are|sits?|lies?|works?|based|located|housed|situated|headquartered) (?:in|at|on|above|below|behind|opposite|next to|from) (?:the |our )?[A-Z0-9]|street\b|\bfind (?:it|us|them|me) (?:in|at|on|behind|next to|opposite)\b|\b(?:call|come|drop in|visit us|walk in|pop in) (?:at|to) (?:the )?(?-i:[A-Z])|\b(?:location|address|seat|room|contact):)",
    re.IGNORECASE,
)
_CONTACT = frozenset([stem("contact"), stem("reach")])  # headers under which it may
_FURTHER = 3  # words that no other unit's statements have from which a statement alike to theirs says something of its own
_LABEL = 5  # words of a table's header
_SEAT_WORDS = frozenset(
    stem(w) for w in ["seat", "city", "town", "location", "place", "site", "headquarters", "address", "based", "room", "floor", "building", "find", "campus", "house", "where"]
)  # headers under which a table says where a unit sits
_MOST_SHOWN = 3  # duties of most units that are shown beside those of all
_PHRASES = 6  # phrases in common that are shown


_FEW_SAID = 3  # words that say something of all
_PHRASE_WORDS = 2  # of what a unit has
_IN_PLACE = re.compile(r"\b(?:in|at|on|near) (?:the )?[A-Z0-9]")
_WHERE_ARE = re.compile(r"(?:and |so )?where are (?:all )?(?:the|its|their|your) (?P<what>[\w -]+?)(?: (?:of|in|at|run by)\b|\W*$)")


class Compared(Shared):
    """Answers that set units beside one another."""

    def _seat(self, reading: Reading) -> Draft:
        unit = reading.units[0]
        reading = replace(reading, terms=tuple(replace(t, light=True) if t.stems[0][0] in _SEAT_WORDS else t for t in reading.terms))
        rest = replace(reading, kind=Kind.LOOKUP)
        if (row := self._where_its_own_are(reading, unit)) is not None:
            return Draft((self._said_at(unit, row),), (unit,))
        if not reading.heavy and (line := self._seat_cell(unit)) is not None:
            return Draft((line,), (unit,))
        if reading.heavy:
            found = self._in_unit(rest, unit)
            if found:
                return Draft(tuple(self._line(m) for m in found), (unit,))
        if not reading.heavy and (said := next((r for r in [*self.table.rows_of(unit), *self._about(unit)] if _SITS.search(self.evidence.text(r))), None)) is not None:
            return Draft((self._said_at(unit, said),), (unit,))
        heading = heading_quote(self.table, unit)
        if (heading and not self.table.corpus.units[unit].noun and places.find(tokens(self.table.name(unit)), self.table.name(unit))) or ("," in self.table.name(unit) and heading):
            return Draft((Line(f"{self.table.name(unit)}, by its name in the text.", (heading,)),), (unit,))
        return self._refuse(reading, unit)

    def _where_its_own_are(self, reading: Reading, unit: int) -> Row | None:
        """The statement that says where what a unit has is: "where are the field offices of the Lamp Department?"; None if that is not asked, or not said."""
        asked = _WHERE_ARE.match(fold(reading.text))
        run = tuple(stem(w) for w in words(asked.group("what")) if w not in STOP) if asked else ()
        if len(run) < _PHRASE_WORDS or set(run) <= {stem(w) for w in words(self.table.name(unit))}:
            return None
        return next((r for r in self.table.rows_of(unit) if has_run(r.sequence, run) and _IN_PLACE.search(self.evidence.text(r))), None)

    def _seat_cell(self, unit: int) -> Line | None:
        """What a table has for a unit under a header such as "Seat" or "Where to find it"; None if it has none."""
        own = [r for r in self.table.rows_of(unit) if r.own == unit]
        for row, sought in ((r, w) for w in (_SEAT_WORDS, _CONTACT) for r in own):
            heads = [t for t in row.tokens[row.size :] if t.stem in sought or t.word in sought]
            spots = tuple((t.start, t.end) for t in heads)
            found = cell(self.table, row.number, spots)
            if found is not None and found[1].strip():
                return Line(f"{self.table.name(unit)}: {found[0]}: {found[1]}.", quote(self.table, row.number))
            label = self.table.corpus.statements[row.number].leads[-1:]
            if spots and label and len(label[0].of(self.table.text(row.number)).split()) <= _LABEL and label[0].start <= spots[-1][0] < label[0].end:
                return self._said_at(unit, row)
        return None

    def _sides(self, reading: Reading, units: Sequence[int]) -> dict[int, list[Row]]:
        """Each unit's statements, those on the topic asked for only."""
        topic = [t for t in reading.heavy if not (t.stems[0][0] in BODIES | DUTIES or t.light)]
        sides = {}
        for unit in units:
            inner = {r.number for other in units if other != unit and self.table.top(other) == unit for r in self.table.rows_of(other)}  # a part beside its whole
            rows = [r for r in self.table.rows_of(unit) if len(r.sequence) >= 2 and r.number not in self.table.lead_rows | inner]
            if topic:
                matches = self.evidence.measure(reading, rows, topic)
                if not matches or matches[0].cover < 0.45:
                    sides[unit] = rows
                    continue
                close = [m.row for m in matches if m.cover >= max(0.4, matches[0].cover - 0.15)]
                rows = sorted(close, key=lambda r: r.number)[:4] or rows
            sides[unit] = rows
        return sides

    def _compare(self, reading: Reading) -> Draft:
        if (areas := self._areas_of(reading)) is not None and len(areas.lines) == len(reading.units):
            return areas
        first, second = reading.units[:2]
        sides = self._sides(reading, reading.units[:2])
        pairs = sorted(((a, b) for a in sides[first] for b in sides[second] if self._alike(a, b)), key=lambda p: (-overlap(*p), p[0].number, p[1].number))
        used: set[int] = set()
        same: list[Line] = []
        similar: list[Line] = []
        for a, b in pairs:
            if a.number in used or b.number in used:
                continue
            used |= {a.number, b.number}
            (same if a.sequence == b.sequence else similar).append(self._pair(a, b))
        lines: list[Line] = []
        if same:
            lines += [Line("Both:"), *same]
        if similar:
            lines += [Line("Alike, each in its own words:"), *similar]
        for unit, other in ((first, second), (second, first)):
            theirs = [r for r in self.table.rows_of(other) if r not in sides[unit]]  # on one topic: what the other has, too, is not said of this one only
            own = [r for r in sides[unit] if r.number not in used and not any(self._alike(r, o) for o in theirs)]
            if own:
                lines.append(Line(f"Only {self.table.name(unit)}:"))
                lines += [Line(f"{say(self.table, r.number)}.", quote(self.table, r.number)[:1], bullet=True) for r in own]
        for unit in reading.units[2:]:
            lines += list(self._all_of(unit, True).lines)
        return Draft(tuple(lines), reading.units) if any(line.quotes for line in lines) else self._refuse(reading, first)

    def _unique(self, reading: Reading) -> Draft:
        unit = reading.units[0]
        mine = [r for r in self.table.rows_of(unit) if len(r.sequence) >= 2 and r.number not in self.table.lead_rows]
        if not mine:
            return self._refuse(reading, unit)
        others = [r for u in self.table.main if u != self.table.top(unit) for r in self.table.rows_of(u)]
        own = [r for r in mine if not any(self._alike(r, o) for o in others)]
        elsewhere = {t.stem for o in others for t in o.tokens[: o.size]}
        further = {r: spots for r in mine if r not in own and len(spots := tuple((t.start, t.end) for t in self._placeless_tokens(r) if t.stem not in elsewhere)) >= _FURTHER}
        if not own and not further:
            return Draft((Line(f"Everything said of {self.table.name(unit)} is also said of another {self.noun(1)}."),), (unit,), Checked(len(self.table.main), 0), Missing("duty", reading.text), Grade.NOT_STATED)
        lines = [Line(f"Said of {self.table.name(unit)} alone; the statements of all {len(self.table.main)} {self.noun()} were compared:")]
        lines += [Line(f"{say(self.table, r.number)}.", quote(self.table, r.number)[:1], bullet=True) for r in own]
        lines += [Line(f"in part: {say(self.table, r.number, spots)}.", quote(self.table, r.number)[:1], bullet=True) for r, spots in further.items()]
        return Draft(tuple(lines), (unit,), Checked(len(self.table.main), 1))

    def _every(self, reading: Reading) -> Draft:
        scope = self.scope(reading)
        total = len(scope)
        reading = replace(reading, terms=tuple(replace(t, light=True) if t.stems[0][0] in AREAS else t for t in reading.terms))
        if not [t for t in reading.heavy if t.stems[0][0] not in DUTIES]:
            return self._common_to_all(reading, scope)
        whole = self.evidence.measure(reading)
        against = [m for m in whole if m.denied and not m.missing and m.names and m.cover >= FULLY and self._owner(m.row, scope) is not None]
        if against and not reading.negated:
            units = tuple(dict.fromkeys(u for m in against if (u := self._owner(m.row, scope)) is not None))
            return Draft(tuple(self._line(m) for m in against[:_PHRASES]), units, Checked(total, total - len(units))).after("No")
        if whole and whole[0].row.unit is None and whole[0].complete and self.answers(whole[0], reading):
            # the text says it of all of them at once
            return Draft((self._line(whole[0]).after("No" if whole[0].denied else "Yes"),), tuple(scope))
        holders = self._find(reading)
        if not holders:
            general = self._anything(reading)
            if general.answered:
                return general if general.considered and general.considered[0].denied else general.after("Yes")
            return self._listed(reading, {}, scope)
        quotes = tuple(q for ms in holders.values() for q in quote(self.table, ms[0].row.number)[:1])
        rest = [u for u in scope if u not in holders]
        asked_what = re.match(r"^(?:what|which)", fold(reading.text))
        lead = next(iter(holders.values()))[0]
        if not rest:
            return Draft((Line(f"{'All' if asked_what else 'Yes, all'} {total} {self.noun(total, scope)}: {say(self.table, lead.row.number, lead.spots)}.", quotes),), tuple(holders), Checked(total, total))
        names = "; ".join(self.table.name(u) for u in rest)
        headings = tuple(q for u in rest if (q := heading_quote(self.table, u)))
        denied = [m for m in self.evidence.measure(reading) if m.denied and self._owner(m.row, scope) in rest][:1]
        return Draft(
            (self._line(denied[0]).after("No") if denied else Line("No."), Line(f"The text says it of {len(holders)} of {total} {self.noun(total, scope)}.", quotes), Line(f"Not of: {names}.", headings)),
            tuple(rest),
            Checked(total, len(holders)),
        )

    def _of_all_at_once(self, reading: Reading, scope: Sequence[int]) -> list[Line]:
        """What the text says, outside all units, of the units asked about as such ("Every mission keeps a register")."""
        asked = {t.word for t in tokens(reading.text)} & (self.table.body_nouns | english.generic())
        nouns = {n for noun in {self.noun(1, scope), *asked} for word in (noun, *singulars(noun)) for n in (word, plural(word))}
        several = "|".join(sorted(n for n in nouns if n.endswith("s")))
        one = "|".join(sorted(n for n in nouns if not n.endswith("s")))
        sort = r"(?:(?!second\b|third\b|other\b|main\b|head\b|two\b|three\b|last\b|first\b|former\b|new\b|remaining\b)[\w-]+ )?"
        of_all = re.compile(
            rf"(?:[^.;,]{{1,30}}, )?(?:all(?: of)?(?: the| our| these)? {sort}(?:{several})|(?:every|each) {sort}(?:{one})|(?:the|our) {sort}(?:{several})|(?:each|every) (?:one )?of (?:them|these)|each one"
            rf"|(?!Some\b|Most\b|Many\b|Few\b|Several\b|Other\b|No\b|Two\b|Three\b|Both\b|Certain\b)(?-i:(?:[A-Z]\w+ )?)(?:{several}))\b(?!,? (?:of|in|at|on|for|below|is described|are described|but|except|other than|save|apart)\b)",
            re.IGNORECASE,
        )
        rows = [r for r in self.table.rows if r.unit is None and of_all.match(self.table.said(r.number)) and len(r.sequence) > _FEW_SAID]
        sorts = {a.stem for a, b in pairwise(tokens(reading.text)) if b.word in nouns and a.word not in STOP}  # "all the ferry desks", beside which there are others
        rows = [r for r in rows if sorts <= {t.stem for t in r.tokens[: r.size]}] or rows
        return [Line(f"{say(self.table, r.number, whole=True)}.", quote(self.table, r.number), bullet=True) for r in rows]

    def _common_to_all(self, reading: Reading, scope: Sequence[int]) -> Draft:
        """What the text says of every unit, else of most."""
        total = len(scope)
        told = self._of_all_at_once(reading, scope)
        told = [Line("The text says of all of them at once:"), *told] if told else []
        groups: list[list[Row]] = []
        bare = {r.number: self._placeless(r) for u in scope for r in self.table.rows_of(u) if len(r.sequence) >= 2}
        for row in [r for u in scope for r in self.table.rows_of(u) if r.number in bare]:
            for group in groups:
                if overlap(bare[row.number], bare[group[0].number]) >= SAME_DUTY:
                    group.append(row)
                    break
            else:
                groups.append([row])
        wide = [(len({self._owner(r, scope) for r in g}), g) for g in groups]
        everywhere = [g for n, g in wide if n == total]
        most = sorted(((n, g) for n, g in wide if total > n >= max(2, total / 2)), key=lambda x: -x[0])
        if told and not everywhere and not most:
            return Draft(tuple(told), tuple(scope), Checked(total, total))
        if not everywhere and not most:
            return Draft((Line(f"The text says nothing of all {total} {self.noun(total, scope)} in like words; all were compared."),), tuple(scope), Checked(total, 0), Missing("duty", "a duty of all"), Grade.NOT_STATED)
        lines = [*told, Line(f"Said of all {total} {self.noun(total, scope)}:" if everywhere else f"No statement is made of all {total} {self.noun(total, scope)} in like words; of most:")]
        for group in everywhere:
            own = group[0].own if any(bare[r.number] is not r for r in group) else None  # each of its own places
            words_ = say(self.table, group[0].number) if own is None else f"{self.table.short(own)}: {say(self.table, group[0].number)}; the others in like words, each with its own places"
            lines.append(Line(f"{words_}.", tuple(quote(self.table, r.number)[0] for r in group), bullet=True))
        if everywhere and most:
            lines.append(Line("Of most:"))
        for n, group in most[:_MOST_SHOWN]:
            lines.append(Line(f"{n} of {total}: {say(self.table, group[0].number)}.", tuple(quote(self.table, r.number)[0] for r in group), bullet=True))
        return Draft(tuple(lines), tuple(scope), Checked(total, total if everywhere else most[0][0]))
