"""Prose whose paragraphs each open with one who does what they tell, by name or by the town it sits in."""

import re
from collections import Counter
from collections.abc import Sequence, Set

from corpus.bodies import BODY_NOUNS, CAPITALISED, body_noun
from corpus.document import Document
from corpus.words import CALENDAR, NUMBERS, STOP, fold, words

_NOUNS = "|".join(sorted(BODY_NOUNS))
_SEAT_OPENS = re.compile(rf"(?:The|Our) ((?:[A-Z][\w'’-]+ ){{1,3}}(?:{_NOUNS}))\b(?=,| [a-z(])")
NO_NAME = r"(?!(?:It|Its|They|Their|The|This|These|We|Our|You|Your)\b)"  # what opens the next line is no part of a name
_CALLED = rf"[A-Z][\w'’&-]*(?: (?:(?:of|for|on)(?: the)? |and |& )?(?:{NO_NAME}[A-Z][\w'’&-]*|&)){{0,5}}"  # a name of one word or more
# How a paragraph opens with who does what it tells: "Our colleagues in Ferries run …", "Ferries (the boat people) runs …", "The Ferries lot, or Boats as we say, run …".
_COLLEAGUES = re.compile(rf"(?:The|Our) (?:colleagues|people|folks?|friends|team|crew|staff|lot) (?:over |down |up )?(?:in|at|of|from|on) (?:the )?({_CALLED})(?= [a-z]|,)")
_ACTS_FIRST = re.compile(
    rf"(?:The |Our )?({_CALLED})(?: \([^()]*\))?(?:, [^,.;:]{{2,60}},)? (?:(?:also|alone|still|now|simply|[a-z]+ly) )?(?:[a-z]+[^s\W]s|is|are|has|have|do|does|run|look|keep|handle|manage|take|deal)\b"
)
_OPENINGS = (_COLLEAGUES, _SEAT_OPENS, _ACTS_FIRST)
_NOBODY = frozenset(
    [
        "everyone",
        "everybody",
        "anyone",
        "anybody",
        "someone",
        "somebody",
        "nobody",
        "nothing",
        "everything",
        "something",
        "whoever",
        "whatever",
        "one",
        "none",
        "most",
        "many",
        "some",
        "each",
        "every",
        "another",
        "life",
        "work",
        "today",
    ]
)
# What goes on about the one spoken of before; "it falls to …" does not.
LEANS = r"it(?! (?:falls|is for|is up|is left|lies|rests)\b)|its|they|their"
GOES_ON = re.compile(rf"(?:{LEANS})\b", re.IGNORECASE)
_MIN_OPENING = 4  # names, not all with a noun for bodies, that paragraphs must open with to be taken for units
_MIN_NAMED = 3  # of those that all have one
_TOWN = r"[A-Z][\w'’-]+(?: (?:de |da |do )?[A-Z][\w'’-]+){0,2}"
_SEATS = rf"(?:{_NOUNS}|embassy|consulate(?: general)?|embassies|representation|house|people|colleagues|friends|brokers|staff)"
_BODY = rf"(?:[A-Z][\w'’-]+ ){{0,3}}(?:{CAPITALISED})(?: (?:for|of)(?: the)? [A-Z][\w'’-]+(?:(?: and| and the|,)? [A-Z][\w'’-]+){{0,4}})?"
_IN = r"(?: \([A-Z]\w*\))?,? (?:which )?(?:(?:is )?(?:based |located |seated )?in|has its (?:seat|office|home|base) in)"  # between a body and its town
_FORMAL = rf"\b[Tt]he {_BODY}{_IN} ({_TOWN})(?=,| (?!and\b)[a-z])"  # "The Ferry Bureau for the North, in Torvik, …"
# How prose says that somebody sits in a town: "the Torvik office", "our people in Torvik", "In Torvik, the embassy …", "From Torvik we …".
_SITS = re.compile(
    rf"\b(?:[Tt]he|[Oo]ur) ({_TOWN}) {_SEATS}\b(?! of\b)|\b{_SEATS} (?:to [^,.;]{{2,80}}, )?(?:in|at) ({_TOWN})(?=,| (?!and\b)[a-z]|[.;:]|$)"
    rf"|\b[Tt]he one in ({_TOWN})(?=,| (?!and\b)[a-z])|(?:^|(?<=[.;:] ))({_TOWN}) (?:is (?:home to|the (?:seat|home|base) of)|hosts|houses) (?:the|our)\b|{_FORMAL}"
    rf"|(?:^|(?<=[.;:] ))(?:In|From) ({_TOWN}),? (?:the|our|we|it|where|whose|an? (?:small )?(?:team|staff|crew|group))\b|\b[Ii]n ({_TOWN}),? (?:whose|where|and our {_SEATS} there)\b|\bfrom ({_TOWN}), and our {_SEATS} there\b|\b({_TOWN})\. The {_SEATS} there\b"
)
_PERHAPS = re.compile(rf"(?:^|\bin |, |\b(?:is|comes?|came) )({_TOWN})(?=, | (?:is|was|has|had|joined|[a-z]+[^s\W]s)\b)")
_SHARE = 0.6  # of the paragraphs from the first with a seat of its own to the last that must have one


