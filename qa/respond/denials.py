"""What speaks against a unit's doing something: it never does, only receives, passes on, or has handed it over."""

import re
from dataclasses import replace
from itertools import pairwise

from corpus.words import STOP, fold, words
from qa.decision import Match
from qa.draft import Draft, Line, quote, say
from qa.reading import Reading
from qa.respond.base import solid
from qa.respond.counts import Counts

SAME_THINGS = 0.5  # share of the words asked about from which a statement is about the same things
_TO_WHOM = re.compile(r"(?:\b(?:to|for|from|before|through|via|into|upon|under|in which|of which|that of)|['’]s)$", re.IGNORECASE)  # what stands before the name of one to whom something is done
_PASSED_ON = re.compile(r"\b(?:is|are|be) (?:\w+ )?(?:passed(?: on)?|referred|sent(?: on)?|forwarded|transferred|handed(?: on| over)?|redirected) to (?:the |our )?$", re.IGNORECASE)
_BY = re.compile(r"\s+by (?:the |our )?$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:^|[.;:,]\s+|\b(?:and|but|while|whereas|that|where|so)\s+)(?:the |our )?$", re.IGNORECASE)  # what stands before one who acts
_THEN = re.compile(r"\s+(?:(?:also|then|only|alone|itself|always|\w+ly)\s+)?")  # what may stand between it and its verb
_ASKS_DOER = re.compile(r"(?:do|does|did|can|could|will|would|may|is it true that|has|have)\b")
_AGENT = re.compile(
    r"\b(?:is|are)\s+(?:\w+ly\s+)?\w{2,}(?:[dnt]|ne|de)\s+by\s+(?P<agent>(?:the|an?)\s+[^,.;:()]{3,60}|our\s+(?:\w+\s+)?(?:partners?|contractors?|suppliers?|neighbou?rs?|friends)\b[^,.;:()]{0,40}|[A-Z][^,.;:()]{2,60})"
)
_DECIDES = re.compile(
    r"\b(?:decision|right|power|choice|last word|final say)\b(?:(?!\b(?:as|because|since|so|where|when|though)\b)[^.;:,]){0,60}?\b(?:is(?=\s[^,.;:()]{2,60}['’]s?\b)|lies with|rests with|belongs to|stays with|remains with)\s+(?P<agent>(?:the|our)\s+[A-Z][^,.;:()]{2,60}|[A-Z][^,.;:()]{2,60})"
)  # "the decision to close is the Mayor's"
_HANGS = re.compile(r"\b(?:who|which|that|whose|whom|and)\b")  # "trains pilots who are paid by …"
_WITH_ALSO = re.compile(r"(?:^|\s)and,?\s+(?:jointly\s+|together\s+)?(?:with|alongside)\s+(?:the\s+|our\s+)?$")
_NEW_CLAUSE = re.compile(r"[;:]\s+|,\s+(?:and|but|while|whereas|yet)\s+")
_ACTS_ALONE = re.compile(r"(?!(?:it|they|which|who|that)\b)(?:(?:the|our)\s+)?[\w’'-]+(?:\s+[\w’'-]+){0,3}?\s+\w", re.IGNORECASE)
_BEFORE = 30  # characters before a name that tell what part it plays
LOOKED_AT = 6  # of the best statements of a unit those among which a denial settles the matter
_PHRASE = 70  # characters before a name in which what was handed over is said
_TAKES_OVER = re.compile(r"\b(?:take|took|taken) (?:\w+ ){0,5}?over\b|\binherit")
_HANDS_OVER = re.compile(r"\b(?:hand|pass|transfer|give|cede|move)(?:ed|d)?\b.{2,80}\bto\b")
_TO = re.compile(r"\b(?:moved|transferred|passed|handed|given|went|gone|shifted|reassigned)\b[^.;]{0,40}? to (?:the |our )?$", re.IGNORECASE)
_NEVER = re.compile(r"\b(?:(?:does|do|will|can|may) (?:not|never)|doesn['’]t|don['’]t|won['’]t|never)(?: \w+ly)? $")
_ENDS = re.compile(r"\s*(?:[.,;:)]|$)")
_FROM = re.compile(
    r"\b(?:(?:took|taken|takes) [^.;]{0,30}?over|moved|transferred|inherited|came|passed)\b[^.;]{0,30}? from (?:the |our )?$|\b(?:formerly|previously|once|used to|until)\b[^.;]{0,50}\b(?:belong(?:ed)? to|lay with|lie with|with|by) (?:the |our )?$",
    re.IGNORECASE,
)


