"""Follow-ups: a question that leans on the ones before it is rewritten so that it stands alone."""

import re
from dataclasses import dataclass

from corpus.words import STOP, fold, plural, words
from qa import english
from qa.clauses import premise, scene
from qa.draft import Draft
from qa.question import Reader
from qa.reading import Kind, Reading
from qa.respond import called
from qa.table import Table
from qa.things import thing
from qa.tokens import tokens

_AND = re.compile(
    r"^(?:and|or|what about|how about|what of|and what about|and how about|also|but|same (?:question )?for|same (?:office|one|unit|thing) for|ok,? and|then)\b[\s,:]*(?P<rest>.*?)(?:,? too| as well| also| then| please| pls)?[\s?.!]*$",
    re.IGNORECASE,
)
_THOSE = re.compile(
    r"\b(?:(?:which|who|how many|any|one|what|some|all|each|both|either|neither|none) of (?:those|these|them|the (?:two|three|four|five|six|seven|eight|nine|ones))|(?:those|these) (?:offices?|units?|ones|departments?|\w+s))\b",
    re.IGNORECASE,
)
_IT = re.compile(
    r"\b(?:it|its(?! names?\b)|(?<!in )its|itself|they|them|their(?! names?\b)|(?<!in )their|theirs|that (?:office|unit|one|department|team|body|(?!(?:has|have|had|is|are|was|were|do|does|did|can|may|must|will|would|should|could|not|the|an?|no|we|they|it|i)\b)\w+)|this (?:office|unit|one|department|team|body)|the (?:same )?(?:office|unit|department|team|body|latter)(?! (?:for|of|that|which|whose|covering|dealing|handling|serving) \w)|there|she|he|her|his|him)\b",
    re.IGNORECASE,
)
_SOMEBODY = frozenset(["he", "she", "his", "her", "him"])
_PERSON_OR_UNIT = re.compile(r"\b(its|their|theirs|his|her)\b", re.IGNORECASE)
_NAME_THEM = re.compile(
    r"(?:(?:ok(?:ay)?|and|so|yes|please|now|then|thanks|great|right|fine),? )*(?:(?:give|tell|show|list|name)(?: me)? |(?:can|could) (?:i|you) (?:please )?(?:have|see|get|give me|tell me|list|name) |what are )?(?:the |their |all |all the )?(?:names|list|them(?: all)?|(?:which|who|what)(?: ones)? are (?:they|those|these))(?:,? please)?\W*$",
    re.IGNORECASE,
)  # "ok, the names please"
_OF_THEM = r"(?:(?:ok(?:ay)?|and|but|so|now|then|thanks),? )*(?:which|who|what)(?: (?:ones?|others?))?(?: of (?:them|these|those))? "
_DO_SO_END = r"(?: (?:do )?(?:it|that|this|so))?(?:,? please)?\W*$"
_DO = re.compile(rf"{_OF_THEM}(?:do|does|are|is|have|has|can|will){_DO_SO_END}", re.IGNORECASE)  # "and which do?", after which do not
_DO_NOT = re.compile(rf"{_OF_THEM}(?:(?:do|does|are|is|have|has|can|will)(?: not|n['’]t)|cannot|can['’]t){_DO_SO_END}", re.IGNORECASE)  # "and which of them do not?"
_HOW_MANY = re.compile(r"^(?:and |so )?(?:how many|in how many)\s+", re.IGNORECASE)
_COUNT_THAT = re.compile(r"^(?:so )?how many (?:is|are|was|were|does|do) (?:that|those|these|this|it|they|there)\b|^how many(?: in (?:all|total))?\??$", re.IGNORECASE)
_ELSE = re.compile(r"\b(?:who|what|which|anyone|anybody|where) else\b|\bany other\b|\banything else\b|\bmore\b", re.IGNORECASE)
_WHO_ELSE = re.compile(r"^(?:and |so |but )?(?:who|anyone|anybody|which (?:other )?\w+) else (?:that )?(?P<rest>.+?)\W*$", re.IGNORECASE)
_ONLY = re.compile(r"^(?:only|just)\b", re.IGNORECASE)
_THANKS = re.compile(r"^(?:thanks?|thank you|ok(?:ay)?|great|perfect|good|nice|cool|merci|cheers|got it|i see|hello|hi)\b[\s!.,]*(?:you|so much|a lot|very much)?[\s!.,]*$", re.IGNORECASE)