def opened_by(sentence: str, patterns: Sequence[re.Pattern[str]] = _OPENINGS) -> str:
    """The name of who a paragraph's first sentence says does something; "" if it opens otherwise."""
    for pattern in patterns:
        if match := pattern.match(sentence):
            name = str(match.group(1))
            if pattern is _ACTS_FIRST and words(name)[-1] in CALENDAR:
                return ""  # "On Thursday afternoons it …"
            return "" if pattern is _ACTS_FIRST and not _NOBODY.isdisjoint(words(name)[:1]) else "" if set(words(name)) <= STOP else name
    return ""


def opened_alike(document: Document, paragraphs: list[list[str]]) -> list[str]:
    """The bodies that most paragraphs open with ("The Lindholm office, in Norway, …"), in order; [] if too few do."""
    return _openings(document, paragraphs, (_SEAT_OPENS,))


def opened(document: Document, paragraphs: list[list[str]]) -> list[str]:
    """The names, of bodies or not, that most paragraphs open with and then act, in order; [] if too few do."""
    return _openings(document, paragraphs, _OPENINGS)


def _openings(document: Document, paragraphs: list[list[str]], patterns: Sequence[re.Pattern[str]]) -> list[str]:
    """The names that most paragraphs open with, from the first that does to the last; [] if too few do."""
    names = ["" if fold(name := opened_by(p[0], patterns)) in fold(document.title) else name for p in paragraphs if p]
    first, last = next((i for i, n in enumerate(names) if n), 0), len(names) - next((i for i, n in enumerate(reversed(names)) if n), 0)
    within = [n for n, p in zip(names[first:last], [p for p in paragraphs if p][first:last], strict=True) if n or not GOES_ON.match(p[0])]
    named = list(dict.fromkeys(n for n in within if n))
    fewest = _MIN_NAMED if all(body_noun(n) for n in named) else _MIN_OPENING
    return named if len(named) >= fewest and sum(map(bool, within)) * 2 > len(within) else []


def seated(paragraphs: list[list[str]]) -> list[str]:
    """The towns of which paragraph after paragraph tells what those who sit there do ("In Torvik, the embassy …", "Our people in Torvik …"), in order; [] if too few do."""
    sits = {name for p in paragraphs for match in _SITS.finditer(" ".join(p)) for name in match.groups() if name}
    seats: list[str] = []
    own: list[str] = []
    for paragraph in (p for p in paragraphs if p):
        places = {n: at for n in sits if (at := paragraph[0].find(n)) >= 0}
        names = sorted(places, key=lambda n: (places[n], -len(n)))
        said = [n for match in _SITS.finditer(" ".join(paragraph[:2])) for n in match.groups() if n in names and n not in seats]
        first = next(iter(said), next((n for n in names if n not in seats), ""))
        own.append(first)
        seats += [first] if first else []
    filled = [i for i, n in enumerate(own) if n]
    if len(seats) < _MIN_OPENING or len(seats) < _SHARE * sum(bool(n) or not GOES_ON.match(p[0]) for n, p in list(zip(own, (p for p in paragraphs if p), strict=True))[filled[0] : filled[-1] + 1]):
        return []
    text = " ".join(s for p in paragraphs for s in p)
    times = Counter(re.findall(r"[A-Z][\w'’-]+", text))
    for at, paragraph in enumerate(p for p in paragraphs if p):  # "Torvik, for its part, …", between those that say where they sit
        if filled[0] < at <= filled[-1] + 1 and not own[at] and (match := _PERHAPS.search(paragraph[0])) and match.group(1) not in seats and times[match.group(1).split()[0]] > 1:
            seats.append(match.group(1))
    openings = {n: p[0] for n, p in zip(own, (p for p in paragraphs if p), strict=True) if n}
    return sorted((_in_full(n, openings.get(n, "")) for n in seats), key=text.index)