class Denials(Counts):
    """Tells what a text denies of a unit other than in as many words."""

    def _handed_back(self, reading: Reading) -> Draft | None:
        """What says the reverse of a handing over that is taken for granted: "Why did A take it over from B?", where B has it from A."""
        text = fold(reading.text)
        takes, gives = _TAKES_OVER.search(text) is not None, _HANDS_OVER.search(text) is not None
        if takes == gives or not reading.units:
            return None
        subject, other = reading.units[0], next(iter((*reading.units[1:], *reading.objects)), None)
        giver, taker = (other, subject) if takes else (subject, other)
        topic = [t for t in reading.heavy if t.unit is None and not t.verb]
        for match in self.evidence.measure(reading, terms=topic)[:LOOKED_AT] if topic else ():
            had, has = self._moved(match)
            if solid(match, topic) >= SAME_THINGS and ((had is not None and had == taker) or (has is not None and has == giver)):
                return Draft((replace(line := self._line(match), text=f"No. The text says the reverse. {line.text}"),), (match.row.own,) if match.row.own is not None else ())
        return None

    def _moved(self, match: Match) -> tuple[int | None, int | None]:
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

    def _never(self, reading: Reading, unit: int) -> Draft | None:
        """What the text denies of a unit without an object ("The Lamp Desk does not repair, though …"), where it is asked whether it does that to something."""
        rows = (*self.table.rows_of(unit), *self._about(unit)) if reading.heavy and not reading.negated else ()
        for row in rows:
            text, named = self.table.text(row.number), self.evidence.named.rows(unit).get(row.number, ())
            for start, end in self.evidence.term_in(reading.heavy[0], row)[1]:
                denied = _NEVER.search(text[max(0, start - _BEFORE) : start])
                of_it = denied is not None and (row.own in self.table.within(unit) or any(z + 1 == start - len(denied.group()) for _, z in named))
                if of_it and _ENDS.match(text, end):
                    return Draft((Line(f"No. {self.table.name(unit)}: {say(self.table, row.number)}.", quote(self.table, row.number)),), (unit,))
        return None

    def _passed_to(self, match: Match, unit: int) -> int | None:
        """The unit that a statement says something is passed on to, by one that does not deal with it itself ("Complaints are passed on to the Ferry Desk"); None if it is not."""
        text = self.table.text(match.row.number)
        for other in sorted(self.evidence.named.units(match.row.number) - self.table.within(unit)):
            if any(_PASSED_ON.search(text[max(0, a - _BEFORE) : a]) for a, _ in self.evidence.named.rows(other)[match.row.number]):
                return other
        return None

    def _done_by(self, match: Match, unit: int) -> int | None:
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

    def _by_others(self, match: Match, unit: int, reading: Reading) -> bool:
        """Whether a statement of a unit says that somebody who is no unit does what it is asked to do: "clearances are done by our partner"."""
        if _ASKS_DOER.match(fold(reading.text)) is None:
            return False
        span = self.table.corpus.statements[match.row.number].span
        text = self.table.text(match.row.number)
        own = {*words(self.table.name(unit)), *words(self.table.short(unit)), self.table.corpus.units[unit].noun, "us", "it", "them", "itself", "we", "team", "staff"} - {""}
        for agent in (*_AGENT.finditer(text, span.start, span.end), *_DECIDES.finditer(text, span.start, span.end)):
            said = [w for w in words(agent.group("agent")) if w not in STOP]
            clause = max(span.start - 1, *(text.rfind(mark, span.start, agent.start()) for mark in (";", ":", ". ")))
            if said and own.isdisjoint(said) and not _HANGS.search(text, clause + 1, agent.start()) and any(clause < a < agent.start("agent") for a, _ in match.spots) and said[0] not in words(reading.text):
                return True
        return False

    def _of_its_own(self, match: Match, unit: int) -> bool:
        """Whether what matched in a statement of another unit stands in a clause that acts by itself and does not name the unit asked about: "we buy them, but the figures are sent in by the Lamp Desk"."""
        statement = self.table.corpus.statements[match.row.number]
        text, start, end = self.table.text(match.row.number), statement.span.start, statement.span.end
        spots = self.evidence.named.rows(unit).get(match.row.number, ())
        edges = [start, *(m.end() for m in _NEW_CLAUSE.finditer(text, start, end)), end]
        clauses = list(pairwise(edges))
        names = {i for i, (a, z) in enumerate(clauses) if any(a <= s < z for s, _ in spots)}
        has = [i for i, (a, z) in enumerate(clauses) for s, _ in match.spots if a <= s < z]
        return bool(names) and bool(has) and names.isdisjoint(has) and all(_ACTS_ALONE.match(text, clauses[i][0]) for i in set(has))

    def _with_other_thing(self, match: Match, unit: int) -> bool:
        """Whether a statement of another unit names the one asked about only with a further thing: "it sells the tickets and, jointly with the Lamp Desk, the lamps"."""
        text, end = self.table.text(match.row.number), self.table.corpus.statements[match.row.number].span.end
        spots = self.evidence.named.rows(unit).get(match.row.number, ())
        if not spots or not match.spots:
            return False
        (first, last), said = min(spots), max(z for _, z in match.spots)
        return _WITH_ALSO.search(text, said, first) is not None and len([w for w in words(text[last:end]) if w not in STOP]) > 1

    def _only_receives(self, match: Match, unit: int, reading: Reading) -> bool:
        """Whether a statement about somebody else only names a unit as the one to whom, or for whom, it is done, where the question asks whether the unit does it."""
        spots = self.evidence.named.rows(unit).get(match.row.number, ())
        asks_doer = _ASKS_DOER.match(fold(reading.text)) is not None
        before = [re.sub(r"(?:\s(?:the|our|its|their))+\s*$", "", self.table.text(match.row.number)[max(0, a - _BEFORE) : a], flags=re.IGNORECASE).rstrip() for a, _ in spots]
        return asks_doer and bool(before) and not reading.objects and all(_TO_WHOM.search(words) for words in before)
