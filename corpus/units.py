"""Which headings of a document name its units, and which parts of them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from corpus.bodies import BODY_NOUNS, body_noun, is_apart, is_label, is_part, unnumbered
from corpus.document import Block, Document, Unit
from corpus.lines import stated_count, titled
from corpus.listed import ITEM_IN
from corpus.words import clean, fold, plural, words

_DUTY = re.compile(r"(?:[-*•–]\s*)?[A-Z][a-z]+[^s\W]s (?!(?:and|of|in|are|were|have|can|may|must|shall|will|do|for|from|on|or|to|with)\b)[a-z]")  # "Pays the bills", not "Members are"
_WEAK = ("bold", "run-in")  # styles of headings that no markup or line of their own sets apart
_SET_UP = re.compile(r"(?:\(?\w{1,3}[.)] )?(?:There (?:shall be|is hereby established|is established) an? |The )((?:[A-Z][\w-]+ ){0,5}[A-Z][\w-]+)(?=,| (?:shall|is|to|composed|of|which)\b)")
_MIN_NAMED = 2  # outermost headings of one sort that must name bodies before their like do too
_MIN_ALIKE = 3  # headings of one shape from which the shape means something
_NAME_WORDS = 7  # of a heading without a noun that may name a unit
_ACRONYM = re.compile(r"\s*\([^()]*\)\s*$")
_LOOK = 10  # blocks under a heading that tell what it names
_OPENING = 3  # of them those in which a duty tells
_MIN_LABELS = 2  # labels that make a record
_NAME = re.compile(r"[A-Z][\w'’&-]*(?: (?:(?:of|for|on)(?: the)? |and |& )?[A-Z][\w'’&-]*)+")
_DOES = re.compile(rf"(?:[-*•–]\s*)?(?:[a-z]+[^s\W]s (?:the|an?|all|on|for|with|[a-z]{{4,}})\b|(?:The|Our|This) (?:{'|'.join(sorted(BODY_NOUNS))}),? (?:[a-z]+ly )?[a-z]+)")  # "- pays the bills", "The Office keeps"
_SPOKEN = re.compile(rf"\b(?:[Tt]he|[Tt]his|[Oo]ur) ({'|'.join(sorted(BODY_NOUNS))})\b(?! (?:of|for|on)\b)", re.IGNORECASE)  # "The Hub keeps", of the hub itself
_SEATED = re.compile(r"[A-Z][\w'’.-]*(?: [\w'’.-]+){0,3}, [A-Z][\w'’.-]*(?: [\w'’.-]+){0,3}")  # "Lindholm, Norway"


@dataclass(slots=True)
class _Outline:
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
    """

    document: Document
    blocks: tuple[Block, ...]
    headings: list[int]
    names: dict[int, str]
    apart: set[int]
    fit: set[int]
    spoken: frozenset[str]
    parents: dict[int, int | None]
    _below: dict[frozenset[int], dict[int, set[int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document, spoken: frozenset[str]) -> "_Outline":
        blocks = document.blocks
        headings = [i for i, b in enumerate(blocks) if b.kind == "heading"]
        names = {i: unnumbered(blocks[i].span.of(document.text)) for i in headings}
        found = cls(document, blocks, headings, names, set(), set(), spoken, _parents(blocks, headings))
        repeated = Counter((fold(n), blocks[i].style) for i, n in names.items())
        found.apart = {i for i in headings if is_apart(names[i]) or any(is_apart(names[h]) and "provisions" not in fold(names[h]) for h in found.above(i))}
        found.fit = {i for i in headings if i not in found.apart and not is_part(names[i]) and repeated[fold(names[i]), blocks[i].style] == 1 and found.words_of(i)}
        return found

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
        return list(takewhile(lambda b: b.kind != "heading" or self._labels(b), self.blocks[i + 1 : i + 1 + _LOOK]))

    def _labels(self, block: Block) -> bool:
        return block.style == "bold" and is_label(block.span.of(self.document.text))

    def recorded(self, i: int) -> bool:
        """Whether a record stands under a heading: several labels with values ("Head", "Phone", "Staff")."""
        return sum(map(self._labels, self.words_of(i))) >= _MIN_LABELS

    def speaks_of_itself(self, i: int) -> bool:
        """Whether what stands under a heading begins with its name: "Ferry Sales" over "Ferry Sales prints …"."""
        name = re.escape(_bare(self.names[i]))
        return any(re.match(rf"(?:the |our )?{name}(?: \([^()]*\))? [a-z]", fold(b.span.of(self.document.text))) for b in self.words_of(i) if b.kind == "paragraph")

    def opens_like_duty(self, i: int) -> bool:
        """Whether what stands under a heading opens like a duty: "Pays the bills …", "- writes contracts"."""
        return any(_DUTY.match(b.span.of(self.document.text)) for b in self.words_of(i)[:1])

    def evident(self, i: int) -> bool:
        """Whether a heading seems to name a unit: by a noun, because the text speaks of it by name, or by what stands under it."""
        if body_noun(self.names[i]) or _bare(self.names[i]) in self.spoken or self.recorded(i) or self.speaks_of_itself(i):
            return True
        return any(p.match(b.span.of(self.document.text)) for b in self.words_of(i)[:_OPENING] for p in (_DUTY, _DOES) if b.kind != "row")

    def raise_like(self, bodies: set[int]) -> None:
        """Raises weak headings that name bodies to the level of the real ones of their sort."""
        self.blocks = _promote(self.blocks, bodies, self.names)
        self.parents = _parents(self.blocks, self.headings)
        self._below.clear()


def find_units(document: Document, index: int, spoken: frozenset[str] = frozenset()) -> tuple[tuple[Unit, ...], list[int | None], list[tuple[str, ...]]]:
    """Units, and for every block its unit and its heading path.

    Args:
        document: Where to look.
        index: Its place in the corpus, recorded in the units.
        spoken: Names that the corpus's running text uses, folded (`names_spoken`).
    """
    outline = _Outline.of(document, spoken)
    headings, names = outline.headings, outline.names
    bodies = {i for i in headings if i not in outline.apart and body_noun(names[i])}
    outline.raise_like(bodies)
    bodies = bodies - {i for i in bodies if _is_whole(i, bodies, outline)}
    bodies = bodies - {i for i in bodies if _is_group(i, bodies, outline) or _is_joint(i, bodies, outline)}
    if len(bodies) < 2:
        bodies = max(_siblings(outline), _seats(set(), outline), key=len) or bodies
    else:
        bodies |= _seats(bodies, outline)
    established = _established(bodies, outline)
    names |= established
    bodies |= established.keys()
    outline.raise_like(bodies)
    bodies |= _inner(bodies, outline)
    of_group = _group_nouns(bodies, outline)
    units: list[Unit] = []
    numbers: dict[int, int] = {}
    for i in headings:
        if i in bodies:
            above = outline.above(i)
            parent = next((numbers[p] for p in above if p in numbers), None)
            numbers[i] = len(units)
            units.append(Unit(names[i], body_noun(names[i]) or (of_group.get(above[0], "") if above else ""), parent, (index,)))
    blocks, parents = outline.blocks, outline.parents
    continued = _continued(bodies, outline)
    unit_of: list[int | None] = []
    path_of: list[tuple[str, ...]] = []
    current: int | None = None
    for i, block in enumerate(blocks):
        if block.kind == "heading":
            current = i
        while current is not None and i - current > 1 and blocks[current].style == "item-in" and (block.kind != "item" or block.level <= blocks[current].level - ITEM_IN):
            current = parents[current]  # what an item names ends with the item
        while current is not None and current != i and block.ends and blocks[current].level >= block.ends:
            current = parents[current]
        chain = [] if current is None else [current, *outline.above(current)]
        path_of.append(tuple(clean(blocks[h].span.of(document.text)).rstrip(".") for h in reversed(chain)))
        unit_of.append(next((numbers[continued.get(h, h)] for h in chain if continued.get(h, h) in numbers), None))
    if not units:
        units = [Unit(document.title, "", None, (index,))]
        unit_of = [0] * len(blocks)
    return tuple(units), unit_of, path_of


def _bare(name: str) -> str:
    """A name, folded, as running text has it: without its acronym."""
    return fold(_ACRONYM.sub("", name))


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


def _group_nouns(bodies: set[int], outline: _Outline) -> dict[int, str]:
    """Of headings around units the noun of what they say stands below ("Regional hubs"), where half of those units have that noun."""
    beside: dict[int, list[str]] = {}
    for i in bodies:
        if (above := outline.parents[i]) is not None:
            beside.setdefault(above, []).append(body_noun(outline.names[i]))
    lasts = {above: (words(outline.names[above]) or [""])[-1] for above in beside}
    return {above: n for above, nouns in beside.items() for n in _singulars(lasts[above]) if plural(n) == lasts[above] and nouns.count(n) * 2 >= len(nouns)}


def _promote(blocks: tuple[Block, ...], bodies: set[int], names: dict[int, str]) -> tuple[Block, ...]:
    """The blocks, bold paragraphs and run-in headings raised to the level of the real headings where both name bodies of one sort."""

    def sort(i: int) -> str:
        return body_noun(names[i]) or ("seat" if _SEATED.fullmatch(names[i]) else "")

    real = Counter(blocks[i].level for i in bodies if blocks[i].style not in _WEAK)
    level, times = real.most_common(1)[0] if real else (0, 0)
    if times < 2:
        return blocks
    sorts = {sort(i) for i in bodies if blocks[i].level == level and blocks[i].style not in _WEAK} - {""}
    raised = {i for i in bodies if (blocks[i].style in _WEAK or sort(i) == "seat") and sort(i) in sorts}  # a first seat is no title
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


def _is_whole(i: int, bodies: set[int], outline: _Outline) -> bool:
    """Whether a heading names the organisation itself: alone at the top, with at least two bodies below it."""
    top = outline.parents[i] is None and (i == outline.headings[0] or sum(outline.parents[h] is None for h in outline.headings[:_LOOK]) == 1 == sum(outline.parents[h] is None for h in outline.headings))
    return top and len(outline.below(i, bodies)) >= 2


def _is_group(i: int, bodies: set[int], outline: _Outline) -> bool:
    """Whether a heading only sorts the bodies below it ("Academic administration"): no text of its own, no capitals like theirs."""
    below = outline.below(i, bodies)
    return not outline.words_of(i) and len(below) >= 2 and not titled(outline.names[i]) and all(titled(outline.names[b]) for b in below)


def _is_joint(i: int, bodies: set[int], outline: _Outline) -> bool:
    """Whether a heading only joins the names of bodies below it ("Ferry Service and Lamp Service")."""
    return sum(fold(outline.names[b]) in fold(outline.names[i]) for b in outline.below(i, bodies)) >= 2


def _established(bodies: set[int], outline: _Outline) -> dict[int, str]:
    """Of numbered sections beside those that name bodies: the body that a section with another title sets up ("There shall be a Flood Panel")"""
    if sum(outline.blocks[i].style == "section" for i in bodies) < 2:
        return {}
    known = {fold(re.sub(r"^The ", "", outline.names[i])) for i in bodies}
    found: dict[int, str] = {}
    gone = bodies | outline.apart
    for i in outline.headings:
        if i in gone or outline.blocks[i].style != "section" or is_part(outline.names[i]) or i + 1 >= len(outline.blocks):
            continue
        match = _SET_UP.match(outline.blocks[i + 1].span.of(outline.document.text))
        if match and body_noun(match.group(1)) and fold(match.group(1)) not in known:
            known.add(fold(match.group(1)))
            found[i] = match.group(1)
    return found


def _continued(bodies: set[int], outline: _Outline) -> dict[int, int]:
    """Of numbered sections that name no body: the one they go on about. It is whose name their text opens with ("The Board shall …"), or of "Functions" the one before."""
    named = {fold(re.sub(r"^the ", "", outline.names[i], flags=re.IGNORECASE)): i for i in bodies}
    nouns = Counter(body_noun(outline.names[i]) for i in bodies)
    found: dict[int, int] = {}
    before: int | None = None
    for i in outline.headings:
        if i in bodies:
            before = i
            continue
        if outline.blocks[i].style != "section" or not bodies.isdisjoint(outline.above(i)) or not (text := [fold(b.span.of(outline.document.text)) for b in outline.words_of(i)[:1]]):
            if outline.blocks[i].style == "section" and outline.blocks[i].level < (outline.blocks[before].level if before is not None else 0):
                before = None  # another chapter begins
            continue
        opened = re.match(r"(?:[^.;:,]{1,40}, )?the (?P<name>[^.;:,(]{3,80}?)(?: \([^()]*\))? (?:shall|may|must|is|has|consists|reports|meets)\b", text[0])
        name = opened.group("name") if opened else ""
        if name in named:
            found[i] = named[name]
        elif before is not None and (is_part(outline.names[i]) or (name and nouns[name] == 1 and body_noun(outline.names[before]) == name)) and (not name or name == body_noun(outline.names[before])):
            found[i] = before
    return found


def _seats(bodies: set[int], outline: _Outline) -> set[int]:
    """Beside headings that name bodies by a noun: those that name one by where it sits ("Lindholm, Norway"), or as many as the text counts."""
    above = {p for p in outline.around(bodies) if not _SEATED.fullmatch(outline.names[p])}
    rest = [i for i in outline.headings if i in outline.fit - bodies - above and bodies.isdisjoint(outline.above(i))]
    seated = [i for i in rest if _SEATED.fullmatch(outline.names[i])]
    if len(seated) >= _MIN_ALIKE and len(seated) * 2 >= len(rest):
        return set(seated)
    counted = {n for n, phrase in stated_count(outline.document.text) if any(s in BODY_NOUNS for s in _singulars(words(phrase)[-1]))}
    return set(rest) if len(rest) >= _MIN_ALIKE and len(rest) in counted and all(titled(outline.names[i], limit=5) for i in rest) else set()


def _siblings(outline: _Outline) -> set[int]:
    """Where hardly a heading has a body noun: the largest family of headings of one style that seem to name units."""
    families: dict[tuple[str, int], list[int]] = {}
    for i in outline.headings:
        if i in outline.fit:
            families.setdefault((outline.blocks[i].style, outline.blocks[i].level), []).append(i)
    counted = {n for n, _ in stated_count(outline.document.text)}
    (style, _), best = max(families.items(), key=lambda kv: (len(kv[1]) in counted, len(kv[1])), default=(("", 0), []))
    if len(best) < (2 if style == "run-in" else _MIN_ALIKE):
        return set()
    duties = sum(outline.opens_like_duty(i) for i in best) * 3 >= len(best) * 2
    named = sum(_bare(outline.names[i]) in outline.spoken for i in best) * 2 >= len(best) and sum(map(outline.evident, best)) * 3 >= len(best) * 2
    spoken = sum(any(_SPOKEN.search(b.span.of(outline.document.text)) for b in outline.words_of(i)) for i in best) * 3 >= len(best) * 2  # "The bureau repairs …" under most
    return set(best) if style == "run-in" or len(best) in counted or duties or named or spoken else set()


def _inner(bodies: set[int], outline: _Outline) -> set[int]:
    """Headings that name no body ("Visitor Services") but stand among others, of one style and level, that mostly seem to."""
    inside = {i for i in outline.headings if not bodies.isdisjoint(outline.above(i))}
    families: dict[tuple[bool, str, int], list[int]] = {}
    for i in outline.headings:
        if i in bodies or (i not in outline.apart and not is_part(outline.names[i])):
            families.setdefault((i in inside, outline.blocks[i].style, outline.blocks[i].level), []).append(i)
    around = outline.around(bodies)
    nouns = Counter(body_noun(outline.names[i]) for i in bodies)
    several = {plural(n) for n, times in nouns.items() if n and times >= _MIN_NAMED}
    first = min(bodies, default=0)

    def stray(i: int) -> bool:
        """A title above all units, or a heading about several of them ("Ferry Desks: Common Rules")."""
        return not outline.evident(i) and (i < first or not several.isdisjoint(words(outline.names[i])))

    found: set[int] = set()
    for (nested, style, _), family in families.items():
        named = [i for i in family if i in bodies]
        if not named or (style == "section" and not nested):
            continue  # "Article 8. Languages" is a subject, whatever the other articles are about
        seeming = [i for i in family if i in bodies or outline.evident(i)]
        records = [i for i in family if outline.recorded(i)]
        few = not nested and len(named) < _MIN_NAMED and len(seeming) < max(len(family), 2) and len(records) * 2 < max(len(family), 2 * _MIN_ALIKE)
        if few or len(seeming) * 2 < len(family):
            continue
        # what holds a unit sorts it, unless it tells of itself; what holds no words says nothing
        found |= {
            i
            for i in family
            if (nested or i not in around or outline.recorded(i) or outline.speaks_of_itself(i))
            and (i in outline.fit or (nested and not outline.words_of(i)))
            and titled(_ACRONYM.sub("", outline.names[i]), limit=_NAME_WORDS)
            and not re.search(r"\d", outline.names[i])
            and not stray(i)
        }
    return found


def unit_noun(units: Sequence[Unit], texts: Sequence[str], own: Sequence[str] = (), row_noun: str = "") -> str:
    """What the text calls its units, singular, lower case.

    The noun in most of their names; else the noun of a stated count that fits ("eight Field Stations"); else the noun by which most of
    their own texts speak of them ("The Hub keeps …"); else `row_noun`, the header above them in a table of units; else "unit".

    Args:
        units: All units.
        texts: What is said outside the units: an introduction counts them.
        own: What is said of each unit, in the same order.
        row_noun: A table's header.
    """
    outermost = [n for n, u in enumerate(units) if u.parent is None]
    unnamed = [n for n in outermost if not units[n].noun]
    main = unnamed if len(unnamed) * 2 > len(outermost) else outermost  # most have no noun in their names: what those are called counts
    nouns = Counter(units[n].noun for n in main)
    noun, times = nouns.most_common(1)[0] if nouns else ("", 0)
    if noun and times * 2 > len(main):
        return noun
    for text in texts:
        for number, phrase in stated_count(text):
            if number == len(main):
                last = words(phrase)[-1]
                for candidate in _singulars(last):
                    if plural(candidate) == last and (candidate in BODY_NOUNS | {"body"} or len(unnamed) == len(outermost)):
                        return candidate
    if own and len(unnamed) * 2 > len(outermost):
        spoken = Counter(n for unit in main for n in {m.casefold() for m in _SPOKEN.findall(own[unit])})
        noun, times = max(sorted(spoken.items()), key=lambda x: x[1], default=("", 0))
        if times * 2 > len(main):
            return noun
    return row_noun or "unit"


def _singulars(word: str) -> list[str]:
    """What a plural may be the plural of, the likeliest first: "bodies" is of "body", "houses" of "house"."""
    endings = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", ""))
    return [word.removesuffix(ending) + single for ending, single in endings if word.endswith(ending)]
