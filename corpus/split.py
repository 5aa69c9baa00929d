"""Document → units and statements, which with the gaps between them tile the document."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import sentencex

from corpus.bodies import body_noun, is_apart, is_part, unnumbered
from corpus.document import Block, Document, Gap, GapKind, Span, Statement, Unit
from corpus.plain import ABBREVIATION, MARKER, stated_count, titled
from corpus.words import clean, fold, plural, words

RULES = 5  # raised whenever the same text would be split differently; a build made by other rules is rebuilt

_MIN_LEAD_WORDS = 5  # a lead-in shorter than this says nothing of its own ("The Bureau shall:")
_CLOSED = re.compile(r"[.!?][\"”’')\]]*$")  # what does not end so goes on in the list below it
_ENDED = re.compile(r"(?:[.!?\"”’)]|[.!?]\[\w{1,3}\])$")  # how a sentence ends; a footnote's mark may follow it
_LABEL_WORDS = 3  # a first sentence of so few words only labels the next ("Purpose. Keeps …")
_FIELD = re.compile(r"^[A-Z][\w.&/ -]{0,28}: ?\S")  # a line that gives a label its value ("Phone: 11 00")
_JOINING = frozenset(["of", "the", "and", "on", "for"])
_VERBLESS = 3  # a clause of fewer words is part of its neighbour


@dataclass(frozen=True, slots=True)
class Split:
    """What one document was split into; unit indexes count within this document."""

    units: tuple[Unit, ...]
    statements: tuple[Statement, ...]
    gaps: tuple[Gap, ...]


def split(document: Document, index: int) -> Split:
    """Splits one document.

    Args:
        document: What to split.
        index: Its place in the corpus, recorded in units and statements.
    """
    units, unit_of, path_of = _units(document, index)
    statements: list[Statement] = []
    leads: list[tuple[int, Span]] = []  # open lead-ins: nesting depth and characters
    previous_path: tuple[str, ...] | None = None
    followers = _followers(document.blocks)
    for at, block in enumerate(document.blocks):
        if path_of[at] != previous_path:
            leads.clear()
            previous_path = path_of[at]
        if block.kind in ("heading", "furniture"):
            if block.kind == "heading":
                leads.clear()
            continue
        if block.kind == "row":
            if block.style != "header":
                statements.append(Statement(index, unit_of[at], path_of[at], block.span, block.header, "row"))
            continue
        following = followers[at]
        if block.kind == "paragraph":
            leads.clear()
        else:
            while leads and leads[-1][0] >= block.level:
                leads.pop()
        opens = following is not None and following.kind == "item" and (block.kind == "paragraph" or following.level > block.level)
        pieces = _clauses(document.text, block)
        for number, (piece, inner) in enumerate(pieces):
            text = piece.of(document.text)
            short = len(words(text)) < _MIN_LEAD_WORDS
            # what markup nests is nested; of plain text an item that ends like a sentence opens nothing ("… repealed." "* A footnote")
            nested = block.kind == "item" and (block.style == "li" or short)
            is_lead = opens and number == len(pieces) - 1 and (nested or not _CLOSED.search(text))
            if not is_lead or not short:
                outer = tuple(s for _, s in leads) + inner
                statements.append(Statement(index, unit_of[at], path_of[at], piece, outer, block.kind))
            if is_lead:
                leads.append((block.level if block.kind == "item" else 0, piece))
    return Split(units, tuple(statements), _gaps(document, statements))


def _followers(blocks: tuple[Block, ...]) -> list[Block | None]:
    """For every block the next one that is no furniture."""
    found: list[Block | None] = [None] * len(blocks)
    for at in range(len(blocks) - 2, -1, -1):
        found[at] = found[at + 1] if blocks[at + 1].kind == "furniture" else blocks[at + 1]
    return found


def _units(document: Document, index: int) -> tuple[tuple[Unit, ...], list[int | None], list[tuple[str, ...]]]:
    """Units, and for every block its unit and its heading path."""
    blocks = document.blocks
    headings = [i for i, b in enumerate(blocks) if b.kind == "heading"]
    parents = _parents(blocks, headings)
    names = {i: unnumbered(blocks[i].span.of(document.text)) for i in headings}
    apart = {i for i in headings if is_apart(names[i])}
    apart |= {i for i in headings if any(p in apart for p in _ancestors(i, parents))}
    bodies = {i for i in headings if i not in apart and body_noun(names[i])}
    if promoted := _promote(blocks, bodies, names):
        blocks = tuple(replace(b, level=promoted[i]) if i in promoted else b for i, b in enumerate(blocks))
        parents = _parents(blocks, headings)
    bodies -= {i for i in bodies if _is_whole(i, bodies, headings, parents)}
    if len(bodies) < 2:
        bodies = _siblings(document, headings, names, apart) or bodies
    bodies |= _inner(document, headings, bodies, apart, names, parents)
    units: list[Unit] = []
    numbers: dict[int, int] = {}
    for i in headings:
        if i in bodies:
            parent = next((numbers[p] for p in _ancestors(i, parents) if p in numbers), None)
            numbers[i] = len(units)
            units.append(Unit(names[i], body_noun(names[i]), parent, (index,)))
    unit_of: list[int | None] = []
    path_of: list[tuple[str, ...]] = []
    current: int | None = None
    for i, block in enumerate(blocks):
        if block.kind == "heading":
            current = i
        chain = [] if current is None else [current, *_ancestors(current, parents)]
        path_of.append(tuple(clean(blocks[h].span.of(document.text)).rstrip(".") for h in reversed(chain)))
        unit_of.append(next((numbers[h] for h in chain if h in numbers), None))
    if not units:
        units = [Unit(document.title, "", None, (index,))]
        unit_of = [0] * len(blocks)
    return tuple(units), unit_of, path_of


def _promote(blocks: tuple[Block, ...], bodies: set[int], names: dict[int, str]) -> dict[int, int]:
    """Bold paragraphs that name a body of the same sort as the real headings do: they stand on those headings' level."""
    real = Counter(blocks[i].level for i in bodies if blocks[i].style != "bold")
    if not real or real.most_common(1)[0][1] < 2:
        return {}
    level = real.most_common(1)[0][0]
    sorts = {body_noun(names[i]) for i in bodies if blocks[i].level == level and blocks[i].style != "bold"}
    return {i: level for i in bodies if blocks[i].style == "bold" and body_noun(names[i]) in sorts}


