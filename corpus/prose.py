"""Prose that no heading divides: which units it names, and which of its paragraphs are about which."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from itertools import groupby

from corpus.bodies import BODY_NOUNS, body_noun
from corpus.document import Document, Span, Statement, Unit
from corpus.opened import LEANS, opened_by
from corpus.spoken import COMES, DONE_BY, NAME, NAMES_LAST, beside, opening, short_form, units_spoken_of, written_out
from corpus.words import CALENDAR, fold, words

_SEVERAL = 3  # units that one sentence names of which it is not about the first
_SMALL = frozenset(["of", "for", "and", "on", "in", "to"])
_REACH = 120  # characters before a name that are looked at
_CLAUSE = 6  # words before a name among which what makes its clause hang on another stands
_MIN_BEFORE = 3  # words before a unit's name from which what hangs on it is a statement of its own
_ANY = rf"{NAME}|[A-Z][\w'’&-]+"
_PASSIVE = re.compile(rf"\b(?:{DONE_BY}) (?:[Tt]he |[Oo]ur )?({_ANY})")
_PASSIVE_NOUN = re.compile(rf"\b(?:{DONE_BY}) the (\w+)\b(?! (?:of|for|on)\b)")
_COMES = re.compile(rf"^(?:[^.;:]{{1,100}}, )?(?:[\w'’ -]{{1,80}}? )?{COMES} (?:[Tt]he |[Oo]ur |(?=[A-Z]))({_ANY}(?: & [A-Z][\w'’-]+)?)")  # "The first is the Ferry Desk, …", "Last comes the Ferry Desk."
_IT_IS = re.compile(rf"\b[Ii]t is (?:[Tt]he )?({NAME}) (?:that|which|who)\b")
_DEFINES = re.compile(r"[\"“][^\"“”]{2,60}[\"”] (?:means|denotes|refers to|stands for)\b")
_LEANS = re.compile(rf"(?:{LEANS}|this|these|nor|he|she|neither)\b", re.IGNORECASE)
_ALSO = re.compile(rf"({NAME})(?: \(([A-Z]{{2,8}})(?: for short)?\)|, (?:known (?:\w+ )?as|which [a-z ]{{0,30}}calls?) (?:the )?([A-Z][\w]+))")
_NAMES = re.compile(rf"(?:[A-Z][\w ]{{1,30}}: )?(?:[Tt]o )?(?:[Tt]he )?({_ANY}(?: (?:and|&) [A-Z][\w'’&-]+)*)(?: \([A-Z]{{2,8}}\))?(?:\.$|, (?:which|who)\b)")  # "To the Ferry Desk.", "Sailors: Ferry Desk (FD), which …"
_WHICH = re.compile(r",\s+which\s")
_OTHER = re.compile(rf"(?:The |Our )?({NAME})(?: \([^()]+\))? (?:also |[a-z]+ly )?(?:[a-z]+[^s\W]s|is|has|may|must|can|will)\b")  # who acts in a sentence, a unit or not
_SAME = 12  # characters in which "The same …" takes up whom the sentence before told of
_OF_TWO = re.compile(r"The (?P<which>former|latter)(?:,| (?:also |then )?(?:[a-z]+[^s\W]s|is|has|may|must|can|will)\b)")
_IT = re.compile(r"(?:It|Its|They|Their|That is|This is)\b")
_ACTIVE = re.compile(
    r"(?:\(?\w{1,3}[.)]\s+)?(?:It|They) (?:also |then )?(?!(?:(?:shall|may|must|can|will) be|is|are|was|were|goes|falls|passes)\b)\w+"
)  # "It checks bills that are paid by the Ferry Desk" is of what "it" is
_IT_ACTS = re.compile(
    r"\b(?:it|they) (?:also |then |alone )?(?!is\b|was\b|has been\b|goes\b|falls\b|passes\b|belongs\b|comes\b|stays\b|lies\b|rests\b|are\b|were\b|go\b|fall\b|pass\b|belong\b|come\b|stay\b|lie\b|rest\b)[a-z]+\b(?=[^.;:]*,)|\bby (?:it|them)\b"
)  # "…, it examines …, and passes …", "… are designed by it to limits set by …"
_TAKES_UP = re.compile(r"(?:The|This|Our|That) (?:same )?(\w+)(?=['’]s\b|,| [a-z]| $)(?! (?:of|for|on)\b)")  # "The desk also keeps …"
_GOES_ON = re.compile(r"\b(?:it|its|they|their|them)\b", re.IGNORECASE)
_AND_ANOTHER = re.compile(r"(?:,| and| or) (?:the |our )?[A-Z]")
_NEXT = 6  # characters between two statements of one paragraph
_ALONE = re.compile(r"(?:^|[.:;!?]\s|\n[ \t]{0,8})([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)\s(?:also\s)?(?:[a-z]+[^s\W]s|is|has)\b")
_NAMED_FIRST = re.compile(rf"(?:[-*•–] )?(?:The |Our )?({_ANY})(?= \(| [a-z])")
_LISTED = 4  # units in a table from which running text beside it adds only such as have a noun of theirs
_SORT = 3  # units of one noun from which what stands before it tells them apart
_RELATIVE = frozenset(["which", "that", "whom", "where", "when", "what", "whatever", "unless", "if", "because", "while", "whether", "how", "as"])
_TEMPORAL = frozenset(["until", "once", "before", "after", "since"])  # "after the Ferry Desk pays", but "after the launch the Ferry Desk pays"
_OF = frozenset(["of", "by", "with", "to", "for", "from", "than", "against", "between"])  # "a ruling of the Ferry Desk may be …" is no act of the desk
_ACTS = re.compile(rf"\b(?:[Tt]he|[Oo]ur) ({NAME})(?: \([A-Z]+\))?(?: (?:also|alone|then|first|likewise|besides))? (?:[a-z]+[^s\W]s|is|has|does|may|must|shall|can)\b")  # "…, the Feed Store draws up"

_CLAUSE_ACTS = re.compile(
    rf"(?:^|[.,;:] |\b(?:but|while|whereas) )(?:[Oo]nly )?(?:[Tt]he |[Oo]ur )?({_ANY})(?: \([A-Z]+\))?(?: (?:also|alone|then|first|only|merely|itself|likewise))? (?:[a-z]+[^s\W]s|is|are|has|have|does|do|may|must|shall|can|will)\b"
)  # "Only Legal may report …", "Together with the Ferry Desk, the Lamp Office pays"


def without(units: list[Unit], statements: list[Statement], gone: set[int]) -> tuple[list[Unit], list[Statement]]:
    """Units and statements without some of the units; their statements belong to none, units within them to what is around."""
    if not gone:
        return units, statements
    place = {n: at for at, n in enumerate(n for n in range(len(units)) if n not in gone)}
    kept = [replace(u, parent=None if u.parent is None else place.get(u.parent)) for n, u in enumerate(units) if n not in gone]
    return kept, [replace(s, unit=None if s.unit is None else place.get(s.unit)) for s in statements]


def spellings(name: str) -> list[str]:
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
    for match in (*_IT_IS.finditer(sentence), *_ACTS.finditer(sentence), *_CLAUSE_ACTS.finditer(sentence)):
        clause = re.split(r"[,;:.]", sentence[max(0, match.start() - _REACH) : match.start()])[-1].casefold().split()
        hangs = not _RELATIVE.isdisjoint(clause[-_CLAUSE:]) or not (_TEMPORAL | _OF).isdisjoint(clause[-1:])
        if not hangs and (unit := called.get(fold(match.group(1)))) is not None:
            return unit
    return None


def told(units: list[Unit], statements: list[Statement], documents: list[Document]) -> tuple[list[Unit], list[Statement]]:
    """What prose without unit headings tells of a unit belongs to it; units that only such prose names are added.

    A paragraph is about the unit that it opens with, or the only one its first sentence or all of it names, until a sentence opens with another.
    """
    owned = {s.document for s in statements if s.unit is not None and not units[s.unit].whole}
    plain = {s.document for s in statements} - owned
    every = list(units)
    known = {fold(name) for u in units for name in spellings(u.name)}
    paragraphs = paragraphs_of(statements, documents)
    of = by_document(paragraphs)
    own_short: dict[str, str] = {}  # acronyms that follow a name in brackets, folded: the name's
    for index in sorted(plain | owned):
        texts = sentences_of([p for p in of[index] if index in plain or all(s.unit is None for s in p)], documents[index])
        own_short |= {fold(m.group(2) or m.group(3)): fold(m.group(1)) for p in texts for t in p for m in _ALSO.finditer(t)}
        own_short |= {fold(short): fold(name) for short, name in written_out(texts).items()}
        listed = [u.noun for u in units if index in u.documents and not u.whole] if index in plain else []  # by its tables
        sorts = set(listed) if len(listed) >= _LISTED else set()
        for name in beside(texts) if index in owned else units_spoken_of(documents[index], texts) or (opening(documents[index]) if owned else ()):
            if fold(name) not in known and not (sorts and body_noun(name) not in sorts):  # beside a table of teams an institute is a partner
                known.add(fold(name))
                every.append(Unit(name, body_noun(name) or (fold(name) if fold(name) in BODY_NOUNS else ""), None, (index,)))
    called = {fold(name): n for n, u in enumerate(every) if not u.whole for name in spellings(u.name)}
    called |= {short: called[name] for short, name in own_short.items() if name in called}
    called |= {short: n for short, n in _by_place(every, [documents[i].text for i in sorted(plain)]).items() if short not in called}
    names: dict[str, list[tuple[tuple[str, ...], int]]] = {}  # by first word, the longest first
    spelled = sorted(((tuple(words(name)), n) for name, n in called.items() if words(name)), key=lambda x: -len(x[0]))
    for entry in spelled:
        names.setdefault(entry[0][0], []).append(entry)

    single = frozenset(name[0] for name, _ in spelled if len(name) == 1)

    def at(own: tuple[str, ...], start: int) -> int | None:
        return next((n for name, n in names.get(own[start], ()) if own[start : start + len(name)] == name), None) if start < len(own) else None

    def opens_with(own: tuple[str, ...]) -> int | None:
        return found if (found := at(own, 0)) is not None or own[:1] not in (("the",), ("our",)) else at(own, 1)

    def led_by(lead: str, spoken_of: int | None) -> int | None:
        """Whom the words that lead into a list are about: "The Desk", "Its pilots"."""
        sentence = " ".join(lead.split())
        if (taken := _TAKES_UP.match(f"{sentence.rstrip(':')} ")) and (unit := recent.get(fold(taken.group(1)))) is not None:
            return unit
        return spoken_of if re.match(r"(?:It|Its|Their)\b", sentence) else opens_with(_capital(sentence, single))

    result: list[Statement] = []
    hanging = _hanging_on([u.name for u in every if not u.whole])
    before: tuple[int, int | None] = (-1, None)  # the document last read and whom it spoke of last
    under: tuple[str, ...] = ()  # the headings it stood under
    recent: dict[str, int] = {}  # whom a noun last named
    for index, paragraph in paragraphs:
        if paragraph[0].kind == "row" or (index not in plain and any(s.unit is not None for s in paragraph)):
            result += paragraph
            continue
        text = [" ".join(s.span.of(documents[index].text).split()) for s in paragraph]
        spoken = [_capital(t, single) for t in text]
        inside = [list(dict.fromkeys(unit for i in range(len(own)) if (unit := at(own, i)) is not None)) for own in spoken]
        if paragraph[0].heading != under:
            before, under = (-1, None), paragraph[0].heading  # another part begins
        named = set(inside[0]) or set().union(*inside)
        if len(inside[0]) > 1 and len(text) > 1 and _IT.match(text[1]):
            named = {inside[0][0]}  # "… in the Lamp Section, which sat in the Ferry Office. It examines …"
        alone = next(iter(named)) if len(named) == 1 and index in plain else None  # beside units with text of their own it takes more than a name
        topic = before[1] if before[0] == index and _continues(text, inside, before[1], every) else alone
        if paragraph[0].kind == "item" and paragraph[0].leads and (led := led_by(paragraph[0].leads[-1].of(documents[index].text), before[1] if before[0] == index else None)) is not None:
            topic = led
        begin = len(result)
        last: list[int] = []  # whom the sentence before named
        of_other = False  # whether it told of somebody else
        partner: tuple[Span, ...] = ()  # where it names that one
        passing: int | None = None  # whom the sentence before ended in, which the next may go on about
        for statement, sentence, own, units_in in zip(paragraph, text, spoken, inside, strict=True):
            taken_up = recent.get(fold(m.group(1))) if (m := _TAKES_UP.match(sentence)) else None
            if m and " same " in m.group() and (of_other or topic is not None):
                taken_up = None if of_other else topic
            elif m and topic is not None and short_form(every[topic].name) == fold(m.group(1)):
                taken_up = topic if passing is None or short_form(every[passing].name) != fold(m.group(1)) else passing
            does = next(
                (u for u in (called.get(fold(opened_by(sentence))), opens_with(own), taken_up, _unit(_introduces(sentence), called), _actor(sentence, called), _unit(_NAMES.match(sentence), called)) if u is not None),
                None,
            )
            if does is None and last and (which := _OF_TWO.match(sentence)) and (len(last) > 1 or which.group("which") == "latter"):
                does = last[0 if which.group("which") == "former" else -1]
            last = list(dict.fromkeys(u for i in range(len(own)) if "which" not in own[:i] and (u := at(own, i)) is not None)) or last
            if _DEFINES.match(sentence):
                topic = passing = None
                result.append(statement)
                continue
            if does is None and passing is not None and _IT.match(sentence):
                does = passing
            subject = _OTHER.match(sentence)
            subject = None if subject and words(subject.group(1))[-1] in CALENDAR else subject  # "On Thursday afternoons it …"
            of_other = does is None and (fold(subject.group(1)) not in called if subject else of_other and (_IT.match(sentence) is not None or " same " in sentence[:_SAME]))
            if of_other and subject and (where := re.search(r"\s+".join(map(re.escape, subject.group(1).split())), statement.span.of(documents[index].text))):
                partner = (Span(statement.span.start + where.start(), statement.span.start + where.end()),)
            if of_other and len(units_in) == 1:  # what a partner does for one of them: "The Lamp Society pays the Ferry Desk. It also …"
                result.append(replace(statement, unit=units_in[0], leads=statement.leads if subject else (*statement.leads, *partner)))
                every[units_in[0]] = replace(every[units_in[0]], documents=tuple(sorted({*every[units_in[0]].documents, index})))
                continue
            topic = topic if does is None else does
            done = None if does is not None or (topic is not None and _ACTIVE.match(sentence)) else _doer(sentence, called, recent, spoken_of=topic is not None)
            topic = done if topic is None and len(units_in) < _SEVERAL else topic  # "Floods are announced by the Ferry Desk. We run it …"
            passing = done if len(units_in) < _SEVERAL else None
            about = topic if done is None else done  # "tickets are sold by the Ferry Desk": of this sentence alone
            if done is not None and NAMES_LAST.match(sentence):  # what came before it was of the same one
                result[begin:] = [replace(s, unit=done) if s.unit in (None, topic, before[1]) else s for s in result[begin:]]
                topic = done
            recent |= {short_form(every[u].name): u for u in units_in}
            if about is not None:
                every[about] = replace(every[about], documents=tuple(sorted({*every[about].documents, index})))
            cut = _hanging(statement, documents[index].text, hanging, called)
            if cut is not None and cut[1] not in (None, about):
                first, second = cut[0]
                result += [replace(statement, unit=about, span=first), replace(statement, unit=cut[1], span=second)]
                continue
            result.append(statement if about is None else replace(statement, unit=about))
        opens = opens_with(spoken[0])
        mostly = opens is not None and sum(s.unit == opens for s in result[begin:]) * 2 > len(result) - begin
        before = (index, opens if mostly else topic if passing is None else passing)  # a paragraph of one unit that ends in a remark on another stays that unit's
    told_of = {s.unit for s in result}
    return without(every, result, {n for n in range(len(units), len(every)) if n not in told_of})  # named, but nothing is said of it


def handed_down(units: list[Unit], statements: list[Statement], documents: list[Document]) -> list[Statement]:
    """The statements, what a remark under the heading of one unit tells of another that is told of there ("The Ferry Desk also …", below the table of a division) given to that."""
    titles = {fold(u.name): n for n, u in enumerate(units)}
    holds: dict[int | None, set[int | None]] = {}
    for s in statements:
        for around in {titles.get(fold(h)) for h in s.heading} - {None, s.unit}:
            holds.setdefault(around, set()).add(s.unit)
    called = {fold(name): n for n, u in enumerate(units) for name in spellings(u.name)}

    def owner(s: Statement) -> int | None:
        sentence = " ".join(s.span.of(documents[s.document].text).split())
        named = (called.get(fold(opened_by(sentence))), _unit(_NAMED_FIRST.match(sentence), called), _actor(sentence, called))
        unit = next((u for u in named if u is not None), None)
        return unit if unit is not None and unit in holds[s.unit] else s.unit

    result: list[Statement] = []
    for s in statements:
        found = owner(s) if s.kind != "row" and s.unit is not None and s.unit in holds else s.unit
        before = result[-1] if result else None
        follows = before is not None and before.document == s.document and 0 <= s.span.start - before.span.end < _NEXT and s.kind != "row"
        text = s.span.of(documents[s.document].text)
        if before is not None and follows and found == s.unit and found in holds and before.unit in holds[found] and _IT.match(text[:1].upper() + text[1:]):
            found = before.unit  # "…; it passes on …"
        result.append(replace(s, unit=found))
    return result


def _by_place(units: list[Unit], texts: list[str]) -> dict[str, int]:
    """What stands before the noun of a sort of units ("Torvik" of "Torvik Hub"), folded, where the texts let it act alone ("Torvik chairs …") and never have it in small letters; what stands before two nouns is neither's."""
    sorts = Counter(u.noun for u in units if u.noun)
    fronts: dict[str, list[int]] = {}
    for number, unit in enumerate(units):
        if unit.noun and sorts[unit.noun] >= _SORT and (match := re.fullmatch(rf"([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) {unit.noun}", unit.name, re.IGNORECASE)):
            fronts.setdefault(match.group(1), []).append(number)
    acting = {" ".join(m.group(1).split()) for t in texts for m in _ALONE.finditer(t)} if fronts else set()
    small = {w for t in texts for w in re.findall(r"\b[a-z][\w'’-]+", t)} if fronts else set()
    return {fold(own): of[0] for own, of in fronts.items() if len(of) == 1 and own in acting and not {w.lower() for w in own.split()} <= small}


