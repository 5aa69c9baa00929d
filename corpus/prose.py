"""Prose that no heading divides: which units it names, and which of its paragraphs are about which."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from itertools import groupby

from corpus.bodies import BODY_NOUNS, body_noun
from corpus.document import Document, Span, Statement, Unit
from corpus.lines import titled
from corpus.words import fold, words

_SMALL = frozenset(["of", "for", "and", "on", "in", "to"])
_MIN_BEFORE = 3  # words before a unit's name from which what hangs on it is a statement of its own
_MIN_NAMED = 3  # units, by a noun for bodies, that prose must speak of before it is taken to describe units
_NAME = r"[A-Z][\w'’&-]*(?: (?:(?:of|for|on)(?: the)? |and )?[A-Z][\w'’&-]*){1,8}"
_SUBJECT = re.compile(rf"(?:^|(?<=[.;:!?] )|(?<=\n))(?:The|Our) ({_NAME})(?:,| \([A-Z]+\))?(?= [a-z])")  # "The Ferry Desk sells …"
_OPENS = re.compile(rf"(?:^|(?<=[.;:!?] )|(?<=\n)|(?<=while )|(?<=whereas ))(?:The |Our )?({_NAME})(?:,? (?:\([^()]+\)|which [^,.]+,|also|alone))*(?= (?:[a-z]+[^s\W]s|is|has|does|may|must|shall|can)\b)")
# "Stage Crew calls …" (no article), "the Paint Workshops make", "is the Ferry Team, known as …": further ways to name a unit.
_BARE = re.compile(rf"(?:^|(?<=[.;:!?] ))(?!The |Our |This |These )({_NAME})(?: (?:also|alone|then|first))?(?= (?:[a-z]+[^s\W]s|is|has|does|may|must)\b)")
_INTRODUCED = re.compile(rf"\b(?:[Tt]he|[Oo]ur) ({_NAME})(?=,? (?:\([A-Z]{{2,6}}\)|known\b)|, (?:which|who|whose)\b)")
_PLURAL = re.compile(rf"\b(?:[Tt]he|[Oo]ur) ({_NAME})(?= (?!which\b|who\b|whom\b|that\b|and\b|or\b|but\b|nor\b|in\b|on\b|at\b|of\b|for\b|to\b|with\b|by\b|from\b|when\b|where\b|if\b|until\b|under\b|within\b|after\b|before\b)[a-z]+[^s\W]\b)")
# Who does what a sentence speaks of, where it names that last: "tickets are sold by the Ferry Desk", "the sale passes to the Ferry Desk", "it stays with the Ferry Desk", "it is the province of the Ferry Desk".
_DONE_BY = (
    r"(?:is|are|was|were|be|been) (?:[a-z]+ly )?(?:[a-z]+(?:ed|en|ght|pt|ld|de|un|et|ne|wn|d)) (?:[^.;:]{0,60} )?by"
    r"|(?<!it )(?<!they )(?:goes?|go|belongs?|falls?|left|turn|pass(?:es)?|moves?|transferred|handed over|reported|sent) (?:[^.;:]{0,60} )?to|(?:stays?|remains?|rests?|lies?) with|a matter for"
    r"|(?:task|province|business|job|work|concern|responsibility|preserve|domain|care|charge|hands) of"
)
_PASSIVE = re.compile(rf"\b(?:{_DONE_BY}) (?:[Tt]he )?({_NAME})")
_PASSIVE_NOUN = re.compile(rf"\b(?:{_DONE_BY}) the ({'|'.join(sorted(BODY_NOUNS))})\b(?! (?:of|for|on)\b)")
_RELATIVELY = re.compile(rf"\b(?:[Tt]he|[Oo]ur) ({_NAME})(?:,? \([A-Z]{{2,6}}\))?(?=, which [a-z]+[^s\W]s\b)")  # "… the Ferry Desk, which sells …"
_COMES = re.compile(rf"^(?:[^.;:,]{{1,40}}, )?[\w' ]{{1,40}}? (?:is|are|comes?|stands?) (?:[Tt]he |[Oo]ur )({_NAME})")  # "The first is the Ferry Desk, …", "Last comes the Ferry Desk."
_POINTS_TO = re.compile(rf"(?:→|->|⇒|=>)\s*(?:[A-Za-z ,]{{2,40}}: )?(?:[Tt]he )?({_NAME})")  # "Lost keys → Ferry Desk"
_SEAT_OPENS = re.compile(rf"(?:The|Our) ((?:[A-Z][\w'’-]+ ){{1,3}}(?:{'|'.join(sorted(BODY_NOUNS))}))\b(?=,| [a-z(])")
_IT_IS = re.compile(rf"\b[Ii]t is (?:[Tt]he )?({_NAME}) (?:that|which|who)\b")
_LEANS = re.compile(r"(?:it|its|they|their|this|these|nor|he|she|neither)\b", re.IGNORECASE)  # what opens so goes on about what was spoken of
_TAKES_UP = re.compile(rf"(?:The|This|Our) ({'|'.join(sorted(BODY_NOUNS))})(?=['’]s\b|,| [a-z])(?! (?:of|for|on)\b)")  # "The desk also keeps …"
_RELATIVE = frozenset(["which", "that", "whom", "where", "when", "what", "whatever", "until", "unless", "if", "because", "once", "before", "after", "while", "whether", "how", "as"])
_ACTS = re.compile(rf"\b(?:[Tt]he|[Oo]ur) ({_NAME})(?: (?:also|alone|then|first))? (?:[a-z]+[^s\W]s|is|has|does|may|must|shall|can)\b")  # "…, the Feed Store draws up"


def without(units: list[Unit], statements: list[Statement], gone: set[int]) -> tuple[list[Unit], list[Statement]]:
    """Units and statements without some of the units; their statements belong to none, units within them to what is around."""
    if not gone:
        return units, statements
    place = {n: at for at, n in enumerate(n for n in range(len(units)) if n not in gone)}
    kept = [replace(u, parent=None if u.parent is None else place.get(u.parent)) for n, u in enumerate(units) if n not in gone]
    return kept, [replace(s, unit=None if s.unit is None else place.get(s.unit)) for s in statements]


def _opening(document: Document) -> list[str]:
    """Beside documents with units of their own: the names that open at least two sentences and then act ("Ferry Sales sells …"), in order."""
    text = "\n".join(" ".join(b.span.of(document.text).split()) for b in document.blocks if b.kind in ("paragraph", "item"))
    found = Counter(m.group(1) for m in _OPENS.finditer(text))
    return sorted((n for n, times in found.items() if times > 1 and titled(n)), key=text.index)


def _named(document: Document) -> list[str]:
    """The units that a document's sentences speak of, in order of first mention; [] if too few to be described here."""
    openings = [m.group(1) for b in document.blocks if b.kind == "paragraph" and (m := _SEAT_OPENS.match(" ".join(b.span.of(document.text).split())))]
    if len(set(openings)) >= _MIN_NAMED:
        return list(dict.fromkeys(openings))  # "The Lindholm office, in Norway, …"
    text = " ".join(document.text.split())
    pointed = Counter(n for b in document.blocks for m in _POINTS_TO.finditer(" ".join(b.span.of(document.text).split())) for n in re.split(r" and (?:the )?", m.group(1)))
    if sum(bool(body_noun(n)) for n in pointed) >= _MIN_NAMED and max(pointed.values()) > 1:
        return sorted((n for n in pointed if body_noun(n) and titled(n)), key=text.index)
    subjects = {m.group(1) for m in _SUBJECT.finditer(text)}
    acting = Counter(m.group(1) for m in _ACTS.finditer(text))
    doing = {m.group(1) for p in (_PASSIVE, _COMES, _RELATIVELY) for m in p.finditer(text) if text.count(m.group(1)) > 1 or _goes_on(text[m.end() :], m.group(1))}
    bodies = {n for n in {*subjects, *acting, *doing} if body_noun(n) and titled(n)}
    if len(bodies) < _MIN_NAMED or not bodies & subjects:
        return []
    every = bodies | {n for n in acting if titled(n) and (n in subjects or acting[n] > 1 or text.count(f"he {n}") > 1)}
    bare = Counter(m.group(1) for m in _BARE.finditer(text))
    every |= {n for n, times in bare.items() if titled(n) and times > 1 and text.count(n) > times}
    often = {m.group(1) for p in (_INTRODUCED, _PLURAL) for m in p.finditer(text) if text.count(m.group(1)) > 1}
    every |= {n for n in often if titled(n) and (body_noun(n) or body_noun(n.removesuffix("s")))}
    return sorted(every, key=text.index)


