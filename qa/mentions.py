"""How a unit can be named: by its whole name, a part of it, its acronym, or what the text says it is also called."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from corpus.bodies import BODY_NOUNS
from corpus.document import Unit
from corpus.words import CALENDAR, STOP, fold, plural, stem, words
from qa.english import dictionary, generic, known_words
from qa.places import find
from qa.table import Row, Table
from qa.tokens import Token, tokens

# How a text gives another name of what it speaks of: quoted after a word like "simply", or capitalised after "known as".
_ALSO = re.compile(
    r"\b(?:known|called|call|labelled|labeled|titled|styled|nicknamed|dubbed|simply|just|formerly|says?|until (?:\d{4}|recently|last (?:year|month|spring|summer|autumn|winter))|popularly|commonly|colloquially|often|abbreviated|referred to|(?:for|in) short)\b[^.;\"“”]{0,30}[\"“]([^\"“”]{2,40})[\"”]"
    r"|\b(?:known (?:to \w+ |locally |generally |simply )?as|nicknamed|abbreviated(?: to| as)?|formerly(?: known as| called)?|shortened to|(?:call(?:s|ed)?|say|says) (?:it|this \w+|us)|(?:simply|just|usually|still) call)\s+(?:the )?((?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+){0,3})"
    r"|\b((?-i:[A-Z][A-Z&]{0,6}[A-Z])) for short\b|\b((?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+){0,3}), as (?:it|we|they) (?:is|are) (?:\w+ )?(?:known|called)\b"
    r"|\bwhich (?:[a-z]+ ){1,5}calls? (?:the )?((?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+){0,3})|\b(?:often|usually|commonly|also|sometimes|generally|still|simply|better) (?:called|known as) (?:the )?(?P<often>(?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+){0,3})"
    r"|\bwhat (?:we|you|people|everyone|some|most) (?:used to |still |once )?calls? (?:the )?((?-i:[A-Z])[\w'’-]+(?: (?:of |the |and )?(?-i:[A-Z])[\w'’-]+){0,4}) is (?:now|today|the)\b"
    r"|\bunder (?:the|its|our) (?:old |former |earlier |new |short )?name (?:of )?(?:the )?((?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+){0,3})"
    r"|\b(?:is(?: also| at the same time)|(?:doubles|serves|acts)(?: also)? as) (?:our |the )(?-i:[A-Z])[^.;()]{2,60}? \(((?-i:[A-Z][A-Z&]{1,7}))\)"
    r"|\((?:most |almost )?every(?:one|body) (?:says|calls it) ((?-i:[A-Z])[\w'’-]+)",
    re.IGNORECASE,
)
_THING = re.compile(r"\b[a-z]+(?:s|ed|ing)\s+(?:\w+\s+){0,4}[a-z]+,\s*$")  # "repairs radios, often called …": of the radios
_BRACKETED = re.compile(r"^(?:The |Our )?(?P<name>[A-Z][\w&'’-]*(?:,? [\w&'’-]+){0,9}?) \((?:the |hereinafter |hereafter |or )*[\"“](?:the )?(?P<also>[^\"“”]{2,40})[\"”]")  # 'The Laboratory ("the Lab" in everyday use)'
_MEANS = re.compile(r"[\"“](?P<also>[^\"“”]{2,40})[\"”] (?:means|denotes|stands for|refers to|is short for)(?: the)? (?P<name>[A-Z][^.;,\n]{3,90})")
_TOWN = r"(?P<seat>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})"
_ENDS = r"(?=\s*(?:[.,;(]|$)|\s*\b(?:and|in|since|for|with|where|on|near)\b)"
_UNIT = r"(?P<name>[A-Z][^.;]{2,90}?|[a-z]+)"
_SEATS = [
    re.compile(pattern)
    for pattern in (
        rf"(?:(?:It|The \w+|This \w+) is )?(?:[Ll]ocated|[Bb]ased|[Ss]eated|[Ss]ituated) in {_TOWN}{_ENDS}",
        rf"(?:The |Our )?{_UNIT}(?: \([A-Z]\w*\))?,? (?:which )?(?:(?:is|sits)? ?(?:based|located|seated|situated|headquartered|housed) in|sits in|works (?:from|out of)|operates (?:from|out of)|has its (?:seat|office|headquarters|offices|base|home) in|(?:was )?(?:opened|set up|established|founded) in) {_TOWN}{_ENDS}",
        rf"(?:The |Our )?{_UNIT}(?: \([A-Z]\w*\))?, in {_TOWN}(?=,)",
        rf"In {_TOWN}, ?(?:the |our )?{_UNIT}(?=,| [a-z]+s\b)",
        rf"{_TOWN} ?(?:is (?:home to|the (?:seat|home|base) of|where)|hosts|houses) (?:the )?{_UNIT}(?=[,.;]| of | \(|$| sits\b| works\b| is\b)",
        rf"From {_TOWN},? ?(?:the |our )?{_UNIT} (?=[a-z]+s\b)",
        rf"From (?:its (?:seat|base|headquarters|office) in )?{_TOWN}(?=,| (?:it|the|we|our)\b)",
    )
]  # how a statement says where its unit sits: "Located in Torvik.", "The desk, based in Torvik, …", "Torvik hosts the desk", "From Torvik the desk looks after …"
_WELL_KNOWN = frozenset(
    ["ceo", "cfo", "coo", "cto", "cio", "ilo", "itu", "imf", "who", "wto", "iom", "imo", "fao", "iso", "nato", "oecd", "osce", "wfp", "ngo", "faq", "gdp", "vat", "hrt", "usa", "uae", "ict"]
)  # what these letters stand for elsewhere
_MIN_INITIALS = 3  # letters
_ALSO_WORDS = 4
DEPUTIES = frozenset(["deputy", "vice", "assistant"])  # before the name of a post: another one
_SEAT_WORDS = 2  # of a place at the end of a unit's name


@dataclass(frozen=True, slots=True)
class Mention:
    """How a unit can be named: its folded words, and whether the form alone suffices."""

    unit: int
    words: tuple[str, ...]
    alone: bool


def mentions(table: Table) -> list[Mention]:
    """Every way to name a unit of a text, the longest first."""
    found: list[Mention] = []
    common = Counter(w for u in table.corpus.units for w in set(words(u.name)))
    begins = Counter(name[:size] for u in table.corpus.units for name in [tuple(words(u.name))] for size in range(1, len(name) + 1))  # how many names open with each run of words
    for number, unit in enumerate(table.corpus.units):
        for inside in re.findall(r"\(([^)]+)\)", unit.name):
            found += [Mention(number, tuple(words(inside)), True), Mention(number, tuple(words(unit.name)), True)]  # "the Depot (South)"
        bare = _bare(unit.name)
        found.append(Mention(number, tuple(words(bare)), True))
        parts = [tuple(words(p)) for p in re.split(r",|\s[–—-]\s", bare)]
        if not unit.noun and len(parts) > 1:
            found.append(Mention(number, parts[0], True))
            found += [Mention(number, p, False) for p in parts[1:] if p]
        own_part = begins[parts[0]] == 1
        if own_part and unit.noun and len(parts) > 1 and unit.noun in parts[0] and len(parts[0]) > 1:
            found.append(Mention(number, parts[0], True))  # "Division D – Licences"
        seats = [p for p in parts[1:] if 0 < len(p) <= _SEAT_WORDS and all(_is_proper(table, w) for w in p)] if unit.noun else []
        if seats and all(common[w] == 1 for w in seats[0]):
            found += [Mention(number, p, True) for p in (seats[0], *((parts[0],) if own_part else ()))]  # "Field Desk for the North, Torvik"
            found += [Mention(number, p, False) for p in seats[1:]]  # "…, Torvik, Norway"
        if unit.noun:
            rest = tuple(w for w in words(bare) if w != unit.noun)
            while rest and rest[0] in STOP:
                rest = rest[1:]
            if rest:
                found.append(Mention(number, rest, False))
            plain = tuple(w for w in rest if not any(c.isdigit() for c in w) and len(w) > 1)
            if plain and plain != rest:  # "Division A – Evaluation", "Unit B.1 Licences for boats"
                found.append(Mention(number, plain, len(plain) > 1 or plain[0] not in dictionary()))
            alone = [w for w in rest if common[w] == 1 and w not in STOP and w.isalpha()]
            if len(alone) == 1 and len(rest) > 1:
                found.append(Mention(number, (alone[0],), _is_proper(table, alone[0])))  # "what about East?", of "Regional Centre East"; "Torvik", of "Branch Office Torvik"
            opening = tuple(takewhile(lambda w: w not in STOP, words(bare)))
            joined = len(opening) > 1 or (opening and words(bare)[1:2] == ["and"] and common[opening[0]] == 1)
            if joined and len(opening) < len(words(bare)) and begins[opening] == 1:
                found.append(Mention(number, opening, False))  # "Blood Bank" of "Blood Bank and Transfusion Service", "Finance" of "Finance and Fees Desk"
            named = find(tokens(bare), bare)
            if (place := next((p for p in named if p.first == 0), None)) and place.last - place.first > 1:
                seat = tuple(words(bare[: place.end]))  # "Two Rivers City Field Desk"
                if begins[seat] == 1:
                    found.append(Mention(number, seat, True))
            towns = [tuple(words(bare[p.start : p.end])) for p in named if p.kind == "city" and p.last - p.first > 1]
            found += [Mention(number, t, True) for t in towns if all(common[w] == 1 or w in STOP for w in t)]  # "Field Desk in Panama City"
            own = tuple(takewhile(lambda w: common[w] == 1 and _is_proper(table, w), rest))
            if own and not any(_is_proper(table, w) and common[w] == 1 for w in rest[len(own) :]):
                found.append(Mention(number, own, True))  # "Lindholm" of "Lindholm Field Desk", where others are field desks, too
    if table.corpus.noun != "document":
        found += [Mention(s.unit, other, True) for n, s in enumerate(table.corpus.statements) if s.unit is not None and s.kind != "row" for other in _other_names(table, table.said(n), s.unit)]
        found += _seats(table)
        found += _defined(table)
        found += _nouns(table)
    found += _bracketed(table)
    for acronym, forms in table.acronyms.items():
        for number, unit in enumerate(table.corpus.units):
            if tuple(stem(w) for w in words(_bare(unit.name)) if w not in STOP) in forms:
                found.append(Mention(number, (acronym,), True))
    found += _initials(table)
    return sorted({m for m in found if m.words}, key=lambda m: (-len(m.words), m.unit, m.words))


_JOINED_NAMES = re.compile(r"\s*(?:\([^()]{1,12}\))?\s*(?:,|and|or|&|as well as|, and|, or)\s+(?:by |of |with )?(?:the\s+|our\s+)?", re.IGNORECASE)
_ALL = frozenset(["all", "both", "every", "each", "either"])
_JOINTLY = re.compile(r"\bjointly with (?:the |our )?$", re.IGNORECASE)
_REACH = 20  # characters before a name that tell this
_WITHIN_NAMES = frozenset(["of", "for", "on", "in", "at", "and", "the"])  # what may join the words of a longer name
_BEFORE_NOUN = 3  # words before a plural among which "all" or "both" stands


class NamedUnits:
    """Which statements name which units: "together with the Legal Service", "for both regional hubs"."""

    def __init__(self, table: Table) -> None:
        self.table = table

    @cached_property
    def mentions(self) -> list[Mention]:
        """The ways to name a unit, the longest first."""
        return mentions(self.table)

    @cached_property
    def _forms(self) -> dict[str, list[Mention]]:
        """The same by first word."""
        found: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            found.setdefault(mention.words[0], []).append(mention)
        return found

    @cached_property
    def _rows(self) -> dict[int, dict[int, tuple[tuple[int, int], ...]]]:
        """For each unit the statements that name it, and where."""
        found: dict[int, dict[int, list[tuple[int, int]]]] = {}
        for row in self.table.rows:
            for unit, start, end in self._in(row):
                found.setdefault(unit, {}).setdefault(row.number, []).append((start, end))
        return {u: {n: tuple(spots) for n, spots in rows.items()} for u, rows in found.items()}

    def rows(self, unit: int) -> dict[int, tuple[tuple[int, int], ...]]:
        """The statements that name a unit, by number, with the offsets of the name."""
        return self._rows.get(unit, {})

    @cached_property
    def _units(self) -> dict[int, list[tuple[int, int, int]]]:
        """For each statement the units it names, as (start, end, unit) in order."""
        found: dict[int, list[tuple[int, int, int]]] = {}
        for unit, rows in self._rows.items():
            for number, spots in rows.items():
                found.setdefault(number, []).extend((a, b, unit) for a, b in spots)
        return {n: sorted(spots) for n, spots in found.items()}

    def units(self, row: int) -> set[int]:
        """The units that a statement names."""
        return {u for _, _, u in self._units.get(row, ())}

    def beside(self, row: Row, unit: int) -> list[int]:
        """The units that a statement names right beside one ("the Ferry Desk, the Lamp Office and the Pilots"), or as those with whom it does it ("jointly with the Ferry Desk")."""
        spots = self._units.get(row.number, [])
        text = self.table.text(row.number)
        chains: list[list[int]] = []
        for at, (start, _, u) in enumerate(spots):
            joined = at > 0 and _JOINED_NAMES.fullmatch(text[spots[at - 1][1] : start]) is not None
            if joined:
                chains[-1].append(u)
            else:
                chains.append([u])
        joint = [u for start, _, u in spots if u != unit and _JOINTLY.search(text[max(0, start - _REACH) : start])] if row.own == unit else []
        return list(dict.fromkeys([*(u for chain in chains if unit in chain for u in chain if u != unit), *joint]))

    def _in(self, row: Row) -> list[tuple[int, int, int]]:
        """(unit, start, end) of the units that a statement names."""
        own = [t for t in row.tokens if t.start >= 0]
        text = self.table.text(row.number)
        found: list[tuple[int, int, int]] = []
        at = last = 0
        while at < len(own):
            mention = next((m for m in self._forms.get(own[at].word, ()) if self._stands(m, own, at, text, last)), None)
            if mention is not None:
                end = last = at + len(mention.words)
                found.append((mention.unit, own[at].start, own[end - 1].end))
                at = end
                continue
            found += [(u, own[at].start, own[at].end) for u in self._of_plural(own, at)]
            at += 1
        return found

    def _stands(self, mention: Mention, own: Sequence[Token], at: int, text: str, last: int) -> bool:
        """Whether a unit is named at a word, in capitals as names are, and not as part of a longer name; `last` is where the name of the unit before ended."""
        size = len(mention.words)
        run = own[at : at + size]
        if tuple(t.word.lower() for t in run) != mention.words or not all(t.capital or t.word in STOP for t in run) or not any(t.capital for t in run):
            return False
        noun = self.table.corpus.units[mention.unit].noun
        if at and not noun and own[at - 1].word in DEPUTIES:
            return False
        nouns = self.table.body_nouns
        before = at - 1
        while before >= last and (own[before].capital or own[before].word in _WITHIN_NAMES) and not re.search(r"[^\w\s’'-]", text[own[before].end : own[before + 1].start]):
            if own[before].capital and before and own[before].word not in nouns | STOP:
                return mention.alone and bool(noun) and size > 1  # "… Office in Lindholm" of another body; a name with its noun is whole
            before -= 1
        after = own[at + size] if at + size < len(own) and not text[run[-1].end : own[at + size].start].strip() else None
        if after is not None and after.capital and after.word not in nouns:
            return False
        return mention.alone or not noun or size > 1 or (after is not None and after.word == noun) or at == 0 or own[at - 1].word != "the"

    def _of_plural(self, own: Sequence[Token], at: int) -> list[int]:
        """The units that "all departments", "both regional hubs" are."""
        before = own[max(0, at - _BEFORE_NOUN) : at]
        opened = next((i for i in range(len(before) - 1, -1, -1) if before[i].word in _ALL), -1)
        if opened < 0 or own[at].word not in self.table.body_nouns:
            return []
        kind = {t.word for t in before[opened + 1 :]} - STOP
        sort = (*(t.stem for t in before[opened + 1 :] if t.word not in STOP), stem(own[at].word))
        if group := next((members for heading, members in self.table.groups if heading == sort), ()):
            return list(group)
        return [
            n for n, u in enumerate(self.table.corpus.units)
            if u.noun and own[at].word in (u.noun, plural(u.noun)) and own[at].word not in generic() and kind <= set(words(u.name)) | self.table.modifiers
        ]  # fmt: skip


def _bare(name: str) -> str:
    return re.sub(r"\([^)]*\)", "", name)


def _is_proper(table: Table, word: str) -> bool:
    """Whether a word of a unit's name is a name itself: a place or no word of English, and never without its capital in the text."""
    is_name = bool(find(tokens(word), word)) or word not in dictionary()
    return is_name and word not in known_words() | BODY_NOUNS and not any(t.word == word and not t.capital for row in table.rows_having(stem(word)) for t in row.tokens)


