"""How many and how much."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.lines import stated_count
from corpus.words import STOP, clean, fold, stem, words
from qa import places
from qa.answer import Checked, Grade, Missing
from qa.decision import Match, head_of
from qa.draft import Draft, Line, quote, say
from qa.names import HEAD, names_in
from qa.reading import Kind, Reading, Term
from qa.respond.cues import (
    BEGUN,
    BODIES,
    COVERING,
    QUANTITIES,
    asks_partners,
    counts_units,
    head_stem,
    limits,
    number_by,
)
from qa.respond.extremes import ITEM, SAME_ROOT, Extremes, of_staff
from qa.table import Row
from qa.values import NUMBER

_LISTS = re.compile(r"[^.;]{0,30}?(?:\b(?:including|such as|namely|e\.g\.|like|are|called|of)\b|[:(])")
_IN_PLACES = re.compile(rf"\s+(?:in|at|for|of)\s+(?P<items>{ITEM}(?:,\s*{ITEM})*,?\s+and\s+{ITEM})(?![\w’'-]| of\b)")
_LANDS = frozenset(["countries", "states", "nations"])
_COUNTRIES = frozenset(map(stem, _LANDS))
_HOW_MANY_COUNTRIES = re.compile(r"\b(?:in )?(?:how many|number of)(?: different)? (?:member )?(?:countries|states|nations)\b")
_HOW_MANY = re.compile(r"\b(?:how many|number of)(?: different)? ((?:[\w-]+ ){0,3}[\w-]+?s) (?:does|do|did|has|have|are|is|in|for)\b")


_YEAR_LIMIT = re.compile(r"\b(?P<side>before|prior to|earlier than|after|since|later than)\s+(?:the year\s+)?(?P<year>(?:18|19|20)\d\d)\b")
_YEARS_BETWEEN = re.compile(r"\bbetween\s+((?:18|19|20)\d\d)\s+and\s+((?:18|19|20)\d\d)\b")
_YEAR = re.compile(r"(?<!ext )(?<!ext\. )(?<![\d.,])(?:18|19|20)\d\d\b(?![.,]?\d)")
_JOINT = re.compile(r"\b(?:and|but|yet|while|with)\b|,", re.IGNORECASE)  # what stands between two limits


_WITH_HOW_MANY = re.compile(r"(?:and |so )?(?:together |along )?with how many\b|.*\bwith how many(?: other)? \w+\W*$")
_WITH_THESE = re.compile(r"\b(?:together|jointly|along|in (?:cooperation|partnership|collaboration)|shared?|sharing) with (?:the )?(?P<items>[^.;:()]+)")


class Counts(Extremes):
    """Answers with a number."""

    def _count(self, reading: Reading) -> Draft:
        reading = of_staff(reading) if reading.units else reading
        scope = self.scope(reading)
        asks_units = counts_units(reading, self.table)
        if asks_units and not reading.units:
            if not reading.heavy:
                return self._counted_otherwise(scope) or self._all_units(reading, scope)
            if reading.negated:
                return self._without(reading, self._holders(reading), scope)
            if (dated := self._dated(reading, scope)) is not None:
                return dated
            if limits(reading.text) and (over := self._over(reading, scope)) is not None:
                return over
            holders = self._find(reading)
            if not holders and self._stated_count(len(scope)) is not None and not any(t.name and not self._known(t) for t in reading.heavy):
                return self._all_units(replace(reading, terms=()), scope)
            draft = self._listed(reading, holders, scope)
            if holders:
                count = len(holders)
                return replace(draft, lines=(Line(f"{count} {self.noun(count, scope)} of {len(scope)}:"), *draft.lines[1:]))
            return draft
        if reading.units and asks_partners(reading) and (named := self._named_partners(reading)) is not None:
            return named
        if (placed := self._placed(reading) or self._countries(reading)) is not None:
            return placed
        if not reading.heavy:
            return self._look_up(reading)
        rows = [r for u in reading.units for r in self.table.rows_of(u)] or None
        matches = self.evidence.measure(reading, rows)
        good = [m for m in matches if self.answers(replace(m, typed=True), reading)]  # what is named can be counted, too
        if not good:
            return self._refuse(reading, reading.units[0] if reading.units else None)
        if (together := self._those_with(reading, good[0])) is not None:
            return together
        wanted = self._counted(reading)
        if len(items := self._all_under(good[0], good, reading)) > 1:
            owner = f" for {self.table.name(reading.units[0])}" if reading.units else ""
            return Draft((Line(f"{len(items)} listed{owner}:"), *(replace(self._line(m, unit=False), bullet=True) for m in items)), reading.units)
        full = [m for m in good[3:] if m.typed and not m.missing and m.cover >= good[0].cover] if reading.units else []
        for match in [m for m in (*good[:3], *full) if self.table.corpus.noun != "document" or m.row.unit == good[0].row.unit]:
            number = number_by(self.table, match.row, wanted)
            if number:
                line = self._line(match, unit=False)
                owner = f" ({self.table.name(match.row.own)})" if match.row.own is not None else ""
                return Draft((replace(line, text=f"{number[:1].upper()}{number[1:]}{owner}: {line.text}"),), reading.units or ((match.row.unit,) if match.row.unit is not None else ()))
        unit_rows = [m for m in good if m.cover >= good[0].cover - 0.1][:4]
        counted: list[str] = []
        lines: list[Line] = []
        for match in unit_rows:
            topic = [t for t in reading.heavy if t.name]
            generic = wanted.name or wanted.stems[0][-1] in BODIES
            names = [n for n in names_in(self.table, match.row.number) if (generic or self.table.family(wanted.stems[0][-1]).get(head_stem(n))) and all(self._in_name(t, n) for t in topic)]
            names = [n for n in names if not any(n in c for c in counted) and not any(set(words(n)) <= set(words(self.table.name(u))) for u in reading.units)]  # it is no partner of its own
            if names:
                counted += names
                lines.append(Line("; ".join(names) + ".", quote(self.table, match.row.number)[:1], bullet=True))
        if not counted and (listed := self._listed_after(good[0].row, wanted)):
            return Draft((Line(f"{len(listed)} named: {'; '.join(listed)}.", quote(self.table, good[0].row.number)[:1]),), reading.units)
        if not counted and good[0].typed and self.answers(good[0], reading) and (not reading.units or (good[0].complete and NUMBER.search(self.evidence.text(good[0].row)))):
            return Draft((self._line(good[0]),), (good[0].row.unit,) if good[0].row.unit is not None else ())
        if not counted:
            return self._of_things(reading, good) or self._refuse(reading, reading.units[0] if reading.units else None)
        name = f" named for {self.table.name(reading.units[0])}" if reading.units else " named"
        return Draft((Line(f"{len(counted)}{name}:"), *lines), reading.units)

    def _counted_otherwise(self, scope: Sequence[int]) -> Draft | None:
        """The count that the text itself gives of its units, where it is another one than that of all it describes ("eight hubs and a liaison office")."""
        if list(scope) != self.table.main:
            return None
        for row in (r for r in self.table.rows if r.unit is None):
            for number, phrase in stated_count(self.evidence.text(row)):
                if fold(phrase).split()[-1] == self.table.nouns and number != len(scope):
                    lines = [Line(f"{number}: {say(self.table, row.number)}.", quote(self.table, row.number)), *self._all_units(Reading("", Kind.LIST), scope).lines]
                    return Draft(tuple(lines), tuple(scope), Checked(len(scope), len(scope)))
        return None

    def _named_partners(self, reading: Reading) -> Draft | None:
        """How many bodies a unit's statements name, with their names; an abbreviation of one already counted is not counted again."""
        lines: list[Line] = []
        counted: list[str] = []
        for row in (r for u in reading.units for r in self.table.rows_of(u)):
            names = [n for n in names_in(self.table, row.number) if HEAD.search(n) and not any(n in c for c in counted)]
            if names:
                counted += names
                lines.append(Line("; ".join(names) + ".", quote(self.table, row.number)[:1], bullet=True))
        return Draft((Line(f"{len(counted)} named for {self.table.name(reading.units[0])}:"), *lines), reading.units) if lines else None

    def _listed_after(self, row: Row, term: Term) -> list[str]:
        """The names a statement lists after the noun that is counted: "initiatives, including A, B and C"."""
        family = self.table.family(term.stems[0][-1])
        own = row.tokens[: row.size]
        at = next((t.end for t in own if family.get(t.stem, 0.0) >= SAME_ROOT and not t.capital), None)
        if at is None:
            return []
        text = self.evidence.text(row)
        start = self.table.corpus.statements[row.number].span.start
        rest = clean(text[at - start :])
        return [n for n in names_in(self.table, row.number) if n in rest] if _LISTS.match(rest) else []

    def _of_things(self, reading: Reading, matches: Sequence[Match]) -> Draft | None:
        """The number that a unit's statement gives of just the things that are counted, whatever it says they do: "how many sentinel practices report to …?"."""
        head = [t for t in reading.heavy if not t.name]
        run = head[:1]
        for term in head[1:]:
            if reading.text[run[-1].end : term.start] != " ":
                break
            run.append(term)
        for match in matches[:1] if reading.units and len(run) > 1 and re.match(r"(?:and |so )?how many\b", fold(reading.text)) else ():
            there = [t for t in run if self.evidence.term_in(t, match.row)[0] >= SAME_ROOT]
            if len(there) > 1 and there == run[: len(there)] and len(run) - len(there) <= 1 and (number := number_by(self.table, match.row, there[-1])):
                return Draft((replace(line := self._line(match), text=f"{number[:1].upper()}{number[1:]}. {line.text}"),), reading.units)
        return None

    def _placed(self, reading: Reading) -> Draft | None:
        """The places or names that a unit's statement lists after just the words that are counted: "how many field offices has Lindholm?", "with field offices in A, B and C"."""
        asked = _HOW_MANY.search(fold(reading.text))
        owners = reading.units or reading.objects
        if asked is None or len(owners) != 1:
            return None
        run = tuple(stem(w) for w in words(asked.group(1)) if w not in STOP)
        for row in self.table.rows_of(owners[0]):
            own = [t for t in row.tokens[: row.size] if t.word not in STOP]
            at = next((own[i + len(run) - 1].end for i in range(len(own) - len(run) + 1) if tuple(t.stem for t in own[i : i + len(run)]) == run), None)
            match = _IN_PLACES.match(self.table.text(row.number), at, self.table.corpus.statements[row.number].span.end) if at is not None and len(run) > 1 else None
            items = [clean(i) for i in re.split(r",?\s+(?:and|or)\s+|,\s*", match.group("items")) if i] if match else []
            if len(items) > 1:
                line = Line(f"{len(items)}: {'; '.join(items)}.", quote(self.table, row.number))
                return Draft((line,), owners)
        return None

    def _those_with(self, reading: Reading, match: Match) -> Draft | None:
        """With how many a unit does something: those that its statement lists after "together with" or the like; None if that is not asked, or the statement lists none."""
        if len(reading.units) != 1 or not _WITH_HOW_MANY.match(fold(reading.text)):
            return None
        listed = _WITH_THESE.search(self.evidence.text(match.row))
        names = [clean(n) for n in re.split(r",?\s+(?:and|or)\s+(?:(?:the|with)\s+)?|,\s*(?:the\s+)?", listed.group("items")) if n] if listed else []
        if not names or not all(any(c.isupper() for c in n) for n in names):
            return None
        return Draft((Line(f"{len(names)} ({self.table.name(reading.units[0])}): {'; '.join(names)}.", quote(self.table, match.row.number)),), reading.units)

    def _countries(self, reading: Reading) -> Draft | None:
        """How many countries a unit does something in, or covers: those that the statement which says so names, each once; None if it names none or says the number itself."""
        if len(reading.units) != 1 or not _HOW_MANY_COUNTRIES.search(fold(reading.text)):
            return None
        unit = reading.units[0]
        done = [t for t in reading.heavy if t.stems[0][0] not in _COUNTRIES]
        covered: dict[int, set[str]] = {}
        areas = self.map.areas(unit)
        covers = all(t.stems[0][0] in COVERING for t in done)
        if covers and any(p.kind != "country" for _, p in areas):
            return None  # "South-East Asia": the text does not say how many
        for r, place in areas:
            covered.setdefault(r, set()).add(place.name)
        rows = covered.keys() if covers else set()
        own = [r for r in self.table.rows_of(unit) if r.number in rows or done]
        for match in self.evidence.measure(reading, own, done or reading.terms):
            text = self.evidence.text(match.row)
            if done and match.exact < SAME_ROOT and match.row.number not in rows:
                continue
            if any(words(phrase)[-1] in _LANDS for _, phrase in stated_count(text)):
                return None
            named = list(
                dict.fromkeys(
                    p.name
                    for p in places.find(match.row.tokens[: match.row.size], self.table.text(match.row.number))
                    if p.kind == "country" and not self.map.sets_aside(match.row.number, p) and (not covers or p.name in covered.get(match.row.number, ()))
                )
            )
            if named:
                return Draft((Line(f"{len(named)} named ({self.table.name(unit)}): {say(self.table, match.row.number)}.", quote(self.table, match.row.number)),), (unit,))
        return None

    @staticmethod
    def _counted(reading: Reading) -> Term:
        """The noun that is counted: the last word of the first run ("migration dialogues")."""
        heavy = reading.heavy
        head = head_of(reading.terms, reading.text)
        return head if head is not None and not head.name else next((t for t in heavy if not t.name), heavy[0])

    def _over(self, reading: Reading, scope: Sequence[int]) -> Draft | None:
        """Units whose stated amounts are on the asked side of all limits ("more than 20 staff and a budget below 3 million"); None if hardly any amount is stated."""
        every = limits(reading.text)
        if _YEAR_LIMIT.search(fold(reading.text)):
            return None  # a year is another limit
        joints = [next((m.start() for m in _JOINT.finditer(reading.text, x.end, y.start)), x.end) for x, y in pairwise(every)]
        measures = {t for t in reading.heavy for x in every if 0 <= t.start - x.end <= 1 and any(u is not t and u.start < x.start and not u.light for u in reading.heavy)}  # "50 million kelu"
        each = [self._amounts(replace(reading, terms=tuple(t for t in reading.terms if start <= t.start < end and t not in measures)), scope) for start, end in pairwise([0, *joints, len(reading.text)])]
        if any(len(amounts) < 2 for amounts in each):
            return None
        keep = [u for u in scope if all(u in amounts and limit.meets(amounts[u][0]) for limit, amounts in zip(every, each, strict=True))]
        total = len(scope)
        stated = min(len(amounts) for amounts in each)
        if not keep:
            return Draft((Line(f"None of the {total} {self.noun(total, scope)}; an amount is stated for {stated}."),), checked=Checked(total, 0), missing=Missing("duty", reading.text), grade=Grade.NOT_STATED)
        lines = [Line(f"{len(keep)} {self.noun(len(keep), scope)} of {total}:")]
        lines += [line for u in keep for line in dict.fromkeys(self._line(amounts[u][1], bullet=True) for amounts in each)]
        lines.append(Line(f"An amount is stated for {stated} of {total}."))
        return Draft(tuple(lines), tuple(keep), Checked(total, len(keep)))

    def _dated(self, reading: Reading, scope: Sequence[int]) -> Draft | None:
        """Units whose stated year lies on the asked side of one ("opened after 2000"); None if that is not asked, or hardly a year is stated."""
        asked = [(m.group("side"), int(m.group("year"))) for m in _YEAR_LIMIT.finditer(fold(reading.text))]
        asked += [x for m in _YEARS_BETWEEN.finditer(fold(reading.text)) for x in (("since", int(m.group(1))), ("until", int(m.group(2))))]
        if not asked or limits(reading.text) or (len(asked) < 2 and self._conditions(reading) is not None):
            return None
        terms = [t for t in reading.heavy if not t.text.isdigit() and fold(t.text) not in QUANTITIES | {"between"}]
        years: dict[int, tuple[int, Line]] = {}
        if terms and all(t.stems[0][0] in BEGUN for t in terms):  # "set up before 2005", in whatever words
            years = {u: (year, self._said_at(u, row, spot)) for u, (year, row, spot) in self._since(scope, begun=True).items()}
        for match in self.evidence.measure(reading, terms=terms) if terms else ():
            unit = self._owner(match.row, scope)
            if unit is None or unit in years or match.exact < SAME_ROOT:
                continue
            start, text = self.table.corpus.statements[match.row.number].span.start, self.evidence.text(match.row)
            stated = [(min((abs(m.start() + start - a) for a, _ in match.spots), default=m.start()), int(m.group())) for m in _YEAR.finditer(text)]
            if stated:
                years[unit] = (min(stated)[1], self._line(match))
        if len(years) < 2:
            return None
        keep = [u for u in scope if u in years and all(_in_time(years[u][0], side, year) for side, year in asked)]
        lines = [Line(f"{len(keep) or 'None'} {self.noun(len(keep), scope)} of {len(scope)}{':' if keep else '.'}"), *(replace(years[u][1], bullet=True) for u in keep)]
        lines.append(Line(f"A year is stated for {len(years)} of {len(scope)}."))
        return Draft(tuple(lines), tuple(keep), Checked(len(scope), len(keep))) if keep else Draft(tuple(lines), checked=Checked(len(scope), 0), missing=Missing("duty", reading.text), grade=Grade.NOT_STATED)


def _in_time(stated: int, side: str, year: int) -> bool:
    """Whether a stated year lies on a side of another."""
    return {"after": stated > year, "later than": stated > year, "since": stated >= year, "until": stated <= year}.get(side, stated < year)