def _goes_on(after: str, name: str) -> bool:
    """Whether what follows a name tells more of it: "…, which …", "(FD)", ". It …", ". The desk …"."""
    return re.match(rf"(?: \([A-Z]{{2,6}}\))?(?:, (?:which|who|whose)\b|\. (?:It|Its|They|Their|(?:The|This) {body_noun(name) or 'unit'})\b| \([A-Z]{{2,6}}\))", after) is not None


def _spellings(name: str) -> list[str]:
    """How running text may write a unit's name: whole, without its acronym, the acronym alone."""
    acronyms = re.findall(r"\(([A-Z][A-Za-z&]*[A-Z])\)", name)
    bare = re.sub(r"\s*\([^()]*\)", "", name)
    letters = [(w[0], w in _SMALL) for w in words(bare) if w not in ("the",)]
    whole = "".join(c for c, _ in letters)
    initials = {whole, whole[:-1], "".join(c for c, small in letters if not small)} if len(letters) > 2 else set()
    return list(dict.fromkeys((name, bare, *acronyms, *(i.upper() for i in sorted(initials) if len(i) > 2))))


def _actor(sentence: str, called: dict[str, int]) -> int | None:
    """The unit that acts in a sentence that opens with none: "Along the quay the Ferry Desk sells …", "it is the Ferry Desk that sells …"; not in what hangs on it ("which the Ferry Desk sells")."""
    if _LEANS.match(sentence):
        return None
    for match in (*_IT_IS.finditer(sentence), *_ACTS.finditer(sentence)):
        before = sentence[: match.start()].rstrip().split(" ")[-1].casefold()
        if before not in _RELATIVE and (unit := called.get(fold(match.group(1)))) is not None:
            return unit
    return None


