"""Reads a question: what is asked, of whom, and which words are left to find in the text."""

import re
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from corpus.bodies import BODY_NOUNS, singulars
from corpus.words import CALENDAR, NUMBERS, STOP, fold, plural, stem, words
from qa import english, places
from qa.asked import COMPARE, COUNT, EXCEPT, EXISTS, SHARED, UNIQUE, WHY, YES_NO, run_of
from qa.clauses import Scene, exception, scene
from qa.described import by_members
from qa.hours import plainly
from qa.mentions import NamedUnits
from qa.negation import is_negated
from qa.places import Place
from qa.reading import Kind, Reading, Term
from qa.spelling import CUES
from qa.table import Table, has_run
from qa.terms import ASKS_WHO, SEATED_AT, Terms, stems_of
from qa.tokens import Token, tokens

_POLITE = re.compile(
    r"^(?:(?:honestly|frankly|seriously|to be honest|be honest|in your (?:honest )?opinion|hi|hello|hey|dear \w+|good (?:morning|afternoon|evening|day)|greetings|excuse me|sorry|please|pls|thanks|thank you|ok|okay|so|well|and now(?! that)|now(?! that)|um|hmm|also|but)\b[\s,.!:;-]*"
    r"|(?:cool|great|perfect|alright|super|lovely|brilliant|wow|interesting|understood|got it|i see|thanks a lot|many thanks)(?=\s*[,.!]|\s+[–-]\s)[\s,.!–-]*"
    r"|(?:can|could|would|will) (?:you|somebody|someone|anyone|anybody) (?:please |kindly )?(?:(?:tell|show|explain to|let) (?:me|us)(?: know)?\b[\s,:]*|(?=(?:give|describe|list|name|explain|summari[sz]e|outline|walk|run (?:me|us) through|talk (?:me|us) through|take (?:me|us) through|compare|count|point)\b))"
    r"|(?:do|does) (?:you|anyone|anybody) (?:happen to )?know\b[\s,:]*|(?:please |just |quickly )?tell (?:me|us)\b[\s,:]*"
    r"|(?:i|we)(?:'d| would)? (?:like|want|need|wish|wanted|am trying|have)(?: to know| to find out| to ask)?\b(?= (?:to know|to find|who|what|which|where|how|when|whether|if))(?: to know| to find out)?[\s,:]*"
    r"|(?:i|we)(?:'d| would)? (?:like|love|want|need|wish)(?: to (?:read|see|have|get|hear|learn))?\b[\s,:]*|for (?:a|an|my|our|the|some) [\w\s]{2,40}?(?:, | - | (?=(?:i|we) (?:need|want|am looking|are looking|would like|require)\b))"
    r"|i(?:'ve| have)? heard (?:that |from \w+ that )?|i (?:think|thought|believe|guess|suppose|understand|read|see|assume) (?:that )?"
    r"|(?:i|we)(?:'m| am|'re| are) (?:interested in|looking for|searching for|after|trying to find)\b[\s,:]*(?=(?:all |every |the |any )?(?:offices|units|departments|teams|divisions|bodies|bureaus|bureaux|branches|sections|ones|committees|desks) (?:that|which|who|with)\b)"
    r"|i(?:'m| am) (?:wondering|looking to find out|curious|asking)\b[\s,:]*|i wonder\b[\s,:]*|remind me\b[\s,:]*|(?:a )?quick question\b[\s,:-]*"
    r"|(?:(?:a )?new |fellow )?(?:colleague|starter|joiner|employee|intern|newcomer|journalist|reporter)? ?here\b[\s,.:!-]+"
    r"|in general,? |generally(?: speaking)?, |(?:just )?(?:for|according to) (?:my|the|our) (?:\w+ )?(?:statistics|article|records|notes|files|story|text|document|handbook|report)\b[\s,:]*|according to [\w\s]{3,30}, )",
    re.IGNORECASE,
)
# What asks again at the end for what was asked before: "A reader asks which desks … . What should I tell her?"
_AGAIN = re.compile(
    r"(?<=\w)[.?!]+\s+(?:(?:and |so )?what (?:should|do|can|shall|could|must) (?:i|we) (?:tell|answer|say|reply|write)\b[^.?!]*|(?:which|who|what) (?:are|is|would) (?:they|that|it|those)(?: be)?|can you (?:help|tell me|help (?:me|us))|any idea(?:s)?|do you know|please (?:help|advise))\W*$",
    re.IGNORECASE,
)
_ASKS_ALREADY = re.compile(r"\b(?:who|whom|whose|which|what|where|when|how many|how much|how often|offices|units|departments|teams|divisions|branches|sections|committees) ", re.IGNORECASE)
_EACH = re.compile(r"(?:all|every|each)\b(?!.*\?)|(?:offices|units|departments|teams|divisions|bodies|bureaus|bureaux|branches|sections|committees|desks) (?:that|which|who|with)\b", re.IGNORECASE)
_PREMISE = re.compile(r"^(?:and |so |but )?(?:since|considering|given|seeing|as|now|if|because|after|although|though|even though|assuming|supposing)\b", re.IGNORECASE)
_FEW = re.compile(r"\b(?:fewest|least|smallest|lowest|shortest|less|fewer)\b|^(?!.*\b(?:most|largest|biggest|highest|greatest|longest|more)\b).*\b(?:smaller|lower|shorter)\b", re.IGNORECASE)
_HAS_ROOM = re.compile(r"\b(?:have|has|having|with) (?:its |their |an? )?(?:own )?(?:rooms?|offices?|base|premises|quarters) (?:in|at|near)\b")
_ASKS_PERSON = re.compile(
    r"\bwho (?:heads?|leads?|directs?|is the (?:head|director|chief|boss)|runs the)\b|\bwho(?:'s| is| are)\b.{0,60}\b(?:head|director|chief|boss|leader|chair(?:person|man|woman)?)\s*\?*$|^(?:and |so )?who(?:'s| is) in charge of\b"
)
_RING = re.compile(
    r"\b(?:what|which)(?:'s| is)?(?: the)?(?: phone| telephone)? (?:number|extension|line)\b.*\b(?:ring|call|dial|phone|reach|through|contact)\b|\bextension (?:of|for)\b|\bhow (?:do|can|could|would) (?:i|we|you|one) (?:ring|call|phone|telephone)\b|\b(?:ring|dial) (?:which|what)\b"
)
_IN_CHARGE = re.compile(
    r"^(?:and |so )?who(?:'s| is| are)?(?: the (?:person|one))?(?: that is| who is)? (?:in charge of|running|leading|heading|runs|leads|heads|at the head of)\b|\bperson (?:who|that) (?:leads|runs|heads|directs)\b|\bwho(?:'s| is) (?:its|their|the) (?:boss|chief|leader)\b"
    rf"|^(?:and |so )?who(?:'s| is) the (?:(?:{'|'.join(sorted(BODY_NOUNS))}) )?(?:manager|supervisor|superintendent|person in charge)\b"
)
_RINGS = frozenset(stem(w) for w in ["ring", "call", "dial", "phone", "reach", "contact", "get", "gets"])
_LEADS = frozenset(stem(w) for w in ["charge", "run", "lead", "head", "direct", "title", "person", "boss", "chief", "leader", "position", "manager", "supervisor", "superintendent"])
_TAG = re.compile(r",\s*(?:is|are|was|does|do|did)n['’]t (?:that|this|it|they) [a-z][^,?.]*\??$", re.IGNORECASE)  # what comments on a question: ", isn't that odd?"
_BY_THE_TEXT = re.compile(
    r",? according to (?:(?:this|these|your)(?: \w+)? (?:text|document|minutes|handbook|letter|pages?|leaflet|brochure|manual|guide|website|file)|the (?:text|document|handbook|page|minutes))(?= *[?.!]*$)", re.IGNORECASE
)
_YOU_THINK = re.compile(r"\b(?:do|would) you (?:personally |really |honestly )?(?:think|say|believe|reckon)(?: that)? (?=\w+s\b|is\b|are\b|has\b|does\b)", re.IGNORECASE)  # "which desk do you think does …?"
_AND_ASKS = re.compile(
    r"^((?:i|we|i'm|we're|my|our)\b(?:(?!\b(?:if|who|which|what|how|whether|when|where|why)\b)[^.?!])*?),? and (?:i |we |now )?(?:want|would like|need|wish|'d like)s? to (?:know|find out|ask) (?=(?:what|who|which|how|where|when)\b)",
    re.IGNORECASE,
)  # "I start there in May and want to know what …"
# Who it is that asks: "My boss asks which desks …", "A reporter wants to know who …"; not "The Boat Office asks what …".
_REPORTED = re.compile(
    r"^(?:an?|the|my|our|one of (?:my|our)|some|another|this|somebody|someone|people)(?: [\w'’-]+){0,5}? (?:(?:wants?|needs?|would like|'d like) to (?:know|find out|learn|see)|is asking|are asking|asks?|asked|has asked|have asked|keeps asking|wonders?)(?: me| us)? (?=(?:who|what|which|where|how|when)\b[^.?!]*[.?!]*$)",
    re.IGNORECASE,
)
_TAKES_UP = re.compile(r"\b(?:it|its|they|their|them|he|she|his|her)\b", re.IGNORECASE)
_DESCRIBED_HERE = re.compile(
    r"^((?:and |so )*how many [\w -]{3,40}?) (?:are|is) (?:described|listed|presented|introduced|covered|named|mentioned|shown|set out)(?: here| (?:on|in) (?:this|the|your) (?:\w+ )?(?:page|text|document|guide|handbook|list|file|chapter|circular|directory|website|site|order|act|booklet|leaflet|letter|memo|note|mail|brochure|manual))?(?=\W*$)",
    re.IGNORECASE,
)
_EVERYWHERE = re.compile(
    r"^((?:and |so )*how many (?P<counted>[\w -]{3,40}) (?:do (?:we|you|they) have|have (?:we|you) got|are there|exist)) (?:abroad|worldwide|in total|in all|altogether|overall|around the world|all told)(?=\W*$)",
    re.IGNORECASE,
)
_WHO_ALL = re.compile(r"^who all\b", re.IGNORECASE)
_CHAIR_TOO = re.compile(
    r",?\s*(?:(?:the |its )?(?:co-?)?chairs?(?:man|woman|person)? included|including (?:the |its )?(?:co-?)?chairs?(?:man|woman|person)?|counting (?:the |its )?(?:co-?)?chairs?)(?=\W*$)", re.IGNORECASE
)  # who chairs a body sits on it
_ASIDE_FIRST = re.compile(r"^(?:(?:leaving|putting|setting) )?([\w .'’-]{2,60}?) aside, ", re.IGNORECASE)  # "Lindholm aside, …"
_AFTERTHOUGHT = re.compile(r"(?:,|;|\s[-–—]|\s(?=because\b|since\b))\s*(?:because |since |as |so )?(?P<why>(?:i|we)(?:['’](?:m|ve|re|d|ll))?\s[^?;]{6,})$", re.IGNORECASE)
_ASKING = re.compile(r"\b(?:who|whom|whose|which|what|where|when|how|list|name|names|show|give|tell)\b", re.IGNORECASE)
_NO_MATTER = re.compile(
    r",\s*(?:no matter|even (?:if )?(?:only |just )?(?:in passing|indirectly|briefly|slightly|a little)|whichever|whatever|regardless|irrespective|whoever|wherever)\b[^?,;]*(?=\?|$)", re.IGNORECASE
)  # "…, whichever ministry it is"
_MONEY = re.compile(r"[£$€¥]|\b(?:euros?|dollars?|pounds?|francs?|crowns?|[A-Z]{3} ?(?=\d))")
_ASKS_AMOUNT = re.compile(r"\b(?:budget|cost|price|fee|fine|salary|spend|amount|worth|limit|ceiling|more than|(?:over|above|under|below) (?=[£$€]?\d)|less than|at least|at most|up to|exceed\w*)s?\b")
_COMPASS = r"(?:(?:north|south|east|west|central|middle|north-?east|north-?west|south-?east|south-?west)(?:ern)?)"
_SIDES = re.compile(rf"\b(?P<sides>{_COMPASS}(?:,\s+{_COMPASS})*,?\s+(?:and|or)\s+{_COMPASS})\s+(?P<land>[A-Z]\w+)", re.IGNORECASE)  # "North, Central or South America"
_WHERE_IN_IT = re.compile(r"\s*\((?:(?:north|south|east|west|central|centre|middle)(?:ern)?(?:,? and |, ?|\s*/\s*)?)+\)", re.IGNORECASE)  # "the Americas (north, central, south)"
_BY_NUMBER = 12  # characters around a number in which its currency stands


