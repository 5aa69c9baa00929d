"""What units have to do with one another: who sits on a board, who works with a service, who reports to whom."""

import re
from dataclasses import replace

from corpus.words import fold, plural
from qa import english
from qa.decision import Match
from qa.draft import Draft, Line, quote
from qa.reading import Kind, Reading, Term
from qa.respond.base import FULLY
from qa.respond.verdicts import Verdicts
from qa.table import Row

_AS_EITHER = re.compile(r"\b(?:member|chair|observer)\w*(?:,? (?:or|and)(?: as)? | ?/ ?)(?:as )?(?:an? )?(?:member|chair|observer)", re.IGNORECASE)
_EITHER = re.compile(r"\beither\b|\bor\b")
_INSIDE = re.compile(r"\b(?:in|of|within|under|inside|belong(?:s|ing)? to|part of|make up|does .* (?:have|contain|consist of|comprise|include))\b")
_REFERS = re.compile(
    r"\b(?:refer|send|direct|point|redirect|pass|forward)(?:s|es)? (?:you|us|them|people|visitors|callers|customers|citizens|residents|anyone|everyone|cases|questions|enquiries)(?: \w+){0,2} to\b|\btells? (?:\w+ ){1,3}to (?:ask|go|turn|see|contact)\b"
)  # "which desks send people to the Lamp Office?"
_GO_TO = re.compile(
    r"\b(?:ask|see|contact|call|ring|tell|try|write to|go(?:es)? to|come to|turn to|speak to|talk to|(?:pass|taken?|sen[dt]|refer(?:red)?|brought?|bring|hand(?:ed)?|forward|addressed?)\b[^.;:]*\bto)(?: the)? $",
    re.IGNORECASE,
)  # before the name of who is to be asked
_REACH = 60  # characters before a name among which this stands
_MOST_OF = re.compile(r"\b(?:the )?(?:most|fewest|largest number of|greatest number of|smallest number of)\b(?P<rest>.*)$")