def _other_names(table: Table, text: str, unit: int) -> list[tuple[str, ...]]:
    """What a statement says its unit is also called: "Known to everyone as the Counting House", "(PET for short)", 'The Laboratory ("the Lab")'."""
    names = [next(g for g in m.groups() if g) for m in _ALSO.finditer(text) if not (m.group(m.re.groupindex["often"]) and _THING.search(text[: m.start()]))]
    if (match := _BRACKETED.match(text)) and fold(match.group("name")) in (fold(table.corpus.units[unit].name), table.corpus.units[unit].noun):
        names.append(match.group("also"))
    if short := re.findall(r"\b[A-Z]{2,6}\b", text):
        initials = "".join(w[0] for w in words(_bare(table.corpus.units[unit].name)) if w not in STOP)
        names += [s for s in short if fold(s) == initials]
    others = {name: tuple(w for w in words(name) if w != "the") for name in names}
    return [
        o for name, o in others.items() if o and (name.isupper() or not set(o) <= BODY_NOUNS | STOP or (name[0].isupper() and not any(set(o) & set(words(u.name)) for u in table.corpus.units))) and len(o) <= _ALSO_WORDS
    ]


def _initials(table: Table) -> list[Mention]:
    """The initials of units' names of three words or more, where they are one unit's alone and no word, and the text does not have them for anything."""
    letters = {n: "".join(w[0] for w in words(_bare(u.name)) if w not in STOP) for n, u in enumerate(table.corpus.units) if not u.whole}
    times = Counter(letters.values())
    return [
        Mention(n, (i,), True)
        for n, i in letters.items()
        if len(i) >= _MIN_INITIALS and times[i] == 1 and not any(i in known for known in (_WELL_KNOWN, table.aliases, table.acronyms, STOP, dictionary(), known_words())) and not table.rows_having(stem(i))
    ]


