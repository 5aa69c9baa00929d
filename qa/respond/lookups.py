"""What the text says of a unit, or of anything."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.bodies import BODY_NOUNS
from corpus.words import STOP, fold, plural, stem, words
from qa import english
from qa.answer import Checked, Grade, Missing
from qa.clauses import scene
from qa.decision import Match, probability, signals
from qa.draft import Draft, Line, cell, quote, say
from qa.names import HEAD, names_in
from qa.reading import Kind, Reading
from qa.respond.covering import Covering
from qa.respond.cues import AREAS, EVERYTHING, LABEL, asks_partners, has_value, is_broad, wants_cell
from qa.table import NEGATION, Row
from qa.values import POST, STRICT, TYPED, Countries, asked_type

_SAME_LABEL = 0.05  # how far behind the best one a statement with a plainer label may be
_TELLING = 3  # content words that a statement must have to be near in meaning to a question
_WORDED = 0.4  # share of what is asked that a statement must have by word to be given as the answer, not as what is nearest
# Content words from which a question tells what somebody means even where it lacks the text's words; on the question sets nine in ten so long are answered by the text, of shorter ones that lack a word hardly any.
_TOLD = 6
_SHORT, _SURE = 4, 0.4  # content words of a question that names what it asks for; what its statement must be to answer in other words
_DESCRIBED = 7
_ASKS_ONLY = 2  # content words of a question that only asks for what is told before it
_WHO_OR_WHICH = re.compile(rf"(?:and |so )?(?:who|whom|whose|which (?:\w+ )?(?:one|{'|'.join(sorted({n for noun in BODY_NOUNS for n in (noun, plural(noun))}))}))\b", re.IGNORECASE)
_LIKE, _ALIKE = 0.15, 0.2  # likeness from which a statement may be what a situation needs, or what is described without one
_MAY_BE_MEANT = frozenset(["duty", "topic", "attribute"])  # kinds of missing pieces that other words may stand for
_SENTENCE = re.compile(r"(?<=\w\w\w)[.!?…] +(?=\S)")
_PERSONAL = re.compile(r"\b(?:i|i'm|i've|i'd|my|me)\b|^(?:we|we're|we've|our)\b|\b(?:we|us|our)\b(?=[^.?!]*,)|\b(?:can|do|should|could|would|for|to|tells?|helps?|gives?) (?:we|us)\b")
_OF_UNIT = {Kind.WHY: 2, Kind.LOOKUP: 3}  # words with which a question about a unit says what it means
_NEAR_IT = 0.5  # likeness from which a statement of the unit may be it
_TOUCHES = 0.15  # share of what is asked that such a statement must have, where little is asked
_AS_NEAR = 0.03  # how far behind the best one a runner-up may be
NEAREST = "The text does not say this in these words. Nearest in meaning:"
FEW = 3  # statements shown for a narrow question
_DENIED_AHEAD = 0.02  # how far ahead a statement that denies may be of one that does not
_TYPED = 4  # of the best statements those among which one with a value of the type asked for answers
SHOWN = 12  # statements shown for a broad one
_COVERS_LABEL = re.compile(r"(?:areas? (?:covered|served)|covers?|coverage|area|region|territory|serves)\s*:", re.IGNORECASE)  # "Covers: the harbour and the islands"


_WHICH_LANDS = re.compile(r"\b(?:which|what) (?:\w+ (?:or|and) )?(?:\w+ )?(?:countries|states|nations|regions|areas|territories|parts of the world)\b", re.IGNORECASE)
_LOOKS_AFTER = frozenset(stem(w) for w in ["support", "assist", "help", "oversee", "each", "one"])  # what a unit does in the countries that it covers

_WHOM = re.compile(r"\b(?:contact persons?|person to contact|contact details|contact information)\b")


class LookUps(Covering):
    """Answers look-ups: broad ones with all duties, narrow ones with the one fact."""

    def _look_up(self, reading: Reading) -> Draft:
        if not reading.units:
            return self._anything(reading)
        if (areas := self._areas_of(reading)) is not None:
            return areas
        if (partners := self._partners(reading)) is not None:
            return partners
        if is_broad(reading) and (kind := asked_type(reading.text)) in STRICT and kind is not None:  # "the name of the Director", of the Director's Office
            return self._typed(reading, kind) or self._refuse(reading, reading.units[0])
        if _WHOM.search(fold(reading.text)) and not any(p.search(self.evidence.text(r)) for u in reading.units for r in self.table.rows_of(u) for p in (TYPED["phone"], TYPED["email"], POST)):
            return self._refuse(replace(reading, terms=tuple(replace(t, light=False) for t in reading.terms)), reading.units[0])  # who and how to reach them is nowhere said
        if is_broad(reading):
            drafts = [self._all_of(u, len(reading.units) > 1) for u in reading.units]
            return Draft(tuple(x for d in drafts for x in d.lines), reading.units)
        lines: list[Line] = []
        considered: tuple[Match, ...] = ()
        refused: Draft | None = None
        for unit in reading.units:
            found = self._in_unit(reading, unit)
            if not found and EVERYTHING.search(fold(reading.text)):
                if any(t.name for t in reading.heavy) and (other := self._elsewhere(reading, unit)).answered:
                    return other  # "… in its role as secretariat of X", which is another unit's
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

    def _typed(self, reading: Reading, kind: re.Pattern[str] | Countries) -> Draft | None:
        """The first statement of each unit that shows a value of a type; None if none does."""
        rows = [next((r for r in self.table.rows_of(u) if kind.search(self.evidence.text(r))), None) for u in reading.units]
        lines = [self._said_at(r.own, r) for r in rows if r is not None and r.own is not None]
        return Draft(tuple(lines), reading.units) if lines else None

    def _areas_of(self, reading: Reading) -> Draft | None:
        """What a unit covers, where its region or countries are asked for."""
        asked = [t for t in reading.heavy if t.stems[0][0] not in _LOOKS_AFTER] or reading.terms if _WHICH_LANDS.search(reading.text) else reading.heavy
        if not asked or not all(t.stems[0][0] in AREAS and len(t.stems[0]) == 1 for t in asked):
            return None
        lines = []
        for unit in reading.units:
            rows = list(dict.fromkeys(r for r, _ in self.map.areas(unit)))[:2] or [r.number for r in self.table.rows_of(unit) if _COVERS_LABEL.match(self.evidence.text(r))]
            lines += [Line(f"{self.table.name(unit)}: {say(self.table, r)}.", quote(self.table, r)) for r in rows[:1]]
        return Draft(tuple(lines), reading.units) if lines else None

    def _partners(self, reading: Reading) -> Draft | None:
        """The statements that name the bodies a unit works with, where just these are asked for."""
        if not asks_partners(reading):
            return None
        lines: list[Line] = []
        for unit in reading.units:
            named = [r for r in self.table.rows_of(unit) if any(not set(words(n)) <= self.table.self_names and (HEAD.search(n) or n.isupper()) for n in names_in(self.table, r.number))]
            close = [r for r in named if r.stems & english.relational()]
            lines += [Line(f"{self.table.name(unit)}: {say(self.table, r.number, whole=True)}.", quote(self.table, r.number)) for r in close or named]
        return Draft(tuple(lines), reading.units) if lines else None

    def _in_unit(self, reading: Reading, unit: int) -> list[Match]:
        """The statements of a unit that answer a narrow question about it, best first."""
        rows = [*self.table.rows_of(unit), *self._about(unit)]
        matches = self.evidence.measure(reading, rows)
        leading = matches[: _TYPED if asked_type(reading.text) else 1]
        leading += [m for m in matches[len(leading) :] if m.typed and not m.missing and m.cover >= matches[0].cover] if len(leading) > 1 else []
        if not any(self.answers(m, reading) and m.names and (m is matches[0] or m.typed) for m in leading):
            return []
        best = next((m for m in (leading if len(leading) > 1 else matches[:_TYPED]) if m.typed and m.names and self.answers(m, reading)), matches[0])
        if wants_cell(reading) and not has_value(self.table, best, reading):
            better = [m for m in matches[1:6] if self.answers(m, reading) and has_value(self.table, m, reading)]
            if better:
                best = better[0]
            elif best.row.negations == () and cell(self.table, best.row.number, best.spots) is not None:
                return []
        best = self._by_label(best, matches, reading)
        if beside := self._all_under(best, matches, reading):
            return beside
        if best.row.number in self.table.lead_rows and (under := self._under(best, matches, reading)):
            return under
        slack = 0.2 if all(t.stems[0][0] in english.relational() for t in reading.heavy) else 0.05
        several = [m for m in matches if m is not best and m.cover >= best.cover - slack and m.exact >= best.exact - slack and self.answers(m, reading)]
        many = reading.plural or any(t.text.casefold().endswith("s") for t in reading.heavy) or len(reading.heavy) <= 1
        return [best, *several[: FEW - 1]] if many and not reading.asks else [best]

    def _by_label(self, best: Match, matches: list[Match], reading: Reading) -> Match:
        """Of statements that give a label its value, the one whose label says no more than what is asked: "Chair: …", not "Deputy chair: …"."""

        def extra(match: Match) -> int:
            label = LABEL.match(self.evidence.text(match.row))
            end = self.table.corpus.statements[match.row.number].span.start + label.end() if label else 0
            own = [t for t in match.row.tokens[: match.row.size] if t.end <= end and t.word not in STOP]
            return sum(not any(a <= t.start < b for a, b in match.spots) for t in own) if label else -1

        if extra(best) < 1:
            return best
        return next((m for m in matches[1:SHOWN] if extra(m) == 0 and m.cover >= best.cover - _SAME_LABEL and self.answers(m, reading)), best)

    def _under(self, lead: Match, matches: list[Match], reading: Reading) -> list[Match]:
        """The statements that hang under one that only opens a list; none for a question about a post, which it may name."""
        own = self.table.corpus.statements[lead.row.number]
        if not self.evidence.text(lead.row).rstrip().endswith(":") or any(t.stems[0][0] in ("head", "chief", "director") for t in reading.heavy):
            return []
        return sorted((m for m in matches if (s := self.table.corpus.statements[m.row.number]).document == own.document and own.span in s.leads), key=lambda m: m.row.number)[:SHOWN]

    def _all_under(self, best: Match, matches: list[Match], reading: Reading) -> list[Match]:
        """The items of a list whose lead-in alone has what is asked ("Members:"): all of them, in order; [] if the best statement has it itself."""
        own = self.table.corpus.statements[best.row.number]
        if own.kind == "row" or not own.leads or not best.spots or any(own.span.start <= a < own.span.end for a, _ in best.spots):
            return []
        same = [m for m in matches if (s := self.table.corpus.statements[m.row.number]).document == own.document and s.leads == own.leads and s.kind == own.kind]
        return sorted(same, key=lambda m: m.row.number)[:SHOWN] if len(same) > 1 else []

    def _about(self, unit: int) -> list[Row]:
        """Statements outside a unit that name it."""
        top = self.table.top(unit)
        return [row for row in (self.table.rows[n] for n in sorted(self.evidence.named.rows(unit))) if row.unit != top]

    def _all_of(self, unit: int, many: bool = False) -> Draft:
        rows = [r for r in self.table.rows_of(unit) if len(r.sequence) >= 2 and r.number not in self.table.lead_rows]
        lines = [Line(f"{self.table.name(unit)}:")]
        shown = rows if len(rows) <= SHOWN + 6 and not many else rows[:SHOWN]
        for row in shown:
            lines.append(Line(f"{say(self.table, row.number, whole=True)}.", quote(self.table, row.number), bullet=True))
        if len(rows) > len(shown):
            lines.append(Line(f"{len(rows) - len(shown)} more statements are in the text."))
        return Draft(tuple(lines), (unit,))

    def _anything(self, reading: Reading) -> Draft:
        """The one statement that answers, whichever unit it belongs to."""
        if not reading.heavy and reading.general:
            rows = [r for r in self.table.rows if r.unit is None and self._general(r)]
            if rows:
                return Draft(tuple(Line(f"{say(self.table, r.number, whole=True)}.", quote(self.table, r.number)) for r in rows[:FEW]))
        about_units = self.table.corpus.noun != "document"
        if not reading.heavy or (about_units and reading.kind is Kind.LOOKUP and not reading.places and all(t.stems[0][0] in AREAS and len(t.stems[0]) == 1 for t in reading.heavy)):
            return self._refuse(reading, None)  # "what is the country known for?": of no unit and no place in particular
        matches = self.evidence.measure(reading)
        if matches and not matches[0].typed and matches[0].names and not matches[0].missing:
            return Draft((Line("The text does not say so much. What it says is:"), self._line(matches[0])), missing=Missing("attribute", "the date" if reading.asks == "time" else "the number"), grade=Grade.NOT_STATED)
        if not matches or not self.answers(matches[0], reading):
            return self._refuse(reading, None)
        best = matches[0]
        if best.denied and not NEGATION.search(reading.text):  # where it is not done is no answer while something else says where it is
            best = next((m for m in matches[1:SHOWN] if not m.denied and m.cover >= best.cover - _DENIED_AHEAD and m.names and self.answers(m, reading)), best)
        if (near := self._nearest(reading, best, matches)) is not None:
            return near
        lines = [self._line(best), *self.parts.handed_on(best)]
        units = (best.row.unit,) if best.row.unit is not None else ()
        return Draft(tuple(lines), units, considered=(best, *(m for m in matches[:8] if m is not best)))

    def _only_near(self, reading: Reading, best: Match) -> bool:
        """Whether hardly a word of what is asked, and no name, is in the text's own words."""
        return not (self.table.corpus.noun == "document" or reading.units or reading.objects or best.exact >= _WORDED or any(t.name for t in reading.heavy))

    def _nearest(self, reading: Reading, best: Match, matches: list[Match] | None = None) -> Draft | None:
        """What comes nearest in meaning, said to be no more than that: where hardly a word of what is asked is in the text's own; with the runner-up if it is as near. None if the words are there."""
        if not self._only_near(reading, best):
            return None
        matches = [m for m in matches or self.evidence.measure(reading) if len(m.row.sequence) >= _TELLING and (m.row.own is not None or reading.kind not in (Kind.REVERSE, Kind.LIST))]
        if not matches or not self.answers(matches[0], reading):
            return self._refuse(reading, None)  # "Staff: 74." or what is said of nobody is near nothing
        top = matches[0]
        if sum(w not in STOP for w in words(reading.text)) <= _SHORT and not _PERSONAL.search(fold(reading.text)) and probability(signals(top, reading), reading) < _SURE:
            return self._refuse(reading, None)  # "who runs the canteen?": what is near is something else
        others = [m for m in matches[1:SHOWN] if m.row.own != top.row.own and m.score >= top.score - _AS_NEAR and self.answers(m, reading)]
        chosen = [top, *others[:1]]
        return self._as_nearest(chosen, matches)

    def _as_nearest(self, chosen: Sequence[Match], matches: Sequence[Match], units: tuple[int, ...] = ()) -> Draft:
        """Statements given as what comes nearest in meaning, of all that were measured; `units`: those asked about, else those whose they are."""
        units = units or tuple(dict.fromkeys(m.row.unit for m in chosen if m.row.unit is not None))
        return Draft((Line(NEAREST), *(self._line(m) for m in chosen)), units, Checked(len(self.table.main), len(units)), considered=tuple(matches[:8]))

    def told(self, reading: Reading, refused: Draft) -> Draft | None:
        """What comes nearest in meaning to a situation that somebody tells at some length in words of their own, said to be no more than that; None for a short question, which lacks what it asks for, or where nothing is near.

        Args:
            reading: The question, with what is said before it.
            refused: What was found of it by words.
        """
        kind = refused.missing.kind if refused.missing is not None else ""
        sentences = [m.end() for m in _SENTENCE.finditer(reading.text)]
        asks = max(sentences, default=scene(reading.text).end)  # where the question itself begins
        strange = [t for t in reading.terms if t.unknown and t.start >= asks]
        absent = [t for t in reading.heavy if t.name and not any(self.table.rows_with(s) for s in t.stems)]
        meant = kind in _MAY_BE_MEANT or (kind == "entity" and (asks > 0 or all(t.place is not None for t in absent))) or (kind == "place" and not any(self.map.areas(u) for u in self.table.main))
        if self.table.corpus.noun == "document" or not meant or strange:
            return None
        if reading.named:
            return self._meant(reading) or self._of_unit(reading)
        length = sum(w not in STOP for w in words(reading.text))
        tells = asks > 0 or _PERSONAL.search(fold(reading.text)) is not None
        before = asks > 0 and sum(w not in STOP for w in words(reading.text[asks:])) <= _ASKS_ONLY  # "…, who fixes that?": what is said before tells it all
        enough = {Kind.REVERSE: _TOLD, Kind.YES_NO: _DESCRIBED, Kind.LOOKUP: _TOLD if asks else _DESCRIBED} if tells else {Kind.REVERSE: _DESCRIBED} if _WHO_OR_WHICH.match(reading.text) else {}
        if length < enough.get(reading.kind, length + 1) - (bool(sentences) or before) or (not tells and any(t.name for t in reading.heavy)):
            return None
        matches = [m for m in self.evidence.measure(reading) if m.row.own is not None and len(m.row.sequence) > _TELLING and not m.denied]
        top = max(matches, key=lambda m: m.token, default=None)
        if top is None or top.near < (_LIKE if tells else _ALIKE) or any(t.stems[0][0] in english.roles() and t.start >= asks for t in top.missing):
            return None
        other = next((m for m in matches[:1] if m.row.own != top.row.own), None)
        chosen = [m for m in (top, other) if m is not None]
        return self._as_nearest(chosen, matches)

    def _meant(self, reading: Reading) -> Draft | None:
        """What a unit's text says nearest to a situation that has only words of its name ("I lost my hat": the Lost Property Office); None if it is named as such."""
        folded = fold(reading.text)
        if len(reading.named) != 1 or fold(self.table.name(reading.named[0])) in folded or not _PERSONAL.search(folded) or re.search(r"(?<=\w )(?!I\b)[A-Z]", reading.text):
            return None
        matches = [m for m in self.evidence.measure(replace(reading, units=(), objects=()), self.table.rows_of(reading.named[0])) if len(m.row.sequence) > _TELLING and not m.denied]
        return self._as_nearest(matches[:1], matches, reading.named) if matches and matches[0].near >= _LIKE else None

    def _of_unit(self, reading: Reading) -> Draft | None:
        """What a unit's text says nearest to a question about it that says much of what it asks for; None for one that asks for a value, or where nothing is near."""
        enough = _OF_UNIT.get(reading.kind, 0)
        if len(reading.named) != 1 or not enough or len(reading.heavy) < enough or (reading.kind is Kind.LOOKUP and (wants_cell(reading) or asked_type(reading.text))):
            return None
        matches = [m for m in self.evidence.measure(reading, self.table.rows_of(reading.named[0])) if len(m.row.sequence) > 1]
        top = max(matches, key=lambda m: m.token, default=None)
        if top is None or top.near < _NEAR_IT or not top.names or (top.cover < _TOUCHES and (reading.kind is Kind.LOOKUP or len(reading.heavy) == enough)):
            return None
        return self._as_nearest([top], matches, reading.named)

    def _elsewhere(self, reading: Reading, unit: int) -> Draft:
        """Nothing in the unit asked about: another unit has it, or nobody."""
        plain = replace(reading, units=(), excluded=(*reading.excluded, unit), among=())
        post = any(TYPED.get(t.stems[0][-1]) is POST for t in reading.heavy)  # who holds a post of one is told by no other
        holders = {} if post else self._strict(self._holders(plain), reading)
        if holders:
            owner, matches = next(iter(sorted(holders.items(), key=lambda kv: -kv[1][0].score)))
            names = " and ".join(self.table.name(u) for u in holders) if len(holders) <= 3 else f"{len(holders)} other {self.noun()}"
            quotes = quote(self.table, matches[0].row.number) if len(holders) <= 3 else tuple(q for ms in holders.values() for q in quote(self.table, ms[0].row.number)[:1])
            lines = [Line(f"No. The text does not say this of {self.table.name(unit)}; it assigns it to {names}: {say(self.table, matches[0].row.number, matches[0].spots)}.", quotes)]
            for other, more in holders.items():
                if other != owner and len(holders) <= 3:
                    lines.append(self._line(more[0]))
            return Draft(tuple(lines), tuple(holders))
        return self._refuse(reading, unit)

    def _strict(self, holders: dict[int, list[Match]], reading: Reading) -> dict[int, list[Match]]:
        """Only those that have, by word, all that is asked; needed to contradict somebody."""
        if not any(t for t in reading.heavy):
            return {}
        if reading.kind is Kind.LOOKUP and not any(t.name and not t.text[:1].isdigit() for t in reading.heavy) and (len(reading.heavy) < 3 or wants_cell(reading) or asked_type(reading.text)):
            return {}
        return {u: ms for u, ms in holders.items() if ms[0].names and (ms[0].exact >= 0.5 if any(t.name and not t.text[:1].isdigit() for t in reading.heavy) else not ms[0].missing and ms[0].exact >= 0.7)}