# What a turn that takes the last one back begins with: "no, I meant …".
_RATHER = re.compile(
    r"^(?:(?:oh|ah|no|nope|nah|sorry|actually|wait|hmm|oops|well|hang on|not (?:that|this) one|wrong one|my mistake)\b[\s,.!–-]*)*(?:(?:i|we) (?:mean|meant|was thinking of|am thinking of)|make that|rather|(?<=, )not|the one)\b[\s,:]*",
    re.IGNORECASE,
)
_WITH_IT = re.compile(r"\b(with|to|for|by|of|in|from|about|against|at) (?:it|them)\b", re.IGNORECASE)
_BARE_NO = re.compile(r"^(?:(?:oh|ah|no|nope|sorry|actually|wait|oops)\b[\s,.!–-]*)+", re.IGNORECASE)
_NTH = re.compile(r"\b(?:the|that|this) (first|second|third|fourth|fifth|last|latter|former|other)(?: (?:one|office|unit|department|team|body|of (?:them|those|the two)))?\b", re.IGNORECASE)
_PLACES = {"first": 0, "former": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1, "latter": -1}
_DO_SO = re.compile(r"\b(?:do|does|did|doing|handles?|covers?) (?:that|this|it|so|the same)\b", re.IGNORECASE)
_PREPOSITION_WHO = re.compile(r"^(?:and )?(?:on behalf of|with|for|to|by|from|together with) (?:who|whom|what)\s*\??$", re.IGNORECASE)
_IN_WHICH = re.compile(r"^(?:in|at|on|by|until|since) (?:which|what|how many)(?: [\w-]+){1,2}$", re.IGNORECASE)
_COMPARE_THEM = re.compile(
    r"^(?:and |so |please |can you )*(?:compare|contrast) (?:them|these|those|the two|both|the (?:two )?\w+s)\b.*$|^(?:how do (?:they|these|those|the two) differ|what(?:'s| is) the difference)(?: between them)?\W*$",
    re.IGNORECASE,
)
_WHO_THEN = re.compile(r"^(?:so |and |but |then )*(?:who|which(?: one| office| unit)?)(?: is it| does(?: it| that| so)?| then| is)*[\s,]*(?:then|instead)?\s*\??$", re.IGNORECASE)
_FROM_WHEN = re.compile(r"^(?:and |so |but )?(?:from when (?:to|till|until) when|(?:between|in) (?:which|what) months?|when exactly|at what times?|during which (?:months|weeks|days))\W*$", re.IGNORECASE)
_NEW_ATTRIBUTE = re.compile(r"^(?:the|its|their|his|her) (?:[a-z-]+ )?[a-z-]+$")  # "and the phone number?"
_OF_ALL = re.compile(
    r"\b(?:director|secretary|auditor|governor|attorney|inspector|registrar)[- ]general\b|\b(?:executive director|chief executive|prime minister)\b", re.IGNORECASE
)  # whose post is the whole organisation's
_ATTRIBUTE = re.compile(r"^(?:and |also |but |so )?(?:who|what|when|where|how (?:big|large|old|much))(?:(?:'s| is| was)(?: (?:the|a|an))?| (?:are|were) the) [\w-]+(?: [\w-]+)?\s*\??$", re.IGNORECASE)
_ACRONYM = re.compile(r"(?:(?:[Aa]nd|[Ss]o) )?[Ww]hat(?:['’]s| is| are| does) (?:the |an? )?[A-Z]{2,}\b")  # "what is the TU?" asks of no unit spoken of before