def told(units: list[Unit], statements: list[Statement], documents: list[Document]) -> tuple[list[Unit], list[Statement]]:
    """What prose without unit headings tells of a unit belongs to it; units that only such prose names are added.

    A paragraph is about the unit that it opens with, or the only one its first sentence or all of it names, until a sentence opens with another.
    """
    owned = {s.document for s in statements if s.unit is not None and not units[s.unit].whole}
    plain = {s.document for s in statements} - owned
    every = list(units)
    known = {fold(name) for u in units for name in _spellings(u.name)}
    for index in sorted(plain):
        for name in _named(documents[index]) or (_opening(documents[index]) if owned else ()):
            if fold(name) not in known:
                known.add(fold(name))
                every.append(Unit(name, body_noun(name), None, (index,)))
    called = {fold(name): n for n, u in enumerate(every) if not u.whole for name in _spellings(u.name)}
    names: dict[str, list[tuple[tuple[str, ...], int]]] = {}  # by first word, the longest first
    spelled = [(tuple(words(name)), n) for n, u in enumerate(every) if not u.whole for name in _spellings(u.name) if words(name)]
    for entry in sorted(spelled, key=lambda x: -len(x[0])):
        names.setdefault(entry[0][0], []).append(entry)

    def at(own: tuple[str, ...], start: int) -> int | None:
        return next((n for name, n in names.get(own[start], ()) if own[start : start + len(name)] == name), None) if start < len(own) else None

    def opening(own: tuple[str, ...]) -> int | None:
        return found if (found := at(own, 0)) is not None or own[:1] not in (("the",), ("our",)) else at(own, 1)

    starts = {i: [b.span.start for b in documents[i].blocks] for i in plain}
    result: list[Statement] = []
    hanging = _hanging_on([u.name for u in every if not u.whole])
    before: tuple[int, int | None] = (-1, None)  # the document last read and whom it spoke of last
    recent: dict[str, int] = {}  # whom a noun last named
    for (index, block), group in groupby(statements, key=lambda s: (s.document, bisect_right(starts.get(s.document, ()), s.span.start))):
        paragraph = list(group)
        if index not in plain or paragraph[0].kind == "row" or not block:
            result += paragraph
            continue
        text = [" ".join(s.span.of(documents[index].text).split()) for s in paragraph]
        spoken = [tuple(words(t)) for t in text]
        inside = [list(dict.fromkeys(unit for i in range(len(own)) if (unit := at(own, i)) is not None)) for own in spoken]
        named = set(inside[0]) or set().union(*inside)
        goes_on = _LEANS.match(text[0]) is not None and before[0] == index
        topic = before[1] if goes_on else next(iter(named)) if len(named) == 1 else None
        passing: int | None = None  # whom the sentence before ended in, which the next may go on about
        for statement, sentence, own, units_in in zip(paragraph, text, spoken, inside, strict=True):
            taken_up = recent.get(m.group(1)) if (m := _TAKES_UP.match(sentence)) else None
            if m and topic is not None and every[topic].noun == m.group(1):
                taken_up = topic if passing is None or every[passing].noun != m.group(1) else passing
            does = next((u for u in (opening(own), taken_up, _unit(_COMES.match(sentence), called), _actor(sentence, called)) if u is not None), None)
            if does is None and passing is not None and _LEANS.match(sentence):
                does = passing
            topic = topic if does is None else does
            done = None if does is not None else _doer(sentence, called, recent)
            passing = done
            about = topic if done is None else done  # "tickets are sold by the Ferry Desk": of this sentence alone
            recent |= {every[u].noun: u for u in units_in if every[u].noun}
            if about is not None:
                every[about] = replace(every[about], documents=tuple(sorted({*every[about].documents, index})))
            cut = _hanging(statement, documents[index].text, hanging, called)
            if cut is not None and cut[1] not in (None, about):
                first, second = cut[0]
                result += [replace(statement, unit=about, span=first), replace(statement, unit=cut[1], span=second)]
                continue
            result.append(statement if about is None else replace(statement, unit=about))
        before = (index, topic if passing is None else passing)
    return every, result


