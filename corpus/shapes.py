"""Where neither a noun nor a sentence tells what a document's units are: names that stand in one shape, each over or before words of its own."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.bodies import announces, body_or_post, introduction, is_apart, is_label, is_part, post_noun, unnumbered
from corpus.document import Block, Document, Span
from corpus.lines import JOINERS, stated_count, titled
from corpus.tables import ACRONYM
from corpus.titles import SAID, unframed
from corpus.words import fold

STYLE = "alike"  # of the headings found here
_MOST = 4  # of so many lines of one shape all but one name units
_LONGEST = 300  # characters of a line that says whose a task is
_DEEP = 20  # added to the level of headings that lie within what such a name stands over
_MIN_NAMES = 3
_NAME_WORDS = 9
_PLAIN_WORDS = 4  # of a name whose words are not all capitalised
_NAME_LENGTH = 90
_AROUND = " \t\n\u00a0.:–—-▸►▶→•◦▪·■□●○◆◇★☆✓»›"  # what may stand around a name
_LOOK = 40  # characters behind a name
_MIN_SAID = 10  # characters that a name stands over at least
_COVERED = 0.6  # share of a text, from the first name on, that must stand under or behind the names
_RECURS = 0.7  # names a line of lines that say whose a task is
_REGULAR = 0.75  # of the lines of one shape those that may be names
_EVIDENCE = 2  # points from which names of one shape are taken for those of units

_MARK = r"(?:#{1,6}|>{1,2}|[→►▶■□●○◆❖»◦▪·•*–—-](?![*–—-])|\*{2,3}|_{1,3}|~{1,4}|={1,6}|-{2,6}|\[|<|«|§|\(?\d{1,3}[.)]|\(?[A-Za-z][.)]|[IVX]{1,5}[.)])"
_LEAD = re.compile(rf"(?:{_MARK}[ \t]*)*")
_CLOSING = r"(?:[*_]{1,3}|\]|>|»|[ \t]*(?:={1,6}|-{2,6}|~{1,4}|\*{2,6}))?"
_ALONE = re.compile(rf"(?P<name>.*?[^\s*_\]>»=~:.-]\)?)(?P<close>[:.]?{_CLOSING}[:.]?|[ \t]*\.{{3,}}[ \t]*\d*)$")
_BEFORE = re.compile(r"(?P<name>[^\n:;\t|*_]{1,90}?)(?P<sep>[*_]{1,3}[:.,]?(?=[ \t])|[:.][*_]{1,3}(?=[ \t])|:(?=[ \t])|[ \t]+(?:--|[–—-]|=>|->|[→⇒|])(?=[ \t])|\t+|(?<=\))(?=[ \t]+[a-z]))[ \t]*(?P<rest>\S.*)")
_TASK_OF = re.compile(
    rf"(?:{_MARK}[ \t]*)?(?P<task>[^\t:|]{{3,90}}?)(?:[ \t]*(?::|→|->|=>|⇒|\.{{3,}})|[ \t]+(?:--|[–—-])|\t+)[ \t]+(?:[Tt]he |[Aa]sk (?:the )?)?(?P<owner>[A-Z][^,;:(\t|]{{1,60}}?(?: \([A-Z][\w&]*\))?)(?:[ \t]*(?:[,;(:|]|[ \t][–—-])[ \t]*(?P<more>.{{1,90}}?)\)?)?\.?[ \t]*"
)
_ANSWERED = re.compile(
    r"(?:(?:Q[.:] )?(?P<task>(?:[Ww]ho|[Ww]hom|[Ww]hose|[Ww]here|[Ww]hich|[Tt]o whom)\b[^?\n]{5,120}\?)\s+)?(?:A[.:] )?(?:[Aa]sk )?(?:(?:[Tt]he|[Oo]ur) )?(?P<owner>[A-Z][^,;:(?\n.]{1,60}?(?: \([A-Z][\w&]*\))?)(?: (?:do|does|is|are))?\.?"
)  # "Who sells tickets? The Ferry Desk."
_ASKS_WHO = re.compile(r"(?:Q[.:] )?(?:who|whom|whose|where|which|to whom)\b[^\n]*\?$", re.IGNORECASE)
_TELLS = re.compile(
    r"(?:[-*•–—][ \t]*)?(?:\(?\w{1,2}[.)][ \t]+)?(?:We|They|It|Its|Their|Our|Here|Responsible|In charge|Led|Headed|Run|Ask|Contact|Come|Go|Call|Covers?|Handles?|Looks?|Deals?|Takes?|[A-Z]?[a-z]+ing|[A-Z]?[a-z]+[^s\W]s)\b[ ,:]",
)  # how what a unit does begins
_LETTERHEAD = re.compile(r"(?:from|to|date|subject|cc|re|ref|attn)\b\.?:", re.IGNORECASE)
_LABELLED = re.compile(r"^[ \t]*(?:[-*•–][ \t]*)?([A-Za-z][\w’' /&-]{1,30}):\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Name:
    """What may name a unit: its block, where it stands, where what is said of it begins, and what stands before and behind it."""

    block: int
    start: int
    end: int
    said: int
    sort: tuple[object, ...]
    fit: bool
    part: bool


def by_shape(document: Document) -> Document | None:
    """The document with the names of its units as headings where lines of one shape name them, as cells where each line says whose a task is; None if none seem to."""
    if rows := _owned(document):
        return replace(document, blocks=rows)
    sorts: dict[tuple[object, ...], list[_Name]] = {}
    for name in _names(document):
        sorts.setdefault(name.sort, []).append(name)
    best: tuple[int, float, list[_Name]] | None = None
    for family in sorts.values():
        own = [n for n in family if n.fit]
        if len(own) < len(family) and len(own) * _MOST >= len(family) * (_MOST - 1):
            own = [n for n in family if n.fit or n.part]  # "MEMBERSHIP", among other names
        if sum(_stands_for(document.text[n.start : n.end], document.text[n.said : n.said + _LOOK]) for n in own) * 2 > len(own):
            continue  # a list of what acronyms stand for
        if len(own) < _MIN_NAMES or len(own) < _REGULAR * len(family):
            continue
        if (covered := _covered(document, own)) < _COVERED:
            continue
        evidence = _evidence(document, own)
        if evidence >= _EVIDENCE and (best is None or (evidence, covered) > best[:2]):
            best = (evidence, covered, own)
    return None if best is None else replace(document, blocks=_headed(document, best[2]))


def _owned(document: Document) -> tuple[Block, ...]:
    """The blocks, lines that say whose a task is ("Lost keys – Ferry Desk, ext. 12") as rows of two cells or three; () if too few do or hardly a name recurs."""
    result: list[Block] = []
    owners: list[str] = []
    others = 0
    for block in document.blocks:
        answer = _ANSWERED.fullmatch(block.span.of(document.text)) if block.kind in ("paragraph", "item") and block.span.end - block.span.start <= _LONGEST else None
        asked = answer.group("task") if answer else ""
        if answer and _fit(answer.group("owner")) and (asked or (result and result[-1].kind in ("heading", "paragraph") and _ASKS_WHO.match(result[-1].span.of(document.text)))):
            at = block.span.start
            task = Span(at + answer.start("task"), at + answer.end("task")) if asked else result.pop().span
            owner = Span(at + answer.start("owner"), at + answer.end("owner"))
            owners.append(fold(answer.group("owner")))
            result.append(Block("row", Span(task.start, owner.end), style="row", cells=(task, owner)))
            continue
        lines = list(re.finditer(r"[^\s\n](?:[^\n]*[^\s\n])?", block.span.of(document.text))) if block.kind in ("paragraph", "item") else []
        matches = [(line, m) for line in lines if len(line.group()) <= _LONGEST and (m := _TASK_OF.fullmatch(line.group()) or _ANSWERED.fullmatch(line.group())) and m.group("task") and _fit(m.group("owner"))]
        if len(matches) < len(lines) or not lines:
            others += len(lines)
            result.append(block)
            continue
        for line, m in matches:
            start = block.span.start + line.start()
            cells = tuple(Span(start + m.start(part), start + m.end(part)) for part in ("task", "owner", "more") if m.groupdict().get(part))
            owners.append(fold(m.group("owner")))
            result.append(Block("row", Span(cells[0].start, cells[-1].end), style="row", cells=cells))
    first = next((b.span.start for b in result if b.kind == "row"), 0)
    told = announces(document.title, introduction(document.text, first)) or sum(map(body_or_post, set(owners))) * 3 >= len(set(owners))
    enough = told and len(owners) > _MIN_NAMES and len(owners) * (1 - _COVERED) >= others * _COVERED and 1 < len(set(owners)) <= _RECURS * len(owners)
    return tuple(result) if enough else ()


def _names(document: Document) -> list[_Name]:
    """Every line that may be, or begin with, a name; in order."""
    found: list[_Name] = []
    titles = {at: unnumbered(b.span.of(document.text)) for at, b in enumerate(document.blocks) if b.kind == "heading"}
    titles |= unframed(titles)
    for at, block in enumerate(document.blocks):
        if block.kind in ("furniture", "row") or block.style == SAID:
            continue
        source = block.span.of(document.text)
        if block.kind == "heading":
            plain = block.style in ("line", "capitals") and block.level > 1 and source[0].isalpha() and source[-1].isalnum()
            sort: tuple[object, ...] = ("plain", source.isupper()) if plain else ("bold",) if block.style == "bold" else ("heading", block.style, block.level)
            found.append(_Name(at, block.span.start, block.span.end, block.span.end, sort, *_fits(titles[at])))
            continue
        where = (block.kind, block.level)
        if block.opening:
            name = source[: block.opening].strip(_AROUND)
            start = block.span.start + source.index(name)
            found.append(_Name(at, start, start + len(name), block.span.start + block.opening, ("bold",) if source[block.opening :].lstrip(" .:").startswith("\n") else (*where, "bold", "before"), *_fits(name)))
        lines = source.split("\n")
        start = block.span.start
        for number, line in enumerate(lines):
            text = line.strip()
            first = start + len(line) - len(line.lstrip())
            start += len(line) + 1
            lead = _LEAD.match(text)
            opened = lead.end() if lead else 0
            shape = re.sub(r"[A-Za-z]+", "A", re.sub(r"\d+", "1", text[:opened].replace(" ", "").replace("\t", "")))
            if match := _BEFORE.match(text, opened):
                sep = re.sub(r"\s+", " ", match.group("sep"))
                found.append(_Name(at, first + match.start("name"), first + len(text[: match.end("name")].rstrip()), first + match.start("rest"), (*where, shape, sep, "before"), *_fits(match.group("name"))))
            if (match := _ALONE.match(text, opened)) and (opened or match.group("close") or number == 0):
                close = re.sub(r"\d+", "1", re.sub(r"\s+|\.{2,}", " ", match.group("close")))
                sort = ("plain", text.isupper()) if block.kind == "paragraph" and not shape and not close else (*where, shape, close, number == 0, len(lines) == 1)
                if sort[0] != "plain" or len(lines) > 1 or _fit(match.group("name")):  # a paragraph of one line is like no name above others
                    found.append(_Name(at, first + match.start("name"), first + match.end("name"), first + len(text), sort, *_fits(match.group("name"))))
    return found


def _stands_for(name: str, said: str) -> bool:
    """Whether what is said of a name is the words that it abbreviates."""
    return ACRONYM.fullmatch(name) is not None and name[0].isupper() and said.lstrip(" \t:=–—-")[:1].upper() == name[0]


def _fits(text: str) -> tuple[bool, bool]:
    """Whether a text can be the name of a unit, and whether it can but for being what parts of units are called."""
    return _fit(text), _named_so(text) and is_part(text)


def _fit(text: str) -> bool:
    """Whether a text can be the name of a unit: short, capitalised, no sentence, no part of one."""
    return _named_so(text) and not is_part(text)


def _named_so(text: str) -> bool:
    """Whether a text is like a name: short, capitalised, no sentence, no label."""
    name = re.sub(r"\s*\([^()]*\)\s*$", "", text.strip())
    tokens = name.split()
    if not tokens or len(tokens) > _NAME_WORDS or len(name) > _NAME_LENGTH or not (name[0].isupper() or (name[0].isdigit() and any(t[:1].isupper() for t in tokens))):
        return False
    if re.search(r"[.?!;]\s|[,;:?!]$", name) or _LETTERHEAD.match(name) or is_apart(name) or (is_label(name) and not (post_noun(name) and len(tokens) > 1)):
        return False
    return titled(name) or len([t for t in tokens if t.casefold() not in JOINERS]) <= _PLAIN_WORDS


def _covered(document: Document, names: list[_Name]) -> float:
    """The share of a text from the first name on that is said of the names; 0 if they are not told apart, or too many have nothing said of them."""
    own = {fold(document.text[n.start : n.end]) for n in names}
    said = _said(document, names)
    if len(own) < len(names) or any(sum(map(str.isalpha, s)) < _MIN_SAID for s in said):
        return 0.0
    return sum(map(len, said)) / max(len(document.text) - names[0].start, 1)


def _said(document: Document, names: list[_Name]) -> list[str]:
    """What a text says of each of some names: from where that begins to the next, or to a heading that its own lies within or beside."""
    ends = [n.start for n in names[1:]] + [len(document.text)]
    if document.blocks[names[0].block].kind == "heading":
        level = document.blocks[names[0].block].level
        others = [b.span.start for b in document.blocks if b.kind == "heading" and b.level <= level] + [len(document.text)]
        ends = [min(end, others[bisect_right(others, n.start)]) for n, end in zip(names, ends, strict=True)]
    return [document.text[n.said : end] for n, end in zip(names, ends, strict=True)]


def _evidence(document: Document, names: list[_Name]) -> int:
    """How much speaks for names of one shape being those of units."""
    text = document.text
    called = [text[n.start : n.end] for n in names]
    said = [s.strip(" \t\n:–—-*_") for s in _said(document, names)]
    labels = Counter(label for s in said for label in {fold(label) for label in _LABELLED.findall(s)})
    next_block = [document.blocks[n.block + 1] for n in names if n.block + 1 < len(document.blocks)]
    titles = Counter(fold(b.span.of(text)) for b in document.blocks if b.kind == "heading")
    over = sum(b.kind == "heading" and titles[fold(b.span.of(text))] == 1 and not is_part(b.span.of(text)) and not is_label(b.span.of(text)) for b in next_block)
    nouns = sum(map(body_or_post, called)) * 2 >= len(called)
    before = introduction(text, names[0].start)
    announced = announces(document.title, before)
    counted = any(number == len(names) for number, _ in stated_count(before))
    if not (nouns or announced or counted or sum(times * 3 >= len(names) * 2 for times in labels.values()) > 1):
        return 0  # capitals and verbs alone are found in any list
    return (
        -2 * (over * 3 >= len(names) * 2)  # they sort what is named below them
        + 2 * nouns
        + 2 * announced
        + (sum(map(titled, called)) * 5 >= len(called) * 4)
        + counted
        + (sum(times * 3 >= len(names) * 2 for times in labels.values()) > 0)
        + (sum(bool(_TELLS.match(s)) for s in said) * 2 >= len(said))
    )


def _headed(document: Document, names: Sequence[_Name]) -> tuple[Block, ...]:
    """The blocks, the names headings of their own, what stands behind one in its line or block a block below it."""
    text = document.text
    of: dict[int, list[_Name]] = {}
    for name in names:
        of.setdefault(name.block, []).append(name)
    first, last = names[0].block, names[-1].block
    within = {b.level for i, b in enumerate(document.blocks) if first < i < last and b.kind == "heading" and i not in of}
    outer = {b.level for i, b in enumerate(document.blocks) if i < first and b.kind == "heading"}
    own = document.blocks[first].level if document.blocks[first].kind == "heading" else max(outer, default=0) + 1
    after = next((i for i in range(last + 1, len(document.blocks)) if document.blocks[i].kind == "paragraph"), -1) if names[0].sort[-1] == "before" else -1  # what ends names that stand in lines of their own
    result: list[Block] = []
    for i, block in enumerate(document.blocks):
        if i not in of:
            inside = block.kind == "heading" and i > first and (block.level in within or block.level > own) and block.level not in outer
            ends = i == after
            result.append(replace(block, level=block.level + _DEEP) if inside else replace(block, ends=own) if ends else block)
            continue
        if block.kind == "heading":
            result.append(replace(block, style=STYLE))
            continue
        position = block.span.start
        for name, end in zip(of[i], [*(n.start for n in of[i][1:]), block.span.end], strict=True):
            if name is of[i][0] and text[position : name.start].strip() and any(c.isalnum() for line in [text[position : name.start]] for c in line.rsplit("\n", 1)[0] if "\n" in line):
                stop = position + len(text[position : name.start].rsplit("\n", 1)[0].rstrip())
                result.append(replace(block, span=Span(position, stop)))
            result.append(Block("heading", Span(name.start, name.end), own, STYLE))
            a, z = name.said, end
            if end != block.span.end:
                z = a + len(text[a:end].rsplit("\n", 1)[0])  # without the marks before the next name
            a += len(text[a:z]) - len(text[a:z].lstrip())
            z = a + len(text[a:z].rstrip())
            if z > a:
                result.append(Block("paragraph", Span(a, z)))
    return tuple(result)