@dataclass(frozen=True, slots=True)
class Turn:
    """What a question left behind for the next one.

    Attributes:
        reading: How it was read.
        draft: What was answered.
        before: The turn before it, if any.
    """

    reading: Reading
    draft: Draft
    before: "Turn | None" = None

    @property
    def units(self) -> tuple[int, ...]:
        """The units it was about."""
        return self.draft.units or self.reading.named

    def listed(self) -> tuple[int, ...]:
        """The units of the last answer that had several."""
        turn: Turn | None = self
        while turn is not None:
            if len(turn.units) > 1:
                return turn.units
            turn = turn.before
        return ()

    def recent(self, count: int) -> tuple[int, ...]:
        """The units last spoken of, in the order in which they came up."""
        found: list[int] = []
        turn: Turn | None = self
        while turn is not None and len(found) < count:
            found += [u for u in turn.units if u not in found]
            turn = turn.before
        return tuple(reversed(found[:count]))


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question that stands alone.

    Attributes:
        text: The rewritten question.
        among: The units it is limited to, empty for all.
    """

    text: str
    among: tuple[int, ...] = ()


def is_thanks(question: str) -> bool:
    """Whether a turn only thanks or greets and leaves the subject as it was."""
    return bool(_THANKS.match(question.strip()))


def resolve(question: str, turn: Turn | None, reader: Reader) -> Resolved:
    """Rewrites a question in the light of the turn before it."""
    table = reader.table
    if turn is None or ((claim := premise(question)) is not None and len(reader.read(claim).named) == 1 and reader.read(claim).heavy):
        return Resolved(question)  # "Since Lindholm mends boats, how does it do that?" has said of what it speaks
    text = corrected = reader.correct(question)[0]
    before = turn.reading
    units = turn.units
    if (named := _nth(text, turn, table)) is not None:
        text = named
        if not _has_predicate(text) and not _content(text, table, reader.mentions(tokens(text), loose=True)):
            text = f"and {text}"
    if rest := _taken_back(text):
        if rest.casefold().startswith("the one "):
            return Resolved(f"Which {table.corpus.noun} is {rest[8:]}?")
        text = rest if _has_predicate(rest) else f"and {rest}"
    own = reader.mentions(tokens(text), loose=True)
    if _COUNT_THAT.match(text.strip()):
        return Resolved(_as_count(before, table), before.among)
    if not own and _NAME_THEM.match(text.strip()) and before.kind in (Kind.COUNT, Kind.LIST):
        return Resolved(_HOW_MANY.sub("Which ", before.text), before.among)
    if not own and _DO_NOT.match(text.strip()) and before.heavy and not before.negated and (before.kind in (Kind.COUNT, Kind.LIST, Kind.REVERSE) or len(before.units) > 1):
        return Resolved(f"Which {plural(table.corpus.noun)} do not do this: {_topic(before)}?", before.among or before.units)
    if not own and _DO.match(text.strip()) and before.heavy and before.negated and before.kind in (Kind.COUNT, Kind.LIST, Kind.REVERSE):
        return Resolved(f"Which {plural(table.corpus.noun)} do this: {_topic(before)}?", before.among)
    if not own and _COMPARE_THEM.match(text.strip()) and len(two := turn.listed()[:2] or turn.recent(2)) == 2:
        return Resolved(f"Compare {' and '.join(called(table, u) for u in two)}")
    if units and _THOSE.search(text):
        both = len(units) == 1 and re.search(r"\bboth\b", text, re.IGNORECASE)
        if both and len(two := turn.recent(2)) == 2:
            return Resolved(re.sub(r"\bboth of (?:them|those|these)\b", lambda _: " and ".join(called(table, u) for u in two), text, flags=re.IGNORECASE))
        return Resolved(text, tuple(units))
    if len(own) == 1 and before.heavy and before.kind in (Kind.REVERSE, Kind.LIST, Kind.COUNT) and _DO_SO.search(text):
        return Resolved(f"Does {called(table, own[0][0])} {_topic(before)}?")
    if before.places and not own and (there := re.search(r"\bthere(?=\s*[?.!]*$)", text, re.IGNORECASE)) and not units[1:]:
        return Resolved(f"{text[: there.start()]}in {before.text[before.places[0].start : before.places[0].end]}?")
    of_things = before.kind is Kind.LOOKUP and not before.named and re.search(r"\b(?:them|they)\b", text, re.IGNORECASE) is not None  # "where are the boats kept, and who repairs them?"
    if (before.kind in (Kind.REVERSE, Kind.LIST) or of_things) and before.heavy and not own and (about := thing(text, before.text)) is not None:
        return Resolved(re.sub(r"^(?:and|also|but|so|then)\s+", "", about, flags=re.IGNORECASE))
    if not own and not before.named and len(before.heavy) == 1 and before.heavy[0].name and before.kind is Kind.LOOKUP and _WITH_IT.search(text):
        return Resolved(_WITH_IT.sub(lambda m: f"{m.group(1)} {before.heavy[0].text}", text))  # "what is the TU and who works with it?"
    if _ELSE.search(text) and not own and len(_content(text, table)) <= 2:
        if re.search(r"\b(?:what|anything) else\b|\bmore\b", text, re.IGNORECASE) and len(units) == 1:
            return Resolved(re.sub(r"\b(it|they|that office)\b", lambda _: called(table, units[0]), text) if re.search(r"\b(it|they)\b", text) else f"What does {called(table, units[0])} do?")
        if units and before.named and before.heavy:
            return Resolved(f"Which {plural(table.corpus.noun)} other than {' and '.join(table.short(u) for u in units)}: {_topic(before)}?")
        if units:
            return Resolved(f"{before.text.rstrip(' ?')} other than {' and '.join(table.short(u) for u in units)}?")
    if units and not own and (other := _WHO_ELSE.match(text.strip())) and _content(text, table):
        return Resolved(f"Which {plural(table.corpus.noun)} other than {' and '.join(table.short(u) for u in units)} {other.group('rest')}?")
    if _WHO_THEN.match(text.strip()) and before.heavy:
        return Resolved(f"Which {table.corpus.noun} does it: {_topic(before)}?")
    if not own and before.heavy and before.kind is Kind.REVERSE and len(units) == 1 and _FROM_WHEN.match(text.strip()):
        return Resolved(f"When does {called(table, units[0])} {_topic(before)}?")
    match = _AND.match(text.strip())
    rest = match.group("rest").strip(" ?.!") if match else ""
    if match and units and _PERSON_OR_UNIT.match(rest):
        return Resolved(_replace_pronouns(rest, units, table, before))
    if match and len(units) == 1 and before.heavy and before.kind is Kind.REVERSE and _IN_WHICH.match(rest):
        return Resolved(f"{rest} does {called(table, units[0])} {_topic(before)}?")
    if match and rest and not _has_predicate(rest):
        return _substitute(text, rest, before, units, reader)
    bare = tokens(text)
    if own and len(own) == 1 and len(bare) <= 4 and not _content(text, table, own) and not _has_predicate(text):
        return _substitute(text, text.strip(" ?.!"), before, units, reader)
    if _refers(text, own, table) and units:
        return Resolved(_replace_pronouns(text, units, table, before))
    leans_on = () if own or _ACRONYM.match(text.strip()) else units
    if len(leans_on) == 1 and _ATTRIBUTE.match(text.strip()) and not _OF_ALL.search(text) and not any(t.word in table.body_nouns for t in tokens(text)):
        return Resolved(f"{re.sub(r'^(?:and|also|but|so) ', '', text.strip(' ?.!'), flags=re.IGNORECASE)} of {called(table, units[0])}?")
    if len(leans_on) == 1 and (_leans(text, table) or _PREPOSITION_WHO.match(text.strip())):
        return Resolved(f"{text.strip(' ?.!')} of {called(table, units[0])}?")
    return Resolved(text if text != corrected else question)


_PREPOSED = re.compile(
    r"^(?:with|for|to|by|from|in|on|at|of|under|about|through|into|onto|during|until|till|since|within|over|against|between|among|before|after|towards?) (?:which|what|whom|whose|how many)\b.*\b(?:does|do|did|is|are|was|were|has|have|can|must|should|will)\b",
    re.IGNORECASE,
)


def _topic(before: Reading) -> str:
    """What was asked for, in the question's words."""
    return before.text[min(t.start for t in before.terms) : max(t.end for t in before.terms)]


