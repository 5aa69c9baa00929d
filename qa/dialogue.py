"""Follow-ups: a question that leans on the ones before it is rewritten so that it stands alone."""

import re
from dataclasses import dataclass

from corpus.words import STOP, fold
from qa.draft import Draft
from qa.question import Kind, Reader, Reading
from qa.respond import called
from qa.table import Table, tokens

_AND = re.compile(
    r"^(?:and|or|what about|how about|what of|and what about|and how about|also|but|same (?:question )?for|same (?:office|one|unit|thing) for|ok,? and|then)\b[\s,:]*(?P<rest>.*?)(?:,? too| as well| also| then| please| pls)?[\s?.!]*$",
    re.IGNORECASE,
)
_THOSE = re.compile(
    r"\b(?:(?:which|who|how many|any|one|what|some|all|each|both|either|neither|none) of (?:those|these|them|the (?:two|three|four|five|six|seven|eight|nine|ones))|(?:those|these) (?:offices?|units?|ones|departments?|\w+s))\b",
    re.IGNORECASE,
)
_IT = re.compile(
    r"\b(?:it|its|itself|they|them|their|theirs|that (?:office|unit|one|department|team|body|\w+)|this (?:office|unit|one|department|team|body)|the (?:same )?(?:office|unit|department|team|body|latter)|there|she|he|her|his|him)\b",
    re.IGNORECASE,
)
_PERSON_OR_UNIT = re.compile(r"\b(its|their|theirs|his|her)\b", re.IGNORECASE)
_COUNT_THAT = re.compile(r"^(?:so )?how many (?:is|are|was|were|does|do) (?:that|those|these|this|it|they|there)\b|^how many(?: in (?:all|total))?\??$", re.IGNORECASE)
_ELSE = re.compile(r"\b(?:who|what|which|anyone|anybody|where) else\b|\bany other\b|\banything else\b|\bmore\b", re.IGNORECASE)
_ONLY = re.compile(r"^(?:only|just)\b", re.IGNORECASE)
_THANKS = re.compile(r"^(?:thanks?|thank you|ok(?:ay)?|great|perfect|good|nice|cool|merci|cheers|got it|i see|hello|hi)\b[\s!.,]*(?:you|so much|a lot|very much)?[\s!.,]*$", re.IGNORECASE)