_EXAMPLE = re.compile(r"(?:,? \(?(?:such as|for instance|for example|e\.g\.),?|, (?:say|like|for one)) [^,?;()]+", re.IGNORECASE)
_AS_SUCH = re.compile(r"^what(?:'s| is| are) (?:the )?(?:main |general )?(?:role|purpose|function|task|job|duty|duties|mandate|responsibilit|aim|point)\w* (?:of|for) (?:the |all |all the )?(?:\w+ ){1,3}?\w+s\W*$")
_IT = re.compile(r"\b(?:it|its|they|them|their|this|that|these|those|so)\b", re.IGNORECASE)
_CHOOSES = re.compile(r"^(?:and |so )?which (?:has|have|is|does|lists?|names?|covers?|mentions?)\b", re.IGNORECASE)
_HOLDS = re.compile(
    r"(?:and |so )?(?:what|which|how many|list|name|give me|show me)\b.*\b(?:are there|are in|are within|belongs? to|part of|make up|(?:does|do|has|have) .*\b(?:have|contain|consist|comprise|include)|within|inside|does .* have)\b",
    re.IGNORECASE,
)
_IS_THAT = re.compile(
    r"(?P<what>(?!(?i:who|which|what|where|when|how|why|good|thanks?|excuse|ok|okay|hello|hi|hey|please|so|well|sorry|i|we|my|our|he|she|they|you|there|yes|no|right|and|but|if|since|because)\b)(?-i:[A-Z\"'“‘])[^,;:.?!–—]{1,60}?)\s*(?:,|\s[-–—])\s*(?P<aux>is|are|does|do|has|have) (?:that|this|it|they|these|those) (?P<rest>(?:one|part|covered|supported|handled|among|in|under|really|still|also|have|has|do|deal|belong|work)\b.+)$",
    re.IGNORECASE,
)
_WORDS = r"[\"'“‘]?\w[\w-]*(?: (?!(?:with|that|which|having|has|have|whose)\b)[\w-]+){0,4}?[\"'”’]?"
_IN_NAME = re.compile(
    rf"(?:\b(?:an?|any|the|some|other) )?(?:\b[a-z]+(?: (?:or|and) [a-z]+)? (?:that|which|whose|with|having) )?\b(?:has|have|having|carry|carries|with|bear|bears) (?:the words? )?({_WORDS}) in (?:its|their|the)(?: own)? (?:names?|titles?)\b"
    rf"|(?:\b(?:an?|any|the|some|other) )?(?:\b[a-z]+(?: (?:or|and) [a-z]+)? )?whose (?:names?|titles?) (?:contains?|includes?|has|have|mentions?|starts? with|begins? with|ends? (?:in|with)) (?:the )?(?:words? )?({_WORDS})(?=[,.?!]|$| (?:and|or|but)\b)",
    re.IGNORECASE,
)
_TOPIC = 2  # words in small letters from which they may be a thing rather than a unit's short name
_WITHIN = 2  # words before a unit's name that say what of it is asked for ("team in")
_JOINED = frozenset(["and", "or", "nor", "the", "versus", "vs", "as", "well", "of", "in"])  # what stands between units that are asked about side by side