def _taken_back(text: str) -> str | None:
    """What is meant instead, where a turn takes the last one back; None if it does not."""
    stripped = text.strip(" ?.!")
    match = _RATHER.match(stripped) or _BARE_NO.match(stripped)
    if match is None or match.end() == len(stripped):
        return None
    one = re.search(r"the one\b[\s,:]*$", match.group(), re.IGNORECASE)
    return f"the one {stripped[match.end() :]}" if one else stripped[match.end() :]


def _nth(text: str, turn: Turn, table: Table) -> str | None:
    """A turn with "the second one", "the other one" replaced by the unit's name; None if there is none to replace."""
    match, listed = _NTH.search(text), turn.listed()
    if match is None or not listed:
        return None
    which = match.group(1).casefold()
    if which == "other":
        rest = [u for u in listed if u not in turn.units] if len(turn.units) == 1 else []
        unit = rest[0] if len(rest) == 1 else None
    else:
        at = _PLACES[which]
        unit = listed[at] if -len(listed) <= at < len(listed) else None
    if unit is None:
        return None
    replaced = text[: match.start()] + called(table, unit) + text[match.end() :]
    replaced = re.sub(r"\b(what|who) else\b", r"\1", replaced, flags=re.IGNORECASE)
    return re.sub(r"^(.{2,60}?)\s*[-–—,:]++(?![-–—,:])\s*(.*)\b(it|they)\b", lambda m: f"{m.group(2)}{m.group(1)}", replaced, count=1)