def sentences_of(paragraphs: list[list[Statement]], document: Document) -> list[list[str]]:
    """The paragraphs of a document, each as its sentences, white space collapsed; rows of tables left out."""
    starts = [b.span.start for b in document.blocks]
    told = [p for p in paragraphs if p[0].kind != "row" and document.blocks[max(0, bisect_right(starts, p[0].span.start) - 1)].kind != "row"]
    return [[" ".join(s.span.of(document.text).split()) for s in p] for p in told]


def by_document(paragraphs: list[tuple[int, list[Statement]]]) -> dict[int, list[list[Statement]]]:
    """Paragraphs by the document they stand in."""
    found: dict[int, list[list[Statement]]] = {}
    for index, paragraph in paragraphs:
        found.setdefault(index, []).append(paragraph)
    return found


def paragraphs_of(statements: list[Statement], documents: list[Document]) -> list[tuple[int, list[Statement]]]:
    """The statements by the block they stand in, each with its document."""
    starts = [[b.span.start for b in d.blocks] for d in documents]
    groups = groupby(statements, key=lambda s: (s.document, bisect_right(starts[s.document], s.span.start)))
    return [(index, list(group)) for (index, _), group in groups]


def _continues(text: list[str], inside: list[list[int]], topic: int | None, units: list[Unit]) -> bool:
    """Whether a paragraph goes on about the unit that the one before spoke of: it opens with "it", or names no unit first and takes that one up ("… the Desk sends")."""
    if _LEANS.match(text[0]):
        return True
    if topic is None or inside[0]:
        return False
    short = short_form(units[topic].name)
    return _GOES_ON.search(text[0]) is not None or any(re.search(rf"\b[Tt]he {re.escape(short)}\b", t, re.IGNORECASE) for t in text)


