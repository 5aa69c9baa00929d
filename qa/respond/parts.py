"""What part a unit plays in a statement that names it: does it, has it done, is sent to, takes it over, or only receives it."""

import re
from itertools import pairwise

from corpus.words import STOP, fold, stem, words
from qa.decision import Match
from qa.draft import Line, quote, say
from qa.evidence import Evidence
from qa.reading import Reading
from qa.table import Row, Table

_DONE_BY = re.compile(r"(?:this|that|it|these|those|they) (?:is|are) (?:[a-z]+ )?(?P<verb>[a-z]+)(?: [a-z]+){0,4} by (?:the |our )?(?-i:[A-Z])", re.IGNORECASE)
_AGENT_OF = re.compile(r"\s+by (?:the |our )?")
_BY_LENGTH = 10  # characters of "by the" with the blanks around
_OTHER_CLAUSE = re.compile(r",? (?:while|whereas)\b|;")
_SENDS = re.compile(
    r"\b(?:(?:should|must|please|have to|has to|need to|needs to|can|may) (?:go|turn|apply|come|write|be (?:sent|made|brought|addressed)|be taken)|goes|go|turns) (?:directly |straight |first )?to (?:the )?$",
    re.IGNORECASE,
)
_BESIDE = 3  # characters between two statements of one paragraph
_HANDS_ON = re.compile(
    r"(?:(?:and|but|instead|rather),? )?(?:that|this|it|these|those|they|such [a-z]+|both)(?: [a-z]+)? (?:[a-z]+ )?(?:(?:remains?|rests?|stays?|falls?|belongs?|lies?) (?:to|with|on)|goes? to|comes? under|(?:is|are|must be|should be|shall be|has to be|have to be|will be) (?:(?:the |an? )?(?:task|job|matter|business|work|duty|responsibility) (?:of|for)|(?:done|handled|dealt with|referred|sent|addressed|left|made|taken|settled|decided) (?:by|to|with)|(?:up )?to|for))\b",
    re.IGNORECASE,
)
_TO_WHOM = re.compile(r"(?:\b(?:to|for|from|before|through|via|into|upon|under|in which|of which|that of)|['’]s)$", re.IGNORECASE)  # what stands before the name of one to whom something is done
_PASSED_ON = re.compile(r"\b(?:is|are|be) (?:\w+ )?(?:passed(?: on)?|referred|sent(?: on)?|forwarded|transferred|handed(?: on| over)?|redirected) to (?:the |our )?$", re.IGNORECASE)
_BY = re.compile(r"\s+by (?:the |our )?$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:^|[.;:,]\s+|\b(?:and|but|while|whereas|that|where|so)\s+)(?:the |our )?$", re.IGNORECASE)  # what stands before one who acts
_THEN = re.compile(r"\s+(?:(?:also|then|only|alone|itself|always|\w+ly)\s+)?")  # what may stand between it and its verb
_THAT = re.compile(r"\b(?:that|which) (?:the |our )?$")
ASKS_DOER = re.compile(r"(?:do|does|did|can|could|will|would|may|is it true that|has|have)\b")
_WITH_ALSO = re.compile(r"(?:^|\s)and,?\s+(?:jointly\s+|together\s+)?(?:with|alongside)\s+(?:the\s+|our\s+)?$")
_NEW_CLAUSE = re.compile(r"[;:]\s+|,\s+(?:and|but|while|whereas|yet)\s+")
_ACTS_ALONE = re.compile(r"(?!(?:it|they|which|who|that)\b)(?:(?:the|our)\s+)?[\w’'-]+(?:\s+[\w’'-]+){0,3}?\s+\w", re.IGNORECASE)
_BEFORE = 30  # characters before a name that tell what part it plays
_PHRASE = 70  # characters before a name in which what was handed over is said
_TO = re.compile(r"\b(?:moved|transferred|passed|handed|given|went|gone|shifted|reassigned)\b[^.;]{0,40}? to (?:the |our )?$", re.IGNORECASE)
_FROM = re.compile(
    r"\b(?:(?:took|taken|takes) [^.;]{0,30}?over|moved|transferred|inherited|came|passed)\b[^.;]{0,30}? from (?:the |our )?$|\b(?:formerly|previously|once|used to|until)\b[^.;]{0,50}\b(?:belong(?:ed)? to|lay with|lie with|with|by) (?:the |our )?$",
    re.IGNORECASE,
)