def _content(text: str, table: Table, own: list[tuple[int, int, int]] | None = None) -> list[str]:
    taken = {i for _, a, b in own or [] for i in range(a, b)}
    return [t.word for i, t in enumerate(tokens(text)) if i not in taken and t.word not in STOP and t.word not in table.body_nouns and t.word not in ("same", "one", "please", "pls", "too", "also", "else")]


def _has_predicate(rest: str) -> bool:
    """Whether what follows "and" is a question of its own."""
    if _PREPOSED.match(rest):
        return True  # "with which bank does it work?"
    return bool(re.match(r"^(?:who|what|which|where|when|why|how|does|do|did|is|are|was|were|can|could|has|have|will|would|list|name|show|tell|compare)\b", rest, re.IGNORECASE)) and not re.match(
        r"^what (?:about|of)\b", rest, re.IGNORECASE
    )


def _refers(text: str, own: list[tuple[int, int, int]], table: Table) -> bool:
    if not _IT.search(text):
        return False
    if own and not _PERSON_OR_UNIT.search(text):
        return False
    folded = fold(text)
    # "is there an office …", "is it true that": nobody is meant
    if re.search(r"\bis it (?:true|correct)\b", folded):
        return False
    # "who checks the object when it comes back?": a thing of the question's own
    if re.match(r"^(?:and |also )*(?:who|which)\b", folded) and re.search(r"\b(?:when|if|once|after|before|until|that|which|as) (?:it|they)\b", folded):
        return False
    # "which desks work with a guild and also pay it?"
    if re.match(r"^(?:and |also )*(?:who|which)\b", folded) and re.search(r"\b(?:an?|any|some) [^.?!]{2,80}? (?:and|but|or) [^.?!]{2,60}\b(?:it|them)\W*$", folded):
        return False
    nouns = table.body_nouns | english.generic()
    pointing = {m.group().casefold() for m in _IT.finditer(text) if not (m.group().casefold().startswith("that ") and {*words(text[: m.start()])[-1:]} <= nouns and m.start())}  # "an office that works"
    if pointing <= _SOMEBODY and scene(text).end:
        return False  # "A minister is visiting. Whom should he meet?": of whom the turn itself speaks
    only_there = pointing == {"there"}
    return not (only_there and re.search(r"\b(?:is|are|was|were|do|does) there\b|\bthere (?:is|are)\b", folded))


