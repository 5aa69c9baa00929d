"""Which statements answer a question, found by a scan of all of them, and which piece is missing."""

import itertools
import math
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from corpus.bodies import BODY_NOUNS
from corpus.words import STOP, content, fold
from index.build import Build
from index.encoder import Encoder, Encoding, Floats
from qa import english
from qa.decision import RANKERS, Match, rankers, ranking
from qa.described import told_by
from qa.hours import OPEN, asked_days, days, every_day, how_often
from qa.mentions import DEPUTIES, NamedUnits
from qa.names import HEAD
from qa.reading import Kind, Reading, Term
from qa.spelling import CUES
from qa.table import EXCEPTION, Row, Table, has_run
from qa.tokens import Token, related, tokens
from qa.values import POST, SORTS, TYPED, Countries, asked_type

# A word is taken for another by its meaning alone when the model's token states are so near ...
_NEAR = 0.42  # ... from here on a little
_SAME = 0.80  # ... up to here, as well as a synonym
_MEANT = 0.75  # the most that meaning alone can count for
_LIGHT = 0.15  # weight of a word that carries little
_VERB = 0.5  # weight of the question's main verb, where the owner of a duty is asked for
_IN_NAME = 0.6  # what a synonym inside a name counts for: "bribery", for the "Anti-Corruption Academy"
_ADVERB = 0.45  # what "closely" counts for "closed"
_SCANS = (Kind.LIST, Kind.COUNT, Kind.EVERY, Kind.MOST, Kind.YES_NO)  # questions that are answered from every unit
SAID = 0.55  # share of what is asked that a statement must have for words to tell more than likeness
_WHOLE = 0.1  # what the likeness of the whole counts beside that of the words then
_FRAME, _VAGUE = 0.2, 0.6  # what words that put a question, and those that carry little, count in its likeness
_SAYS = 0.9  # how well a word must be in a statement to be none of another's there
_HALF = 0.5  # how well a word must be in a statement to be there
_AROUND = 0.8  # how far a place counts as said where another statement of the unit names it
_NEARBY = 0.5  # how much of what a statement lacks counts when the rest of its document has it
_PHONES = frozenset(["phone", "telephon", "tel", "number", "extens"])  # a denial of one is of another, though not of "call"
_LED = 0.95  # what a phrase counts for that stands in what leads into a statement
_ADJOINS = 3  # characters between two words of a name
_POOL = 50  # statements taken from each of the two searches in a large text
_SMALL = 4000  # statements up to which every one is measured


_SET_ASIDE = re.compile(r"[^,.;()]{0,12}\s(?:excepted|excluded|exempt(?:ed)?|left out|apart)\b", re.IGNORECASE)  # "(school classes excepted)"
_PAST = re.compile(r"\b(?:until|till|used to|formerly|previously|before|did|was|were|had|in the past|earlier|once|originally|histor\w+|founded|established|created)\b", re.IGNORECASE)
_BACK = 25  # characters
_CLAUSE = re.compile(r"\b(?:which|that|who|whose|where|if|when|unless|because)(?:\s+\w+){1,3}$", re.IGNORECASE)  # a negation with what opens its clause
_RELATIVE = re.compile(
    r"\b(?:who|which|that|whose \w+) (?:do|does|did|is|are|was|were|has|have|can|could|will|may)?(?:\s*(?:not|n['’]t|never))?\s*$", re.IGNORECASE
)  # opens a clause about a thing, where its negation follows
_GOES_ON = re.compile(r"\w+ \w+ (?:\w+ )*?(?:the|an?|our|its|their) \w+ [a-z]+ (?:\w+ )*$|\w+ \w+ (?:we|it|they) \w")  # "not speak Danish the desk books …": what follows the clause
_WITHOUT = re.compile(r"\bwithout$", re.IGNORECASE)  # "without notice, and trains …" denies up to the comma
_STOPS = re.compile(r"[;.:()]|,.*,|,\s+(?:including|such as|like|for example)\b|,\s+(?:and|but|yet|so)\s+(?!the\b|an?\b|nor\b)(?:\w+\s+){0,4}?[a-z]+[^s\W]s\b")  # what a negation does not reach across