_WHO_THEN = re.compile(r"^(?:so |and |but |then )*(?:who|which(?: one| office| unit)?)(?: is it| does(?: it| that| so)?| then| is)*[\s,]*(?:then|instead)?\s*\??$", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"^(?:and |also |but |so )?(?:who|what|when|where|how (?:big|large|old|much))(?:'s| is| are| was| were)(?: (?:the|a|an))? [\w-]+(?: [\w-]+)?\s*\??$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a question left behind for the next one."""

    reading: Reading
    draft: Draft


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question that stands alone.

    Attributes:
        text: The rewritten question.
        among: The units it is limited to, empty for all.
        changed: Whether anything was rewritten.
    """

    text: str
    among: tuple[int, ...] = ()
    changed: bool = False


def is_thanks(question: str) -> bool:
    """Whether a turn only thanks or greets and leaves the subject as it was."""
    return bool(_THANKS.match(question.strip()))


def resolve(question: str, turn: Turn | None, reader: Reader) -> Resolved:
    """Rewrites a question in the light of the turn before it."""
    table = reader.table
    if turn is None:
        return Resolved(question)
    text, _ = reader.correct(question)
    before = turn.reading
    units = turn.draft.units or before.units
    own = reader.mentions(tokens(text), loose=True)
    if _COUNT_THAT.match(text.strip()):
        return Resolved(_as_count(before), before.among, True)
    if units and _THOSE.search(text):
        return Resolved(text, tuple(units), True)
    if _ELSE.search(text) and not own and len(_content(text, table)) <= 2:
        if re.search(r"\b(?:what|anything) else\b|\bmore\b", text, re.IGNORECASE) and len(units) == 1:
            return Resolved(re.sub(r"\b(it|they|that office)\b", called(table, units[0]), text) if re.search(r"\b(it|they)\b", text) else f"What does {called(table, units[0])} do?", (), True)
        if units:
            return Resolved(f"{before.text.rstrip(' ?')} other than {' and '.join(table.short(u) for u in units)}?", (), True)
    if _WHO_THEN.match(text.strip()) and before.heavy:
        topic = before.text[min(t.start for t in before.terms) : max(t.end for t in before.terms)]
        return Resolved(f"Which {table.corpus.noun} does it: {topic}?", (), True)
    match = _AND.match(text.strip())
    rest = match.group("rest").strip(" ?.!") if match else ""
    if match and rest and not _has_predicate(rest):
        return _substitute(text, rest, before, units, reader)
    bare = tokens(text)
    if own and len(own) == 1 and len(bare) <= 4 and not _content(text, table, own) and not _has_predicate(text):
        return _substitute(text, text.strip(" ?.!"), before, units, reader)
    if _refers(text, own, table) and units:
        return Resolved(_replace_pronouns(text, units, table, before), (), True)
    if not own and len(units) == 1 and _ATTRIBUTE.match(text.strip()) and not any(t.word in table.body_nouns for t in tokens(text)):
        return Resolved(f"{re.sub(r'^(?:and|also|but|so) ', '', text.strip(' ?.!'), flags=re.IGNORECASE)} of {called(table, units[0])}?", (), True)
    if not own and units and _leans(text, table) and len(units) == 1:
        return Resolved(f"{text.strip(' ?.!')} of {called(table, units[0])}?", (), True)
    return Resolved(question)


def _content(text: str, table: Table, own: list[tuple[int, int, int]] | None = None) -> list[str]:
    taken = {i for _, a, b in own or [] for i in range(a, b)}
    return [t.word for i, t in enumerate(tokens(text)) if i not in taken and t.word not in STOP and t.word not in table.body_nouns and t.word not in ("same", "one", "please", "pls", "too", "also", "else")]


def _has_predicate(rest: str) -> bool:
    """Whether what follows "and" is a question of its own."""
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
    only_there = {m.group().casefold() for m in _IT.finditer(text)} == {"there"}
    return not (only_there and re.search(r"\b(?:is|are|was|were|do|does) there\b|\bthere (?:is|are)\b", folded))


def _leans(text: str, table: Table) -> bool:
    """A fragment without a unit or a verb of its own: "only the bank please", "and with whom?"."""
    return bool(_ONLY.match(text.strip())) or (
        len(tokens(text)) <= 4
        and bool(re.match(r"^(?:with|for|to|by|since|in|on|at|the|which|what|whose|how|when|where|why)\b", text.strip(), re.IGNORECASE))
        and not re.search(r"\b(?:offices?|units?|who)\b", text, re.IGNORECASE)
        and not any(t.word in table.body_nouns for t in tokens(text))
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
        first = re.sub(r"\b(?:that|this)\b(?! (?:office|unit))", topic, first, count=1, flags=re.IGNORECASE)
    return first if count else text


def _as_count(before: Reading) -> str:
    body = re.sub(r"^(?:which|what|list|name|show me)\s+(?:all |of )?(?:the )?", "", before.text.strip(" ?"), flags=re.IGNORECASE)
    return f"How many {body}?"


def _substitute(text: str, rest: str, before: Reading, units: tuple[int, ...], reader: Reader) -> Resolved:
    """ "And Lindholm?": the question before, with the new subject in place of the old one."""
    table = reader.table
    found = tokens(rest)
    new = reader.mentions(found, loose=True)
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
            return Resolved(before.text[:start] + names + tail, (), True)
        if before.kind in (Kind.REVERSE, Kind.LIST) and before.heavy:
            topic = before.text[min(t.start for t in before.terms) : max(t.end for t in before.terms)]
            return Resolved(f"Does {names} {topic}?", (), True)
        return Resolved(f"What does {names} do?", (), True)
    if mentioned and not new and not before.heavy:
        # a new topic for the same unit: "What does Lindholm do?" "And its partners?"
        name = " and ".join(called(table, u) for u in (units or tuple(u for u, _, _ in mentioned))[:2])
        body = re.sub(r"\b(?:its|their|the)\b\s*", "", rest, flags=re.IGNORECASE).strip()
        if _looks_strange(body, table):
            return Resolved(f"What does {body} do?", (), True)
        return Resolved(f"{body} of {name}?", (), True)
    if before.heavy:
        replaced = [t for t in before.heavy if t.name] or before.heavy
        start, end = min(t.start for t in replaced), max(t.end for t in replaced)
        topic = re.sub(r"^(?:with|for|of|to|in|by|about|does|the)\s+", "", rest, flags=re.IGNORECASE)
        if re.search(r"\bones?$", topic, re.IGNORECASE):
            topic = re.sub(r"\bones?$", _family_name(before.heavy[-1].text), topic, flags=re.IGNORECASE)
        if before.kind in (Kind.LOOKUP, Kind.YES_NO, Kind.WHY, Kind.SEAT) and _PERSON_OR_UNIT.search(rest):
            return Resolved(_replace_pronouns(rest, units, table, before) + "?", (), True) if units else Resolved(text)
        return Resolved(before.text[:start] + topic + before.text[end:], (), True)
    return Resolved(text)


def _family_name(name: str) -> str:
    """What kind of thing a name names: its words up to "of"."""
    return re.split(r"\s(?:of|for|on)\s", name)[0]


def _looks_strange(body: str, table: Table) -> bool:
    return any(t.capital and t.word not in table.vocabulary for t in tokens(body))