def _leans(text: str, table: Table) -> bool:
    """A fragment without a unit or a verb of its own: "only the bank please", "and with whom?"."""
    return bool(_ONLY.match(text.strip())) or (
        len(tokens(text)) <= 4
        and bool(re.match(r"^(?:with|for|to|by|since|in|on|at|the|which|what|whose|how|when|where|why)\b", text.strip(), re.IGNORECASE))
        and not re.search(r"\b(?:offices?|units?|who)\b|^which one\b|^which \w+s (?:with|for|on|in|to|of|the|(?-i:[A-Z]))", text, re.IGNORECASE)
        and not any(t.word in table.body_nouns for t in tokens(text))
        and not re.match(r"^(?:when|where|why|how) (?:is|are|was|were|do|does|did) (?!the\b|an?\b|its\b|their\b)\w+ \w", text.strip(), re.IGNORECASE)  # "when are salaries paid?" has a subject
    )


def _replace_pronouns(text: str, units: tuple[int, ...], table: Table, before: Reading) -> str:
    name = " and ".join(called(table, u) for u in units[:3])

    def put(match: re.Match[str]) -> str:
        word = match.group().casefold()
        if word in ("its", "their", "theirs", "his", "her"):
            return f"{name}'s"
        if word == "there":
            return f"at {name}"
        return name

    first, count = _IT.subn(put, text, count=1)
    if re.match(r"^(?:who|which)\b", text, re.IGNORECASE) and re.search(r"\bthat\b|\bthis\b", text, re.IGNORECASE) and before.heavy:
        # "Who chairs that with them?": "that" is what was asked about before
        topic = " ".join(t.text for t in before.heavy)
        first = re.sub(r"\b(?:that|this)\b(?! (?:office|unit))", lambda _: topic, first, count=1, flags=re.IGNORECASE)
    return first if count else text


def _as_count(before: Reading, table: Table) -> str:
    if re.match(r"^(?:and )?who\b", before.text, re.IGNORECASE) and before.heavy:
        return f"How many {plural(table.corpus.noun)} do this: {_topic(before)}?"
    body = re.sub(r"^(?:which|what|list|name|show me)\s+(?:all |of )?(?:the )?", "", before.text.strip(" ?"), flags=re.IGNORECASE)
    return f"How many {body}?"