class Evidence:
    """Measures statements against questions."""

    def __init__(self, table: Table, build: Build, encoder: Encoder, named: NamedUnits) -> None:
        self.table = table
        self.build = build
        self.encoder = encoder
        self._cache: dict[str, Encoding] = {}
        self.named = named
        self.told = told_by(table)
        self._naming: dict[tuple[tuple[str, ...], ...], frozenset[int | None]] = {}

    def encode(self, text: str) -> Encoding:
        """The encoding of a question, kept for the next step of the same question."""
        if text not in self._cache:
            if len(self._cache) > 64:
                self._cache.clear()
            self._cache[text] = self.encoder.encode([("", text)])[0]
        return self._cache[text]

    def weight(self, term: Term) -> float:
        """How telling a term is in this text, 0 to about 5."""
        total = len(self.table.rows)
        family = set()
        for alternative in term.stems:
            if len(alternative) == 1:
                family |= {s for s, v in self.table.family(alternative[0]).items() if v == 1.0}
        count = sum(self.table.frequency[s] for s in family)
        value = math.log1p((total - min(count, total) + 0.5) / (min(count, total) + 0.5))
        value = min(max(value, 0.4), 4.0) * (_VERB if term.verb or term.aside else 1.0)
        if term.name:
            value = max(value, 2.0) * 1.25
        return min(value, 1.0) * _LIGHT if term.light else value

    def measure(self, reading: Reading, rows: Iterable[Row] | None = None, terms: Sequence[Term] | None = None) -> list[Match]:
        """Every candidate statement measured, best first.

        Args:
            reading: The question.
            rows: The statements to look at; all that can matter if None.
            terms: What to look for; the reading's terms if None.
        """
        wanted = tuple(reading.terms if terms is None else terms)
        query = self.encode(reading.text)
        near = dict(self.build.similar(query, len(self.table.rows) if len(self.table.rows) <= _SMALL else _POOL * 4))
        if rows is None:
            rows = self.table.rows if len(self.table.rows) <= _SMALL else self._pool(reading, wanted, near)
        aligned = _align(query, reading.text, wanted)
        weights = [self.weight(t) for t in wanted]
        pairs = _pairs(wanted)
        telling = self.build.weights(query.pieces) * self._roles(query, reading.text)
        kind = asked_type(reading.text)
        past = _PAST.search(reading.text) is not None
        either = _either(reading.text, wanted)
        found = [self._match(row, wanted, weights, pairs, query, aligned, telling, kind, past, near.get(row.number, 0.0), either) for row in rows]
        if self.table.corpus.noun == "document" and wanted:
            found = _in_context(found, wanted, weights)
        elif by_likeness(found, wanted):
            found = [replace(m, score=m.token + _WHOLE * m.near) for m in found]  # where nothing has the words asked about, their likeness ranks alone
        return sorted(found, key=lambda m: (-round(m.score, 6), m.row.number))

    def _roles(self, query: Encoding, text: str) -> Floats:
        """How much each word piece of a question says of what is asked, (n,) float32, 0 to 1: little if it only puts the question ("who is the one that …")."""
        found = tokens(text)
        roles = np.full(len(query.pieces), _FRAME, dtype=np.float32)
        frame = STOP | CUES | self.table.body_nouns | english.generic()
        for token, pieces in zip(found, _align(query, text, [Term(t.word, ((t.stem,),), t.start, t.end) for t in found]), strict=True):
            roles[pieces] = _FRAME if token.word in frame else _VAGUE if token.stem in english.light() else 1.0
        return roles

    def _pool(self, reading: Reading, terms: Sequence[Term], near: dict[int, float]) -> list[Row]:
        """The union of the two searches' best, for a text too large to measure whole; where all units are asked after, also every statement with a telling word."""
        stems = [s for t in terms for a in t.stems for s in a] or content(reading.text)
        expanded = [s for stem in stems for s in self.table.family(stem)]
        numbers = {r.number for t in terms if not t.light for a in t.stems for x in self.table.family(a[-1]) for r in self.table.rows_having(x)} if reading.kind in _SCANS or reading.negated else set()
        numbers |= {n for n, _ in self.build.keywords.search(expanded, _POOL * 4)} | set(list(near)[:_POOL])
        return [self.table.rows[n] for n in sorted(numbers)]

    def _match(
        self,
        row: Row,
        terms: Sequence[Term],
        weights: Sequence[float],
        pairs: list[tuple[str, str]],
        query: Encoding,
        aligned: list[list[int]],
        telling: Floats,
        kind: "re.Pattern[str] | Countries | None",
        past: bool,
        near: float,
        either: Container[Term] = (),
    ) -> Match:
        total = sum(weights) or 1.0
        cover = exact = 0.0
        missing: list[Term] = []
        names = True
        spots: list[tuple[int, int]] = []
        telling_spots: list[tuple[int, int]] = []
        has: list[float] = []
        similarity = self.build.token_similarity(query, row.number)
        token_score = float((similarity * telling).sum() / max(float(telling.sum()), 1e-6)) if len(telling) else 0.0
        found = [self.term_in(term, row) for term in terms]
        beside = [at for t, (v, where) in zip(terms, found, strict=True) if v >= _HALF and not t.light for at in where]
        found = [self.term_in(t, row, beside) if v < _HALF and beside and not t.light and not t.name else (v, where) for t, (v, where) in zip(terms, found, strict=True)]
        saying = [(t.stems[0][0], at) for t, (v, where) in zip(terms, found, strict=True) if t.end > t.start for at in where if v >= _SAYS]
        found = [
            self.term_in(t, row, beside, said) if _HALF <= v < _SAYS and not t.name and t not in either and (said := self._said_by_others(t, saying)) and said.issuperset(where) else (v, where)
            for t, (v, where) in zip(terms, found, strict=True)
        ]
        by_itself = any(v >= _HALF and not t.light for t, (v, _) in zip(terms, found, strict=True))
        for term, weight, pieces, (value, where) in zip(terms, weights, aligned, found, strict=True):
            if value < _AROUND and (by_itself or not term.name) and term.place is not None and row.unit in self._units_naming(term):
                value = _AROUND  # what a unit does "in the region" it does in the place it covers
            meant = value
            has.append(value)
            if value < 0.8 and not term.name and not term.light and pieces and TYPED.get(term.stems[0][0]) is not POST and not asked_days(fold(term.text)) and how_often(fold(term.text)) is None:  # no day is like another
                cosine = float(np.mean([similarity[p] for p in pieces]))
                meant = max(value, _MEANT * min(max((cosine - _NEAR) / (_SAME - _NEAR), 0.0), 1.0))
            exact += weight * value
            cover += weight * meant
            spots += where
            if not term.light and not term.verb:
                telling_spots += where
            if value < 0.5:
                if term.name:
                    names = False
                if not term.light and not term.verb and not term.aside and meant < 0.4:
                    missing.append(term)
        cover, exact = (cover / total, exact / total) if terms else (0.0, 0.0)
        adjacent = sum(self._pair_in(a, b, row) for a, b in pairs) / len(pairs) if pairs else 0.0
        denied = self._denies(row, terms, telling_spots or spots, past)
        typed = kind is None or kind.search(self.text(row)) is not None or denied  # "it has no budget yet" tells, too
        values = (cover, exact, near, token_score, adjacent, float(names))
        score = sum(ranking("units")[name] * value for name, value in zip(RANKERS, values, strict=False))
        return Match(row, cover, exact, names, tuple(missing), near, token_score, adjacent, typed, denied, tuple(sorted(set(spots))), tuple(has), score)

    def _units_naming(self, term: Term) -> frozenset[int | None]:
        """The units of which some statement has a place by name."""
        if term.stems not in self._naming:
            if len(self._naming) > 256:
                self._naming.clear()
            self._naming[term.stems] = frozenset(r.unit for s in term.stems for r in self.table.rows_with(s) if r.unit is not None)
        return self._naming[term.stems]

    def text(self, row: Row) -> str:
        """The words of a statement, as patterns look at them."""
        return self.table.said(row.number)

    def _denies(self, row: Row, terms: Sequence[Term], spots: Sequence[tuple[int, int]], past: bool) -> bool:
        """Whether what matched stands under a negation in the statement, its last word, or half of it; what is past counts as denied unless that is asked about."""
        if not spots or not row.size:
            return False
        start, words = self.table.corpus.statements[row.number].span.start, self.text(row)
        first, last = row.tokens[0].start, row.tokens[row.size - 1].start
        inside = [a for a, _ in spots if first <= a <= last]
        if inside and row.disowned:
            return True
        reach = {n: _reach_back(words[: max(n - start, 0)]) for n in (row.negations if past else (*row.negations, *row.former))}

        statement = self.table.corpus.statements[row.number]
        cells = self.table.row_block(row.number).cells if reach and statement.kind == "row" else ()

        def reaches(n: int, a: int) -> bool:
            if any((c.start <= n <= c.end) != (c.start <= a < c.end) for c in cells):
                return False  # what one cell of a row denies is not said of another
            between = words[max(n - start, 0) : max(a - start, 0)]
            if _RELATIVE.search(words[: max(n - start, 0)]) and _GOES_ON.search(between):
                return False
            return not (_STOPS.search(between) or ("," in between and _WITHOUT.search(words[: max(n - start, 0)])))

        under = [a for a in inside if any(-back <= a - n < 70 and reaches(n, a) for n, back in reach.items())]
        under += [a for a, z in spots if first <= a <= last and a not in under and _SET_ASIDE.match(words, z - start)]
        return bool(under) and (len(under) * 2 > len(inside) or (len(terms) > 1 and max(inside) in under))

    def _said_by_others(self, term: Term, saying: Sequence[tuple[str, tuple[int, int]]]) -> set[tuple[int, int]]:
        """Of words that terms, each by its stem, stand for in full, those that are no word of this one's family: "payments" may be where "pays" is."""
        family = self.table.family(term.stems[0][0]) if saying else {}
        return {at for stem_, at in saying if family.get(stem_, 0.0) < _SAYS}

    def term_in(self, term: Term, row: Row, beside: Sequence[tuple[int, int]] = (), said: Container[tuple[int, int]] = ()) -> tuple[float, list[tuple[int, int]]]:
        """How well a statement has a term by word (0 to 1), and where.

        Args:
            term: What to look for.
            row: The statement.
            beside: What else of the question it has, for "school" and "graft" in "Anti-Corruption Academy".
            said: Words of it that are another term of the question: "pays" of "pays refunds" are no wages, too.
        """
        if term.unknown:
            return 0.0, []
        if term.unit is not None:  # named there, or what it is said of
            spots = self.named.rows(term.unit).get(row.number, ())
            return (1.0 if spots or row.own in self.table.within(term.unit) else 0.0), list(spots)
        best, where = 0.0, []
        word = fold(term.text)
        if wanted := asked_days(word):
            start = self.table.corpus.statements[row.number].span.start
            if there := [(start + a, start + z) for day, a, z in days(self.text(row), named=(OPEN,) not in term.stems) if day in wanted]:
                return 1.0, there[:1]
        if (OPEN,) in term.stems and (wanted := every_day(word)):
            start = self.table.corpus.statements[row.number].span.start
            spoken = days(self.text(row))
            return (1.0, [(start + a, start + z) for _, a, z in spoken[:1]]) if wanted <= {day for day, _, _ in spoken} else (0.0, [])
        if (often := how_often(word)) is not None and not term.name:
            statement = self.table.corpus.statements[row.number]
            stated = often.search(self.text(row).casefold())
            return (1.0, [(statement.span.start + stated.start(), statement.span.start + stated.end())]) if stated else (0.0, [])
        pattern = TYPED.get("".join(term.stems[0])) if not term.name else None  # "e-mail" is "email"
        if pattern is not None:
            statement = self.table.corpus.statements[row.number]
            found = pattern.search(self.text(row))
            if found:
                best, where = 0.9, [(statement.span.start + found.start(), statement.span.start + found.end())]
            elif statement.kind != "row" and not row.negations and not any(t.stem == s[0] for t in row.tokens[row.size :] for s in term.stems):  # "Head" / "Dr Ann Lee"
                return 0.0, []
            elif row.negations and statement.kind != "row" and not any(t.stem == s[0] or {t.stem, s[0]} <= _PHONES for t in row.tokens for s in term.stems):
                return 0.0, []  # "isn't …": it denies something else
        if len(term.stems[0]) == 1 and not term.name and (sort := SORTS.get(term.stems[0][0])) and (found := sort.search(self.text(row))):
            start = self.table.corpus.statements[row.number].span.start
            best, where = 0.9, [(start + found.start(), start + found.end())]
        for number, alternative in enumerate(term.stems):
            if len(alternative) == 1:
                family = self.table.family(alternative[0]) if not term.name else {s: v for s, v in self.table.family(alternative[0]).items() if v >= (0.9 if len(term.stems) == 1 else 1.0)}
                for place, token in enumerate(row.tokens):
                    if term.capital and not token.capital:
                        continue
                    value = family.get(token.stem, 0.0) * (_ADVERB if token.word.endswith("ly") and not re.sub(r"['’]s$", "", term.text.casefold()).endswith("ly") else 1.0)
                    if value == 0.85 and token.capital and (0 < place < row.size or token.word in self.table.body_nouns) and not term.name:
                        if (HEAD.fullmatch(token.word) or token.word in BODY_NOUNS or token.stem in english.roles() | english.membership() | english.relational()) and not any(
                            0 < token.start - z < _ADJOINS for _, z in beside
                        ):
                            continue  # a synonym inside a name ("Commission of Directors") says something else
                        value = _IN_NAME
                    if value > best and not (value < _SAYS and (token.start, token.end) in said):
                        best, where = value, [(token.start, token.end)]
            elif term.name and has_run(row.sequence, alternative) and _of_deputy(row.tokens[: row.size], alternative):
                continue
            elif has_run(row.sequence, alternative):
                at = _run_at(row.tokens[: row.size], alternative)
                if best < 1.0 or number == 0:
                    best, where = 1.0, [at] if at else []
            elif best < 0.9 and number == 0 and (at := _related_run(row, alternative)) is not None:
                best, where = 0.9, [at]
            elif best < _LED and (at := _run_at([t for t in row.tokens[row.size :] if t.start >= 0], alternative)) is not None:  # in the words that lead into it
                best, where = _LED, [at]
            elif number == 0 and all(s in row.stems for s in alternative) and len(term.stems) == 1 and best < 0.8:
                best, where = 0.8, [(t.start, t.end) for t in row.tokens[: row.size] if t.stem in alternative]
        if best < _IN_NAME and not term.name and not term.light and (spot := next((told[row.number] for (s, *rest) in term.stems if not rest and row.number in (told := self.told.get(s, {}))), None)):
            best, where = _IN_NAME, [spot]  # "the military alliance", for a body that is one
        return best, where

    def apart(self, a: Term, b: Term, row: Row) -> int:
        """How many words lie between the nearest uses of two terms in a statement, the second one counted: 1 if one follows the other, 0 if it lacks either."""
        first, second = self.table.family(a.stems[0][0]), self.table.family(b.stems[0][0])
        own, text = row.tokens[: row.size], self.table.text(row.number)
        places = [i for i, t in enumerate(own) if t.stem in first], [i for i, t in enumerate(own) if t.stem in second]

        def between(x: int, y: int) -> int:
            listed = y < x and _OF_SEVERAL.fullmatch(text, own[y].end, own[x].start) and _ITEM_ENDS.match(text, own[x].end)  # "growers of beans, tea and coffee": of each
            return 1 if listed else abs(y - x)

        return min((between(x, y) for x in places[0] for y in places[1] if x != y), default=0)

    def _pair_in(self, a: str, b: str, row: Row) -> bool:
        first, second = self.table.family(a), self.table.family(b)
        return any(x in first and y in second for x, y in zip(row.sequence, row.sequence[1:], strict=False))


