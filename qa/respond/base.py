"""What every way of answering uses: the scan, the scope, the decision, the refusal."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.words import STOP, fold, plural, stem, words
from qa import english
from qa.answer import Checked, Grade, Missing
from qa.coverage import Map
from qa.decision import Match, lacks_head, probability, signals
from qa.draft import Draft, Line, cell, quote, say
from qa.evidence import Evidence, overlap
from qa.names import HEAD, names_in
from qa.places import NAMED_COUNTRY
from qa.reading import Kind, Reading, Term
from qa.respond.cues import (
    EMPTY,
    called,
    labelled,
)
from qa.respond.parts import Parts
from qa.respond.provided import provided
from qa.table import Row, Table
from qa.values import STRICT, asked_type

_ANSWERS = 0.3  # probability from which a statement answers: a wrong refusal costs a little more than a weak answer
_OPEN = 0.17  # the same where no unit is named: its name does not colour the likeness there
_ALIEN = 0.25  # likeness as a whole under which a statement that lacks a word is about something else
_LEANING = 0.05  # how much less it may be in documents, whose sentences lean on each other
_LOST = 0.7  # share of the words asked about from which most are lacking ...
_ALIEN_LOST = 0.3  # ... and the likeness that a statement then needs
# The same where something is lacking; in documents about anything, whose sentences lean on each other, it may stand beside the statement.
_LACKING = {
    "units": {"value": 0.9, "head": 0.8, "name": 0.5},  # a value of the type asked for, the noun that is asked for, a proper name
    "documents": {"value": 0.4, "head": 0.3, "name": 0.3},
}
FULLY = 0.72  # share of what is asked that a statement must have to be listed without being the best
_CLOSE = 0.12  # how far behind the best one a listed statement may be
_STRANGE = 5  # letters from which a word that no list of words has is taken for a name
_PRESENT = 0.5  # how well a word must be in a statement to be there
_WHOLLY = 0.99  # share of the telling words from which a statement has them all
_DENIED_SHARE = 0.7  # share of what is asked that a statement which denies it must have
_MEASURED = frozenset(stem(w) for w in ["week", "month", "year", "hour", "minute", "euro", "dollar", "pound", "crown", "need", "people", "percent"])  # what "how many" counts without asking for it
_FEW_ALIKE = 3  # names of one sort that are offered beside a refusal
_RELATED = 0.34  # share of what is asked from which a statement is offered beside a refusal
_SOME = 0.4  # share of what is asked that statements must have by word to be listed together
_FEW = 3  # units that may have it to be listed together
_IN_FULL = 0.8  # share of what is asked that who else does it must be said to do
_BOTH_OR = re.compile(r"\bboth\b(?P<first>.+?)\band\b(?P<second>.+)$|(?P<one>\bor\b[^?]{0,120}?)\band (?:also|at the same time)\b(?P<other>.+)$", re.IGNORECASE)
_PAIR = 2
_MIN_SORT = 3  # units of another noun from which those of a scan are of several sorts
_PHRASE = 4  # words within which those of a phrase must stand where some statement has it unbroken
_SITS_ON = frozenset(["sit", "seat", "member", "membership", "belong", "attend"])  # of one who is on a body with others
_PLAIN = 0.6  # share of the most telling word's weight under which a word tells little
_COVERS = frozenset(stem(w) for w in ["cover", "serve", "responsible", "charge", "look", "handle"])
_ANY_LEVEL = (Kind.LIST, Kind.REVERSE, Kind.COUNT, Kind.YES_NO)  # questions that a unit within another may answer, too
SAME_DUTY = 0.62  # overlap from which two units' statements say the same


def solid(match: Match, terms: Sequence[Term]) -> float:
    """How much of the terms that carry what is asked a statement has by word, 0 to 1; light ones do not count."""
    values = [v for v, t in zip(match.values, terms, strict=True) if not t.light]
    return sum(values) / len(values) if values else 0.0


def missed(terms: Sequence[Term], text: str) -> str:
    """Terms of a question as it writes them ("co-chairs", not "chairs"), each once; the question itself if there are none."""
    found: dict[str, str] = {}
    for term in terms:
        before = re.search(r"(?:\w+-)*\w*$", text[: term.start])
        found.setdefault(term.stems[0][-1], (before.group() if before else "") + term.text)
    return ", ".join(dict.fromkeys(found.values())) or text


def short_of(match: Match, terms: Sequence[Term]) -> bool:
    """Whether a statement lacks, by word, one of the telling words that another one has: "management" is not "governance"."""
    return any(v < _PRESENT and not (t.light or t.verb or t.aside) for v, t in zip(match.values, terms, strict=True))


def _is_strange(term: Term) -> bool:
    """Whether a word is none of English, nor one with a slip, so a name in all likelihood ("jollof")."""
    word = fold(term.text)
    return len(word) >= _STRANGE and word.isalpha() and not {word, term.stems[0][0]} & english.dictionary() and not english.is_slip(word)


_ACTS_OWN = re.compile(r"\s*(?:do|does|doing|have|has|carry|carries|conduct|conducts|make|makes|give|gives|offer|offers|take|takes|provide|provides|run|runs|hold|holds) ", re.IGNORECASE)  # a second thing that is done
_WHO_DID = re.compile(r"(?:and |so )?who (?P<verb>[a-z]+ed)\b(?! that\b)", re.IGNORECASE)  # "who signed the treaty?" asks for somebody who once did it, not for whose duty it is


class Base:
    """Measures, decides and refuses, about one text."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.table: Table = evidence.table
        self.parts = Parts(evidence)
        self._map: Map | None = None

    @property
    def map(self) -> Map:
        """Which places the units cover; made on first use."""
        if self._map is None:
            self._map = Map(self.table, self.evidence.named)
        return self._map

    def noun(self, count: int = 2, scope: Sequence[int] = ()) -> str:
        """What the text calls so many of its units, or of some of them: "unit" where these are of several sorts and levels."""
        noun = self.table.corpus.noun
        sorts = Counter(self.table.corpus.units[u].noun for u in scope)
        own = set(sorts)
        if len(own) == 1 and "" not in own:
            noun = own.pop()
        elif any(self.table.corpus.units[u].parent is not None for u in scope) or (any(n not in ("", noun) and times >= _MIN_SORT for n, times in sorts.items()) and (len(scope), noun) not in self.table.counted):
            noun = "unit"
        return noun if count == 1 else plural(noun)

    def scope(self, reading: Reading) -> list[int]:
        """The units a scan looks at: those it is limited to, those of the level or sort asked for, or all of any level; the outermost ones if nothing is asked of them."""
        every = list(range(len(self.table.corpus.units))) if reading.kind in _ANY_LEVEL and reading.heavy and not reading.level else self.table.main
        out = {u for e in reading.excluded for u in self.table.within(e)}
        return [u for u in list(reading.among or reading.level) or every if u not in out]

    def within(self, unit: int) -> str:
        """The name of a unit, with the one that it lies in."""
        parent = self.table.corpus.units[unit].parent
        return self.table.name(unit) + ("" if parent is None else f" (in {self.table.name(parent)})")

    def _owner(self, row: Row, scope: Sequence[int]) -> int | None:
        """The unit of a scan that a statement belongs to."""
        return self._around(row.own, scope)

    def _around(self, unit: int | None, scope: Sequence[int]) -> int | None:
        """A unit, or the nearest around it, that a scan looks at."""
        while unit is not None and unit not in scope:
            unit = self.table.corpus.units[unit].parent
        return unit

    def _general(self, row: Row) -> bool:
        """Whether a statement outside all units speaks of the units as such ("Field stations are responsible for …")."""
        return any(t.word in self.table.body_nouns and t.word.endswith("s") for t in row.tokens[: row.size])

    @staticmethod
    def _distinct(matches: Sequence[Match], most: int) -> list[Match]:
        """The first of some matches, each statement once."""
        return list({m.row.number: m for m in reversed(matches[:most])}.values())[::-1]

    def _line(self, match: Match, *, unit: bool = True, bullet: bool = False) -> Line:
        name = self.table.name(match.row.own) if unit and match.row.own is not None else ""
        part = cell(self.table, match.row.number, match.spots)
        words = f"{part[0]}: {part[1]}" if part else say(self.table, match.row.number, match.spots)
        return Line(f"{name}: {words}." if name else f"{words}.", quote(self.table, match.row.number), bullet=bullet)

    def _said_at(self, unit: int, row: Row, *spots: tuple[int, int]) -> Line:
        """What a statement says of a unit, shortened around some places in it."""
        return Line(f"{self.table.name(unit)}: {say(self.table, row.number, spots)}.", quote(self.table, row.number))

    def answers(self, match: Match, reading: Reading) -> bool:
        """Whether a statement answers what is asked, by the fitted decision; nothing answers for a name that the text lacks."""
        if any(t.unknown for t in reading.terms) or (not match.typed and asked_type(reading.text) in STRICT):
            return False
        if self._lacks_role(match):
            return False  # who takes part in it does not chair it
        if not reading.units and all(t.stems[0][0] in english.states() for t in reading.heavy) and match.exact < _PRESENT:
            return False  # "who founded it?": whatever else was opened is no answer
        lost = len(match.missing) / max(sum(not t.verb for t in reading.heavy), 1)
        alien = (_ALIEN if lost < _LOST else _ALIEN_LOST) - (_LEANING if self.table.corpus.noun == "document" else 0.0)
        if not reading.units and lost and match.near < alien:
            return False
        lacking = _LACKING["documents" if self.table.corpus.noun == "document" else "units"]
        what = (
            "value"
            if not match.typed and not labelled(self.evidence.text(match.row), reading)
            else "head"
            if lacks_head(match, reading)
            else "name"
            if not match.names or any(_is_strange(t) for t in match.missing)
            else ""
        )
        if any(t.stems[0][0] == NAMED_COUNTRY and v < _PRESENT for t, v in zip(reading.terms, match.values, strict=False)):
            return False
        if (
            self.table.corpus.noun != "document"
            and not reading.units
            and (did := _WHO_DID.match(reading.text))
            and any(t.start == did.start("verb") and not t.light and v < _PRESENT for t, v in zip(reading.terms, match.values, strict=False))
        ):
            return False
        limit = lacking[what] if what else _ANSWERS if reading.units else _OPEN
        return probability(signals(match, reading), reading) >= limit

    @staticmethod
    def _lacks_role(match: Match) -> bool:
        """Whether a statement lacks the role that is asked for ("who chairs …")."""
        return any(t.stems[0][0] in english.roles() for t in match.missing)

    def _holders(self, reading: Reading, terms: Sequence[Term] | None = None, scope: Sequence[int] | None = None, *, phrases: bool = True) -> dict[int, list[Match]]:
        """The units of which something is said, each with the statements that say it: a complete scan; `phrases`: those that have a phrase unbroken leave out those that have its words apart."""
        scope = self.scope(reading) if scope is None else scope
        if terms is not None and (covering := self._covering(reading, terms, scope)):
            return covering
        # a count of units needs no number in the statements
        out = {u for e in reading.excluded for u in self.table.within(e)}
        belongs = any(t.stems[0][0] in _SITS_ON for t in reading.terms)  # "which units sit on it?": all that the statement names
        matches = [replace(m, typed=True) for m in self.evidence.measure(reading, terms=terms) if self._owner(m.row, scope) is not None and (belongs or m.row.own not in out)]
        if not matches:
            return {}
        best = matches[0]
        heavy = tuple(t for t in (reading.terms if terms is None else terms) if not t.light)
        if not heavy:
            good = [m for m in matches if m.cover >= 0.95]
        else:
            wanted = tuple(reading.terms if terms is None else terms)
            if not self.answers(best, replace(reading, terms=wanted)):
                return {}
            top = max(m.cover for m in matches)
            if top >= FULLY:
                floor = 0.785 if best.complete and best.exact >= 0.9 else 0.0
                sure = solid(best, wanted) >= _WHOLLY
                weights = {t: self.evidence.weight(t) for t in wanted}
                plain = _PLAIN * max(weights.values())

                def telling(m: Match) -> list[Term]:
                    return [t for t in m.missing if weights[t] >= plain]  # "fishing" tells little where all do it

                def exact(m: Match) -> float:
                    has = [(weights[t], v) for t, v in zip(wanted, m.values, strict=True) if weights[t] >= plain]
                    return max(m.exact, sum(w * v for w, v in has) / sum(w for w, _ in has))

                good = [
                    m for m in matches if ((m.cover >= max(FULLY, top - _CLOSE) and exact(m) >= floor) or (sure and solid(m, wanted) >= _WHOLLY)) and (m.names or not best.names) and len(telling(m)) <= len(telling(best))
                ]
            else:
                close = [m for m in matches[1:] if m.cover >= best.cover - 0.05]
                like = {m.row.number: self._owner(m.row, scope) for m in close if best.missing and not m.denied and m.missing == best.missing and m.exact >= best.exact - 0.02 > _SOME}
                few = len(set(like.values())) <= max(_FEW, len(scope) // 3)  # all that have the rare word ("undeclared"), though none has the other
                good = [best] + [m for m in close if (few and m.row.number in like) or overlap(m.row, best.row) >= SAME_DUTY]
            if top >= FULLY and reading.plural:
                good += provided(good, matches, wanted, lambda m: self._owner(m.row, scope), max(_FEW, len(scope) // 3))
            good = self._in_one_phrase(good, reading.text, wanted) if phrases else good
            # the same duty, worded alike, counts too unless it lacks a word that was asked for
            good += [m for m in matches if m not in good and not (top >= FULLY and sure and short_of(m, wanted)) and overlap(m.row, best.row) >= 0.8 and m.cover >= best.cover - _CLOSE and m.exact >= best.exact - 0.05]
        found: dict[int, list[Match]] = {}
        for match in good:
            owner = self._owner(match.row, scope)
            column = cell(self.table, match.row.number, match.spots)
            if column is not None and EMPTY.match(column[1]):
                continue
            if owner is not None and not match.denied and (there := self.parts.elsewhere(match, owner, reading)) is not None:
                if (named := self._around(there, scope)) is not None and named not in out and there not in out:
                    found.setdefault(named, []).append(match)
            elif owner is not None and not match.denied:
                if match.row.own not in out:
                    found.setdefault(owner, []).append(match)
                with_it = self.evidence.named.units(match.row.number) if belongs else [*self.evidence.named.beside(match.row, owner), *self.parts.done_by_units(match)]
                for other in with_it if len(scope) > 1 else ():
                    if not belongs and not self.parts.in_clause(match, other):
                        continue
                    if (named := self._around(other, scope)) is not None and named not in out:
                        found.setdefault(named, []).append(match)  # "the joint task of the Ferry Desk and the Lamp Office"
        return {u: sorted(found[u], key=lambda m: self._owner(m.row, scope) != u) for u in scope if u in found}  # its own statements before those that name it

    def _in_one_phrase(self, good: Sequence[Match], text: str, terms: Sequence[Term]) -> list[Match]:
        """Matches without those that have two words of a phrase far apart ("partners … policy development"), where others have the phrase ("development partners")."""
        kept = list(good)
        for a, b in pairwise(terms):
            if a.verb or text[a.end : b.start] != " " or len(a.stems[0]) > 1 or len(b.stems[0]) > 1:
                continue
            apart = {m.row.number: self.evidence.apart(a, b, m.row) for m in kept}
            if any(n == 1 for n in apart.values()):
                kept = [m for m in kept if apart[m.row.number] <= _PHRASE]
        return kept

    def _covering(self, reading: Reading, terms: Sequence[Term], scope: Sequence[int]) -> dict[int, list[Match]]:
        """Where one condition of several is to cover a place: the units that do, each with the statement that says so."""
        heavy = [t for t in terms if not t.light]
        place = heavy[0].place if len(heavy) == 1 else None
        if place is None or place.kind not in ("region", "country") or not any(t.stems[0][0] in _COVERS for t in terms if t.light):
            return {}
        found: dict[int, list[Match]] = {}
        for coverage in self.map.covering_area(place.name) if place.kind == "region" else [c for code in place.codes for c in self.map.covering(code)]:
            owner = self._around(coverage.unit, scope)
            if owner is not None and coverage.row is not None:
                match = self.evidence.measure(reading, [self.table.rows[coverage.row]], terms)[0]
                found.setdefault(owner, []).append(replace(match, names=True, missing=(), denied=False, spots=((coverage.span.start, coverage.span.end),)))
        return found

    def _conditions(self, reading: Reading) -> tuple[str, list[tuple[Term, ...]]] | None:
        """The parts of a question with two conditions: ("and" | "or" | "not", groups of terms); None if it has one."""
        text = reading.text
        if (nested := self._nested(reading)) is not None:
            return "and", [tuple(t for g in alternatives for t in g) for alternatives in nested]
        for joint, pattern in (
            (
                "not",
                r"\b(?:but|and|yet) (?:have |has |having |with )?nothing to do with\b|\b(?:but|and|yet|though|while|,)\s*(?:do(?:es)?|is|are|has|have|that do(?:es)?|which do(?:es)?|who do(?:es)?)?\s*(?:not|n't|never|without)\b|\b(?:instead of|rather than|as opposed to)\b|\bbut (?:no|without)\b|\b(?:but|and|yet) (?:have|has|with|do|does) no\b|\bwithout\b|\b(?:but|and) (?:does|do|is|are|has|have)n't\b",
            ),
            ("or", r"(?<=\w)/(?=\w)|\bn?or\b|\bn?either\b(?=.*\bn?or\b)"),
            ("and", r"\b(?:and also|and|as well as|plus|together with|in addition to|while also|alongside|both)\b|&|\+"),
        ):
            cuts = [(m.start(), m.end()) for m in re.finditer(pattern, text, re.IGNORECASE)]
            if any(text[a:b] != "/" for a, b in cuts):
                cuts = [c for c in cuts if text[slice(*c)] != "/"]  # beside "nor" a slash joins two words for one thing
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
                acting = any(_ACTS_OWN.match(text, z) for _, z in cuts)  # "promote the Process or do research"
                if len(heavy) > 1 and not acting and all(sum(not t.light for t in g) == 1 and not any(t.name for t in g) for g in solid[1:]) and joint == "or":
                    solid = [solid[0], *((*(t for t in heavy[:-1] if not t.name), *g) for g in solid[1:])]
                if joint == "or" and len(heavy) == 1 and not heavy[0].name and re.match(r"\s+\w", text[heavy[0].end : cuts[0][0]]) and not any(t.name for g in solid[1:] for t in g):
                    solid = [solid[0], *((heavy[0], *g) for g in solid[1:])]  # "national offices or banks"
                if joint == "or" and solid[0][0].verb and all(len(g) == 1 for g in solid[:-1]) and len(solid[-1]) > 1 and not text[solid[0][0].end : cuts[0][0]].strip():
                    solid = [*((*g, *solid[-1][1:]) for g in solid[:-1]), solid[-1]]  # "promote or enhance dialogue": either verb of the one thing
                return joint, solid
        return None

    def _done_elsewhere(self, reading: Reading, unit: int) -> tuple[Line, ...]:
        """Who else is said to do just what the text denies of a unit."""
        for match in self.evidence.measure(reading)[:_FEW]:
            if match.row.own is not None and match.row.own not in self.table.within(unit) and match.names and not match.denied and not match.missing and match.exact >= _IN_FULL:
                return (self._true_owner(match, match.row.own),)
        return ()

    def _true_owner(self, match: Match, owner: int) -> Line:
        """Who does what is denied of somebody else."""
        return Line(f"The text assigns it to {self.table.name(owner)}: {say(self.table, match.row.number, match.spots)}.", quote(self.table, match.row.number))

    @staticmethod
    def _nested(reading: Reading) -> list[list[tuple[Term, ...]]] | None:
        """The two conditions of "both … and …" where one holds an "or" ("both sell tickets and pay fees or fines"), each as its alternatives; None if that is not asked."""
        match = _BOTH_OR.search(reading.text)
        if match is None:
            return None
        found: list[list[tuple[Term, ...]]] = []
        spans = [match.span("first"), match.span("second")] if match.group("first") is not None else [(0, match.end("one")), match.span("other")]
        for start, end in spans:
            cuts = [m.start() for m in re.finditer(r"\bor\b", reading.text) if start <= m.start() < end]
            groups = [tuple(t for t in reading.terms if a <= t.start < b) for a, b in pairwise([start, *cuts, end])]
            if len(groups) == _PAIR and len(first := groups[0]) == 1 and first[0].verb:  # "promote or enhance dialogue": either verb of the one thing
                groups = [(*first, *groups[1][1:]), groups[1]]
            heavy = [t for t in groups[0] if not t.light]
            found.append([g if n == 0 or len(heavy) < 2 else (*(t for t in heavy[:-1] if not t.name), *g) for n, g in enumerate(groups) if any(not t.light for t in g)])
        return found if all(found) and any(len(alternatives) > 1 for alternatives in found) else None

    def _refuse(self, reading: Reading, unit: int | None) -> Draft:
        """Says which piece is missing, or what denies it."""
        if unit is not None and (denial := self._denial(reading, unit)) is not None:
            return Draft((self._line(denial).after("No"), *(self._done_elsewhere(reading, unit) or self.parts.handed_on(denial))), (unit,))
        matches = self.evidence.measure(reading)
        known = {t for t in reading.heavy if any(self.evidence.term_in(t, m.row)[0] >= 0.8 for m in matches)}
        absent = [t for t in reading.heavy if t not in known and (t.unknown or not set(words(t.text)) <= self.table.vocabulary.keys() | STOP)]
        strange = [t for t in absent if t.name]
        what = missed(strange or absent or reading.heavy, reading.text)
        suggestions = self.suggest(unit)
        if unit is not None:
            name = self.table.name(unit)
            similar = self._similar([t for t in strange if t.unknown]) or self._related(reading, unit)
            count = len(self.table.rows_of(unit))
            text = f"The text does not say this of {name}" + (f": “{what}” is in none of its {count} statements." if absent else ".")
            return Draft((Line(text), *(similar or (Line(f"It does describe what {name} does."),))), (unit,), missing=Missing("entity" if strange else "attribute", what), grade=Grade.NOT_STATED, suggestions=suggestions)
        if strange:
            nouns = "|".join(map(re.escape, sorted(self.table.body_nouns | english.generic())))
            exists = (
                not reading.negated
                and re.match(rf"(?:and |so )?(?:(?:is|are) there (?:any|an?|some)|(?:does|do|has|have) any)(?: of (?:the|our|your|these))?(?: other)? (?:[a-z]+ )?(?:{nouns})\b", fold(reading.text)) is not None
            )
            return Draft(
                (Line(f"{'No. ' if exists else ''}The text does not mention “{what}”."), *self._similar(strange)),
                missing=Missing("entity", what),
                checked=Checked(len(self.table.main), 0),
                grade=Grade.NOT_STATED,
                suggestions=suggestions,
            )
        if absent:
            text = f"The text does not answer this: it says nothing about “{what}”." if len(absent) == len(reading.heavy) else f"The text does not answer this: the piece that is missing is “{what}”."
            return Draft((Line(text),), missing=Missing("topic" if len(absent) == len(reading.heavy) else "attribute", what), grade=Grade.NOT_STATED, suggestions=suggestions)
        return Draft((Line("The text does not answer this, though some of the words occur in it."),), missing=Missing("duty", what), grade=Grade.NOT_STATED, suggestions=suggestions)

    def _denial(self, reading: Reading, unit: int) -> Match | None:
        """What a unit's text denies of most of what is taken for granted ("How many weeks does it need to approve a label?"); None if it denies nothing of the kind."""
        asked = tuple(t for t in reading.heavy if t.stems[0][0] not in _MEASURED)
        if not asked or reading.negated:
            return None
        matches = self.evidence.measure(replace(reading, units=()), self.table.rows_of(unit), terms=asked)
        return next((m for m in matches[:3] if m.denied and m.names and m.exact >= _DENIED_SHARE and sum(v >= _PRESENT for v in m.values) >= min(len(asked), 2)), None)

    def _related(self, reading: Reading, unit: int) -> tuple[Line, ...]:
        """What a unit's text does say of some of the words asked about: offered, not an answer."""
        matches = self.evidence.measure(replace(reading, units=()), self.table.rows_of(unit), terms=reading.heavy)
        best = max(matches, key=lambda m: (m.denied, m.score), default=None)
        near = best if best and best.exact >= _RELATED else next((m for m in matches if m.exact >= _RELATED), None)
        return (self._line(near).after("What it does say is"),) if near else ()

    def _similar(self, terms: Sequence[Term]) -> tuple[Line, ...]:
        """The name in the text that comes nearest to one it lacks: of the same sort, with another word in common."""
        for term in terms:
            own = set(term.stems[0])
            best: tuple[int, int, str] | None = None
            for row in self.table.rows:
                for name in names_in(self.table, row.number):
                    shared = own & {stem(w) for w in words(name) if w not in STOP}
                    sort = HEAD.search(name)
                    if len(own) > 1 and len(shared) >= 2 and sort and stem(fold(sort.group())) in shared and (best is None or len(shared) > best[0]):
                        best = (len(shared), row.number, name)
            if best is not None:
                return (Line(f"The text does name “{best[2]}”.", quote(self.table, best[1])[:1]),)
            if alike := self._of_one_sort(term):
                return (Line(f"The text does name {' and '.join(f'“{n}”' for n in alike)}.", tuple(q for r in alike.values() for q in quote(self.table, r)[:1])),)
        return ()

    def _of_one_sort(self, term: Term) -> dict[str, int]:
        """The names of the text with the noun of one that it lacks ("… Bank"), where they are few, each with a statement that has it."""
        sort = HEAD.search(term.text)
        kind = stem(fold(sort.group())) if sort else ""
        found: dict[str, int] = {}
        for row in self.table.rows_having(kind) if kind else ():
            for name in names_in(self.table, row.number):
                if len(name.split()) > 1 and stem(words(name)[-1]) == kind:
                    found.setdefault(name, row.number)
        return found if len(found) <= _FEW_ALIKE else {}

    def suggest(self, unit: int | None = None) -> tuple[str, ...]:
        """Questions that the text can answer."""
        units = [unit] if unit is not None else self.table.main[:2]
        return tuple(f"What does {called(self.table, u)} do?" for u in units if u is not None and self.table.rows_of(u))
