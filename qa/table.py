"""The text as a table of duties: units down, statements across, every word with its place.

Built once when a build is opened; everything a question needs to scan is here.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from corpus.bodies import BODY_NOUNS, unnumbered
from corpus.document import Block, Corpus, Span, Statement
from corpus.lines import stated_count
from corpus.words import STOP, clean, fold, plural, stem, words
from qa.acronyms import initials, spells, written_out
from qa.english import data, generic, groupings, synonyms
from qa.tokens import Token, related, tokens

EXCEPTION = re.compile(
    r"(?:\b(?:except(?:ing)?(?: for)?|excluding|with the exception of|without|but not|and not)|s (?:bar|save)|, not)$",
    re.IGNORECASE,
)  # of negations those that only reach on, not back
NEGATION = re.compile(
    r"\b(?:(?:is|are|was|were|does|do|did|has|have|had|shall|may|can|could|must|will|would|should|be)\s+(?:\w+\s+)?(?:not|no|never|nothing)|cannot|\w+n't|never|nor (?:has|have|is|are|does|do)|, not|but not|and not|except(?:ing)?(?: for)?\b|excluding\b|with the exception of|(?:the|one|only|sole|single) exceptions? (?:is|are|being)|no (?!later\b|less\b|more\b|fewer\b|longer than\b|sooner\b|matter\b|doubt\b|one\b|other\b)(?=[a-z])|neither|none|without(?! (?:charge|cost)))\b|\(no(?= \w+\))|(?<=[a-z]s) (?:bar|save)(?= [a-z]+\b[,.;]| [a-z]+ [a-z]+[,.;])|(?<=[\n.;:(])\s{0,2}not\b",
    re.IGNORECASE,
)
_NOT_BY = re.compile(
    rf"\bnot by (?:(?:the|this|our) (?:{'|'.join(sorted(BODY_NOUNS))})|us|it|them)\W*$"
    rf"|\bnot by (?:(?:the|this|our) )?(?:{'|'.join(sorted(BODY_NOUNS))}|us|it|them|(?-i:[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){{0,4}})) but by\b"
    rf"|\b(?:is|are|was)(?: not|n['’]t) (?:(?:(?:the|our|this) (?:{'|'.join(sorted(BODY_NOUNS))})|(?:the )?(?-i:[A-Z][\w&]*(?: [A-Z][\w&]*){{0,4}}))['’]s?|its|our|their) (?:tasks?|jobs?|business|concern|responsibility|duty|remit|work)\W*$",
    re.IGNORECASE,
)  # "… are trained by the members and not by the office"
_NOT_THEIRS = re.compile(
    r"\W*(?:not (?:them|us|me|him|her|here|ours|theirs|for (?:us|them|me)|(?:our|their|its|my) (?:job|task|business|concern)|responsible(?: for)?|in charge(?: of)?|covered|included|dealt with(?: here)?|this (?:team|office|unit|desk))"
    r"|(?:we|they|it|i|the \w+|this \w+|our \w+) (?:do not|don['’]t|does not|doesn['’]t)(?: do| handle| cover| deal with)?|(?:do(?:es)? not|do(?:es)?n['’]t)(?: (?:do|handle|cover|deal with))?|never|don['’]t ask (?:us|them) (?:for|about)|out of scope|outside (?:our|its|their) remit|exclud(?:es|ed))\s*[:–—]",
    re.IGNORECASE,
)  # labels of what a unit does not do ("Not us: lost property (ask the Ferry Desk)")
_NOT_DONE = re.compile(
    r"(?:what|things|tasks|matters|requests) (?:that )?(?:we|it|they|us|the \w+|this \w+|our \w+)?\s*(?:do(?:es)? not|don['’]t|doesn['’]t|cannot|can['’]t) (?:do|handle|cover|deal with|offer|provide|help with|take on)"
    r"|what (?:is|are) not (?:ours|theirs|done here|handled here|(?:our|its|their) (?:job|task|business|work))|not (?:our|its|their) (?:job|task|business|work|responsibility|remit|duty|duties)|not (?:us|here|ours|theirs|handled here|done here|responsible for)"
    r"|(?:out of scope|outside (?:our|its|their) (?:remit|scope))|(?:we|it|they|the \w+|this \w+) (?:do(?:es)? not|don['’]t|doesn['’]t)(?: (?:do|handle|cover|deal with))?",
    re.IGNORECASE,
)  # a heading over what a unit does not do
_BLANK = re.compile(r"\s")
_FORMER = re.compile(
    r"(?:^|[.;:(,]\s*|\b(?:which|who|that|and)\s+)(?:until|up to|till|before)\s+(?:the\s+)?(?:(?:end|spring|summer|autumn|winter)\s+of\s+|[A-Z][a-z]+\s+)?(?:(?:19|20)\d\d|last\s+\w+)\b(?=[^.;:]{0,60}?\b(?:was|were|had|did|(?<!is )(?<!are )(?<!be )(?<!been )(?!need|seed|feed|speed|indeed|hundred)[a-z]+ed|ran|kept|held|gave|took|taught|sat|rang|stood|lay|met|paid|dealt|sold|sent|bought|led)\b)|^(?:(?:It|They|We|These|This|That)|(?-i:(?:The\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,5}))\s+(?:also\s+)?used\s+to\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"^(?:[A-Z]|[IVX]{1,4}|\d{1,2})[.)]\s+(?=\w)")  # "B. Regional offices"
_PHONES = re.compile(r"\b(?:tele)?phone (?:list|numbers|directory|book)\b", re.IGNORECASE)
_NUMBER_COLUMN = re.compile(r"(?:No|Nos|Number|Numbers|Ext|Extension|Nr)\.?", re.IGNORECASE)
_PART = re.compile(r"^(?:part|chapter|section|title|annex|group) \w+\s*[:.–—-]\s*(?=\w)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:(?P<sort>part|chapter|section|title|annex|group) )?(?P<number>[A-Z]|[IVX]+|\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b\s*[.:)–—-]", re.IGNORECASE)
_TOP = 100  # characters at the head of a text that may say what it lists
_OPENING = 4  # statements of an introduction in which an organisation gives its own short name
_CALLED = re.compile(
    r"(?:hereinafter|hereafter|\((?:in this \w+ |here )?|referred to as|, )(?: referred to as| called)? ?[\"“]?the ([A-Z]\w+)[\"”]?(?=[,.;)\"”]|\s+\()"
)  # "…, hereinafter the Authority", '("the Bank", GDB)'
_ABBREVIATED = re.compile(r"\b([A-Z][a-z]+) \([A-Z]{2,8}\)")  # "the Northern Lamp Alliance (NLA)"
_SPOKEN_OF = re.compile(r"\b[Tt]he ([A-Z][a-z]+)(?= (?![A-Z])|[’'.,;:)])")  # "the Alliance"
_OF_SORT = re.compile(r"(?:An? |The )?(?P<sort>(?:(?!the |to |of |a )[\w-]*[^\Ws] ){1,2}(?P<noun>\w+))(?: of the [\w ]{3,30})?(?=[.;]|$)", re.IGNORECASE)
_GLOSSED = 2  # cells of a row that says what an acronym stands for
_ACRONYM = re.compile(r"[A-Z][A-Za-z&]{0,7}[A-Z]")
_SORT_WORDS = 2  # words before the noun in a unit's name that may tell its sort
_OFTEN = 2  # times a text speaks of itself by one word


@dataclass(frozen=True, slots=True)
class Row:
    """One statement as it is scanned.

    Attributes:
        number: Its index in the corpus.
        unit: The main unit it belongs to (an outermost one), or None.
        own: The unit it belongs to, possibly a nested one, or None.
        tokens: Its words, then those of its lead-ins.
        size: How many of the tokens are the statement's own.
        stems: All stems.
        sequence: Stems of its own words that are no stop words, in order.
        negations: Offsets of words after which the text denies.
        disowned: Whether its label says that it is not done here ("Not us: …").
        former: Offsets after which it tells of what is past ("Until 2012 the desk sold …", "used to sell").
    """

    number: int
    unit: int | None
    own: int | None
    tokens: tuple[Token, ...]
    size: int
    stems: frozenset[str]
    sequence: tuple[str, ...]
    negations: tuple[int, ...]
    former: tuple[int, ...] = ()
    disowned: bool = False


@dataclass
class Table:
    """The corpus, ready to be scanned.

    Attributes:
        corpus: The text.
        rows: One a statement, in order.
        main: Indexes of the outermost units, in order.
    """

    corpus: Corpus
    rows: list[Row] = field(default_factory=list)
    main: list[int] = field(default_factory=list)
    _said: dict[int, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.main = [i for i, u in enumerate(self.corpus.units) if u.parent is None]
        for number, statement in enumerate(self.corpus.statements):
            self.rows.append(self._row(number, statement))

    def _row(self, number: int, statement: Statement) -> Row:
        text = self.corpus.documents[statement.document].text
        own = tokens(text, statement.span.start, statement.span.end)
        leads = [t for s in statement.leads for t in tokens(text, s.start, s.end)]
        if statement.kind == "row" and _PHONES.search(f"{' '.join(statement.heading)} {self.corpus.documents[statement.document].title} {text[:_TOP]}"):  # "No." in a telephone list
            leads += [Token("phone", stem("phone"), s.start, s.end, False) for s in statement.leads if _NUMBER_COLUMN.fullmatch(s.of(text).strip())]
        heading = []
        if statement.kind != "row" and statement.heading:
            # a sub-heading's words belong to what stands under it, its unit's name does not
            unit = self.corpus.units[statement.unit].name if statement.unit is not None else None
            if statement.heading[-1] != unit and (unit is None or not fold(statement.heading[-1]).endswith(fold(unit))):
                heading = [Token(t.word, t.stem, -1, -1, t.capital) for t in tokens(statement.heading[-1])]
        disowned = any(_NOT_THEIRS.match(span.of(text)) for span in (statement.span, *statement.leads)) or _NOT_BY.search(statement.span.of(text)) is not None
        disowned = disowned or not_done(statement) != ""
        negations = tuple(m.end() for m in NEGATION.finditer(text, statement.span.start, statement.span.end))
        everything = (*own, *leads, *heading)
        return Row(
            number, self.top(statement.unit), statement.unit, everything, len(own), frozenset(t.stem for t in everything),
            tuple(t.stem for t in own if t.word not in STOP), negations, tuple(statement.span.start + m.end() for m in _FORMER.finditer(statement.span.of(text))), disowned,
        )  # fmt: skip

    def text(self, number: int) -> str:
        """The whole text that a statement stands in: what offsets of its tokens count in."""
        return self.corpus.documents[self.corpus.statements[number].document].text

    def said(self, number: int) -> str:
        """The words of a statement, each character where it stands but line ends and no-break spaces as blanks: for patterns, not for quotes."""
        if number not in self._said:
            self._said[number] = _BLANK.sub(" ", self.corpus.quote(self.corpus.statements[number]))
        return self._said[number]

    def words_of(self, row: Row, run: tuple[str, ...]) -> str:
        """A statement's own words for a run of stems, stop words between them kept; "" if it has none."""
        own = [t for t in row.tokens[: row.size] if t.word not in STOP]
        at = next((i for i in range(len(own) - len(run) + 1) if tuple(t.stem for t in own[i : i + len(run)]) == run), -1)
        return "" if at < 0 else clean(self.text(row.number)[own[at].start : own[at + len(run) - 1].end])

    def top(self, unit: int | None) -> int | None:
        """The outermost unit around a unit."""
        while unit is not None and self.corpus.units[unit].parent is not None:
            unit = self.corpus.units[unit].parent
        return unit

    def within(self, unit: int) -> set[int]:
        """A unit and all units nested in it."""
        found = {unit}
        for i, u in enumerate(self.corpus.units):
            if u.parent in found:
                found.add(i)
        return found

    def rows_of(self, unit: int) -> list[Row]:
        """The rows of a unit and of those nested in it, in order."""
        inside = self.within(unit)
        return [r for r in self.rows if r.own in inside]

    def name(self, unit: int) -> str:
        """The unit's name as the text gives it."""
        return self.corpus.units[unit].name

    def short(self, unit: int) -> str:
        """The part of the name by which people call the unit: "Lindholm" of "Lindholm, Norway", if nobody else has it."""
        head = self.name(unit).split(",")[0].strip()
        return head if sum(u.name.split(",")[0].strip() == head for u in self.corpus.units) == 1 else self.name(unit)

    @cached_property
    def nouns(self) -> str:
        """The plural of what the text calls its units."""
        return plural(self.corpus.noun)

    @cached_property
    def frequency(self) -> Counter[str]:
        """In how many statements each stem occurs."""
        return Counter(s for row in self.rows for s in row.stems)

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        """For each stem the rows that have it."""
        found: dict[str, list[int]] = {}
        for row in self.rows:
            for s in row.stems:
                found.setdefault(s, []).append(row.number)
        return found

    def rows_having(self, stem_: str) -> list[Row]:
        """The rows that have a stem, in order."""
        return [self.rows[n] for n in self._postings.get(stem_, ())]

    def rows_with(self, sequence: tuple[str, ...]) -> list[Row]:
        """The rows whose own words have a sequence of stems unbroken, in order."""
        if not sequence or any(s not in self._postings for s in sequence):
            return []
        rarest = min((self._postings[s] for s in sequence), key=len)
        return [self.rows[n] for n in rarest if has_run(self.rows[n].sequence, sequence)]

    def row_block(self, number: int) -> Block:
        """The table row that a statement of that kind is."""
        statement = self.corpus.statements[number]
        return self._row_blocks[statement.document, statement.span]

    @cached_property
    def _row_blocks(self) -> dict[tuple[int, Span], Block]:
        return {(i, b.span): b for i, d in enumerate(self.corpus.documents) for b in d.blocks if b.kind == "row"}

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """How often each folded word occurs, headings included."""
        found = Counter(t.word for row in self.rows for t in row.tokens)
        for unit in self.corpus.units:
            found.update(words(unit.name))
        return found

    @cached_property
    def acronyms(self) -> dict[str, set[tuple[str, ...]]]:
        """Acronyms that the text writes out or uses: folded acronym → the stem sequences it stands for."""
        found = written_out([d.text for d in self.corpus.documents])
        for document in self.corpus.documents:
            for block in document.blocks:
                if block.kind == "row" and len(block.cells) == _GLOSSED and (short := _ACRONYM.fullmatch(clean(block.cells[0].of(document.text)))):
                    named = tokens(document.text, block.cells[1].start, block.cells[1].end)
                    if named and spells(fold(short.group()), named, 0):
                        found.setdefault(fold(short.group()), set()).add(tuple(t.stem for t in named if t.word not in STOP))
        return found

    @cached_property
    def aliases(self) -> dict[str, set[tuple[str, ...]]]:
        """Reviewed other names: joined stems of one name → the stem sequences of the others."""
        found: dict[str, set[tuple[str, ...]]] = {}
        sets = [list(names) for names in data("aliases.json")["aliases"]]
        sets += [[g["name"], *g["aliases"]] for g in groupings()]
        for names in sets:
            forms = {tuple(stem(w) for w in words(n) if w not in STOP or len(words(n)) == 1) for n in names}
            for form in forms:
                found.setdefault(" ".join(form), set()).update(forms - {form})
        return found

    def expand(self, acronym: str) -> set[tuple[str, ...]]:
        """The stem sequences in this text that an acronym can stand for.

        What the text itself writes out or uses, and what the reviewed names say, is not guessed at.
        """
        found = set(self.acronyms.get(acronym, ()))
        if found or stem(acronym) in self.frequency or stem(acronym) in self.aliases:
            return found
        return initials(acronym, list(self.document_tokens.values()))

    @cached_property
    def document_tokens(self) -> dict[str, list[Token]]:
        """The words of every document, by its path."""
        return {d.path: tokens(d.text) for d in self.corpus.documents}

    @lru_cache(maxsize=4096)  # noqa: B019  one table lives as long as its build
    def family(self, stem_: str) -> dict[str, float]:
        """Stems of the text that may stand for a stem, and how well (0 to 1)."""
        found: dict[str, float] = {}
        if stem_ in self.frequency:
            found[stem_] = 1.0
        for other in synonyms().get(stem_, ()):
            if other in self.frequency:
                found.setdefault(other, 0.85)
        for other in self.frequency:
            if other not in found and (related(stem_, other) or other == f"{stem_}s"):
                found[other] = 0.9
        return found

    def __hash__(self) -> int:
        return id(self)

    @cached_property
    def modifiers(self) -> frozenset[str]:
        """Words that stand before the body noun for any unit: where the text counts them ("eight field stations"), or in all names with that noun."""
        found: set[str] = set()
        alike: dict[str, list[set[str]]] = {}
        for unit in self.corpus.units:
            if unit.noun:
                alike.setdefault(unit.noun, []).append(set(words(unit.name)) - STOP - {unit.noun})
        for own in alike.values():
            found |= set.intersection(*own) if len(own) > 1 else set()
        for document in self.corpus.documents:
            for number, phrase in stated_count(document.text):
                parts = words(phrase)
                if parts and parts[-1] in self.body_nouns and (number in (len(self.main), sum(not self.corpus.units[u].noun for u in self.main)) or parts[-1] == self.nouns):
                    found |= set(parts[:-1])
        return frozenset(found)

    @cached_property
    def self_names(self) -> frozenset[str]:
        """Folded words by which the organisation calls itself: capitalised ones found with at least half of the units."""
        seen: dict[str, set[int | None]] = {}
        for row in self.rows:
            for token in row.tokens[: row.size]:
                if token.capital and len(token.word) > 2 and row_capitals(self, row.number, token):
                    seen.setdefault(token.word, set()).add(row.unit)
        own = frozenset(w for w, units in seen.items() if len(units) >= 4 and len(units) * 2 > len(self.main))
        # what the introduction abbreviates, if the words it stands for are in a title: "Lindholm Water Authority (LWA)"
        titles = {t.stem for d in self.corpus.documents for t in tokens(d.title)}
        opening = " ".join(self.corpus.quote(s) for s in [s for s in self.corpus.statements if s.unit is None][:_OPENING])
        short = {fold(a) for a in re.findall(r"\(([A-Z]{2,8})\)", opening)}
        abbreviated = frozenset(a for a in short for form in self.acronyms.get(a, ()) if set(form) & titles or opening.startswith("The "))
        outside = " ".join(self.corpus.quote(s) for s in self.corpus.statements if s.unit is None)
        called = {fold(w) for w in _CALLED.findall(outside)} | {fold(w) for w in _ABBREVIATED.findall(opening)}
        of_units = {t.word for u in self.corpus.units for t in tokens(u.name)}
        spoken = Counter(fold(w) for d in self.corpus.documents for w in _SPOKEN_OF.findall(d.text))
        return own | abbreviated | self._owners() | frozenset(w for w in called - of_units if spoken[w] >= _OFTEN)

    def _owners(self) -> frozenset[str]:
        """The acronyms of whose parts units' first statements say that they are: "The Torvik Office of the Lamp Agency (LA) …"."""
        first: dict[int, int] = {}
        for number, statement in enumerate(self.corpus.statements):
            if statement.unit is not None:
                first.setdefault(statement.unit, number)
        matches = (re.match(rf".{{0,40}}\b{re.escape(self.name(u))} of (?:the )?[A-Z][\w’' -]{{3,90}}\(([A-Z]{{2,8}})\)", self.said(n)) for u, n in first.items())
        return frozenset(fold(m.group(1)) for m in matches if m)

    @cached_property
    def lead_rows(self) -> frozenset[int]:
        """Statements that only open a list of others."""
        spans = {(s.document, lead.start, lead.end) for s in self.corpus.statements for lead in s.leads}
        return frozenset(i for i, s in enumerate(self.corpus.statements) if (s.document, s.span.start, s.span.end) in spans)

    @cached_property
    def groups(self) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
        """Headings that only sort units ("Regional desks"): the stems of each and the units below it, some of all; the longest first."""
        names = {fold(u.name) for u in self.corpus.units}
        below: dict[tuple[str, ...], set[int]] = {}
        for statement in self.corpus.statements:
            if (unit := self.top(statement.unit)) is not None:
                for heading in statement.heading:
                    if fold(self.name(unit)) in fold(heading):
                        break
                    key = tuple(stem(w) for w in words(re.sub(r"\([^()]*\)", " ", _PART.sub("", _LETTER.sub("", unnumbered(heading))))) if w not in STOP)
                    if key and fold(unnumbered(heading)) not in names:
                        below.setdefault(key, set()).add(unit)
                        if numbered := _NUMBERED.match(heading):  # "in part C"
                            below.setdefault((stem(fold(numbered.group("sort") or "part")), fold(numbered.group("number"))), set()).add(unit)
        for unit in self.main:  # "the field desks", of units named "Field Desk for …"
            name = words(self.name(unit))
            at = name.index(self.corpus.units[unit].noun) if self.corpus.units[unit].noun in name else 0
            if 0 < at <= _SORT_WORDS:
                below.setdefault(tuple(stem(w) for w in name[: at + 1]), set()).add(unit)
            if at and name[at - 1] not in STOP:  # "the country offices", of "Lindholm Country Office"
                below.setdefault((stem(name[at - 1]), stem(name[at])), set()).add(unit)
        stated: dict[tuple[str, ...], set[int]] = {}
        for statement in self.corpus.statements:  # "Executive agency.", said of several
            if (unit := self.top(statement.unit)) is not None and (sort := _OF_SORT.match(clean(self.corpus.quote(statement)))) and sort.group("noun") in BODY_NOUNS:
                stated.setdefault(tuple(stem(w) for w in words(sort.group("sort"))), set()).add(unit)
        for key, members in stated.items():
            if len(members) > 1:
                below.setdefault(key, set()).update(members)
        called: dict[str, set[int]] = {}
        for unit in self.main:
            if noun := self.corpus.units[unit].noun:
                called.setdefault(plural(noun), set()).add(unit)
        for number, phrase in {c for d in self.corpus.documents for c in stated_count(d.text)}:  # "four country offices and six divisions"
            own = words(phrase)
            if len(own) > 1 and len(members := called.get(own[-1], set())) == number:
                below.setdefault(tuple(stem(w) for w in own), set()).update(members)
        for header, members in self._under_headers(any_noun=True).items():
            if (len(members), header) in self.counted and len(members) * 2 > len(self.main):
                below.setdefault((stem(header),), set()).update(members)  # "eleven teams", of a table, beside boards of theirs
        for header, members in self._under_headers().items():
            if all(self.corpus.units[u].noun for u in self.main if u not in members):
                below.setdefault((stem(header),), set()).update(members)  # "Mission", above "Embassy in Lindholm"
        kinds = {stem(n) for n in BODY_NOUNS} - {stem(u.noun) for u in self.corpus.units}
        for key in [k for k in below if len(k) > 1 and k[-1] in kinds]:
            below.setdefault(key[-1:], set()).update(below[key])  # "committees", of "Cross-department committees"
        found = [(k, tuple(sorted(v))) for k, v in below.items() if 1 < len(v) < len(self.main)]
        return sorted(found, key=lambda g: (-len(g[0]), g[0]))

    def _under_headers(self, *, any_noun: bool = False) -> dict[str, set[int]]:
        """The units that tables list below a telling noun for bodies, or any, which no unit outside them has in its name."""
        listed = {fold(u.name): n for n, u in enumerate(self.corpus.units)}
        found: dict[str, set[int]] = {}
        for document in self.corpus.documents:
            for block in document.blocks:
                header = fold(clean(block.header[0].of(document.text))) if block.kind == "row" and block.header and block.cells else ""
                if header in (BODY_NOUNS if any_noun else BODY_NOUNS - generic()) and (unit := listed.get(fold(clean(block.cells[0].of(document.text))))) is not None:
                    found.setdefault(header, set()).add(unit)
        return {h: members for h, members in found.items() if not any(u.noun == h for n, u in enumerate(self.corpus.units) if n not in members)}

    @cached_property
    def counted(self) -> frozenset[tuple[int, str]]:
        """The counts that the text gives of bodies: (13, "team")."""
        nouns = {u.noun for u in self.corpus.units if u.noun} | {self.corpus.noun}
        return frozenset((number, n) for d in self.corpus.documents for number, phrase in stated_count(d.text) for n in nouns if words(phrase)[-1] == plural(n))

    @lru_cache(maxsize=64)  # noqa: B019  one table lives as long as its build
    def counts_more(self, noun: str) -> bool:
        """Whether the text calls more units by a noun than have it in their names ("five teams", of which two are called so)."""
        called = sum(u.noun == noun for u in self.corpus.units)
        return any(called < number <= len(self.corpus.units) and n == noun for number, n in self.counted)

    @cached_property
    def headed(self) -> str:
        """What the header of a table calls units of which it lists nearly all, whatever their names ("Team", over "Boat Desk" and "Pilots"); "" if there is none."""
        names = {fold(u.name) for u in self.corpus.units}
        listed: dict[str, set[str]] = {}
        for document in self.corpus.documents:
            for block in document.blocks:
                if block.kind == "row" and block.header and block.cells and (name := fold(clean(block.cells[0].of(document.text)))) in names:
                    listed.setdefault(fold(clean(block.header[0].of(document.text))), set()).add(name)
        noun = next((n for n in sorted(self.body_nouns) for header, own in listed.items() if header in (n, plural(n)) and len(own) * 3 >= len(self.main) * 2), "")
        return next((n for n in {u.noun for u in self.corpus.units} | {self.corpus.noun} if noun in (n, plural(n))), "")

    @cached_property
    def body_nouns(self) -> frozenset[str]:
        """Words by which this text's units can be called, singular and plural."""
        grouped = {n for heading, _ in self.groups for n in BODY_NOUNS if stem(n) == heading[-1]}  # "Committees", over units of other names
        singular = {u.noun for u in self.corpus.units if u.noun} | grouped | {self.corpus.noun} | (BODY_NOUNS & set(self.vocabulary) if not self.corpus.units else set())
        return frozenset(singular | {plural(n) for n in singular})


def row_capitals(table: Table, row: int, token: Token) -> bool:
    """Whether a token of a row is written in capitals (an acronym), a plural s aside."""
    raw = table.text(row)[token.start : token.end] if token.start >= 0 else ""
    return raw.rstrip("s").isupper() and len(raw) > 1


def not_done(statement: Statement) -> str:
    """The heading that says that a statement tells of what is not done ("What we do not do"); "" if none does."""
    return next((h for h in statement.heading[-1:] if _NOT_DONE.fullmatch(h)), "")


def has_run(sequence: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether `wanted` stands unbroken in `sequence`."""
    return bool(wanted) and any(sequence[i : i + len(wanted)] == wanted for i in range(len(sequence) - len(wanted) + 1))