_ITEM_ENDS = re.compile(r"[.,;:]| (?:and|or|in|as|who|which|that|to|with|from|at|on)\b|\s*$", re.MULTILINE)
_OF_SEVERAL = re.compile(r" of (?:the )?(?:[\w-]+(?: [\w-]+)?, )*(?:[\w-]+(?: [\w-]+)? (?:and|or) )?")


def _either(text: str, terms: Sequence[Term]) -> list[Term]:
    """The terms that "or" joins: "run or manage" says one thing."""
    return [t for a, b in itertools.pairwise(terms) if text[a.end : b.start].strip().casefold() == "or" for t in (a, b)]


def by_likeness(found: Sequence[Match], terms: Sequence[Term]) -> bool:
    """Whether no statement has enough of what is asked, and no name is asked for: words then tell less than the likeness of all of them."""
    return bool(terms) and not any(t.name for t in terms) and max((m.cover for m in found), default=1.0) < SAID


def _in_context(found: list[Match], terms: Sequence[Term], weights: Sequence[float]) -> list[Match]:
    """Where each document is one unit, a statement also counts by what the rest of its document has."""
    together: dict[int | None, list[Match]] = {}
    for match in found:
        together.setdefault(match.row.unit, []).append(match)
    total = sum(weights) or 1.0
    result = []
    for own in together.values():
        best = [max(values) for values in zip(*(m.values for m in own), strict=True)]
        share = sum(w * v for w, v in zip(weights, best, strict=True)) / total
        around = (share, max(m.near for m in own), max(m.token for m in own))
        there = {t for t, v in zip(terms, best, strict=True) if v >= _AROUND}
        names = all(t in there for t in terms if t.name)
        for m in own:
            seen = replace(m, around=around, names=names, cover=m.cover + _NEARBY * max(0.0, share - m.cover), missing=tuple(t for t in m.missing if t not in there))
            result.append(replace(seen, score=sum(ranking("documents")[name] * value for name, value in zip(RANKERS, rankers(seen), strict=True))))
    return result