def _substitute(text: str, rest: str, before: Reading, units: tuple[int, ...], reader: Reader) -> Resolved:
    """ "And Lindholm?": the question before, with the new subject in place of the old one."""
    table = reader.table
    if len(before.named) == 1 and (noun := table.corpus.units[before.named[0]].noun):
        swapped = re.sub(r"\bone\b", lambda _: noun, rest, flags=re.IGNORECASE)  # "and the registration one?"
        if swapped != rest and reader.mentions(tokens(swapped), loose=True):
            rest = swapped
    found = tokens(rest)
    new = reader.mentions(found, loose=True)
    if not new and len(found) == 1 and (led := reader.mentions(tokens(f"the {rest}"), loose=True)):
        new = [(u, a - 1, b - 1) for u, a, b in led]  # a name that its sentence's first capital hides
    old = tokens(before.text)
    mentioned = reader.mentions(old, loose=True)
    if new and not _content(rest, table, new):
        names = " and ".join(called(table, u) for u, _, _ in new)
        if mentioned:
            first, last = old[mentioned[0][1]], old[mentioned[-1][2] - 1]
            start = first.start
            if start >= 4 and before.text[start - 4 : start].casefold() == "the ":
                start -= 4
            end = last.end
            tail = before.text[end:]
            if re.search(r"['’]s$", before.text[last.start : end]) and not re.search(r"['’]s$", names):
                names += "'s"
            return Resolved(before.text[:start] + names + tail)
        if before.kind in (Kind.REVERSE, Kind.LIST) and before.heavy:
            return Resolved(f"Does {names} {_topic(before)}?")
        return Resolved(f"What does {names} do?")
    if mentioned and not new and not before.heavy:
        # a new topic for the same unit: "What does Lindholm do?" "And its partners?"
        name = " and ".join(called(table, u) for u in (units or tuple(u for u, _, _ in mentioned))[:2])
        body = re.sub(r"\b(?:its|their|the)\b\s*", "", rest, flags=re.IGNORECASE).strip()
        if _looks_strange(body, table):
            return Resolved(f"What does {body} do?")
        return Resolved(f"{body} of {name}?")
    if len(mentioned) == 1 and not new and before.kind is Kind.LOOKUP and _NEW_ATTRIBUTE.match(rest) and not any(t.capital for t in found):
        return Resolved(f"What is {re.sub(r'^(?:its|their|his|her)', 'the', rest, flags=re.IGNORECASE)} of {called(table, mentioned[0][0])}?")
    if (
        not new
        and not re.search(r"\bones?\b", rest, re.IGNORECASE)
        and (phrase := re.match(r"^(in|with|for|on|at|to|from|by|under)\s+\S", rest, re.IGNORECASE))
        and (same := list(re.finditer(rf"\b{phrase.group(1)}\s+[^,?]+?(?=[,?]|$)", before.text, re.IGNORECASE)))
    ):
        return Resolved(before.text[: same[-1].start()] + rest + before.text[same[-1].end() :])
    if before.heavy:
        replaced = [t for t in before.heavy if t.name] or before.heavy
        start, end = min(t.start for t in replaced), max(t.end for t in replaced)
        topic = re.sub(r"^(?:with|for|of|to|in|by|about|does)\s+", "", rest, flags=re.IGNORECASE)
        if article := re.search(r"\b(?:the|an?)\s+$", before.text[:start], re.IGNORECASE):
            start = article.start()
        if re.search(r"\bones?$", topic, re.IGNORECASE):
            topic = _named_one(topic, before.heavy[-1].text, reader)
        if before.kind in (Kind.LOOKUP, Kind.YES_NO, Kind.WHY, Kind.SEAT) and _PERSON_OR_UNIT.search(rest):
            return Resolved(_replace_pronouns(rest, units, table, before) + "?") if units else Resolved(text)
        return Resolved(before.text[:start] + topic + before.text[end:])
    return Resolved(text)


def _named_one(topic: str, name: str, reader: Reader) -> str:
    """ "the Northern one", after "Eastern Growth Bank": "the Northern Growth Bank" if the text has it, else with the whole kind of thing."""
    front = re.sub(r"\s*\bones?$", "", topic, flags=re.IGNORECASE)
    kind = re.split(r"\s(?:of|for|on)\s", name)[0]  # what kind of thing a name names: its words up to "of"
    parts = kind.split()
    for at in range(1, len(parts)):
        tail = " ".join(parts[at:])
        if reader.has_name(f"{re.sub(r'^(?:the|an?) ', '', front, flags=re.IGNORECASE)} {tail}"):
            return f"{front} {tail}"
    return f"{front} {kind}"


def _looks_strange(body: str, table: Table) -> bool:
    return any(t.capital and t.word not in table.vocabulary for t in tokens(body))
