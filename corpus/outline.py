"""The headings of one document: what stands around, below and under each."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from corpus.bodies import BODY_NOUNS, SEATED, body_noun, is_apart, is_label, is_part, unnumbered
from corpus.document import Block, Document
from corpus.lines import MARKER, SUBSECTION
from corpus.titles import unframed
from corpus.words import clean, fold

DUTY = re.compile(r"(?:[-*•–]\s*)?[A-Z][a-z]+[^s\W]s (?!(?:and|of|in|are|were|have|can|may|must|shall|will|do|for|from|on|or|to|with)\b)[a-z]")  # "Pays the bills", not "Members are"
_DOES = re.compile(rf"(?:[-*•–]\s*)?(?:[a-z]+[^s\W]s (?:the|an?|all|on|for|with|[a-z]{{4,}})\b|(?:The|Our|This) (?:{'|'.join(sorted(BODY_NOUNS))}),? (?:[a-z]+ly )?[a-z]+)")  # "- pays the bills", "The Office keeps"
_TELLS = re.compile(rf"(?:The|Our|This) (?:{'|'.join(sorted(BODY_NOUNS))}) (?:[a-z]+ly )?[a-z]+[^s\W]s\b", re.IGNORECASE)  # "The department decides"
_TOPIC = re.compile(r"(?:[-*•–]\s*)?\**[A-Z][^.:*\n]{1,40}[.:]\**\s+(?=[A-Z])")  # "**Accounts.** Draws up …"
_LABELLED = re.compile(r"(?:[-*•–]\s*)?([A-Za-z][\w’' /&-]{1,30}):\s")
_OPENS = re.compile(r"(?:It|They|We|Our|Its|The|This|Responsible|In charge|Led|Headed)\b|[A-Z][a-z]+(?:[^s\W]s|ing)\b|[A-Z][\w ]{1,20}:")
_NAME = re.compile(r"[A-Z][\w'’&-]*(?: (?:(?:of|for|on)(?: the)? |and |& )?[A-Z][\w'’&-]*)+")
_FRONT = re.compile(r"how to (?:use|read)|about this|introduction|foreword|preface|before you|at a glance|a (?:word|note)|reading ", re.IGNORECASE)  # front matter, in which no unit is an annex
_CHARGES = r"(?:shall|may|will|is (?:responsible|competent) for|is to|has the following (?:duties|functions|tasks|powers))"
_PARAGRAPH = re.compile(r"^\d+(?:\.\d+)+\.?\s+")
_WEAK = ("bold", "run-in")  # styles of headings that no markup or line of their own sets apart
LOOK = 10  # blocks under a heading that tell what it names
_OPENING = 3  # of them those in which a duty tells
HEADED = re.compile(rf"(?:{'|'.join(sorted(BODY_NOUNS | {'body'}))})s?(?: name| or \w+)?", re.IGNORECASE)  # headers of a table of units
_MIN_TWICE = 3  # headings that a list must name again
_LISTED_WORDS = 8  # of a name in a table of units
_MIN_SORTS = 2  # nouns of bodies named in capitals; where all have one it is that of a level
_MIN_LABELS = 2  # labels that make a record
ACRONYM = re.compile(r"\s*\([^()]*\)\s*$")
_TO_READERS = re.compile(r"[A-Z][a-z]+ing (?:[a-z]+ )?us")  # "Writing to us" names nobody


@dataclass(slots=True)
class Outline:
    """A document's headings, by the index of their block.

    Attributes:
        document: Where they stand.
        blocks: Its blocks, some raised to the level of their like.
        headings: The headings, in order.
        names: What each is called, its number left out.
        apart: Those that open front matter or an annex, and those within them.
        fit: Those that could name a unit: neither apart nor part of one, unlike any other, with words of their own.
        spoken: Names that the running text uses, folded.
        parents: The heading around each, if there is one.
        repeated: How often a title stands in one style.
        framed: Those whose titles frame a name alike ("Functions of the Assembly").
    """

    document: Document
    blocks: tuple[Block, ...]
    headings: list[int]
    names: dict[int, str]
    apart: set[int]
    fit: set[int]
    spoken: frozenset[str]
    parents: dict[int, int | None]
    repeated: Counter[tuple[str, str]] = field(default_factory=Counter)
    framed: frozenset[int] = frozenset()
    _below: dict[frozenset[int], dict[int, set[int]]] = field(default_factory=dict)
    _parts: dict[int | None, list[int]] = field(default_factory=dict)
    _labelled: set[str] | None = None

    @classmethod
    def of(cls, document: Document, spoken: frozenset[str]) -> "Outline":
        blocks = document.blocks
        headings = [i for i, b in enumerate(blocks) if b.kind == "heading"]
        names = {i: unnumbered(blocks[i].span.of(document.text)) for i in headings}
        framed = unframed(names)
        names |= framed
        found = cls(document, blocks, headings, names, set(), set(), spoken, _parents(blocks, headings), framed=frozenset(framed))
        repeated = found.repeated = Counter((fold(n), blocks[i].style) for i, n in names.items())
        found.apart = {i for i in headings if is_apart(names[i]) or any(is_apart(names[h]) and "provisions" not in fold(names[h]) for h in found.above(i))}
        for sort in {(blocks[i].style, blocks[i].level) for i in found.apart}:
            own = {i for i in headings if (blocks[i].style, blocks[i].level) == sort and not is_apart(names[i])}
            if len(own) >= _MIN_TWICE and own <= found.apart and all(_FRONT.match(names[found.above(i)[0]]) for i in own):
                found.apart -= own  # all stand below "How to read this", because no heading of its level follows it
        to_readers = {i for i in headings if _TO_READERS.fullmatch(names[i])}
        to_readers = to_readers if len(to_readers) == 1 else set()
        found.fit = {
            i
            for i in headings
            if i not in found.apart
            and not is_part(names[i])
            and not names[i].endswith("?")
            and i not in to_readers
            and repeated[fold(names[i]), blocks[i].style] == 1
            and (found.words_of(i) or found._in_parts(i, repeated))
        }
        return found

    def _in_parts(self, i: int, repeated: Counter[tuple[str, str]]) -> bool:
        """Whether all that stands under a heading stands in parts of it, such as others have, too ("Coverage", "Partners")."""
        first = i + 1
        if first >= len(self.blocks) or first not in self.names or self.blocks[first].level <= self.blocks[i].level:
            return False
        return is_part(self.names[first]) or repeated[fold(self.names[first]), self.blocks[first].style] > 1 or self.charged(i)

    def above(self, i: int) -> list[int]:
        """The headings around one, the nearest first."""
        found = []
        above = self.parents[i]
        while above is not None:
            found.append(above)
            above = self.parents[above]
        return found

    def around(self, bodies: set[int]) -> set[int]:
        """The headings around any of some."""
        return {p for b in bodies for p in self.above(b)}

    def below(self, i: int, bodies: set[int]) -> set[int]:
        """Of some headings those that stand below one."""
        key = frozenset(bodies)
        if key not in self._below:
            self._below.clear()
            under: dict[int, set[int]] = {}
            for b in bodies:
                for p in self.above(b):
                    under.setdefault(p, set()).add(b)
            self._below[key] = under
        return self._below[key].get(i, set())

    def words_of(self, i: int) -> list[Block]:
        """The blocks directly under a heading, up to the next; labels ("Phone") are no headings here."""
        return list(takewhile(lambda b: b.kind != "heading" or self._labels(b), self.blocks[i + 1 : i + 1 + LOOK]))

    def _labels(self, block: Block) -> bool:
        return block.style == "bold" and is_label(block.span.of(self.document.text))

    def labels(self, i: int) -> set[str]:
        """The labels, folded, that open what stands directly under a heading ("Covers: …")."""
        return {fold(m.group(1)) for b in self.words_of(i) for line in b.span.of(self.document.text).split("\n") if (m := _LABELLED.match(line.strip()))}

    def _common_labels(self) -> set[str]:
        """The labels that several headings have directly below them."""
        if self._labelled is None:
            times = Counter(label for i in self.headings for label in self.labels(i))
            self._labelled = {label for label, n in times.items() if n > _MIN_TWICE}
        return self._labelled

    def recorded(self, i: int) -> bool:
        """Whether a record stands under a heading: several labels with values ("Head", "Phone", "Staff"), or several titles that stand under others, too."""
        if len(self.labels(i) & self._common_labels()) >= _MIN_LABELS:
            return True
        recur = sum(self.repeated[fold(self.names[h]), self.blocks[h].style] >= _MIN_TWICE for h in self._parts_of(i))
        return sum(map(self._labels, self.words_of(i))) >= _MIN_LABELS or recur >= _MIN_LABELS

    def _parts_of(self, i: int) -> list[int]:
        """The headings right below one."""
        if not self._parts:
            for heading, above in self.parents.items():
                self._parts.setdefault(above, []).append(heading)
        return self._parts.get(i, [])

    def speaks_of_itself(self, i: int) -> bool:
        """Whether what stands under a heading begins with its name: "Ferry Sales" over "Ferry Sales prints …"."""
        name = re.escape(bare(self.names[i]).removeprefix("the "))
        texts = [(b.kind, b.span.of(self.document.text)) for b in self.words_of(i)]
        below = [SUBSECTION.sub("", MARKER.sub("", t)) for n, (kind, t) in enumerate(texts) if kind == "paragraph" or (kind == "item" and (n == 0 or t[:1].isdigit()))]
        return any(re.match(rf"(?:the |our )?{name}(?: \([^()]*\))? [a-z]", fold(words)) for words in below)

    def charged(self, i: int) -> bool:
        """Whether what stands under a heading, or under a part of it, charges what it names with what follows: "Lamp Fund" over "The Lamp Fund shall:"."""
        name = re.escape(bare(self.names[i]).removeprefix("the "))
        inside = [i, *(h for h in self._parts_of(i) if is_part(self.names[h]))]
        texts = [_PARAGRAPH.sub("", SUBSECTION.sub("", MARKER.sub("", line.strip()))) for h in inside for b in self.words_of(h) for line in b.span.of(self.document.text).split("\n")]
        charge = rf"(?:the |our )?{name}(?: \([^()]*\))? {_CHARGES}:|the (?:functions|duties|tasks|powers|responsibilities) of (?:the |our )?{name}(?: \([^()]*\))? (?:are|shall be|include)(?: as follows)?:"
        named = any(re.match(rf"(?:the |our |there (?:is|are) (?:an? |\w+ )?){name}\b", fold(words)) for words in texts[:1])
        return any(re.fullmatch(charge, fold(words)) or (named and re.fullmatch(rf"(?:it|they) {_CHARGES}:", fold(words))) for words in texts)

    def opens_like_duty(self, i: int) -> bool:
        """Whether what stands under a heading opens like a duty: "Pays the bills …", "- writes contracts", "The office pays …"."""
        return any(p.match(b.span.of(self.document.text)) for b in self.words_of(i)[:1] for p in ((DUTY, _DOES) if b.kind == "item" else (DUTY, _TELLS)))

    def lists(self, i: int) -> bool:
        """Whether a list stands under a heading, and not of so many of this and so many of that."""
        return sum(b.kind == "item" and not b.span.of(self.document.text)[:1].isdigit() for b in self.words_of(i)) >= _MIN_LABELS

    def lists_duties(self, i: int) -> bool:
        """Whether the items under a heading are duties, a word or a few before each that say what of: "- **Accounts.** Draws up the budget"."""
        items = [_TOPIC.sub("", b.span.of(self.document.text)) for b in self.words_of(i) if b.kind == "item"]
        return len(items) >= _MIN_LABELS and sum(bool(DUTY.match(t)) for t in items) * 2 > len(items)

    def opening(self, i: int) -> str:
        """How what stands under a heading opens, as far as others may open alike: an item, or the word that a paragraph begins with if it is no name ("It", "Responsible"); "" if it is none of these."""
        block = next(iter(self.words_of(i)), None)
        if block is None or block.kind == "item":
            return "" if block is None else "item"
        match = _OPENS.match(block.span.of(self.document.text))
        return match.group() if match else ""

    def evident(self, i: int) -> bool:
        """Whether a heading seems to name a unit: by a noun, because the text speaks of it by name, or by what stands under it."""
        if body_noun(self.names[i]) or bare(self.names[i]) in self.spoken or self.recorded(i) or self.speaks_of_itself(i):
            return True
        return any(p.match(b.span.of(self.document.text)) for b in self.words_of(i)[:_OPENING] for p in (DUTY, _DOES) if b.kind != "row")

    def raise_like(self, bodies: set[int]) -> None:
        """Raises weak headings that name bodies to the level of the real ones of their sort, and lines to that of lines in capitals which name bodies of the same sorts."""
        self.blocks = _flattened(self.blocks, bodies, self.fit, self.names)
        self.blocks = _promote(self.blocks, bodies, self.names, {i: self.parents[i] for i in self.fit})
        self.parents = _parents(self.blocks, self.headings)
        self._below.clear()
        self._parts.clear()


def bare(name: str) -> str:
    """A name, folded, as running text has it: without its acronym."""
    return fold(ACRONYM.sub("", name))


def listed_in(document: Document) -> list[str]:
    """What a document's tables have in their first columns under a header that is a noun for bodies ("Team", "Unit")."""
    rows = [b for b in document.blocks if b.kind == "row" and b.style != "header" and b.header and len(b.cells) > 1]
    return [clean(b.cells[0].of(document.text)) for b in rows if HEADED.fullmatch(clean(b.header[0].of(document.text)))]