def _runs(found: Sequence[Token], wanted: tuple[str, ...]) -> Iterator[tuple[Token | None, int, int]]:
    """Where words have a phrase unbroken, stop words aside: the word before it, and its offsets."""
    own = [t for t in found if t.word not in STOP]
    for i in range(len(own) - len(wanted) + 1):
        if tuple(t.stem for t in own[i : i + len(wanted)]) == wanted:
            yield own[i - 1] if i else None, own[i].start, own[i + len(wanted) - 1].end


def _run_at(found: Sequence[Token], wanted: tuple[str, ...]) -> tuple[int, int] | None:
    """Where words first have a phrase unbroken; None if they do not."""
    return next(((start, end) for _, start, end in _runs(found, wanted)), None)


def _of_deputy(found: Sequence[Token], wanted: tuple[str, ...]) -> bool:
    """Whether words have a phrase only behind "deputy" or the like: "Deputy Registrar General" is not the Registrar General."""
    before = [word for word, _, _ in _runs(found, wanted)]
    return bool(before) and all(word is not None and word.word in DEPUTIES for word in before)


def _related_run(row: Row, wanted: tuple[str, ...]) -> tuple[int, int] | None:
    """Where a statement has a phrase in other forms of its words ("East African" for "East Africa")."""
    own = [t for t in row.tokens[: row.size] if t.word not in STOP]
    for i in range(len(own) - len(wanted) + 1):
        if all(related(t.stem, w) for t, w in zip(own[i : i + len(wanted)], wanted, strict=True)):
            return own[i].start, own[i + len(wanted) - 1].end
    return None