_WHICH_OF = re.compile(
    r"^(?:of|among|between|out of)\b[^?]+, which (?!(?:one )?of\b|\w+ (?:are|is|was|were|do|does|did|can|has|have|overlaps?|differs?|match)\b)\w+ (?!.*\b(?:which|who|both|each|common|shared?|shares|overlaps?|differ|there)\b)"
)  # "among Lindholm and Torvik, which mend boats?"
_NOT_THIS = re.compile(r"^(?:and |so |but )?not (?:the )?(?:\S+ ){1,5}?(?:[-–—]|but\b) ?|^(?:and |so |but )?not [^,]{2,40}, ")  # "Not Lindholm - which other one …?"
_OF_THESE = re.compile(r"(?:and |so )?(?:which|who) (?:ones? )?of\b|(?:and |so )?(?:of|among|out of)\b.*,\s*(?:which|who)\b")


class Reader(Terms):
    """Reads questions about one table."""

    def _whole_land(self, text: str) -> str:
        """A question without the compass sides in brackets after a land ("the Americas (north, central, south)"); they stay where they tell units apart ("Depot (North)")."""
        return _WHERE_IN_IT.sub(lambda m: m.group() if any(fold(m.group().strip()) in fold(u.name) for u in self.table.corpus.units) else "", text)

    def read(self, question: str, among: tuple[int, ...] = (), *, whole: bool = False) -> Reading:
        """Reads one question, already resolved against the conversation; `whole`: with what is said before it, needed or not."""
        text, corrected = self.correct(by_members(_named_so(question, self.table), self.table))
        text = plainly(text)
        text = _CHAIR_TOO.sub("", _WHO_ALL.sub("which units", self._without_everywhere(text)))
        text = _YOU_THINK.sub("", text)
        text = _AND_ASKS.sub(r"\1. ", text)
        text = _BY_THE_TEXT.sub("", _NO_MATTER.sub("", _without_reason(_SIDES.sub(_each_side, self._whole_land(text)))))
        text = _ASIDE_FIRST.sub(r"Apart from \1, ", _TAG.sub("?", _strip_politeness(text)))
        if predicate := exception(text):
            text = f"Which {plural(self.table.corpus.noun)} do not do this: {predicate}?"
        text = self._without_city(text)
        begins = self._begins(text)
        if begins.end and not begins.needed and not whole:
            text, begins = text[begins.end :], Scene()
        bare = _strip_politeness(text[begins.end :])  # the question itself
        found = tokens(text)
        asked = [t for t in found if t.start >= begins.end]
        skipped = len(found) - len(asked)
        folded = fold(bare)
        nouns = self.table.body_nouns | english.generic() | {"entry"} | {n for n in BODY_NOUNS if n in {u.noun for u in self.table.corpus.units}}
        inside = {i for _, a, b in self.mentions(found, loose=True) for i in range(a, b)}
        singular, many = self._asked_noun(asked, nouns, {i - skipped for i in inside})
        many = many and not (_AS_SUCH.match(folded) and not inside)  # "what is the role of the offices?" asks about them as such
        if not singular and not many and _CHOOSES.match(bare) and len({u for u, _, _ in self.mentions(found, loose=True)}) > 1:
            singular = True  # "which has more boats, Lindholm or Torvik?"
        asks_unit = singular or many or (ASKS_WHO.search(folded) is not None and not _ASKS_PERSON.search(folded))
        mentioned = self.mentions(found, loose=not asks_unit or bool(EXCEPT.search(folded) or COMPARE.search(folded) or SHARED.search(folded)) or YES_NO.match(bare) is not None or WHY.search(bare) is not None)
        if len({u for u, _, _ in mentioned}) > 1 and not (COMPARE.search(folded) or SHARED.search(folded)):
            mentioned = [m for m in mentioned if m[0] == mentioned[0][0] or not self._is_topic(found[m[1] : m[2]])]
        units = tuple(dict.fromkeys(u for u, _, _ in mentioned))
        named_places = self._places(found, text, mentioned)
        seats = self._person_in(text, mentioned, found) if asks_unit or not begins.end else []
        if seats:
            named_places = [*named_places, *seats]
            gone = {(p.first, p.last) for p in seats}
            mentioned = [m for m in mentioned if (m[1], m[2]) not in gone and not any(p.first <= m[1] < p.last for p in seats)]
            units = tuple(dict.fromkeys(u for u, _, _ in mentioned))
        negated = is_negated(folded, nouns, many=many) and not (self.table.corpus.noun == "document" and not (singular or many))
        excluded: tuple[int, ...] = ()
        if (
            units
            and (singular or many or ASKS_WHO.search(folded) or COUNT.search(folded) or re.search(r"\bany(?:body|one)\b", folded))
            and (match := EXCEPT.search(folded))
            and not UNIQUE.search(folded)
            and not (len(units) > 1 and SHARED.search(folded))
        ):
            excluded = self._set_aside([m for m in mentioned if found[m[1]].start >= len(text) - len(bare) + match.start() - 2], found, text) or units
            units = tuple(u for u in units if u not in excluded)
            left = _NOT_THIS.sub("", f"{folded[: match.start()]} {folded[match.end() :]}")
            negated = negated and is_negated(left, nouns, many=many)  # "not counting Lindholm" denies nothing
        if among == () and len(units) > 1 and negated and _OF_THESE.match(folded):
            among, units = units, ()  # "which of Lindholm, Torvik and Bergen do not …?"
            many = True
        asks_unit = asks_unit or (len(units) > 1 and _WHICH_OF.match(folded) is not None)
        if among == () and len(units) > 1 and asks_unit and (re.match(r"^(?:of|among|between|out of)\b", folded) or self._to_choose(text, found, mentioned)):
            among, units = units, ()
        kind = self._kind(folded, bare, units, excluded, among, singular, many, asks_unit, found, mentioned)
        if among == () and (inner := self._inside(text, found, mentioned, units, singular or many)):
            among, units = inner, ()
            kind = Kind.LIST if many or negated else kind if kind in (Kind.COUNT, Kind.MOST) else Kind.REVERSE
        level, picking = self.picked(found, {i for _, a, b in mentioned for i in range(a, b)}, negated or kind in (Kind.COUNT, Kind.EVERY) or (asks_unit and bool(units)))
        if not units and asks_unit and (match := EXCEPT.search(folded)) and (group := self._group_at(found, len(text) - len(bare) + match.end())):
            excluded, level, picking = group[0], (), group[1]  # "apart from the two sales desks, who …?"
        terms = self._terms(found, text, mentioned, named_places, nouns, kind, picking)
        objects = self._objects(kind, found, text, mentioned, units, asks_unit)
        if objects:
            terms = sorted([*terms, *(_unit_term(u, a, b, found, text) for u, a, b in mentioned if u in objects)], key=lambda t: t.start)
            units = tuple(u for u in units if u not in objects)
        if (example := _EXAMPLE.search(text)) and any(not t.light and not example.start() <= t.start < example.end() for t in terms):
            terms = [replace(t, light=True, name=False) if example.start() <= t.start < example.end() else t for t in terms]
        if begins.end:
            own = any(not t.light and (t.start >= begins.end or t.name or t.place is not None) for t in terms)
            if not own and units and any(t.stem in english.broad() for t in asked):
                terms = [replace(t, light=True, aside=True) if t.start < begins.end else t for t in terms]  # "I join the Lamp Desk on Monday, what is their job?"
            terms = [
                replace(t, aside=True, name=False, light=t.light or (kind in (Kind.LIST, Kind.COUNT, Kind.EVERY, Kind.MOST) and not begins.needed))
                if own and t.start < begins.end and ((not t.name and t.place is None) or t.text[:1].isdigit())
                else t
                for t in terms
            ]
        if kind in (Kind.REVERSE, Kind.LIST) and not _ASKS_AMOUNT.search(folded) and any(not t.light and not t.text[:1].isdigit() for t in terms):
            terms = [replace(t, light=True, name=False) if t.text[:1].isdigit() and _MONEY.search(text, max(0, t.start - _BY_NUMBER), t.end + _BY_NUMBER) else t for t in terms]
        if asked_for := _attribute(folded, terms, bool(units), len(text)):
            spent = _RINGS if asked_for[0].stems[0] == ("phone",) else _LEADS
            terms = [*(t for t in terms if len(t.stems[0]) > 1 or t.stems[0][0] not in spent), *asked_for]
        if sits := _HAS_ROOM.search(folded):  # where they are is asked, in whatever words
            at = len(text) - len(bare)
            terms = [replace(t, light=True) if sits.start() <= t.start - at < sits.end() else t for t in terms]
        asks = ""
        for label, cues in english.data("english.json")["attributes"].items():
            if any(re.search(rf"^(?:and |by |at |on |in |from |until |for )?{cue}\b", folded) for cue in cues):
                asks = label
        general = not units and not asks_unit and any(t.word in self.table.body_nouns and t.word.endswith("s") for t in found)
        return Reading(
            text=text, kind=kind, units=units, objects=objects, excluded=excluded, among=among, terms=tuple(terms), negated=negated, fewest=bool(_FEW.search(folded)),
            plural=many or kind in (Kind.LIST, Kind.COUNT) or (negated and EXISTS.match(folded) is not None), places=tuple(named_places), level=level, asks=asks, general=general, corrected=corrected,
        )  # fmt: skip

    def _inside(self, text: str, found: list[Token], mentioned: list[tuple[int, int, int]], units: tuple[int, ...], asks_unit: bool) -> tuple[int, ...]:
        """The units within the one that a question for some of them names: "which team in the Lamp Division mends lamps?", "the Lamp Division teams"."""
        if len(units) != 1 or not asks_unit:
            return ()
        _, first, last = next(m for m in mentioned if m[0] == units[0])
        inner = tuple(sorted(self.table.within(units[0]) - {units[0]}))
        nouns = {plural(n) for n in self.table.body_nouns | english.generic()} | {n for n in self.table.body_nouns | english.generic() if n.endswith("s")}
        before = [t.word for t in found[max(0, first - 3) : first] if t.word != "the"][-2:]
        holds = len(before) == _WITHIN and before[1] in ("in", "of", "within", "under", "inside") and before[0] in self.table.body_nouns | english.generic()
        counted = last < len(found) and found[last].word in nouns and not text[found[last - 1].end : found[last].start].strip() and before[-1:] != ["with"]
        more = [t for i, t in enumerate(found) if not first <= i <= last and t.word not in STOP | CUES | nouns | self.table.body_nouns | english.generic()]
        if inner and not more and _HOLDS.match(text) and any(t.word in nouns for t in found):
            return inner  # "which desks belong to the Lamp Office?"
        return inner if inner and (holds or counted) and len(more) > 0 else ()

    @cached_property
    def _named_units(self) -> NamedUnits:
        return NamedUnits(self.table)

    def _objects(self, kind: Kind, found: list[Token], text: str, mentioned: list[tuple[int, int, int]], units: tuple[int, ...], asks_unit: bool) -> tuple[int, ...]:
        """The units named that are only looked for: all where other units are asked for; after the first, unless they stand beside it ("X and Y")."""
        if not units:
            return ()
        if kind in (Kind.LIST, Kind.REVERSE, Kind.COUNT):
            return units if asks_unit else ()
        if kind not in (Kind.YES_NO, Kind.LOOKUP, Kind.WHY) or len(units) != 2 or asks_unit:
            return ()
        nouns = self.table.body_nouns | english.generic()
        (_, _, first), (_, second, _) = mentioned[0], next(m for m in mentioned if m[0] == units[1])
        between = found[first:second]
        bound = kind is Kind.YES_NO and any(t.stem in english.membership() | english.relational() for t in between)  # "a member of", "works with"
        if not bound and not any(row.own in self.table.within(a) for a, b in (units, units[::-1]) for row in (self.table.rows[n] for n in self._named_units.rows(b))):
            return ()  # the text never speaks of them together
        joined = all(t.word in _JOINED or t.word in nouns for t in between) or re.search(r"\bboth\b|\bwhich\b.*\bwhich\b", fold(text)) is not None or (between and between[-1].word in ("or", "and", "nor"))
        return () if joined else units[1:]

    def _is_topic(self, run: list[Token]) -> bool:
        """Whether words in small letters that could be short for a unit are a thing that the text speaks of: "applications for veterinary medicines", beside a Veterinary Medicines Department."""
        if len(run) < _TOPIC or any(t.capital or t.word in self.table.body_nouns for t in run):
            return False
        stems_ = tuple(t.stem for t in run)
        return any(has_run(tuple(t.stem for t in r.tokens[: r.size] if t.word not in STOP and not t.capital), stems_) for r in self.table.rows_with(stems_))

    def _without_city(self, text: str) -> str:
        """A question that names a city with its country ("Haifa, Israel"), the city left out: what the text says, it says of countries."""
        found = tokens(text)
        taken = {i for _, a, b in self.mentions(found, loose=True) for i in range(a, b)}
        for city, country in pairwise(places.find(found, text)):
            if (city.kind, country.kind, text[city.end : country.start]) == ("city", "country", ", ") and set(country.codes) & set(city.codes) and taken.isdisjoint(range(city.first, country.last)):
                return text[: city.start] + text[country.start :]
        return text

    @staticmethod
    def _set_aside(after: list[tuple[int, int, int]], found: list[Token], text: str) -> tuple[int, ...]:
        """Of the units named after "except", "besides": the first and those that stand beside it ("except X and Y, which work with Z?")."""
        kept = after[:1]
        for a, b in pairwise(after):
            if not re.fullmatch(r"\W*(?:and|or|nor)?\W*(?:the)?\W*", text[found[a[2] - 1].end : found[b[1]].start]):
                break
            kept.append(b)
        return tuple(dict.fromkeys(u for u, _, _ in kept))

    def _without_everywhere(self, text: str) -> str:
        """A count of units without "abroad", "in total", "described on this page" and the like at its end."""
        text = _DESCRIBED_HERE.sub(r"\1 are there", text)
        match = _EVERYWHERE.match(text)
        counted = words(match.group("counted")) if match else []
        return match.group(1) if match and counted and counted[-1] in self.table.body_nouns | english.generic() else text

    def _group_at(self, found: list[Token], offset: int) -> tuple[tuple[int, ...], set[int]] | None:
        """The units that a heading or a sort of name sorts together, named right behind an offset, and the words that do; None if there are none."""
        at = next((i for i, t in enumerate(found) if t.start >= offset and t.word not in STOP and t.word not in NUMBERS), len(found))
        for heading, members in self.table.groups:
            if (run := run_of(found, at, heading)) and (found[run.stop - 1].word.endswith("s") or len(heading) > 1):
                return members, {*run, *(i for i in range(at) if found[i].start >= offset)}
        return None

    @staticmethod
    def _to_choose(text: str, found: list[Token], mentioned: list[tuple[int, int, int]]) -> bool:
        """Whether a question ends in the units to choose from, or opens with them: "who covers Norway, Lindholm or Torvik?", "Lindholm or Torvik, which has more boats?"."""
        ends = mentioned[-1][2] == len(found)
        opens = mentioned[0][1] <= 1 and re.match(r"\W+(?:which|who|what)\b", text[found[mentioned[-1][2] - 1].end :], re.IGNORECASE) is not None
        return (ends or opens) and all(re.fullmatch(r"\W*(?:or|,|or the|, or)\W*(?:the)?\W*", text[found[a[2] - 1].end : found[b[1]].start]) for a, b in pairwise(mentioned[-2:]))

    def _begins(self, text: str) -> Scene:
        """Where the question begins; the scene before it is needed too if only it names a unit or a place."""
        begins = scene(text)
        if begins.end:
            found = tokens(text[: begins.end])
            named = self._named(text[: begins.end])
            if (named and _PREMISE.match(text)) or any(t.capital and at and at not in named and len(t.word) > 1 and t.word not in english.light() | CALENDAR for at, t in enumerate(found)):
                return Scene()  # what is taken for granted, or the body it is about, is asked about too
        if not begins.end:
            return begins
        before, after = text[: begins.end], text[begins.end :]
        if begins.needed and not (self._named(before) and self._named(after) and not _IT.search(after)):
            return begins
        return replace(begins, needed=bool(self._named(before) and not self._named(after)))

    def _named(self, part: str) -> set[int]:
        """The words of a part of a question that name a unit or a place."""
        found = tokens(part)
        return {i for _, a, b in self.mentions(found, loose=True) for i in range(a, b)} | {i for p in places.find(found, part) for i in range(p.first, p.last)}

    def _places(self, found: list[Token], text: str, mentioned: list[tuple[int, int, int]]) -> list[Place]:
        taken = {i for _, a, b in mentioned for i in range(a, b)}
        named = [p for p in places.find(found, text) if not taken & set(range(p.first, p.last))]
        inside = {i for p in named for i in range(p.first, p.last)}
        named = [p for p in named if not self._goes_on(p, found, text, taken | inside)]
        for at, token in enumerate(found[:-1]):  # "African cities", "the European ones"
            if at not in taken | inside and found[at + 1].word in SEATED_AT | self.table.body_nouns and (area := places.adjective(token.word)):
                named.append(Place("region", area[0], area[1], token.start, token.end, at, at + 1))
        return named

    def _goes_on(self, place: Place, found: list[Token], text: str, taken: set[int]) -> bool:
        """Whether a place only begins the name of something else ("Lindholm Process")."""
        if place.kind == "grouping" or place.last >= len(found) or place.last in taken or text[place.end : found[place.last].start].strip():
            return False
        after = found[place.last]
        run = stems_of(found[place.first : place.last + 1])
        return after.word not in STOP | self.table.body_nouns and any(t.stem == after.stem and t.capital for row in self.table.rows_with(run) for t in row.tokens)

    def _person_in(self, text: str, mentioned: list[tuple[int, int, int]], found: list[Token]) -> list[Place]:
        """Places that are also seats of units, where somebody says to be there or asks who covers them: a seat is not coverage."""
        pattern = re.compile(
            r"(?:\b(?:i|we)(?:'m| am|'re| are)?(?: \w+){0,2} (?:in|from|at|to)|\b(?:based|living|live|located|working|work|moving|citizen|national|ngo|ministry|embassy|government) (?:is )?(?:in|from|of)|\bcovers?|\bresponsible for|\b(?:in )?charge (?:of|for)|\btakes? care of|\blooks? after|\bserves?)\s+(?:the )?$",
            re.IGNORECASE,
        )
        seats = []
        for unit, first, last in mentioned:
            if not self.table.corpus.units[unit].noun and pattern.search(text[: found[first].start]) and re.search(r"\b(?:who|which|what|where|whom)\b", text, re.IGNORECASE):
                seats += [replace(p, first=p.first + first, last=p.last + first) for p in places.find(found[first:last], text)]
        return seats


