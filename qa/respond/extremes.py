"""The most and the fewest."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from corpus.bodies import singulars
from corpus.words import NUMBERS, STOP, clean, fold, plural, stem, words
from qa import english, places
from qa.answer import Checked, Grade, Missing
from qa.decision import Match
from qa.draft import Draft, Line, quote, say
from qa.names import HEAD, forms, names_in
from qa.reading import Reading, Term
from qa.respond.cues import (
    AREAS,
    BODIES,
    COVERING,
    CURRENCIES,
    DUTIES,
    QUANTITIES,
    amount,
)
from qa.respond.lists import Lists
from qa.table import Row, has_run
from qa.tokens import tokens
from qa.values import SORTS

_NOT_QUITE = re.compile(r"\b(?:second|third|fourth|next|one of the|among the)[ -](?:\w+ )?\w+est\b|\b(?:second|third)[ -]most\b", re.IGNORECASE)
_WHAT_IT_DOES = re.compile(r"what (?:we|it|they|the \w+) do(?:es)?\W*")  # a heading over duties
_MANY_AREAS = 1000  # more than a unit covers
_PAIR = 2  # words of a superlative with what it is said of: "smallest staff"
_TEXTS = frozenset(stem(w) for w in ["description", "entry", "text", "paragraph", "section", "passage", "profile", "mandate", "write", "written", "list", "page", "site", "website", "task"])
_SIZE = re.compile(
    r"\b(?:largest|biggest|smallest|oldest|newest|youngest) (?:of (?:all )?(?:the )?)?(?:\w+ )?\w*\W*$|\b(?:largest|biggest|smallest|oldest|newest|youngest)\b.{0,12}$|\bis (?:the )?(?:largest|biggest|smallest)\b"
)
ITEM = r"(?:the\s+)?[A-Z][\w’'-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w’'-]*)*"
_SHORT = r"(?:\s+\([A-Z][\w&]*\))?"  # its acronym
_ITEMS = re.compile(rf"\s*(?:of|:|\(|,?\s+(?:namely|including|such as))?\s*(?P<items>{ITEM}{_SHORT}(?:,\s*{ITEM}{_SHORT})*(?:,?\s+(?:and|or)(?:\s+of)?\s+{ITEM}{_SHORT})?)")
_ALIKE = [frozenset(map(stem, s)) for s in (("largest", "biggest", "greatest"), ("smallest", "tiniest"), ("oldest", "eldest"), ("newest", "youngest", "latest"))]
SAME_ROOT = 0.9  # how well a noun must be in a statement for what it lists to be counted; synonyms will not do
_SINCE = re.compile(
    r"\b(?:founded|opened|started|established|set up|created|launched|inaugurated|began(?: work)?|came into (?:being|existence)|in operation|in existence|exist(?:s|ed|ing)?|dates(?: back)?|goes back|since|formed)\b:?\W{0,2}(?:\b(?:in|since|from|to|back|work|on|the|spring|summer|autumn|winter|of|january|february|march|april|may|june|july|august|september|october|november|december|\d{1,2})\b\W{0,2}){0,4}(?P<year>1[5-9]\d\d|20\d\d)\b",
    re.IGNORECASE,
)  # "Started: 2009", "has existed since 1998"
_BEEN = re.compile(r"\b(?:exist\w*|been (?:here|there|open|in|at)|there|here|sits?|sat|based|active)\b[^.;]{0,20}$")  # before "since 1998"
_ASKS_AGE = re.compile(
    r"\b(?:(?P<old>oldest|eldest|longest[- ](?:standing|running|established|serving))|(?P<new>newest|youngest|most recent))\b(?: (?:of|among)\b.*| (?P<sort>\w+))?\W*$"
    r"|\b(?:founded|opened|started|established|set up|created|launched|began|start|open)\b(?: work)? (?:(?P<first>first|earliest|before (?:all|any) (?:of )?(?:the )?others?|the longest ago)|(?P<last>last|latest|most recently))\W*$|\b(?:(?P<early>first|earliest)|(?P<late>last|latest)) (?:\w+ )?(?:to (?:be )?)?(?:founded|opened|started|established|set up|created|open|start)\W*$"
)
_AGE = re.compile(r"\b(?:time|standing|serving|running|existed|established|been (?:open|there|around|in existence|in operation))\b")  # what lasts longest, not what is longest
_LISTED = 0.4  # of what is said of a unit those that must be items for what stands beside the list to be no duty
_PERSONS = frozenset(stem(w) for w in ["people", "persons", "colleagues", "workers", "members"])  # counted as staff
_COUNTED_WORDS = 3  # words of what is counted
_A_THIRD = 3  # of the units must have a number stated
_MIN_YEARS = 2  # units of which a year is stated, for one to be older
_NAMED = frozenset(map(stem, ["named", "mentioned", "listed", "must"]))  # with which bodies are asked for
_FEW = 4  # units from which a body that all of them name is no partner
_AS_FIT = 0.5  # share of what the best statement has of what is asked that an amount's statement must have
_LENGTH = re.compile(r"\b(?:longest|shortest|long|short|briefest|least is said|most is said)\b")


_MOST_WORD = re.compile(r"\b(?:most|fewest|largest|biggest|smallest|least|greatest|highest|lowest|longest|shortest|more|fewer|larger)\b")
_MOST_PEOPLE = re.compile(
    r"\b(?:has|have|got|with|employs?|where) (?:the )?(?:most|fewest|least|more|fewer|(?:largest|smallest|biggest|greatest) number of) (?P<who>(?:paid |full-time |permanent |salaried )?(?:people|employees|workers|colleagues|persons|personnel|staff))\b(?= (?:working|employed|there|in it)\b|\W*$)"
    r"|\b(?:largest|biggest|smallest)\b[^?]*\b(?:by|in)(?: the)?(?: total)? (?P<by>(?:number of )?(?:people|staff|employees|headcount))\W*$"
    r"|^(?:and |so |but )*how many (?P<many>(?:people|employees|workers|colleagues|persons) (?:(?:are|do|does) )?(?:work(?:s|ing)?|employed|there))\b(?= (?:in|at|for|there|with)\b|\W*$)"
)
_BODIES_ASKED = re.compile(r"\b(?:partners?|partner bodies|organi[sz]ations?|bodies|institutions?|agencies|entities|counterparts?|groupings?|abbreviations?|acronyms?)\b")
_BESIDE_BODIES = re.compile(rf"(?:(\w+) (?:and|or) (?:\w+ )?)?{_BODIES_ASKED.pattern}(?: (?:and|or) (\w+))?")  # "partner organisations and processes": all are counted


class Extremes(Lists):
    """Answers that rank the units by what is said of them."""

    def _known(self, term: Term) -> bool:
        """Whether any statement has a term by word."""
        return any(self.evidence.term_in(term, r)[0] >= 0.8 for r in self.table.rows)

    def _enumerated(self, row: Row, term: Term) -> list[str]:
        """The capitalised items that a statement lists right after a noun: "the counties of A, B and the C Isles"."""
        family = self.table.family(term.stems[0][-1])
        at = next((t.end for t in row.tokens[: row.size] if family.get(t.stem, 0.0) >= SAME_ROOT and not t.capital), None)
        match = _ITEMS.match(self.table.text(row.number), at) if at is not None else None
        return [clean(i) for i in re.split(r",?\s+(?:and|or)\s+(?:of\s+)?|,\s*", match.group("items")) if i] if match else []

    def _amounts(self, reading: Reading, scope: Sequence[int], *, lasting: bool = False) -> dict[int, tuple[float, Match]]:
        """For each unit the amount stated for what is asked; `lasting`: in days, if it is a time."""
        terms = [t for t in reading.heavy if not re.search(r"\d", t.text) and fold(t.text) not in QUANTITIES | NUMBERS.keys() | CURRENCIES]
        found: dict[int, tuple[float, Match]] = {}
        terms = [t for t in terms if self._known(t)] or terms  # "money" tells nothing where all budgets are called budgets
        matches = self.evidence.measure(reading, terms=terms or None)
        fit = max((m.exact for m in matches), default=0.0) * _AS_FIT  # what has less of what is asked is about something else
        for match in matches:
            unit = self._owner(match.row, scope)
            if unit is None or unit in found or match.exact < max(0.45, fit):
                continue
            value = amount(self.table, match, lasting=lasting)
            if value is not None:
                found[unit] = (value, match)
        return found

    def _named_by_most(self, reading: Reading) -> Draft | None:
        """ "Which outside body do most of the offices work with?": the bodies that the statements of the most units name; None if that is not asked."""
        nouns = "|".join(sorted({plural(n) for n in self.table.body_nouns | english.generic()}, key=len, reverse=True))
        if not re.search(
            rf"^(?:and |so )?(?:which|what)\b[^,;]{{0,40}}?(?:\bbody\b|{_BODIES_ASKED.pattern}).*\b(?:most(?: of)?|(?:largest|greatest|highest) number of)(?: the| our| your)?(?: \w+)? (?:{nouns})\b", fold(reading.text)
        ):
            return None
        own = {f for u in self.table.corpus.units for f in forms(self.table, u.name)}
        named: dict[tuple[str, ...], tuple[str, dict[int, Row]]] = {}  # by any of its forms: the name, and a statement of each unit that has it
        for row in (r for u in self.table.main for r in self.table.rows_of(u) if r.unit is not None):
            for name in names_in(self.table, row.number):
                ways = forms(self.table, name)
                if ways & own or not self._is_body(name):
                    continue
                known = next((named[w] for w in sorted(ways) if w in named), (name, {}))
                known[1].setdefault(self.table.top(row.unit) or 0, row)
                named |= dict.fromkeys(ways, known)
        total = len(self.table.main)
        named = {w: (name, rows) for w, (name, rows) in named.items() if len(rows) < max(total, _FEW)}  # what all name is the organisation itself
        most = max((len(rows) for _, rows in named.values()), default=0)
        winners = list({name: rows for name, rows in named.values() if len(rows) == most}.items())
        if most < 2:
            return None
        lines = [
            Line(f"{name}: named by {most} of {total} {self.noun(total)}: {'; '.join(self.table.name(u) for u in sorted(rows))}.", tuple(q for u in sorted(rows) for q in quote(self.table, rows[u].number)[:1]))
            for name, rows in winners
        ]
        return Draft((*lines, Line(f"The names in what is said of all {total} were counted.")), tuple(sorted({u for _, rows in winners for u in rows})), Checked(total, most))

    def _with_counted(self, reading: Reading) -> Reading:
        """A question for the most or the fewest of something that is otherwise little: "has the most posts"."""
        most = _MOST_WORD.search(fold(reading.text))
        plain = BODIES | DUTIES | {stem(n) for n in self.table.body_nouns}
        if most is None or any(not t.light and t.start > most.start() for t in reading.terms):
            return reading
        return replace(reading, terms=tuple(replace(t, light=False) if t.light and t.start - most.end() == 1 and t.text.endswith("s") and t.stems[0][0] not in plain else t for t in reading.terms))

    def _most(self, reading: Reading) -> Draft:
        if (bodies_ := self._named_by_most(reading)) is not None:
            return bodies_
        reading = of_staff(self._with_counted(reading))
        scope = self.scope(reading)
        if (aged := self._by_age(reading, scope)) is not None:
            return aged
        if (stated := self._in_as_many_words(reading, scope) or self._by_stated_number(reading, scope) or self._by_section(reading, scope)) is not None:
            return stated
        terms = [t for t in reading.heavy if fold(t.text) not in QUANTITIES]
        if self._asks_areas(reading, terms) and sum(bool(self._areas(u)) for u in scope) > 1:
            return self._most_areas(reading, scope)
        amounts = self._amounts(reading, scope, lasting=_LENGTH.search(fold(reading.text)) is not None) if terms else {}
        if amounts and not reading.level and not reading.among:
            every = [u for u in range(len(self.table.corpus.units)) if not any(u in self.table.within(e) for e in reading.excluded)]
            inner = self._amounts(reading, every, lasting=_LENGTH.search(fold(reading.text)) is not None) if len(every) > len(scope) else {}
            amounts, scope = (inner, every) if len(inner) > len(amounts) + 1 else (amounts, scope)  # of units within others, too
        if terms and len(amounts) >= 2:
            order = sorted(amounts, key=lambda u: (amounts[u][0] if reading.fewest else -amounts[u][0], u))
            lines = [self._line(amounts[u][1]) for u in (order[:1] if not reading.among else order)]  # of those named, each
            return Draft((*lines, Line(f"An amount is stated for {len(amounts)} of {len(scope)} {self.noun(2, scope)}.")), (order[0],), Checked(len(scope), 1))
        if not terms and _AGE.search(fold(reading.text)):
            return self._refuse(reading, None)
        if all(t.stems[0][0] in _TEXTS for t in terms) and _LENGTH.search(fold(reading.text)):
            return self._by_length(reading, scope)
        if not terms and (size := _SIZE.search(fold(reading.text))):
            word = stem(re.sub(r"\W.*", "", size.group().removeprefix("is ").removeprefix("the ")))
            alike = next((s for s in _ALIKE if word in s), frozenset([word]))
            said = {r.unit: r for w in sorted(alike) for r in reversed(self.table.rows_having(w)) if r.unit is not None and self._sized(r, w)}
            if len(said) == 1:
                unit, row = next(iter(said.items()))
                return Draft((self._said_at(unit, row),), (unit,))
            return self._by_staff(reading, scope) or self._no_size(scope)
        asks_bodies = _BODIES_ASKED.search(fold(reading.text)) is not None
        beside = {w for m in _BESIDE_BODIES.finditer(fold(reading.text)) for w in m.group(1, 2) if w}
        terms = [t for t in terms if fold(t.text) not in beside and not (asks_bodies and t.stems[0][0] in english.relational() | _NAMED)]
        duties = (not terms or all(t.stems[0][0] in DUTIES for t in terms)) and not asks_bodies
        bodies = asks_bodies and all(t.stems[0][0] in BODIES | DUTIES for t in terms)
        if terms and not bodies and all(t.stems[0][0] in AREAS for t in terms):
            return self._most_areas(reading, scope)
        most = _MOST_WORD.search(fold(reading.text))
        asked = [t for t in terms if t.stems[0][0] not in BODIES]
        if not asked and not bodies and not duties:
            return self._refuse(reading, None)
        topic = [t for t in asked if most is not None and t.start > most.start()] or asked  # "supports the most initiatives": initiatives are counted
        scores: dict[int, list[tuple[Row, list[str]]]] = {}
        kinds = [s.kind for s in self.table.corpus.statements]
        listed = {u: sum(kinds[r.number] == "item" for r in self.table.rows_of(u)) for u in scope}
        itemised = duties and all(n > 1 and n > _LISTED * len(self.table.rows_of(u)) for u, n in listed.items())  # where all mostly list them, what stands beside it is none
        for unit in scope:
            counted: list[str] = []
            for row in self.table.rows_of(unit):
                if itemised and kinds[row.number] != "item":
                    continue
                if duties:
                    scores.setdefault(unit, []).append((row, [say(self.table, row.number)]))
                    continue
                names = [n for n in names_in(self.table, row.number) if self._is_body(n) and not any(n in c for c in counted)]
                if not bodies:
                    names = [n for n in names if all(self._in_name(t, n) for t in topic)]
                if names:
                    counted += names
                    scores.setdefault(unit, []).append((row, names))
        if not scores and not bodies:
            for row in (r for u in scope for r in self.table.rows_of(u)):
                if items := self._enumerated(row, topic[0]):
                    scores.setdefault(self._owner(row, scope) or 0, []).append((row, items))
            scope = list(scores) if len(scores) > 1 else scope  # of those that list any
        if not scores:
            matches = self.evidence.measure(reading)
            if matches and not set(terms) & set(matches[0].missing) and self.answers(matches[0], reading):
                return Draft((self._line(matches[0]),), (matches[0].row.unit,) if matches[0].row.unit is not None else ())
            return self._refuse(reading, None)
        counts = {u: len({n for _, names in scores.get(u, []) for n in names}) for u in scope}
        extreme, winners = self._extreme(counts, reading)
        if not extreme and len(winners) * 2 > len(scope) and not bodies:
            return self._refuse(reading, None)  # "the smallest staff", where hardly a statement speaks of it
        lines = []
        what = "statements" if duties else "bodies named in its text" if bodies else f"names with “{' '.join(t.text for t in topic)}”"
        for unit in winners:
            rows = scores.get(unit, [(r, []) for r in self.table.rows_of(unit)])
            quotes = tuple(quote(self.table, r.number)[0] for r, _ in rows)
            shown = "; ".join(n for _, names in rows for n in names) if not duties and extreme else ""
            lines.append(Line(f"{self.table.name(unit)}: {extreme} {what}" + (f": {shown}." if shown else "."), quotes))
        return self._ranked(lines, winners, scope)

    def _sized(self, row: Row, word: str) -> bool:
        """Whether a statement has a word of size for a body, or for one of several ("the largest of the desks"), not for something else."""
        own = row.tokens[: row.size]
        nouns = self.table.body_nouns | english.generic()
        return not _NOT_QUITE.search(self.table.said(row.number)) and any(
            t.stem == word and (at + 1 == len(own) or own[at + 1].word in ("of", "in", "one", "among") or any(x.word in nouns for x in own[at + 1 : at + 3])) for at, t in enumerate(own)
        )

    def _by_staff(self, reading: Reading, scope: Sequence[int]) -> Draft | None:
        """The largest or the smallest unit by how many people the text says work there; None if it says so of hardly any."""
        amounts = self._amounts(replace(reading, terms=(Term("staff", (("staff",),), 0, 0),)), scope)
        if len(amounts) < max(_MIN_YEARS, len(scope) // _A_THIRD):
            return None
        _, winners = self._extreme({u: int(n) for u, (n, _) in sorted(amounts.items())}, reading)
        return Draft(
            (*(self._line(amounts[u][1]) for u in winners), Line(f"How many people work there is stated for {len(amounts)} of {len(scope)} {self.noun(2, scope)}.")), tuple(winners), Checked(len(scope), len(winners))
        )

    def _by_age(self, reading: Reading, scope: Sequence[int]) -> Draft | None:
        """The oldest or the newest unit, by the years since which the text says that they exist; None if that is not asked, or hardly a year is stated."""
        asked = _ASKS_AGE.search(fold(reading.text))
        sort = asked.group("sort") if asked else None
        if asked is None or (sort and not ({sort, *singulars(sort)} & {*self.table.body_nouns, *english.generic(), "one"})):
            return None  # "who owns the oldest boat?"
        since = self._since(scope)
        if len(since) < _MIN_YEARS:
            return None
        newest = any(asked.group(g) for g in ("new", "last", "late"))
        extreme = (max if newest else min)(year for year, _, _ in since.values())
        winners = [u for u in scope if u in since and since[u][0] == extreme]
        lines = [self._said_at(u, *since[u][1:]) for u in winners]
        return Draft((*lines, Line(f"A year is stated for {len(since)} of {len(scope)} {self.noun(2, scope)}.")), tuple(winners), Checked(len(scope), len(winners)))

    def _in_as_many_words(self, reading: Reading, scope: Sequence[int]) -> Draft | None:
        """The unit of which alone the text says what is asked in just these words ("has the smallest staff"); None if it says so of none, or of several."""
        most = _MOST_WORD.search(fold(reading.text))
        own = tokens(reading.text)
        phrase = tuple(t.stem for t in takewhile(lambda t: t.word not in STOP, (t for t in own if most is not None and t.start >= most.start())))
        if len(phrase) < _PAIR or phrase[-1] in {stem(n) for n in self.table.body_nouns | english.generic()}:
            return None
        rows = [r for r in self.table.rows_with(phrase[:_PAIR]) if all(self.evidence.term_in(t, r)[0] >= SAME_ROOT for t in reading.heavy) and not _NOT_QUITE.search(self.table.said(r.number))]
        found = {u: r for r in rows if has_run(r.sequence, phrase[:_PAIR]) and not r.negations and not r.former and (u := self._owner(r, scope)) is not None}
        if len(found) != 1:
            return None
        unit, row = next(iter(found.items()))
        return Draft((self._said_at(unit, row),), (unit,))

    def _by_section(self, reading: Reading, scope: Sequence[int]) -> Draft | None:
        """The unit with the most or the fewest items under a heading for what is asked ("Partners", "Who we work with"); None if hardly a unit has such a list."""
        most = _MOST_WORD.search(fold(reading.text))
        phrase = [t for t in tokens(reading.text) if most is not None and t.start >= most.end() and t.word not in STOP]
        if not phrase:
            return None
        family = {s for s, v in self.table.family(phrase[-1].stem).items() if v >= SAME_ROOT}
        wanted = family | (english.relational() | {stem("work")} if _BODIES_ASKED.search(phrase[-1].word) else set())
        listed: dict[int, list[Row]] = {}
        for unit in scope:
            for row in self.table.rows_of(unit):
                statement = self.table.corpus.statements[row.number]
                heading = statement.heading[-1] if len(statement.heading) > 1 else ""
                for_it = wanted & {t.stem for t in tokens(heading)} or (phrase[-1].stem in DUTIES and _WHAT_IT_DOES.fullmatch(fold(heading)))
                if statement.kind == "item" and fold(heading) != fold(self.table.name(unit)) and for_it:
                    listed.setdefault(unit, []).append(row)
        if len(listed) < max(_MIN_YEARS, len(scope) // _A_THIRD):
            return None
        extreme, winners = self._extreme({u: len(rows) for u, rows in listed.items()}, reading)
        lines = [Line(f"{self.table.name(u)}: {extreme} listed: {'; '.join(say(self.table, r.number) for r in listed[u])}.", tuple(quote(self.table, r.number)[0] for r in listed[u])) for u in winners]
        return Draft((*lines, Line(f"Such a list is given for {len(listed)} of {len(scope)} {self.noun(2, scope)}.")), tuple(winners), Checked(len(scope), len(winners)))

    def _by_stated_number(self, reading: Reading, scope: Sequence[int]) -> Draft | None:
        """The unit with the most or the fewest of what the text counts for several ("with its twelve Country Desks"); None if it counts them for hardly any."""
        most = _MOST_WORD.search(fold(reading.text))
        counted = [t for t in tokens(reading.text) if most is not None and t.start >= most.end()]
        phrase = tuple(t.stem for t in takewhile(lambda t: t.word not in STOP, counted))[:_COUNTED_WORDS]
        if most is None or not phrase or phrase[-1] in SORTS or phrase[-1] in DUTIES | _PERSONS or any(t.start < most.start() for t in reading.heavy):
            return None  # staff and duties are counted in other ways, "who trains the most people" by what is trained
        found: dict[int, tuple[int, Row, tuple[int, int]]] = {}
        for row in self.table.rows_having(phrase[-1]):
            own = row.tokens[: row.size]
            owner = self._owner(row, scope)
            if owner is None or owner in found or row.negations or row.former:
                continue
            for at in range(len(own) - len(phrase) + 1):
                if tuple(t.stem for t in own[at : at + len(phrase)]) != phrase or (number := _number_before(self.table.text(row.number)[own[0].start : own[at].start])) is None:
                    continue
                found[owner] = (number, row, (own[max(at - 1, 0)].start, own[at + len(phrase) - 1].end))
        if len(found) < max(_MIN_YEARS, len(scope) // _A_THIRD):
            return None
        _, winners = self._extreme({u: n for u, (n, _, _) in found.items()}, reading)
        return Draft((*(self._said_at(u, *found[u][1:]) for u in winners), Line(f"A number is stated for {len(found)} of {len(scope)} {self.noun(2, scope)}.")), tuple(winners), Checked(len(scope), len(winners)))

    def _since(self, scope: Sequence[int], *, begun: bool = False) -> dict[int, tuple[int, Row, tuple[int, int]]]:
        """The year since which the text says that a unit exists, with the statement and where it says so, of those of which it says it; `begun`: not where it only does something since then."""
        since: dict[int, tuple[int, Row, tuple[int, int]]] = {}
        for unit in scope:
            said = [(match, row) for row in self.table.rows_of(unit) if row.own == unit and (match := _SINCE.search(text := self.evidence.text(row))) and not (begun and _is_only_since(match, text))]
            if said:
                match, row = min(said, key=lambda x: x[0].group().casefold().startswith("since"))  # "founded in 1950" before "runs the line since 2019"
                start = self.table.corpus.statements[row.number].span.start
                since[unit] = (int(match.group("year")), row, (start + match.start(), start + match.end()))
        return since

    @staticmethod
    def _extreme(counts: dict[int, int], reading: Reading) -> tuple[int, list[int]]:
        """The largest count, or the smallest if that is asked for, and the units that have it."""
        extreme = (min if reading.fewest else max)(counts.values())
        return extreme, [u for u, n in counts.items() if n == extreme]

    def _ranked(self, lines: Sequence[Line], winners: Sequence[int], scope: Sequence[int], counted: str = "All") -> Draft:
        """What is said of the units with the most or the fewest, after a count of all."""
        return Draft((*lines, Line(f"{counted} {len(scope)} {self.noun(2, scope)} were counted.")), tuple(winners), Checked(len(scope), len(winners)))

    def _no_size(self, scope: Sequence[int]) -> Draft:
        return Draft((Line("The text does not say how large they are."),), missing=Missing("attribute", "size"), checked=Checked(len(scope), 0), grade=Grade.NOT_STATED, suggestions=self.suggest())

    def _is_body(self, name: str) -> bool:
        """Whether a name is a body's or a programme's, not the organisation's own nor a place's."""
        own = {w for w in words(name) if w not in STOP}
        if own <= self.table.self_names:
            return False
        found = tokens(name)
        inside = {i for p in places.find(found, name) if p.kind != "grouping" for i in range(p.first, p.last)}
        return HEAD.search(name) is not None or any(c.isupper() for c in name[1:2]) or any(i not in inside and t.word not in STOP for i, t in enumerate(found))

    def _areas(self, unit: int) -> list[str]:
        """The regions and countries that the text says a unit covers, each once."""
        return list(dict.fromkeys(p.name for _, p in self.map.areas(unit)))

    @staticmethod
    def _asks_areas(reading: Reading, terms: Sequence[Term]) -> bool:
        """Whether the most or the fewest countries or regions are asked for, and nothing else."""
        most = _MOST_WORD.search(fold(reading.text))
        counted = [t for t in terms if most is not None and t.start > most.start()]
        return bool(counted) and all(t.stems[0][0] in AREAS for t in counted) and all(t in counted or t.stems[0][0] in AREAS | COVERING for t in terms)

    def _most_areas(self, reading: Reading, scope: Sequence[int]) -> Draft:
        """Who covers the most regions or countries, by those that the text names; how large they are it does not say."""
        if re.search(r"\b(?:largest|biggest|smallest|widest) (?!number)\w+", fold(reading.text)):
            return self._no_size(scope)
        areas = {u: self._areas(u) for u in scope}
        lands = {u: len({p.name for _, p in self.map.areas(u) if p.kind == "country"}) for u in scope}
        by_land = any(t.stems[0][0] == stem("countries") for t in reading.terms) and sum(map(bool, lands.values())) * 2 >= len(scope)
        _, winners = self._extreme({u: (lands[u] * _MANY_AREAS if by_land else 0) + len(a) for u, a in areas.items()}, reading)  # a region is no country
        extreme = len(areas[winners[0]])
        lines = [Line(f"{self.table.name(u)}: {extreme} named: {'; '.join(areas[u]) or 'none'}.", tuple(q for r in dict.fromkeys(r for r, _ in self.map.areas(u)) for q in quote(self.table, r)[:1])) for u in winners]
        return self._ranked(lines, winners, scope)

    def _by_length(self, reading: Reading, scope: Sequence[int]) -> Draft:
        """The unit of which the text says the most or the least, counted in words."""
        sizes = {u: sum(r.size for r in self.table.rows_of(u)) for u in scope}
        extreme, winners = self._extreme(sizes, reading)
        lines = [Line(f"{self.table.name(u)}: {extreme} words in {len(self.table.rows_of(u))} statements.", tuple(quote(self.table, r.number)[0] for r in self.table.rows_of(u))) for u in winners]
        return self._ranked(lines, winners, scope, "The words of all")

    def _in_name(self, term: Term, name: str) -> bool:
        stems_ = {stem(w) for w in fold(name).replace("-", " ").split()}
        return any(all(any(self.table.family(s).get(x, 0) >= 0.9 or s == x for x in stems_) for s in alternative) for alternative in term.stems)


def _is_only_since(match: re.Match[str], text: str) -> bool:
    """Whether a year is one since which something is done ("has run the line since 2019"), not since which the unit is there."""
    return match.group().casefold().startswith("since") and ":" not in match.group() and not _BEEN.search(text[: match.start()])


def _number_before(text: str) -> int | None:
    """The number at the end of a text, a word behind it or none ("with its 1,200 old"); None if there is none."""
    match = re.search(r"(?P<number>\d[\d,]*|[A-Za-z]+(?:-[A-Za-z]+)?)(?: [A-Za-z-]+)?\s*$", text)
    for said in [match.group("number"), *text.split()[-1:]] if match else ():
        number = int(said.replace(",", "")) if said[:1].isdigit() and said.replace(",", "").isdigit() else NUMBERS.get(fold(said), 0)
        if number:
            return number
    return None


def of_staff(reading: Reading) -> Reading:
    """A question for how many people there are, or for the most or the fewest: of those who work there."""
    asked = _MOST_PEOPLE.search(fold(reading.text))
    if asked is None:
        return reading
    start, end = next(asked.span(g) for g in ("who", "by", "many") if asked.group(g))
    rest = tuple(t for t in reading.terms if not start <= t.start < end)
    return replace(reading, terms=tuple(sorted((*rest, Term(reading.text[start:end], (("staff",),), start, end)), key=lambda t: t.start)))
