"""What speaks against a unit's doing something: it never does, only receives, passes on, or has handed it over."""

import re
from dataclasses import replace

from corpus.words import STOP, fold, words
from qa.decision import Match
from qa.draft import Draft, Line, quote, say
from qa.reading import Reading
from qa.respond.base import solid
from qa.respond.counts import Counts
from qa.respond.parts import ASKS_DOER

SAME_THINGS = 0.5  # share of the words asked about from which a statement is about the same things
_AGENT = re.compile(
    r"\b(?:is|are)\s+(?:\w+ly\s+)?\w{2,}(?:[dnt]|ne|de)\s+by\s+(?P<agent>(?:the|an?)\s+[^,.;:()]{3,60}|our\s+(?:\w+\s+)?(?:partners?|contractors?|suppliers?|neighbou?rs?|friends)\b[^,.;:()]{0,40}|[A-Z][^,.;:()]{2,60})"
)
_DECIDES = re.compile(
    r"\b(?:decision|right|power|choice|last word|final say)\b(?:(?!\b(?:as|because|since|so|where|when|though)\b)[^.;:,]){0,60}?\b(?:is(?=\s[^,.;:()]{2,60}['’]s?\b)|lies with|rests with|belongs to|stays with|remains with)\s+(?P<agent>(?:the|our)\s+[A-Z][^,.;:()]{2,60}|[A-Z][^,.;:()]{2,60})"
)  # "the decision to close is the Mayor's"
_HANGS = re.compile(r"\b(?:who|which|that|whose|whom|and)\b")  # "trains pilots who are paid by …"
_BEFORE = 30  # characters before a name that tell what part it plays
LOOKED_AT = 6  # of the best statements of a unit those among which a denial settles the matter
_TAKES_OVER = re.compile(r"\b(?:take|took|taken) (?:\w+ ){0,5}?over\b|\binherit")
_HANDS_OVER = re.compile(r"\b(?:hand|pass|transfer|give|cede|move)(?:ed|d)?\b.{2,80}\bto\b")
_NEVER = re.compile(r"\b(?:(?:does|do|will|can|may) (?:not|never)|doesn['’]t|don['’]t|won['’]t|never)(?: \w+ly)? $")
_ENDS = re.compile(r"\s*(?:[.,;:)]|$)")


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
            had, has = self.parts.moved(match)
            if solid(match, topic) >= SAME_THINGS and ((had is not None and had == taker) or (has is not None and has == giver)):
                return Draft((replace(line := self._line(match), text=f"No. The text says the reverse. {line.text}"),), (match.row.own,) if match.row.own is not None else ())
        return None

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

    def _by_others(self, match: Match, unit: int, reading: Reading) -> bool:
        """Whether a statement of a unit says that somebody who is no unit does what it is asked to do: "clearances are done by our partner"."""
        if ASKS_DOER.match(fold(reading.text)) is None:
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