def _in_full(town: str, sentence: str) -> str:
    """The name of the body that sits in a town, where the first sentence about it gives it; else the town."""
    match = re.search(
        rf"\b[Tt]he (?P<name>{_BODY}){_IN} {re.escape(town)}\b|^In {re.escape(town)}, (?:the|our) (?P<other>{_BODY})",
        sentence,
    )
    return next(iter(g for g in match.groups() if g and " " in g), town) if match else town


_MANY = rf"(?:(?i:{'|'.join(list(NUMBERS)[2:])})|\d{{1,3}})"
PEOPLE = re.compile(
    rf"\b{_MANY} (?:[a-z]+ )?(?:people|colleagues|others|staff)\b|\b{_MANY} (?:of (?:us|them)|strong|who)\b|\b{_MANY} [a-z]+s (?:work|sit|are)\b|^, {_MANY} [a-z]+s\b|^Its {_MANY} "
    r"|\b(?:leads|heads|runs|manages|directs|has (?:led|headed|run)|(?:is )?in charge of) (?:it|them)\b|\bat (?:its|their|the) head\b|\b(?:led|headed|run) by [A-Z]|,? who (?:leads|heads|runs)\b|\b[A-Z][\w’'-]+ [A-Z][\w’'-]+ and (?:(?:her|his|their) )?(?:\w+ )?(?:people|others|colleagues?|assistants?|team|crew|staff|helpers?)\b|\b(?:[Hh]er|[Hh]is) (?:people|assistants?|colleagues?|staff)\b|\bworks (?:there|here) alone\b"
    rf"|\b[Tt]here (?:is|are) (?:one|{_MANY}) [a-z]+s?, ",
)  # who works there, how many, under whom
_PERSONS = re.compile(r"\b([A-Z][a-z][\w’'-]*) ([A-Z][a-z][\w’'-]+)\b")
_IS = re.compile(r"([A-Z][a-z][\w’'-]*) (?:is|are|has|have)\b")
_AT = re.compile(r"\b(?:(?:[Tt]he|[Oo]ur) |(?:in|to) (?=[A-Z][\w’'-]+ [A-Z]))([A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})")
_INTRODUCED = 3  # sentences of a paragraph that tell who works there


def peopled(paragraphs: list[list[str]], alone: Set[str]) -> list[str]:
    """The names of one word that the paragraphs begin with, each one of its own, and then say who works there ("The next is Canvas. Fourteen people …"); [] unless most do."""
    long = [p for p in paragraphs if len(p) >= _INTRODUCED]
    persons = {w for p in paragraphs for s in p for m in _PERSONS.finditer(s) for w in m.groups()}
    found: list[str] = []
    for own in long:
        names = [n for n in re.findall(r"\b[A-Z][\w’'-]+\b", own[0]) if n in alone - persons]
        names = names or [m.group(1) for m in [_IS.match(own[0])] if m and fold(m.group(1)) not in STOP]
        if names and PEOPLE.search(" ".join(own[:_INTRODUCED])) and names[0] not in found:
            found.append(names[0])
    return found if len(found) >= _MIN_OPENING and len(found) * 2 > len(long) else []


def peopled_beside(paragraphs: list[list[str]], known: Set[str], names: Set[str]) -> list[str]:
    """Of some names those with which paragraphs begin that then say who works there, beside paragraphs that begin with units known already; [] unless at least two do, and nearly all do one or the other."""
    long = [p for p in paragraphs if len(p) >= _INTRODUCED]
    found: list[str] = []
    told = 0
    for own in long:
        opening = " ".join(own[:2])
        if any(re.search(rf"\b{re.escape(n)}\b", opening) for n in known):
            told += 1
            continue
        if not PEOPLE.search(" ".join(own[:_INTRODUCED])):
            continue
        said = [m.group(1) for sentence in own[:2] for m in _AT.finditer(sentence)]
        name = next((n for whole in said for n in (whole, whole.split()[0]) if n in names and n not in found), "")
        found += [name] if name else []
    return found if len(found) > 1 and (told + len(found)) * 3 >= len(long) * 2 else []