def _parents(blocks: tuple[Block, ...], headings: list[int]) -> dict[int, int | None]:
    stack: list[int] = []
    parents: dict[int, int | None] = {}
    for i in headings:
        while stack and blocks[stack[-1]].level >= blocks[i].level:
            stack.pop()
        parents[i] = stack[-1] if stack else None
        stack.append(i)
    return parents


def _ancestors(i: int, parents: dict[int, int | None]) -> list[int]:
    found = []
    above = parents[i]
    while above is not None:
        found.append(above)
        above = parents[above]
    return found


def _is_whole(i: int, bodies: set[int], headings: list[int], parents: dict[int, int | None]) -> bool:
    """Whether a heading names the organisation itself: alone at the top, with at least two bodies below it."""
    top = parents[i] is None and (i == headings[0] or sum(parents[h] is None for h in headings) == 1)
    return top and sum(i in _ancestors(b, parents) for b in bodies) >= 2


def _siblings(document: Document, headings: list[int], names: dict[int, str], apart: set[int]) -> set[int]:
    """Where no heading has a body noun: the largest family of headings of one style that each have text of their own."""
    if not headings:
        return set()
    families: dict[tuple[str, int], list[int]] = {}
    repeated = Counter(fold(names[i]) for i in headings)
    filled = {h for h, nxt in zip(headings, [*headings[1:], len(document.blocks)], strict=True) if nxt - h > 1}
    for i in headings:
        block = document.blocks[i]
        if i not in apart and i in filled and repeated[fold(names[i])] == 1 and not is_part(names[i]):
            families.setdefault((block.style, block.level), []).append(i)
    named = {family: members for family, members in families.items() if len(members) >= 2}
    counted = {n for n, _ in stated_count(document.text)}
    best = max(named.items(), key=lambda kv: (len(kv[1]) in counted, len(kv[1])), default=None)
    if best is None or (best[0][0] != "run-in" and len(best[1]) not in counted):
        return set()
    return set(best[1])