def names_listed(documents: Sequence[Document]) -> frozenset[str]:
    """The names that tables of bodies list, folded, without their acronyms, and those that lists of contacts have again."""
    found = {bare(n) for d in documents for n in listed_in(d) if 0 < len(n.split()) <= _LISTED_WORDS and n[:1].isupper() and not n.endswith((".", ":"))}
    return frozenset(found | _named_twice(documents))


def _named_twice(documents: Sequence[Document]) -> set[str]:
    """Headings that stand again as labels of a list, where at least three do: a list of contacts names the units."""
    styles: dict[str, set[str]] = {}
    for document in documents:
        for block in document.blocks:
            if block.kind == "heading":
                name = unnumbered(block.span.of(document.text))
                if not is_part(name) and not is_apart(name) and not is_label(name) and name[:1].isupper():
                    styles.setdefault(bare(name), set()).add(block.style)
    twice = {name for name, own in styles.items() if "bold" in own and len(own) > 1}
    return twice if len(twice) >= _MIN_TWICE else set()


def names_spoken(documents: Sequence[Document]) -> frozenset[str]:
    """The capitalised names that running text uses, folded: paragraphs, items and rows, not headings."""
    found: set[str] = set()
    for document in documents:
        for block in document.blocks:
            if block.kind in ("paragraph", "item", "row"):
                for match in _NAME.finditer(clean(block.span.of(document.text))):
                    name = fold(match.group())
                    found |= {name, name.removeprefix("the ")}
    return frozenset(found)


