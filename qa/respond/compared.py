"""What units share, what sets them apart, what is said of all."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from corpus.words import CALENDAR, STOP, clean, fold, stem, words
from qa import places
from qa.answer import Checked, Grade, Missing
from qa.asked import THE_SAME, YES_NO
from qa.draft import Draft, Line, cell, heading_quote, quote, say
from qa.english import light
from qa.evidence import overlap
from qa.names import forms, names_in
from qa.reading import Kind, Reading, Term
from qa.respond.base import FULLY, SAME_DUTY
from qa.respond.cues import (
    AREAS,
    BODIES,
    DUTIES,
)
from qa.respond.relations import Relations
from qa.table import Row, has_run
from qa.tokens import Token, tokens

_SITS = re.compile(
    r"\b(?:floor\b|room \w|storey\b|building\b|basement|(?:is|are|sits?|lies?|works?|based|located|housed|situated|headquartered) (?:in|at|on|above|below|behind|opposite|next to|from) (?:the |our )?[A-Z0-9]|street\b|\b(?:location|address|seat|room|contact):)",
    re.IGNORECASE,
)
_CONTACT = frozenset([stem("contact"), stem("reach")])  # headers under which it may
_LABEL = 5  # words of a table's header
_SEAT_WORDS = frozenset(
    stem(w) for w in ["seat", "city", "town", "location", "place", "site", "headquarters", "address", "based", "room", "floor", "building", "find", "campus", "house", "where"]
)  # headers under which a table says where a unit sits
_OF = frozenset(["of", "for", "and", "the", "on", "in"])  # what joins the words of a name
_MOST_SHOWN = 3  # duties of most units that are shown beside those of all
_OPENING = 3  # words that two statements must open with to be of one duty
_SHORTEST = 3  # letters that a single word has at least more than, to be a name
_HALF_ALIKE = 0.5  # overlap from which two statements tell of one duty, if they have in common at least ...
_SHARED_WORDS = 2
_OF_NO_OTHER = re.compile(r"\b(?:others?|no one else|nobody else|anybody else|anyone else|anywhere else|elsewhere|only)\b")  # what is asked of two, and of nobody besides
_JOINTLY = re.compile(r"\b(?:shared?|shares|sharing|joint|jointly|together|common)\b", re.IGNORECASE)
_PREFIX = 20  # characters that a word may have before its hyphen
_PHRASES = 6  # phrases in common that are shown


def _in_name(own: Sequence[Token], at: int, text: str) -> bool:
    """Whether a capitalised word is one of several of a name: "Pacific" of "Pacific Alliance", "States" of "Community of States"."""

    def beside(other: int, step: int) -> bool:
        while 0 <= other < len(own) and own[other].word in _OF:
            other += step
        if not 0 <= other < len(own):
            return False
        a, b = sorted((own[at], own[other]), key=lambda t: t.start)
        joined = any(t.word == "and" for t in own[min(at, other) + 1 : max(at, other)])
        if joined and not (0 <= other + step < len(own) and own[other + step].capital):
            return False  # two names of one word each
        return own[other].capital and own[other].word not in STOP and re.search(r"[,.;:()]", text[a.end : b.start]) is None and (other > 0 or at - other > 1 or own[other].word not in STOP)

    return beside(at - 1, -1) or beside(at + 1, 1)


class Compared(Relations):
    """Answers that lay units side by side."""

    def _seat(self, reading: Reading) -> Draft:
        unit = reading.units[0]
        reading = replace(reading, terms=tuple(replace(t, light=True) if t.stems[0][0] in _SEAT_WORDS else t for t in reading.terms))
        rest = replace(reading, kind=Kind.LOOKUP)
        if not reading.heavy and (line := self._seat_cell(unit)) is not None:
            return Draft((line,), (unit,))
        if reading.heavy:
            found = self._in_unit(rest, unit)
            if found:
                return Draft(tuple(self._line(m) for m in found), (unit,))
        if not reading.heavy and (said := next((r for r in [*self.table.rows_of(unit), *self._about(unit)] if _SITS.search(self.evidence.text(r))), None)) is not None:
            return Draft((Line(f"{self.table.name(unit)}: {say(self.table, said.number)}.", quote(self.table, said.number)),), (unit,))
        heading = heading_quote(self.table, unit)
        if (heading and not self.table.corpus.units[unit].noun and places.find(tokens(self.table.name(unit)), self.table.name(unit))) or ("," in self.table.name(unit) and heading):
            return Draft((Line(f"{self.table.name(unit)}, by its name in the text.", (heading,)),), (unit,))
        return self._refuse(reading, unit)

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
                return Line(f"{self.table.name(unit)}: {say(self.table, row.number)}.", quote(self.table, row.number))
        return None

    @staticmethod
    def _closest(a: Row, rows: Sequence[Row]) -> Row | None:
        return max(rows, key=lambda r: overlap(a, r), default=None)

    def _alike(self, a: Row, b: Row) -> bool:
        return overlap(a, b) >= SAME_DUTY

    def _placeless(self, row: Row) -> Row:
        """A statement without the names of places, which differ where the duty is the same ("supports offices in Norway"); as it is if hardly anything else is left."""
        text = self.table.text(row.number)
        own = row.tokens[: row.size]
        inside = {i for p in places.find(own, text) for i in range(p.first, p.last)}
        rest = tuple(t.stem for i, t in enumerate(own) if i not in inside and t.word not in STOP)
        return replace(row, sequence=rest) if inside and len(set(rest)) >= _OPENING else row

    def _of_one_sort_with(self, a: Row, b: Row) -> bool:
        """Whether two statements tell of one duty, if not in all: alike for half, or with the same opening ("keeps the register of boats, …")."""
        opening = a.sequence[:_OPENING]
        return self._alike(a, b) or (overlap(a, b) >= _HALF_ALIKE and len(set(a.sequence) & set(b.sequence)) >= _SHARED_WORDS) or (len(opening) == _OPENING and b.sequence[:_OPENING] == opening)

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

    def _pair(self, a: Row, b: Row) -> Line:
        """Two statements alike: once if they say the same, else each in its own words."""
        quotes = (*quote(self.table, a.number)[:1], *quote(self.table, b.number)[:1])
        if a.sequence == b.sequence or a.own is None or b.own is None:
            return Line(f"{say(self.table, a.number)}.", quotes, bullet=True)
        return Line(f"{self.table.short(a.own)}: {say(self.table, a.number)}; {self.table.short(b.own)}: {say(self.table, b.number)}.", quotes, bullet=True)

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

    def _shared(self, reading: Reading) -> Draft:
        if len(reading.units) >= 2:
            if len(reading.units) > 2 and (joint := self._shared_by_all(reading.units)) is not None:
                return joint
            first, second = reading.units[:2]
            if (sorted_ := self._of_a_sort(reading, first, second)) is not None:
                return sorted_
            if YES_NO.match(reading.text) and THE_SAME.search(reading.text):
                each = self._yes_no_each(reading)
                if each.answered and each.lines[0].text.startswith("Yes"):  # both do, but with the same one?
                    each = replace(each, lines=(Line("The text does not say whether it is the same. What it says is:"), replace(each.lines[0], text=each.lines[0].text.removeprefix("Yes. ")), *each.lines[1:]))
                return each
            lines = []
            used: set[int] = set()
            alone = _OF_NO_OTHER.search(fold(reading.text)) is not None
            others = [u for u in self.table.main if u not in (self.table.top(first), self.table.top(second))] if alone else []
            for a in self.table.rows_of(first):
                b = self._closest(a, self.table.rows_of(second))
                if b is not None and self._of_one_sort_with(a, b) and b.number not in used and not any(self._of_one_sort_with(a, r) for u in others for r in self.table.rows_of(u)):
                    used.add(b.number)
                    lines.append(self._pair(a, b))
            elsewhere = self._common_names(first, others) if alone else {}
            for name, (mine, theirs) in self._common_names(first, [second]).items():
                if name not in elsewhere and not any(name in line.text for line in lines):
                    lines.append(Line(f"{name}: both name it.", (*quote(self.table, mine)[:1], *quote(self.table, theirs)[:1]), bullet=True))
            if not lines or {"common", "share", "shared", "both"} & set(words(reading.text)):
                lines += self._phrases(first, second, used, " ".join(x.text for x in lines), alone=alone)
            if not lines and not alone and (joint := self._shared_by_all(reading.units)) is not None:
                return joint
            if not lines:
                return Draft((Line(f"The text says nothing alike of {self.table.name(first)} and {self.table.name(second)}."),), reading.units, Checked(2, 0), Missing("duty", reading.text), Grade.NOT_STATED)
            return Draft((Line(f"Both {self.table.name(first)} and {self.table.name(second)}:"), *lines), reading.units)
        unit = reading.units[0]
        if asked := [t for t in reading.heavy if t.stems[0][0] not in DUTIES | BODIES]:
            own = [m for m in self.evidence.measure(reading, self.table.rows_of(unit), asked)[:1] if not m.missing and m.exact >= FULLY and _JOINTLY.search(self.evidence.text(m.row))]
            if own:  # "who shares its rota?": what is said of that
                return Draft((self._line(own[0]),), (unit,), considered=(own[0],))
        if asked:  # "… promotes exchange. Who shares that task?"
            rest = replace(reading, kind=Kind.LIST, units=(), excluded=(unit,))
            return self._listed(rest, self._find(rest), self.scope(rest))
        others = [u for u in self.table.main if u != unit]
        found: dict[int, list[Line]] = {}
        for other in others:
            for name, (mine, theirs) in self._common_names(unit, [other]).items():
                found.setdefault(other, []).append(Line(f"{self.table.name(other)}: {name}.", (*quote(self.table, theirs)[:1], *quote(self.table, mine)[:1]), bullet=True))
        total = len(others)
        if not found:
            return Draft(
                (Line(f"None of the other {total} {self.noun(total)} names a body that {self.table.name(unit)} names; all were checked."),), (unit,), Checked(total, 0), Missing("duty", reading.text), Grade.NOT_STATED
            )
        lines = [Line(f"{len(found)} of the other {total} {self.noun(total)}:"), *(x for xs in found.values() for x in xs), Line(f"All {total} were checked.")]
        return Draft(tuple(lines), tuple(found), Checked(total, len(found)))

    def _shared_by_all(self, units: Sequence[int]) -> Draft | None:
        """What the text says of each of three units or more, in like words or by one phrase ("a daily log"); None if there is nothing."""
        first, others = units[0], units[1:]
        lines: list[Line] = []
        said: set[str] = set()
        for row in self.table.rows_of(first):
            alike = [next((r for r in self.table.rows_of(u) if self._of_one_sort_with(row, r)), None) for u in others]
            found = [r for r in alike if r is not None]
            if len(found) == len(others):
                lines.append(Line(f"{say(self.table, row.number)}.", tuple(quote(self.table, r.number)[0] for r in (row, *found)), bullet=True))
                said |= set(row.sequence)
        for size in (3, 2):
            for row in self.table.rows_of(first):
                own = [t for t in row.tokens[: row.size] if t.word not in STOP]
                for at in range(len(own) - size + 1):
                    run = tuple(t.stem for t in own[at : at + size])
                    theirs = [next((r for r in self.table.rows_of(u) if has_run(r.sequence, run)), None) for u in others]
                    shared = [r for r in theirs if r is not None]
                    if len(shared) < len(others) or said & set(run) or set(run) <= light():
                        continue
                    said |= set(run)
                    words_ = clean(self.table.text(row.number)[own[at].start : own[at + size - 1].end])
                    lines.append(Line(f"“{words_}”: in what is said of each.", tuple(quote(self.table, r.number)[0] for r in (row, *shared)), bullet=True))
        names = ", ".join(self.table.name(u) for u in units[:-1])
        return Draft((Line(f"{names} and {self.table.name(units[-1])}, all of them:"), *lines), tuple(units)) if lines else None

    def _phrases(self, first: int, second: int, used: set[int], said: str, *, alone: bool) -> list[Line]:
        """Words in a row that the text uses of two units and of few others; `alone`: single words too, said of no other unit."""
        table = self.table
        lines: list[Line] = []
        tops = {table.top(first), table.top(second)}
        taken: set[str] = set()
        for size in (3, 2, 1):
            if size == 1 and lines and not alone:
                break
            for row in table.rows_of(first):
                own = [t for t in row.tokens[: row.size] if t.word not in STOP]
                for at in range(len(own) - size + 1):
                    run = tuple(t.stem for t in own[at : at + size])
                    units = {r.unit for r in table.rows_with(run)}
                    few = units - {None} == tops or (size > 1 and not alone and len(units) * (5 - size) <= max(len(table.main), 4))
                    if not tops <= units or not few or taken & set(run) or set(run) & {stem(w) for w in table.self_names} or any(len(s) < 4 for s in run) or set(run) <= light():
                        continue
                    theirs = next((r for r in table.rows_of(second) if has_run(r.sequence, run)), None)
                    if theirs is None or (row.number in used and theirs.number in used):
                        continue  # what only a unit beside the second has, in the same unit above both
                    text = table.text(row.number)
                    begin = own[at].start - len(m.group() if (m := re.search(r"(?:\w+-)+$", text[max(0, own[at].start - _PREFIX) : own[at].start])) else "")  # "on-call", whole
                    words_ = clean(text[begin : own[at + size - 1].end])
                    also = table.words_of(theirs, run)
                    if words_ in said or re.search(r"[,;.()]", words_ + also) or (size == 1 and own[at].capital and not words_.isupper()):
                        continue
                    taken |= set(run)
                    shown = f"“{words_}”" if fold(words_).endswith(fold(also)) else f"“{words_}” and “{also}”"
                    lines.append(Line(f"{shown}: in what is said of both.", (*quote(table, row.number)[:1], *quote(table, theirs.number)[:1]), bullet=True))
        return lines[:_PHRASES]

    def _of_a_sort(self, reading: Reading, first: int, second: int) -> Draft | None:
        """ "Which bank do X and Y both work with?", "Do X and Y have the same bank?": the names of that sort that both have, else those that each has; None if no sort is asked for or one of them names none."""
        sorts = [t for t in reading.heavy if t.stems[0][0] not in BODIES | DUTIES]
        verdict = YES_NO.search(reading.text) is not None
        if not sorts or any(t.name for t in sorts) or any(reading.text[a.end : b.start] != " " for a, b in pairwise(sorts)) or not (verdict or re.match(r"(?:and |so )?(?:which|what)\b", fold(reading.text))):
            return None

        def of_sort(name: str, term: Term) -> bool:
            return any(self.table.family(s).get(w) == 1.0 for s in term.stems[0] for form in forms(self.table, name) for w in form)

        named = {unit: {n: r.number for r in self.table.rows_of(unit) for n in names_in(self.table, r.number) if of_sort(n, sorts[-1])} for unit in (first, second)}
        narrow = {unit: {n: r for n, r in found.items() if all(of_sort(n, t) for t in sorts)} for unit, found in named.items()}  # "development bank"
        own = narrow if verdict or all(narrow.values()) else named
        shared = [(n, r, other) for n, r in own[first].items() for o, other in own[second].items() if forms(self.table, n) & forms(self.table, o)]
        if shared:
            draft = Draft(tuple(Line(f"{n}: both name it.", (*quote(self.table, r)[:1], *quote(self.table, other)[:1])) for n, r, other in shared), reading.units)
        elif all(own.values()):
            draft = Draft(tuple(Line(f"{self.table.name(u)}: {'; '.join(own[u])}.", tuple(q for r in dict.fromkeys(own[u].values()) for q in quote(self.table, r)[:1])) for u in (first, second)), reading.units)
        else:
            return None
        return draft.after("Yes" if shared else "No") if verdict else draft

    @cached_property
    def _own_words(self) -> frozenset[str]:
        """Words that are no names of others: those of the units, of the organisation, of the calendar."""
        return frozenset({w for u in self.table.corpus.units for w in words(u.name)} | self.table.self_names | CALENDAR)

    def _capitals(self, row: Row) -> list[str]:
        """The single words that a statement has as names: capitalised within a sentence, and never without a capital in the text."""
        text = self.table.text(row.number)
        of_units = self._own_words
        own = row.tokens[: row.size]
        inside = [t for n, t in enumerate(own) if n and t.capital and len(t.word) > _SHORTEST and text[: t.start].rstrip()[-1:] not in tuple(".:;!?") and t.word not in of_units | STOP and not _in_name(own, n, text)]
        return [text[t.start : t.end] for t in inside if all(x.capital for r in self.table.rows_having(t.stem) for x in r.tokens if x.word == t.word)]

    def _common_names(self, unit: int, others: list[int]) -> dict[str, tuple[int, int]]:
        """Names in the statements of two units: name → (statement of the one, statement of the other)."""
        mine = {form: (n, r.number) for r in self.table.rows_of(unit) for n in (*self._capitals(r), *names_in(self.table, r.number)) for form in forms(self.table, n)}
        found: dict[str, tuple[int, int]] = {}
        for other in others:
            for row in self.table.rows_of(other):
                for name in (*names_in(self.table, row.number), *self._capitals(row)):
                    if any(name in long for long in found):
                        continue
                    both = next((mine[f] for f in sorted(forms(self.table, name)) if f in mine), None)
                    if both is not None and not set(words(name)) <= self.table.self_names and self.table.frequency[stem(fold(name).split()[-1])] * 2 < len(self.table.rows):
                        found.setdefault(both[0], (both[1], row.number))
        return found

    def _unique(self, reading: Reading) -> Draft:
        unit = reading.units[0]
        mine = [r for r in self.table.rows_of(unit) if len(r.sequence) >= 2 and r.number not in self.table.lead_rows]
        if not mine:
            return self._refuse(reading, unit)
        others = [r for u in self.table.main if u != self.table.top(unit) for r in self.table.rows_of(u)]
        own = [r for r in mine if not any(self._alike(r, o) for o in others)]
        if not own:
            return Draft((Line(f"Everything said of {self.table.name(unit)} is also said of another {self.noun(1)}."),), (unit,), Checked(len(self.table.main), 0), Missing("duty", reading.text), Grade.NOT_STATED)
        lines = [Line(f"Said of {self.table.name(unit)} alone; the statements of all {len(self.table.main)} {self.noun()} were compared:")]
        lines += [Line(f"{say(self.table, r.number)}.", quote(self.table, r.number)[:1], bullet=True) for r in own]
        return Draft(tuple(lines), (unit,), Checked(len(self.table.main), 1))

    def _every(self, reading: Reading) -> Draft:
        scope = self.scope(reading)
        total = len(scope)
        reading = replace(reading, terms=tuple(replace(t, light=True) if t.stems[0][0] in AREAS else t for t in reading.terms))
        if not [t for t in reading.heavy if t.stems[0][0] not in DUTIES]:
            return self._common_to_all(scope)
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

    def _common_to_all(self, scope: Sequence[int]) -> Draft:
        """What the text says of every unit, else of most."""
        total = len(scope)
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
        if not everywhere and not most:
            return Draft((Line(f"The text says nothing of all {total} {self.noun(total, scope)} in like words; all were compared."),), tuple(scope), Checked(total, 0), Missing("duty", "a duty of all"), Grade.NOT_STATED)
        lines = [Line(f"Said of all {total} {self.noun(total, scope)}:" if everywhere else f"No statement is made of all {total} {self.noun(total, scope)} in like words; of most:")]
        for group in everywhere:
            own = group[0].own if any(bare[r.number] is not r for r in group) else None  # each of its own places
            words_ = say(self.table, group[0].number) if own is None else f"{self.table.short(own)}: {say(self.table, group[0].number)}; the others in like words, each with its own places"
            lines.append(Line(f"{words_}.", tuple(quote(self.table, r.number)[0] for r in group), bullet=True))
        if everywhere and most:
            lines.append(Line("Of most:"))
        for n, group in most[:_MOST_SHOWN]:
            lines.append(Line(f"{n} of {total}: {say(self.table, group[0].number)}.", tuple(quote(self.table, r.number)[0] for r in group), bullet=True))
        return Draft(tuple(lines), tuple(scope), Checked(total, total if everywhere else most[0][0]))