def _unit_term(unit: int, first: int, last: int, found: list[Token], text: str) -> Term:
    run = found[first:last]
    return Term(text[run[0].start : run[-1].end], (stems_of(run) or (run[0].stem,),), run[0].start, run[-1].end, name=True, unit=unit)


def _attribute(folded: str, terms: list[Term], named: bool, end: int) -> list[Term]:
    """What is asked for without its word: "which number do I ring", "who is in charge of <unit>"."""
    if _RING.search(folded) and not any(t.stems[0][0] in ("phone", "telephon") for t in terms):
        return [Term("telephone number", (("phone",), ("telephon",)), end, end)]
    if named and _IN_CHARGE.search(folded) and all(t.light or t.stems[0][0] in _LEADS for t in terms):
        return [Term("head", (("head",),), end, end)]
    return []


def _named_so(text: str, table: Table) -> str:
    """A question with what it says of words in a name put plainly ("bodies that have crime in their names": 'with "crime" in its name'), and what it puts first, before "is that …", in its place."""
    if match := _IS_THAT.match(text):
        text = f"{match.group('aux')} {match.group('what').strip()} {match.group('rest')}"
    of_units = {w for u in table.corpus.units for w in words(u.name)}

    def plainly(match: re.Match[str]) -> str:
        said = re.sub(r"^(?:an?|the) ", "", next(g for g in match.groups() if g).strip("\"'“”‘’ "), flags=re.IGNORECASE)
        if not of_units.isdisjoint(words(said)) or re.search(r"\b(?:or|and)\b", said):
            return match.group()  # the units' own names
        body = " a body" if re.match(r"\s*(?:an? |any |the )?(?:body|bodies|organi[sz]ations?|institutions?|agenc(?:y|ies))\b", match.group(), re.IGNORECASE) else ""
        return f'{body} with "{said}" in its name'

    return re.sub(r"\bwith with\b", "with", _IN_NAME.sub(plainly, text).replace("  ", " "))