def _hanging_on(names: list[str]) -> re.Pattern[str] | None:
    """What finds a unit's name with what hangs on it: "the Lamp Office, which keeps …"."""
    if not names:
        return None
    alternatives = "|".join(r"\s+".join(map(re.escape, n.split())) for n in sorted(set(names), key=len, reverse=True))
    return re.compile(rf"({alternatives})(?:\s\([A-Z]+\))?(,\s+)which\s+(?=[a-z]+[^s\W]s\b)")


def _hanging(statement: Statement, text: str, pattern: re.Pattern[str] | None, called: dict[str, int]) -> tuple[tuple[Span, Span], int | None] | None:
    """Where a statement ends in what another unit does ("… to the Lamp Office, which keeps the lamps"): the two parts and the unit; None if it does not."""
    if pattern is None or _WHICH.search(text, statement.span.start, statement.span.end) is None:
        return None
    match = pattern.search(text, statement.span.start, statement.span.end)
    if match is None or len(words(text[statement.span.start : match.start()])) < _MIN_BEFORE:
        return None
    return (Span(statement.span.start, match.start(2)), Span(match.end(2), statement.span.end)), called.get(fold(" ".join(match.group(1).split())))


def _capital(sentence: str, single: frozenset[str]) -> tuple[str, ...]:
    """The words of a sentence; of those that alone are a unit's name only the capitalised ones ("Legal", not "legal")."""
    own = words(sentence)
    if single.isdisjoint(own):
        return tuple(own)
    capitals = {w for run in re.findall(r"\b[A-Z][\w&'’-]*", sentence) for w in words(run)}
    return tuple("" if w in single and w not in capitals else w for w in own)


def _unit(match: re.Match[str] | None, called: dict[str, int]) -> int | None:
    return None if match is None else called.get(fold(match.group(1)))


def _introduces(sentence: str) -> re.Match[str] | None:
    """Where a sentence ends in naming the one it is about; None where it names several ("the other members are Lindholm and Torvik")."""
    match = _COMES.match(sentence)
    return None if match is None or _AND_ANOTHER.match(sentence, match.end(1)) else match


def _doer(sentence: str, called: dict[str, int], recent: dict[str, int], *, spoken_of: bool) -> int | None:
    """The unit that a sentence names last as the one who does what it speaks of: "tickets are sold by the Ferry Desk", "… by the desk"; not where the one spoken of acts before ("it sells them, and pays the Ferry Desk")."""

    def own(match: re.Match[str]) -> bool:
        return not (spoken_of and _IT_ACTS.search(sentence, 0, match.start(1)))

    found = next((unit for m in _PASSIVE.finditer(sentence) if own(m) and (unit := _unit(m, called)) is not None), None)
    return found if found is not None else next((recent[fold(m.group(1))] for m in _PASSIVE_NOUN.finditer(sentence) if own(m) and fold(m.group(1)) in recent), None)