def _hanging_on(names: list[str]) -> re.Pattern[str] | None:
    """What finds a unit's name with what hangs on it: "the Lamp Office, which keeps …"."""
    if not names:
        return None
    alternatives = "|".join(r"\s+".join(map(re.escape, n.split())) for n in sorted(set(names), key=len, reverse=True))
    return re.compile(rf"({alternatives})(?:\s\([A-Z]+\))?(,\s+)which\s+(?=[a-z]+[^s\W]s\b)")


def _hanging(statement: Statement, text: str, pattern: re.Pattern[str] | None, called: dict[str, int]) -> tuple[tuple[Span, Span], int | None] | None:
    """Where a statement ends in what another unit does ("… to the Lamp Office, which keeps the lamps"): the two parts and the unit; None if it does not."""
    match = pattern.search(text, statement.span.start, statement.span.end) if pattern else None
    if match is None or len(words(text[statement.span.start : match.start()])) < _MIN_BEFORE:
        return None
    return (Span(statement.span.start, match.start(2)), Span(match.end(2), statement.span.end)), called.get(fold(" ".join(match.group(1).split())))


def _unit(match: re.Match[str] | None, called: dict[str, int]) -> int | None:
    return None if match is None else called.get(fold(match.group(1)))


def _doer(sentence: str, called: dict[str, int], recent: dict[str, int]) -> int | None:
    """The unit that a sentence names last as the one who does what it speaks of: "tickets are sold by the Ferry Desk", "… by the desk"."""
    found = next((unit for m in _PASSIVE.finditer(sentence) if (unit := _unit(m, called)) is not None), None)
    return found if found is not None else next((recent[m.group(1)] for m in _PASSIVE_NOUN.finditer(sentence) if m.group(1) in recent), None)