class Parts:
    """Tells what part units play in the statements of a text."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.table: Table = evidence.table

    def done_by_units(self, match: Match) -> list[int]:
        """The units by which a statement says that what matched is done: "audited by the Lamp Office and inspected by the Ferry Desk"."""
        text, number = self.table.text(match.row.number), match.row.number
        named = {u: self.evidence.named.rows(u)[number] for u in sorted(self.evidence.named.units(number))}
        return [u for u, spots in named.items() if any(0 < a - z <= _BY_LENGTH and _AGENT_OF.fullmatch(text[z:a]) for a, _ in spots for _, z in match.spots)]

    def in_clause(self, match: Match, other: int) -> bool:
        """Whether a statement names a unit in the clause of what matched, or of some of it: not "…, while stalls are inspected with the Lamp Office"."""
        text = self.table.text(match.row.number)
        named = [a for a, _ in self.evidence.named.rows(other).get(match.row.number, ())]
        return not match.spots or not named or any(not _OTHER_CLAUSE.search(text[min(a, s) : max(a, s)]) for a in named for s, _ in match.spots)

    def sent_to(self, match: Match, owner: int) -> int | None:
        """The other unit to which a statement of one sends those who want what matched ("Who would like a jab should go to the Lamp Clinic"); None if it sends them nowhere."""
        text, inside = self.table.text(match.row.number), self.table.within(owner)
        start = self.table.corpus.statements[match.row.number].span.start
        for other in sorted(self.evidence.named.units(match.row.number) - inside):
            for at, _ in self.evidence.named.rows(other)[match.row.number]:
                sent = _SENDS.search(text[start:at])
                if sent is not None and match.spots and all(z <= start + sent.start() for _, z in match.spots):
                    return other
        return None

    def relative_doer(self, match: Match, owner: int, reading: Reading) -> int | None:
        """The other unit that a relative clause of a statement says does what matched, where none of the verbs asked for comes before: "collects for the Fund that Lindholm manages"; None if none does."""
        text, inside = self.table.text(match.row.number), self.table.within(owner)
        for other in sorted(self.evidence.named.units(match.row.number) - inside):
            for at, end in self.evidence.named.rows(other)[match.row.number]:
                if (
                    _THAT.search(text[max(0, at - _BEFORE) : at])
                    and any(end < a and _THEN.fullmatch(text[end:a]) for a, _ in match.spots)
                    and all(a < at or _THEN.fullmatch(text[end:a]) for a, _ in match.spots)
                    and all(a > at for t in reading.terms if t.verb for a, _ in self.evidence.term_in(t, match.row)[1])
                ):
                    return other
        return None

    def elsewhere(self, match: Match, owner: int, reading: Reading) -> int | None:
        """The other unit that has what matched in a statement of one: those who want it are sent there, or a relative clause says so; None if it is its own."""
        sent = self.sent_to(match, owner)
        return self.relative_doer(match, owner, reading) if sent is None else sent

    def handed_on(self, match: Match) -> tuple[Line, ...]:
        """Who has what a statement denies of its unit, where the next one says so: "…; that remains with Torvik"."""
        after = match.row.number + 1
        if not match.denied or after >= len(self.table.rows) or not (_HANDS_ON.match(self.table.said(after)) or self._same_done(match.row, self.table.said(after))):
            return ()
        here, there = self.table.corpus.statements[match.row.number], self.table.corpus.statements[after]
        if here.document != there.document or there.span.start - here.span.end > _BESIDE:
            return ()
        said = say(self.table, after)
        return (Line(f"{said[:1].upper()}{said[1:]}.", quote(self.table, after)),) if self.evidence.named.units(after) - {match.row.own} else ()

    def _same_done(self, row: Row, text: str) -> bool:
        """Whether a sentence says by whom what another one denies is done: "it does not run them. They are operated by …"."""
        done = _DONE_BY.match(text)
        family = self.table.family(stem(done.group("verb"))) if done else {}
        return any(t.stem in family for t in row.tokens[: row.size])

    def passed_to(self, match: Match, unit: int) -> int | None:
        """The unit that a statement says something is passed on to, by one that does not deal with it itself ("Complaints are passed on to the Ferry Desk"); None if it is not."""
        text = self.table.text(match.row.number)
        for other in sorted(self.evidence.named.units(match.row.number) - self.table.within(unit)):
            if any(_PASSED_ON.search(text[max(0, a - _BEFORE) : a]) for a, _ in self.evidence.named.rows(other)[match.row.number]):
                return other
        return None

    def done_by(self, match: Match, unit: int) -> int | None:
        """The unit that a statement says does what matched, where it is another one than it is asked of: "meals are awarded by the Fees Desk", "the Fees Desk writes it and the Press Desk prints it"; None if none is."""
        text = self.table.text(match.row.number)
        spots = {u: self.evidence.named.rows(u)[match.row.number] for u in sorted(self.evidence.named.units(match.row.number))}
        inside = self.table.within(unit)
        first = self.table.corpus.statements[match.row.number].span.start

        def acts(start: int, end: int) -> bool:
            agent = _BY.search(text[max(0, start - _BEFORE) : start])
            if agent is not None:
                return any(0 <= start - len(agent.group()) - z <= 1 and _PASSIVE.search(text[max(0, a - _BEFORE) : a]) for a, z in match.spots)
            subject = start == first or _SUBJECT.search(text[max(first, start - _BEFORE) : start]) is not None
            return subject and any(end < a and _THEN.fullmatch(text[end:a]) for a, _ in match.spots)

        doers = {u for u, found in spots.items() if any(acts(a, z) for a, z in found)}
        others = doers - inside
        return min(others) if others and not doers & inside else None

    def of_its_own(self, match: Match, unit: int) -> bool:
        """Whether what matched in a statement of another unit stands in a clause that acts by itself and does not name the unit asked about: "we buy them, but the figures are sent in by the Lamp Desk"."""
        statement = self.table.corpus.statements[match.row.number]
        text, start, end = self.table.text(match.row.number), statement.span.start, statement.span.end
        spots = self.evidence.named.rows(unit).get(match.row.number, ())
        edges = [start, *(m.end() for m in _NEW_CLAUSE.finditer(text, start, end)), end]
        clauses = list(pairwise(edges))
        names = {i for i, (a, z) in enumerate(clauses) if any(a <= s < z for s, _ in spots)}
        has = [i for i, (a, z) in enumerate(clauses) for s, _ in match.spots if a <= s < z]
        return bool(names) and bool(has) and names.isdisjoint(has) and all(_ACTS_ALONE.match(text, clauses[i][0]) for i in set(has))

    def with_other_thing(self, match: Match, unit: int) -> bool:
        """Whether a statement of another unit names the one asked about only with a further thing: "it sells the tickets and, jointly with the Lamp Desk, the lamps"."""
        text, end = self.table.text(match.row.number), self.table.corpus.statements[match.row.number].span.end
        spots = self.evidence.named.rows(unit).get(match.row.number, ())
        if not spots or not match.spots:
            return False
        (first, last), said = min(spots), max(z for _, z in match.spots)
        return _WITH_ALSO.search(text, said, first) is not None and len([w for w in words(text[last:end]) if w not in STOP]) > 1

    def only_receives(self, match: Match, unit: int, reading: Reading) -> bool:
        """Whether a statement about somebody else only names a unit as the one to whom, or for whom, it is done, where the question asks whether the unit does it."""
        spots = self.evidence.named.rows(unit).get(match.row.number, ())
        asks_doer = ASKS_DOER.match(fold(reading.text)) is not None
        before = [re.sub(r"(?:\s(?:the|our|its|their))+\s*$", "", self.table.text(match.row.number)[max(0, a - _BEFORE) : a], flags=re.IGNORECASE).rstrip() for a, _ in spots]
        return asks_doer and bool(before) and not reading.objects and all(_TO_WHOM.search(words) for words in before)

    def moved(self, match: Match) -> tuple[int | None, int | None]:
        """Of a statement about a task that changed hands: who had it, and who has it now; None where it does not say."""
        words = self.table.text(match.row.number)
        had: int | None = None
        has: int | None = None
        for unit in self.evidence.named.units(match.row.number):
            for start, _ in self.evidence.named.rows(unit)[match.row.number]:
                before = words[max(0, start - _PHRASE) : start]
                had, has = (unit if _FROM.search(before) else had), (unit if _TO.search(before) else has)
        own = match.row.own
        return (own if had is None and has not in (None, own) else had), (own if has is None and had not in (None, own) else has)