def _bracketed(table: Table) -> list[Mention]:
    """The acronyms that stand in brackets after a unit's name where the text writes it out."""
    names = {fold(u.name): n for n, u in enumerate(table.corpus.units) if not u.whole}
    if not names:
        return []
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))}) \(([a-z][a-z&]{{1,7}})\)")
    return [Mention(names[m.group(1)], (m.group(2),), True) for d in table.corpus.documents for m in pattern.finditer(fold(" ".join(d.text.split()))) if m.group(2) != "and"]


def _seats(table: Table) -> list[Mention]:
    """The towns in which units say that they sit, where one alone does ("Located in Torvik.": "the Torvik office")."""
    found = [(s.unit, tuple(words(seat))) for n, s in enumerate(table.corpus.statements) if s.unit is not None and s.kind != "row" and (seat := _seat(table.said(n), table.corpus.units[s.unit]))]
    times = Counter(seat for _, seat in {*found})
    return [Mention(unit, seat, False) for unit, seat in found if times[seat] == 1]


def _seat(said: str, unit: Unit) -> str:
    """The town in which a statement says that its unit sits; "" if it says none."""
    own = (fold(_bare(unit.name)), unit.noun, "it", "we")
    for pattern in _SEATS:
        if (match := pattern.match(said)) and ("name" not in match.groupdict() or fold(match.group("name")).removeprefix("the ") in own) and _is_town(match.group("seat")):
            return match.group("seat")
    return ""