def _inner(document: Document, headings: list[int], bodies: set[int], apart: set[int], names: dict[int, str], parents: dict[int, int | None]) -> set[int]:
    """Headings inside a unit that name no body ("Occupational Health") but stand among others, of one style and level, that do."""
    nested = [i for i in headings if any(p in bodies for p in _ancestors(i, parents))]
    repeated = Counter(fold(names[i]) for i in headings)
    found: set[int] = set()
    for style, level in {(document.blocks[i].style, document.blocks[i].level) for i in nested}:
        family = [i for i in nested if (document.blocks[i].style, document.blocks[i].level) == (style, level)]
        named = [i for i in family if i in bodies]
        if named and len(named) * 2 >= len(family):
            found |= {i for i in family if i not in apart and repeated[fold(names[i])] == 1 and not is_part(names[i]) and titled(names[i], limit=5)}
    return found


def distinct_words(unit: Unit) -> frozenset[str]:
    """The words of a unit's name that tell it from others."""
    return frozenset(words(re.sub(r"\([^)]*\)", "", unit.name))) - _JOINING - {unit.noun}


def row_unit(document: Document, block: Block, units: Sequence[Unit], distinct: Sequence[frozenset[str]], default: int | None) -> int | None:
    """The unit that a table row is about: the one whose name is in its first cell, wholly or but for its noun.

    Outside any unit (`default` is None) another cell that is a unit's whole name will do: "Lead: Registry".
    `distinct` holds each unit's `distinct_words`.
    """
    if not block.cells or len(units) == 1:
        return default
    cells = [c.of(document.text) for c in block.cells]
    first = set(words(cells[0]))
    extra = set(words(" ".join(cells[1:])))
    best: tuple[int, int] | None = None
    for number, own in enumerate(distinct):
        if own & first and own <= first | extra and (best is None or len(own) > best[0]):
            best = (len(own), number)
    if best is None and default is None:
        names = {fold(u.name): n for n, u in enumerate(units)}
        return next((names[fold(c)] for c in cells[1:] if fold(c) in names), None)
    return best[1] if best else default


def _clauses(text: str, block: Block) -> list[tuple[Span, tuple[Span, ...]]]:
    """The clauses of a block, each with the lead-in inside the block that it hangs under."""
    start = block.span.start
    if match := MARKER.match(block.span.of(text)):
        start += match.end()
    found: list[tuple[Span, tuple[Span, ...]]] = []
    sentences = [s for part in _fields(text, Span(start, block.span.end)) for s in _labelled(text, _sentences(text, part))]
    for sentence in sentences:
        cuts = _semicolons(text, sentence)
        lead: tuple[Span, ...] = ()
        if len(cuts) > 2 and (colon := re.search(r":\s", text[sentence.start : cuts[0][1]])):
            lead = (Span(sentence.start, sentence.start + colon.start() + 1),)
        for number, (a, b) in enumerate(cuts):
            if lead and number == 0:
                head, rest = lead[0], Span(lead[0].end, b)
                if len(words(head.of(text))) >= _MIN_LEAD_WORDS:
                    found.append((head, ()))
                a = rest.start
            span = _strip(text, a, b)
            if span is not None:
                found.append((span, lead))
    return found


def _fields(text: str, span: Span) -> list[Span]:
    """A block cut before each line that gives a label its value, where at least two do; else the block whole."""
    cuts = [span.start]
    position = span.start
    fields = 0
    for line in span.of(text).split("\n"):
        if _FIELD.match(line.strip()):
            fields += 1
            cuts.append(position)
        position += len(line) + 1
    if fields < 2:
        return [span]
    edges = sorted({*cuts, span.end})
    return [Span(a, b) for a, b in pairwise(edges)]


def _labelled(text: str, sentences: list[Span]) -> list[Span]:
    """Sentences, the first joined to the second where it only labels it."""
    if len(sentences) > 1 and sentences[0].of(text).endswith(".") and "\n" not in text[sentences[0].end : sentences[1].start] and len(words(sentences[0].of(text))) <= _LABEL_WORDS:
        return [Span(sentences[0].start, sentences[1].end), *sentences[2:]]
    return sentences


def _strip(text: str, a: int, b: int) -> Span | None:
    """[a, b) without white space, separators and an enumerator at its ends; None if nothing is left."""
    while b > a and (text[b - 1].isspace() or text[b - 1] == ";"):
        b -= 1
    while a < b and (text[a].isspace() or text[a] == ";"):
        a += 1
    if (match := MARKER.match(text[a:b])) and text[a] in "(":
        a += match.end()
    return Span(a, b) if b > a and any(c.isalnum() for c in text[a:b]) else None


