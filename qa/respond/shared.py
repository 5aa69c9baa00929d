"""What two units or more have in common, and whom they share."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from corpus.words import CALENDAR, STOP, clean, fold, stem, words
from qa import places
from qa.answer import Checked, Grade, Missing
from qa.asked import THE_SAME, YES_NO
from qa.draft import Draft, Line, quote, say
from qa.english import light
from qa.evidence import overlap
from qa.names import forms, names_in
from qa.reading import Kind, Reading, Term
from qa.respond.base import FULLY, SAME_DUTY
from qa.respond.cues import (
    BODIES,
    DUTIES,
)
from qa.respond.relations import Relations
from qa.table import Row, has_run
from qa.tokens import Token

_OF = frozenset(["of", "for", "and", "the", "on", "in"])  # what joins the words of a name
_OPENING = 3  # words that two statements must open with to be of one duty
_SHORTEST = 3  # letters that a single word has at least more than, to be a name
_HALF_ALIKE = 0.5  # overlap from which two statements tell of one duty, if they have in common at least ...
_SHARED_WORDS = 2
_OF_NO_OTHER = re.compile(r"\b(?:others?|no one else|nobody else|anybody else|anyone else|anywhere else|elsewhere|only)\b")  # what is asked of two, and of nobody besides
_JOINTLY = re.compile(r"\b(?:shared?|shares|sharing|joint|jointly|together|common)\b", re.IGNORECASE)
_PREFIX = 20  # characters that a word may have before its hyphen
_PHRASES = 6  # phrases in common that are shown


def _in_name(own: Sequence[Token], at: int, text: str) -> bool:
    """Whether a capitalised word is one of several of a name: "Lamp" of "Lamp Alliance", "Boats" of "Union of Boats"."""

    def beside(other: int, step: int) -> bool:
        while 0 <= other < len(own) and own[other].word in _OF:
            other += step
        if not 0 <= other < len(own):
            return False
        a, b = sorted((own[at], own[other]), key=lambda t: t.start)
        between = [t.word for t in own[min(at, other) + 1 : max(at, other)]]
        joined = "and" in between
        if joined and "the" in between:
            return False  # "Siemens and the Lamp Alliance"
        if joined and not (0 <= other + step < len(own) and own[other + step].capital):
            return False  # two names of one word each
        return own[other].capital and own[other].word not in STOP and re.search(r"[,.;:()]", text[a.end : b.start]) is None and (other > 0 or at - other > 1 or own[other].word not in STOP)

    return beside(at - 1, -1) or beside(at + 1, 1)


class Shared(Relations):
    """Answers that say what units share."""

    @staticmethod
    def _closest(a: Row, rows: Sequence[Row]) -> Row | None:
        return max(rows, key=lambda r: overlap(a, r), default=None)

    def _alike(self, a: Row, b: Row) -> bool:
        """Whether two statements say the same in like words; one word ("8", "Torvik") is like no more than itself."""
        return overlap(a, b) >= SAME_DUTY and (min(len(a.sequence), len(b.sequence)) > 1 or a.sequence == b.sequence)

    def _placeless(self, row: Row) -> Row:
        """A statement without the names of places, which differ where the duty is the same ("supports offices in Norway"); as it is if hardly anything else is left."""
        rest = tuple(t.stem for t in self._placeless_tokens(row))
        return replace(row, sequence=rest) if len(set(rest)) >= _OPENING else row

    def _placeless_tokens(self, row: Row) -> list[Token]:
        """The telling words of a statement that are in no name of a place."""
        own = row.tokens[: row.size]
        inside = {i for p in places.find(own, self.table.text(row.number)) for i in range(p.first, p.last)}
        return [t for i, t in enumerate(own) if i not in inside and t.word not in STOP]

    def _of_one_sort_with(self, a: Row, b: Row) -> bool:
        """Whether two statements tell of one duty, if not in all: alike for half, or with the same opening ("keeps the register of boats, …")."""
        opening = a.sequence[:_OPENING]
        return self._alike(a, b) or (overlap(a, b) >= _HALF_ALIKE and len(set(a.sequence) & set(b.sequence)) >= _SHARED_WORDS) or (len(opening) == _OPENING and b.sequence[:_OPENING] == opening)

    def _pair(self, a: Row, b: Row) -> Line:
        """Two statements alike: once if they say the same, else each in its own words."""
        quotes = (*quote(self.table, a.number)[:1], *quote(self.table, b.number)[:1])
        if a.sequence == b.sequence or a.own is None or b.own is None:
            return Line(f"{say(self.table, a.number)}.", quotes, bullet=True)
        return Line(f"{self.table.short(a.own)}: {say(self.table, a.number)}; {self.table.short(b.own)}: {say(self.table, b.number)}.", quotes, bullet=True)

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
                b = self._closest(a, [r for r in self.table.rows_of(second) if bool(r.negations) == bool(a.negations)])
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
            intro = f"Both {self.table.name(first)} and {self.table.name(second)}:"
            return Draft((Line(intro if len(reading.units) == 2 else f"The text says nothing alike of all {len(reading.units)}. {intro}"), *lines), reading.units)
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
            alike = [next((r for r in self.table.rows_of(u) if self._of_one_sort_with(row, r) and bool(r.negations) == bool(row.negations)), None) for u in others]
            found = [r for r in alike if r is not None]
            if len(found) == len(others):
                each = say(self.table, row.number) if all(self._alike(row, r) for r in found) else f"{self.table.short(first)}: {say(self.table, row.number)}; the others in like words"
                lines.append(Line(f"{each}.", tuple(quote(self.table, r.number)[0] for r in (row, *found)), bullet=True))
                said |= set(row.sequence)
        for size in (3, 2):
            for row in self.table.rows_of(first):
                own = [t for t in row.tokens[: row.size] if t.word not in STOP]
                for at in range(len(own) - size + 1):
                    run = tuple(t.stem for t in own[at : at + size])
                    theirs = [next((r for r in self.table.rows_of(u) if has_run(r.sequence, run) and bool(r.negations) == bool(row.negations)), None) for u in others]
                    shared = [r for r in theirs if r is not None]
                    if len(shared) < len(others) or said & set(run) or set(run) <= light():
                        continue
                    said |= set(run)
                    words_ = clean(self.table.text(row.number)[own[at].start : own[at + size - 1].end])
                    lines.append(Line(f"“{words_}”: in what is said of each.", tuple(quote(self.table, r.number)[0] for r in (row, *shared)), bullet=True))
        names = ", ".join(self.table.short(u) for u in units[:-1])
        return Draft((Line(f"{names} and {self.table.short(units[-1])}, all of them:"), *lines), tuple(units)) if lines else None

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
                    if not tops <= units or not few or taken & set(run) or set(run) & {stem(w) for w in table.self_names} or any(len(s) < (4 if size == 1 else 3) for s in run) or set(run) <= light():
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