def _is_town(name: str) -> bool:
    """Whether words may name a town: no month ("opened in May"), no land."""
    return CALENDAR.isdisjoint(words(name)) and all(p.kind == "city" for p in find(tokens(name), name))


def _defined(table: Table) -> list[Mention]:
    """What a definition says a unit is called: '"Waterworks" means the Department of Water'."""
    known = {fold(_bare(u.name)): n for n, u in enumerate(table.corpus.units)}
    pairs = [(m.group("also"), fold(m.group("name"))) for d in table.corpus.documents for m in _MEANS.finditer(d.text)]
    return [Mention(known[name], tuple(words(also)), True) for also, name in pairs if name in known and len(words(also)) <= _ALSO_WORDS]


def _nouns(table: Table) -> list[Mention]:
    """ "The Laboratory", where one unit alone has that noun, and its own text speaks of it so."""
    times = Counter(u.noun for u in table.corpus.units)
    found = []
    for number, unit in enumerate(table.corpus.units):
        if unit.noun and times[unit.noun] == 1 and unit.noun != table.corpus.noun and len(words(_bare(unit.name))) > 1:
            spoken = [row.own for row in table.rows_having(stem(unit.noun)) if re.search(rf"\b[Tt]he {unit.noun.capitalize()}\b(?! (?:of|for|on)\b)", table.said(row.number))]
            if spoken.count(number) * 2 > len(spoken):
                found.append(Mention(number, ("the", unit.noun), True))
    return found