def _pairs(terms: Sequence[Term]) -> list[tuple[str, str]]:
    stems = [s for t in terms if not t.light for s in t.stems[0]]
    return list(itertools.pairwise(stems))


def _reach_back(words: str) -> int:
    """How many characters before its end a negation denies, too ("boats are not kept"): none if it only excepts, in a clause ("boats which are not safe") no more than that."""
    if EXCEPTION.search(words):
        return 0
    clause = _CLAUSE.search(words)
    return min(_BACK, len(words) - clause.start()) if clause else _BACK


def _align(query: Encoding, text: str, terms: Sequence[Term]) -> list[list[int]]:
    """For each term the word pieces of the encoded question that write it."""
    letters = [(i, c) for i, piece in enumerate(query.pieces) for c in fold(piece.removeprefix("##"))]
    position = 0
    owner: dict[int, int] = {}
    for offset, char in enumerate(text):
        for c in fold(char):
            if c.isspace():
                continue
            if position < len(letters) and letters[position][1] == c:
                owner.setdefault(offset, letters[position][0])
                position += 1
            else:
                ahead = next((k for k in range(position, min(position + 4, len(letters))) if letters[k][1] == c), None)
                if ahead is not None:
                    owner.setdefault(offset, letters[ahead][0])
                    position = ahead + 1
    return [sorted({owner[o] for o in range(t.start, t.end) if o in owner}) if t.end <= len(text) else [] for t in terms]


def overlap(a: Row, b: Row) -> float:
    """How much two statements say the same, 0 to 1: the share of content words, the shorter one's counted more."""
    x, y = set(a.sequence), set(b.sequence)
    if not x or not y:
        return 0.0
    both = len(x & y)
    return 0.5 * both / len(x | y) + 0.5 * both / min(len(x), len(y))