def _sentences(text: str, span: Span) -> list[Span]:
    """Sentence spans without surrounding white space; abbreviations and enumerators end none."""
    source = span.of(text)
    if not source.strip():
        return []
    ends: list[int] = []
    for boundary in sentencex.get_sentence_boundaries("en", source):
        ends.append(int(boundary["end_index"]))
    ends = [e for e in ends if 0 < e < len(source)]
    found: list[Span] = []
    start = 0
    for end in [*ends, len(source)]:
        piece = source[start:end]
        rest = source[end:].lstrip()
        if end < len(source) and (ABBREVIATION.search(piece.rstrip()) or not _ENDED.search(piece.rstrip()) or rest[:1].islower() or piece.count("(") > piece.count(")")):
            continue
        a = start + len(piece) - len(piece.lstrip())
        b = start + len(piece.rstrip())
        if b > a:
            found.append(Span(span.start + a, span.start + b))
        start = end
    return found


def _semicolons(text: str, span: Span) -> list[tuple[int, int]]:
    """The parts of a sentence between semicolons outside parentheses; a part too short to say something joins the next."""
    depth, start = 0, span.start
    parts: list[tuple[int, int]] = []
    for at in range(span.start, span.end):
        char = text[at]
        depth += (char == "(") - (char == ")" and depth > 0)
        if char == ";" and depth == 0:
            if len(words(text[start:at])) < _VERBLESS and parts and len(words(text[start:at])) > 0:
                parts[-1] = (parts[-1][0], at + 1)
            else:
                parts.append((start, at + 1))
            start = at + 1
    if start < span.end:
        if parts and len(words(text[start : span.end])) < _VERBLESS:
            parts[-1] = (parts[-1][0], span.end)
        else:
            parts.append((start, span.end))
    return parts


def _gaps(document: Document, statements: list[Statement]) -> tuple[Gap, ...]:
    """Everything between the statements, with the reason it is no statement."""
    gaps: list[Gap] = []
    position = 0
    named = [b for b in document.blocks if b.kind in ("heading", "furniture") or (b.kind == "row" and b.style == "header")]
    ends = [b.span.end for b in named]
    for span in [*(s.span for s in statements), Span(len(document.text), len(document.text))]:
        if span.start > position:
            first = bisect_right(ends, position)  # blocks are in order: only those inside the gap are looked at
            last = bisect_left(named, span.start, lo=first, key=lambda b: b.span.start)
            gaps += _name_gap(document, position, span.start, named[first:last])
        position = max(position, span.end)
    return tuple(gaps)


def _name_gap(document: Document, start: int, end: int, named: list[Block]) -> list[Gap]:
    gaps: list[Gap] = []
    position = start
    for block in named:
        if block.span.start > position:
            gaps.append(_plain_gap(document, position, block.span.start))
        kind: GapKind = "furniture" if block.kind == "furniture" else "heading"
        gaps.append(Gap(Span(max(block.span.start, position), min(block.span.end, end)), kind))
        position = min(block.span.end, end)
    if position < end:
        gaps.append(_plain_gap(document, position, end))
    return gaps


def _plain_gap(document: Document, start: int, end: int) -> Gap:
    return Gap(Span(start, end), "space" if not document.text[start:end].strip() else "marker")


def unit_noun(units: tuple[Unit, ...], texts: list[str]) -> str:
    """What the text calls its units, singular, lower case.

    The noun in most of their names; else the noun of a stated count that fits ("eight Field Stations");
    else "unit".
    """
    main = [u for u in units if u.parent is None]
    nouns = Counter(u.noun for u in main)
    noun, times = nouns.most_common(1)[0] if nouns else ("", 0)
    if noun and times * 2 > len(main):
        return noun
    for text in texts:
        for number, phrase in stated_count(text):
            if number == len(main):
                last = words(phrase)[-1]
                for candidate in _singulars(last):
                    if plural(candidate) == last:
                        return candidate
    return "unit"


def _singulars(word: str) -> list[str]:
    """What a plural may be the plural of, the likeliest first: "bodies" is of "body", "houses" of "house"."""
    endings = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", ""))
    return [word.removesuffix(ending) + single for ending, single in endings if word.endswith(ending)]