def _each_side(match: re.Match[str]) -> str:
    """ "North or South America" spelled out: "North America or South America"."""
    land = match.group("land")
    areas = [f"{side} {land}" for side in re.findall(_COMPASS, match.group("sides"), flags=re.IGNORECASE)]
    before = re.search(r"([\w-]+)\s+$", match.string[: match.start()])
    first = re.match(r"[\w-]+", match.group("sides"))
    whole = f"{before.group(1)} {first.group()}" if before and first else ""
    if any(p.start == 0 and p.end == len(whole) for p in places.find(tokens(whole), whole)):
        return match.group()  # "the Middle East and North Africa"
    known = all(any(p.kind == "region" and p.end == len(a) for p in places.find(tokens(a), a)) for a in areas)
    return re.sub(_COMPASS, lambda side: f"{side.group()} {land}", match.group("sides"), flags=re.IGNORECASE) if known else match.group()


def _without_reason(text: str) -> str:
    """A question without why it is asked (", I have to print door signs"), where that names nothing and asks nothing."""
    match = _AFTERTHOUGHT.search(text)
    if match is None or not _ASKING.search(text[: match.start()]) or _ASKING.search(match.group()):
        return text
    return text if re.search(r"(?<!^)\b(?!I\b)[A-Z]", match.group("why")) or places.find(tokens(match.group("why")), match.group("why")) else text[: match.start()]


def _strip_politeness(text: str) -> str:
    if (again := _AGAIN.search(text)) and _ASKS_ALREADY.search(text, 0, again.start()):
        text = f"{text[: again.start()]}?"
    if (reported := _REPORTED.match(text)) and BODY_NOUNS.isdisjoint(n for w in words(reported.group()) for n in (w, *singulars(w))) and not _TAKES_UP.search(text, reported.end()):
        text = text[reported.end()].upper() + text[reported.end() + 1 :]
    whole = text
    while True:
        shorter = _POLITE.sub("", text, count=1)
        if shorter == text or not shorter.strip(" ?!.,"):
            return f"List {text[:1].lower()}{text[1:]}" if text != whole and _EACH.match(text) else text  # "I need all offices that …"
        text = shorter[0].upper() + shorter[1:] if text[:1].isupper() else shorter