class Relations(Verdicts):
    """Answers questions for units that name another unit: from what is said of either."""

    def _relation(self, reading: Reading) -> Draft | None:
        """The units that the text names together with those asked about; None if it names none so."""
        if not reading.objects or reading.units or reading.kind not in (Kind.LIST, Kind.REVERSE, Kind.COUNT):
            return None
        inside = [u for u, entry in enumerate(self.table.corpus.units) if entry.parent == reading.objects[0]]
        if inside and len(reading.objects) == 1 and not reading.negated and all(t.unit is not None or t.light or t.stems[0][0] in english.membership() for t in reading.terms) and _INSIDE.search(fold(reading.text)):
            return self._all_units(reading, inside)  # "how many teams are there in the Lamp Division?"
        scope = [u for u in self.scope(reading) if not any(u in self.table.within(o) or o in self.table.within(u) for o in reading.objects)]
        if len(reading.objects) == 1 and _REFERS.search(fold(reading.text)) and (referring := self._referring(reading.objects[0], scope)):
            return self._listed(replace(reading, negated=False), referring, scope)
        each = [self._together(reading, o, scope) for o in reading.objects]
        enough = any if len(reading.objects) > 1 and _EITHER.search(fold(reading.text)) else all
        found = {u: [m for e in each for m in e.get(u, [])[:1]] for u in scope if enough(u in e for e in each)}
        found = found or self._also_named(reading, scope)
        if not found:
            return None
        if reading.negated:
            return self._without(reading, found, scope)
        return self._listed(reading, found, scope)

    def _also_named(self, reading: Reading, scope: list[int]) -> dict[int, list[Match]]:
        """The units that meet two conditions, one of which names another unit: "are in Torvik and work with the Lamp Office"."""
        parts = self._conditions(reading)
        if parts is None or parts[0] != "and" or reading.negated or len(reading.objects) != 1 or any(t.stems[0][0] in english.membership() for t in reading.terms):
            return {}
        each = [self._together(replace(reading, terms=g), reading.objects[0], scope) if any(t.unit is not None for t in g) else self._holders(replace(reading, objects=()), g, scope) for g in parts[1]]
        return {u: [e[u][0] for e in each] for u in scope if all(u in e for e in each)}

    def _referring(self, other: int, scope: list[int]) -> dict[int, list[Match]]:
        """The units that send people to another one, for what they do not do or with an invitation to ask there."""
        found: dict[int, list[Match]] = {}
        named = self.evidence.named.rows(other)
        for match in self.evidence.measure(Reading(self.table.name(other), Kind.LIST), [self.table.rows[n] for n in sorted(named)]):
            owner = self._around(match.row.own, scope)
            text, start = self.table.text(match.row.number), match.row.tokens[0].start
            if owner is not None and (match.row.disowned or any(_GO_TO.search(text[max(start, a - _REACH) : a]) for a, _ in named[match.row.number])):
                found.setdefault(owner, []).append(match)
        return {u: found[u] for u in scope if u in found}

    def _most_related(self, reading: Reading) -> Draft | None:
        """ "Which department sits on the most committees?": counts, for each unit of one sort, those of another that the text names with it; None if that is not asked."""
        match = _MOST_OF.search(fold(reading.text))
        units = self.table.corpus.units
        nouns = {n for n in {u.noun for u in units} if n and match and re.search(rf"\b{re.escape(plural(n))}\b", match.group("rest"))}
        if match is None or not nouns:
            return None
        others = [i for i, u in enumerate(units) if u.noun in nouns]
        first = fold(reading.text)[: match.start()]
        asked = {n for n in {u.noun for u in units} if n and re.search(rf"\b(?:{re.escape(n)}|{re.escape(plural(n))})\b", first)}
        scope = [i for i, u in enumerate(units) if i not in others and (u.noun in asked or not asked)]
        counts: dict[int, dict[int, Match]] = {u: {} for u in scope}
        for other in others:
            term = Term(units[other].name, ((units[other].noun,),), 0, 0, name=True, unit=other)
            for unit, matches in self._together(replace(reading, terms=(*reading.terms, term)), other, scope).items():
                counts[unit][other] = matches[0]
        if not any(counts.values()):
            return None
        extreme, winners = self._extreme({u: len(c) for u, c in counts.items()}, reading)
        lines = []
        for unit in winners:
            names = "; ".join(units[o].name for o in counts[unit])
            quotes = tuple(q for m in counts[unit].values() for q in quote(self.table, m.row.number)[:1])
            lines.append(Line(f"{self.table.name(unit)}: {extreme} of {len(others)}{f': {names}' if names else ''}.", quotes))
        return self._ranked(lines, winners, scope)

    def _together(self, reading: Reading, other: int, scope: list[int]) -> dict[int, list[Match]]:
        """For each unit of a scan the statements that name it with another one, in what is said of either."""
        terms = tuple(t for t in reading.terms if t.unit in (None, other))
        wanted = [t for t in terms if t.unit is None and not t.light and t.stems[0][0] not in english.membership() | english.relational()]
        if _AS_EITHER.search(reading.text):
            wanted = [t for t in wanted if t.stems[0][0] not in english.roles()]  # "as chair or member"
        found: dict[int, list[Match]] = {}
        sits = english.membership() | english.roles()
        belongs = any(t.stems[0][0] in english.membership() for t in terms)  # "which are members of …": more than to be named with it
        rows = [*(self.table.rows[n] for n in self.evidence.named.rows(other)), *self.table.rows_of(other)]
        for match in self.evidence.measure(replace(reading, terms=terms), list({r.number: r for r in rows}.values())):
            named = self.evidence.named.units(match.row.number)
            names = other in named
            inside = match.row.own is not None and match.row.own in self.table.within(other)
            if match.denied or not (names or inside):
                continue
            in_name = self.evidence.named.rows(other).get(match.row.number, ())
            has = sum(v for v, t in zip(match.values, terms, strict=True) if t in wanted and not (in_name and _only_in(t, match.row, in_name)))
            if wanted and has < FULLY * len(wanted):
                continue
            owners = [self._around(match.row.own, scope)] if names and not inside else [u for u in scope if u in named]
            for owner in owners:
                if owner is not None:
                    found.setdefault(owner, []).append(match)
        sure = {u: kept for u, ms in found.items() if (kept := [m for m in ms if m.row.own in self.table.within(other) or m.row.stems & sits])} if belongs else {}
        return sure or found


def _only_in(term: Term, row: Row, names: tuple[tuple[int, int], ...]) -> bool:
    """Whether a statement has a term only inside some names ("pensions", of the Pensions Department)."""
    stems = {s for form in term.stems for s in form}
    spots = [(t.start, t.end) for t in row.tokens[: row.size] if t.stem in stems]
    return bool(spots) and all(any(a <= start and end <= z for a, z in names) for start, end in spots)