def _flattened(blocks: tuple[Block, ...], bodies: set[int], fit: set[int], names: dict[int, str]) -> tuple[Block, ...]:
    """The blocks, title lines on the level of lines in capitals where most of the bodies that they name are of the same sorts: only the type differs."""
    outer = {body_noun(names[i]) for i in bodies if blocks[i].style == "capitals"} - {""}
    level = min((blocks[i].level for i in bodies if blocks[i].style == "capitals"), default=0)
    inner = [i for i in bodies if blocks[i].style == "line" and blocks[i].level > level]
    if len(outer) < _MIN_SORTS or sum(body_noun(names[i]) in outer for i in inner) * 2 <= len(inner):
        return blocks
    sort = blocks[inner[0]].level
    return tuple(replace(b, level=level) if i in fit and b.style == "line" and b.level == sort else b for i, b in enumerate(blocks))


def _promote(blocks: tuple[Block, ...], bodies: set[int], names: dict[int, str], beside: dict[int, int | None]) -> tuple[Block, ...]:
    """The blocks, bold paragraphs and run-in headings raised to the level of the real headings where both name bodies of one sort, with those `beside` them (under the same heading)."""

    def sort(i: int) -> str:
        return body_noun(names[i]) or ("seat" if SEATED.fullmatch(names[i]) else "")

    real = Counter(blocks[i].level for i in bodies if blocks[i].style not in _WEAK)
    level, times = real.most_common(1)[0] if real else (0, 0)
    if times < 2:
        return blocks
    sorts = {sort(i) for i in bodies if blocks[i].level == level and blocks[i].style not in _WEAK} - {""}
    raised = {i for i in bodies if (blocks[i].style in _WEAK or sort(i) == "seat") and sort(i) in sorts}  # a first seat is no title
    families = {(beside[i], blocks[i].style, blocks[i].level) for i in raised & beside.keys() if blocks[i].style in _WEAK}
    raised |= {i for i, above in beside.items() if (above, blocks[i].style, blocks[i].level) in families}
    return tuple(replace(b, level=level) if i in raised else b for i, b in enumerate(blocks))


def _parents(blocks: tuple[Block, ...], headings: list[int]) -> dict[int, int | None]:
    stack: list[int] = []
    parents: dict[int, int | None] = {}
    for i in headings:
        while stack and blocks[stack[-1]].level >= blocks[i].level:
            stack.pop()
        parents[i] = stack[-1] if stack else None
        stack.append(i)
    return parents
