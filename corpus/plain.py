"""Plain text → blocks. The text stays as it is; layout is read from its lines."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from corpus.bodies import body_noun, is_apart, is_label, is_part
from corpus.document import Block, Span
from corpus.words import NUMBERS

# Heading levels in plain text, where no markup says them: outermost first.
_TITLE, _DIVIDER, _LINE, _RUN_IN, _PART = 1, 2, 3, 5, 7
# Of markup: a bold paragraph below every real heading, a bold opening of a paragraph below that, of an item deeper by its nesting.
BOLD, BOLD_IN, ITEM_IN = 7, 8, 8

FURNITURE = re.compile(
    r"^\W*(?:(?:top|bottom|end) of (?:the )?page|(?:back|return|go) to (?:the )?(?:top|contents|start)|"
    r"(?:skip|jump) to (?:main )?content|print this page|share this page|(?:.{0,80}\W)?page \d+(?: (?:of|/) ?\d+)?|\d{1,4}|"
    r"[-_=*#~. ]{3,}|[^.<\n]{1,40}(?:\s[›»>]\s[^.<>\n]{1,40}){2,}|was this page (?:useful|helpful)\??)\W*$",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"^(?:(?:(?P<word>sec(?:tion|\.)?|article|art\.|chapter|part|title|rule|§)\s*(?P<number>\d+[A-Za-z]?(?:[.\-]\d+)*|[IVXLC]+)\b)|"
    r"(?P<plain>\d+(?:\.\d+)*)[.)]?(?=\s+[A-Z]))[.:)–—-]*\s*",
    re.IGNORECASE,
)
MARKER = re.compile(r"^(?P<mark>[-*•◦▪·–—]|\((?:\d{1,3}|[a-z]{1,2}|[ivxl]{1,6})\)|(?:\d{1,3}|[a-z]|[ivxl]{1,5})[.)])[ \t\u00a0]+(?=\S)")
# Tokens whose full stop ends no sentence.
ABBREVIATION = re.compile(
    r"(?:^|[\s(\u00a0])(?:st|mt|ft|no|nos|sec|secs|art|arts|para|paras|ch|vol|fig|p|pp|dr|mr|mrs|ms|prof|e\.g|i\.e|cf|vs|viz|etc|inc|ltd|co|"
    r"corp|dept|approx|ca|ext|tel|[a-z])\.$|^\s*\d{1,3}[a-z]?\.$",
    re.IGNORECASE,
)
_JOINERS = frozenset(["of", "the", "and", "for", "on", "in", "to", "at", "a", "an", "de", "la", "le", "du", "des", "del", "di", "da", "do", "dos", "y", "e", "&", "und"])
# How to reach a unit, who heads it, how many work there: nothing a heading says.
_CONTACT = re.compile(
    r"\S@\S|\b(?:ext|tel|phone|fax|mobile|extension|hotline)\b[.:]? ?(?:no\b\.? ?)?[+(]?\d|\b\d+ (?:staff|employees)\b|"
    r"^(?:(?:acting |deputy )?(?:head|director|chief|manager|chair(?:man|woman|person)?|secretary|lead)|staff(?:ing)?|responsible|contacts?|phone|tel(?:ephone)?|e-?mail|location|address|room|covers?|hours|yard|seat)\.?:",
    re.IGNORECASE,
)
_MIN_LETTERED = 3
_PAGE = re.compile(r"\bpage \d+(?: (?:of|/) ?\d+)?\W*$|^\W*\d{1,4}\W*$", re.IGNORECASE)
_COLUMNS = re.compile(r" {2,}|\t+| ?\| ?")


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str  # stripped
    indent: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def _lines(text: str) -> list[_Line]:
    found = []
    for match in re.finditer(r"[^\n]*", text):
        raw = match.group()
        stripped = raw.strip()
        if not raw and match.start() and text[match.start() - 1 : match.start()] != "\n":
            continue
        lead = len(raw) - len(raw.lstrip())
        start = match.start() + lead
        found.append(_Line(start, start + len(stripped), stripped, lead))
    return found


def titled(phrase: str, *, limit: int = 9) -> bool:
    """Whether every word of a short phrase is capitalised, joining words aside."""
    tokens = phrase.split()
    return 0 < len(tokens) <= limit and all(t[:1].isupper() or t[:1].isdigit() or t.casefold().strip(",") in _JOINERS for t in tokens) and tokens[0][:1].isupper()


def _looks_heading(line: str) -> bool:
    """Whether one line, standing alone, reads as a heading."""
    tokens = line.split()
    if not tokens or len(line) > 90 or len(tokens) > 12 or line[-1] in ";,:" or _CONTACT.search(line) or not (line[0].isupper() or line[0].isdigit()):
        return False
    if line.endswith((".", "?", "!")):
        # "Functions.", "Powers and duties." — but "The office keeps wells." is a sentence, which must not be lost
        return line.count(".") == 1 and len(tokens) <= 4 and (len(tokens) <= 2 or is_part(line) or titled(line.rstrip(".?!")))
    capitals = sum(t[:1].isupper() or t.casefold() in _JOINERS or not t[:1].isalpha() for t in tokens)
    return capitals * 2 >= len(tokens) or len(tokens) <= 5


def _opens_list(lines: list[_Line], at: int) -> bool:
    """Whether a line only leads into the list on the next line ("On the technical side it" / "- repairs …"): few of its words are capitalised."""
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    return MARKER.match(following) is not None and len(lines[at].text.split()) > 1 and not titled(lines[at].text, limit=12)


_SAYS = re.compile(r"(?:covers|serves|supports|provides|runs|handles|manages|represents|works|keeps|includes|replaces|see) ", re.IGNORECASE)  # "Covers Vale County and the Upper Coast." is a sentence


def run_in(paragraph: str) -> tuple[int, str] | None:
    """A run-in heading: (its length, the separator's style) for "Mill Lane, Northbury. Provides …"; else None."""
    for match in re.finditer(r"(\.[\u2014-]?|:| [–—-])(?=[ \u00a0]+\S)", paragraph[:110]):
        end = match.start()
        name = paragraph[:end]
        if match.group(1).startswith(".") and ABBREVIATION.search(name.split(",")[-1][-6:] + "."):
            continue
        rest = paragraph[match.end() :].lstrip()
        if not titled(name) or len(rest) < 20 or MARKER.match(paragraph) or _SAYS.match(name):
            return None
        return end, match.group(1).strip()[:1]
    return None


def _table(lines: list[_Line], at: int) -> int:
    """How many lines from `at` on form a table with columns (0 if none)."""
    if _ruled(lines, at):
        return next((n for n in range(2, len(lines) - at) if not lines[at + n].text), len(lines) - at)
    count = wide = 0
    while at + count < len(lines) and lines[at + count].text:
        parts = [p for p in _COLUMNS.split(lines[at + count].text) if p.strip(" -=+:|")]
        wide += len(parts) >= 2
        if len(parts) < 2 and not FURNITURE.match(lines[at + count].text) and lines[at + count].indent == 0 and len(lines[at + count].text) > 40:
            break
        count += 1
    if count < 3 or wide * 3 < count * 2:
        return 0
    # Prose with double blanks is no table: columns must start at the same places.
    starts = Counter(m.end() for line in lines[at : at + count] for m in _COLUMNS.finditer(" " * line.indent + line.text))
    piped = all("|" in line.text for line in lines[at : at + count] if not FURNITURE.match(line.text))
    return count if piped or (starts and max(starts.values()) * 2 >= count) else 0


def _ruled(lines: list[_Line], at: int) -> list[int]:
    """Where the two columns of a table begin that a rule of two parts stands below the head of ("-----  ------"); [] if it is none."""
    rule = lines[at + 1] if at + 1 < len(lines) else None
    if rule is None or not re.fullmatch(r"([-=]{3,})[ \t]+[-=]{3,}", rule.text) or not lines[at].text:
        return []
    return [rule.indent + m.start() for m in re.finditer(r"[-=]{3,}", rule.text)]


def _ruled_rows(lines: list[_Line], columns: list[int]) -> list[Block]:
    """The rows of a ruled table of two columns: a line with nothing in the first goes on with the row above it."""
    blocks: list[Block] = []
    header: tuple[Span, ...] = ()
    for line in lines:
        cut = columns[1] - line.indent
        if re.fullmatch(r"[-= \t]+", line.text):
            blocks.append(Block("furniture", line.span))
        elif line.indent >= columns[1] and blocks and blocks[-1].kind == "row":
            last = blocks.pop()
            cells = (*last.cells[:-1], Span(last.cells[-1].start, line.end))
            blocks.append(Block("row", Span(last.span.start, line.end), style=last.style, cells=cells, header=last.header))
        else:
            first = line.text[:cut].rstrip()
            rest = line.text[cut:]
            cells = (Span(line.start, line.start + len(first)), Span(line.end - len(rest.lstrip()), line.end)) if rest.strip() else (line.span,)
            blocks.append(Block("row", line.span, style="row" if header else "header", cells=cells, header=header if len(header) == len(cells) else ()))
            header = header or cells
    return blocks


def _cells(line: _Line) -> tuple[Span, ...]:
    spans, position = [], 0
    for part in re.finditer(r"(?:(?! {2,}|\t| ?\| ?).)+", line.text):
        if part.group().strip():
            position = part.start() + len(part.group()) - len(part.group().lstrip())
            spans.append(Span(line.start + position, line.start + part.start() + len(part.group().rstrip())))
    return tuple(spans)


def _at_columns(line: _Line, columns: list[int]) -> tuple[Span, ...]:
    """A line's cells cut where the header's begin, for a cell so long that one blank parts it from the next; () if none can be cut there."""
    cuts = [c - line.indent for c in columns]
    if cuts[0] != 0 or any(c >= len(line.text) or not line.text[c - 1].isspace() or line.text[c].isspace() for c in cuts[1:]):
        return ()
    return tuple(Span(line.start + a, line.start + a + len(line.text[a:b].rstrip())) for a, b in zip(cuts, [*cuts[1:], len(line.text)], strict=True))


def _rows(lines: list[_Line]) -> list[Block]:
    blocks: list[Block] = []
    header: tuple[Span, ...] = ()
    columns: list[int] = []  # where the header's cells begin in their line
    opened: Span | None = None  # the first line of a first cell that runs on
    for line in lines:
        cells = _cells(line)
        if 0 < len(cells) < len(header) and opened is None:
            cells = _at_columns(line, columns) or cells
        if opened is not None and cells:
            cells = (Span(opened.start, cells[0].end), *cells[1:])
            line = _Line(opened.start, line.end, line.text, line.indent)
            opened = None
        if FURNITURE.match(line.text) or not cells:
            blocks.append(Block("furniture", line.span))
        elif not header:
            header = cells
            columns = [c.start - line.start + line.indent for c in cells]
            blocks.append(Block("row", line.span, style="header", cells=cells))
        elif len(cells) == 1 and line.text[:1].isupper() and line is not lines[-1]:
            opened = line.span
        elif len(cells) == 1 and blocks[-1].kind == "row" and blocks[-1].style != "header":
            last = blocks.pop()  # a cell that runs on over a second line
            blocks.append(Block("row", Span(last.span.start, line.end), style="row", cells=last.cells + cells, header=last.header))
        else:
            blocks.append(Block("row", line.span, style="row", cells=cells, header=header if len(cells) == len(header) else ()))
    return blocks


def _kind(mark: str) -> str:
    inner = mark.strip("().")
    if inner.isdigit():
        return "1" + mark[-1]
    if inner.isalpha():
        return ("i" if set(inner) <= set("ivxl") and (len(inner) > 1 or inner in "ivx") else "a") + mark[-1]
    return mark


_INLINE_SECTION = re.compile(r"(?:(?<=\s)|^)§ ?\d+[a-z]?\.? [A-Z][^.§\n]{2,60}\.(?=\s+(?:\(1\) )?[A-Z(])")


def _run_together(text: str, lines: list[_Line]) -> list[_Line]:
    """Lines cut where sections begin inside them ("… boats. § 4 Registry. (1) The Registry …"), where several do."""
    result: list[_Line] = []
    for line in lines:
        starts = [m.start() for m in _INLINE_SECTION.finditer(line.text)]
        if len(starts) < 2 and not (starts and starts[0]):
            result.append(line)
            continue
        edges = [0, *(s for s in starts if s), len(line.text)]
        for a, b in pairwise(edges):
            piece = line.text[a:b].rstrip()
            result.append(_Line(line.start + a, line.start + a + len(piece), piece, line.indent if a == 0 else 0))
    return result


def read_plain(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text: headings on their own lines, numbered sections, run-in headings, lists, tables."""
    lines = _run_together(text, _lines(text))
    blocks: list[Block] = []
    candidates: Counter[str] = Counter()  # run-in headings by the style of their separator, and those of them that name a body
    named: Counter[str] = Counter()
    stack: list[tuple[str, int]] = []  # open enumerators: kind and indent
    ruled = any(re.fullmatch(r"={3,}", n.text) and line.text for line, n in pairwise(lines))
    running = _running(lines)
    lettered = _lettered(lines)
    sectioned = any((s := _section(line)) and s.style == "section" and line.text.isupper() for line in lines)
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.text:
            at += 1
            continue
        if FURNITURE.match(line.text) or " ".join(line.text.split()) in running:
            blocks.append(Block("furniture", line.span))
            at += 1
            continue
        if line.start in lettered:
            blocks.append(Block("heading", Span(lettered[line.start], line.end), _LINE, "line"))
            stack.clear()
            at += 1
            continue
        if rows := _table(lines, at):
            columns = _ruled(lines, at)
            blocks += _ruled_rows(lines[at : at + rows], columns) if columns else _rows(lines[at : at + rows])
            at += rows
            stack.clear()
            continue
        underlined = at + 1 < len(lines) and re.fullmatch(r"[=\-~^]{3,}", lines[at + 1].text) is not None
        alone = (at == 0 or not lines[at - 1].text or (blocks and blocks[-1].kind in ("heading", "furniture"))) and (
            at + 1 >= len(lines) or not lines[at + 1].text or underlined or len(lines[at + 1].text) > len(line.text) + 15
        )
        if section := _section(line):
            blocks.append(section)
            rest = Span(section.span.end, line.end)
            stack.clear()
            remainder = rest.of(text).lstrip(" .:–—-\u00a0")
            if not remainder:
                at += 1
                continue
            line = _Line(line.end - len(remainder), line.end, remainder, line.indent)
        elif alone and not MARKER.match(line.text) and (underlined or (_looks_heading(line.text) and not _opens_list(lines, at))):
            first = not any(b.kind == "heading" for b in blocks)
            below = is_part(line.text) or (line.text.endswith(".") and any(b.style == "section" for b in blocks))
            level = _TITLE if first and not is_apart(line.text) else _PART if below and not is_apart(line.text) else _LINE
            if underlined and not first and lines[at + 1].text[0] != "=" and ruled:
                level = _LINE + 1  # "====" below a heading and "----" below another: the second lies within the first
            if line.text.isupper() and not first and not is_apart(line.text):
                level = level if level != _LINE else _LINE + 1 if sectioned else _DIVIDER  # where numbered titles are in capitals, those without a number lie within
            blocks.append(Block("heading", line.span, level, "line" if not line.text.isupper() else "capitals"))
            stack.clear()
            at += 1
            continue
        marker = MARKER.match(line.text)
        if marker and not (marker.group("mark")[-1] == "." and not line.indent and len(line.text.split()) < 2):
            kind = _kind(marker.group("mark"))
            if kind.startswith("i") and stack and not any(k == kind for k, _ in stack) and _continues(text, blocks, marker.group("mark")):
                kind = "a" + kind[1:]
            while stack and stack[-1][0] != kind and (kind, line.indent) in stack:
                stack.pop()
            if not stack or stack[-1][0] != kind:
                known = [k for k, _ in stack]
                if kind in known:
                    del stack[known.index(kind) + 1 :]
                else:
                    stack.append((kind, line.indent))
            end = at + 1
            while end < len(lines) and lines[end].text and not MARKER.match(lines[end].text) and not FURNITURE.match(lines[end].text) and not _section(lines[end]):
                end += 1
            blocks.append(Block("item", Span(line.start, lines[end - 1].end), len(stack), kind))
            at = end
            continue
        end = at + 1
        while end < len(lines) and lines[end].text and not MARKER.match(lines[end].text) and not FURNITURE.match(lines[end].text) and not _section(lines[end]):
            end += 1
        span = Span(line.start, lines[end - 1].end)
        if (found := run_in(span.of(text))) and not (found[1] == ":" and _names_part(span.of(text)[: found[0]])):
            candidates[found[1]] += 1
            named[found[1]] += bool(body_noun(span.of(text)[: found[0]]))
        blocks.append(Block("paragraph", span))
        if not text[span.start : span.end].rstrip().endswith((":", "—", "–")):
            stack.clear()
        at = end
    return tuple(name_items(text, _split_run_ins(text, blocks, {style for style, n in candidates.items() if (n >= 3 and style != ":") or (named[style] >= 2 and (style != ":" or named[style] * 2 >= n))})))


def _lettered(lines: list[_Line]) -> dict[int, int]:
    """Lines that an outline's capital letters head ("A. Harbour Office", "B. Pilots"), by their start: where the words begin. At least three, in order from A."""
    found: list[tuple[str, int, int]] = []
    for line in lines:
        match = re.match(r"([A-Z])[.)][ \t\u00a0]+(?=[A-Z])", line.text)
        if match and not line.indent and titled(line.text[match.end() :]) and line.text[-1] not in ".;,:":
            found.append((match.group(1), line.start, line.start + match.end()))
    letters = "".join(letter for letter, _, _ in found)
    return {start: words for _, start, words in found} if len(found) >= _MIN_LETTERED and letters == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(letters)] else {}


def _running(lines: list[_Line]) -> set[str]:
    """The lines that stand again and again where a page begins: after its predecessor's number."""
    filled = [" ".join(line.text.split()) for line in lines if line.text]
    found = Counter(line for before, line in pairwise(filled) if _PAGE.search(before))
    return {line for line, times in found.items() if times > 1}


def _continues(text: str, blocks: list[Block], mark: str) -> bool:
    """Whether "(i)" or "(v)" is the letter after the last item's, not a roman number."""
    inner = mark.strip("().")
    previous = next((b for b in reversed(blocks) if b.kind == "item" and b.style.startswith("a")), None)
    if previous is None or len(inner) != 1:
        return False
    match = MARKER.match(previous.span.of(text))
    return match is not None and match.group("mark").strip("().") == chr(ord(inner) - 1)


def _section(line: _Line) -> Block | None:
    """A numbered section heading at the start of a line, up to the end of its title."""
    match = _SECTION.match(line.text)
    if not match or (match.group("plain") and (len(line.text) > 90 or line.text.rstrip().endswith((".", ";", ",")))):
        return None
    title = line.text[match.end() :]
    if match.group("plain") and (not _looks_heading(title) or line.indent):
        return None
    if title and not title[0].isupper():
        return None
    stop = re.search(r"[.:](?:\s|$)|\.?[—–]", title)
    while stop and ABBREVIATION.search(title[: stop.start()][-6:] + "."):
        stop = re.compile(r"[.:](?:\s|$)").search(title, stop.end())
    end = match.end() + (stop.start() if stop else len(title))
    if end - match.end() > 90 or len(title[: end - match.end()].split()) > 12:
        return None
    word = (match.group("word") or "").casefold()
    level = _TITLE if word == "title" else _DIVIDER if word in ("chapter", "part") else _LINE
    if match.group("plain"):
        level = _LINE + min(match.group("plain").count("."), 1)
    return Block("heading", Span(line.start, line.start + end), level, "section")


def _split_run_ins(text: str, blocks: list[Block], styles: set[str]) -> list[Block]:
    """Cuts run-in headings off paragraphs, where at least three paragraphs have them in one style."""
    result: list[Block] = []
    sectioned = any(b.style == "section" for b in blocks)
    for block in blocks:
        found = run_in(block.span.of(text)) if block.kind == "paragraph" else None
        bare = re.match(r"[A-Z]\w+(?: \w+){0,2}(?=\.\s)", block.span.of(text)) if block.kind == "paragraph" and sectioned else None
        if found and found[1] in styles and not (found[1] == ":" and _names_part(block.span.of(text)[: found[0]])):
            length = found[0]
        elif bare and is_part(bare.group()):
            length = bare.end()
        else:
            result.append(block)
            continue
        end = block.span.start + length
        result.append(Block("heading", Span(block.span.start, end), _RUN_IN, "run-in"))
        rest = text[end : block.span.end]
        start = end + len(rest) - len(rest.lstrip(" .:–—-\u00a0\n"))
        if start < block.span.end:
            result.append(Block("paragraph", Span(start, block.span.end)))
    return result


def _names_part(name: str) -> bool:
    """Whether what stands before a colon labels what follows: "Contact:", "From:"."""
    return len(name.split()) == 1 or is_part(name) or is_label(name) or is_apart(name) or name.casefold() in ("from", "to", "date", "subject", "cc", "re", "note", "please note", "example")


UNIT_LABEL = re.compile(r"(?:Unit|Office|Department|Division|Team|Section|Body|Service|Bureau|Name|Name of (?:the )?(?:unit|office|team|department))(?: name)?", re.IGNORECASE)
_LABELLED = re.compile(rf"(?:{UNIT_LABEL.pattern})[ \t]*:[ \t]*(?P<name>[A-Z][^\n:;.]{{2,70}})(?=\n|$)", re.IGNORECASE)


def labelled(text: str, blocks: list[Block]) -> list[Block]:
    """Cuts the names out of records that open with one ("Unit: Estates Office"), where at least three do."""
    names: dict[int, tuple[int, int]] = {}
    for i, block in enumerate(blocks):
        if block.kind in ("paragraph", "item"):
            source = block.span.of(text)
            marker = MARKER.match(source)
            match = _LABELLED.match(source, marker.end() if marker else 0)
            if match and titled(match.group("name").rstrip()):
                names[i] = (block.span.start + match.start("name"), block.span.start + match.end("name"))
    if len(names) < _MIN_LETTERED:
        return blocks
    result: list[Block] = []
    for i, block in enumerate(blocks):
        if i not in names:
            result.append(block)
            continue
        start, end = names[i]
        result.append(Block("heading", Span(start, end), _LINE, "line"))
        rest = text[end : block.span.end]
        if rest.strip():
            result.append(Block("paragraph", Span(end + len(rest) - len(rest.lstrip()), block.span.end)))
    return result


_ITEM_BODY = re.compile(r"(?:[Tt]he |[Aa]n? )?(?P<name>[A-Z][^\n:–—,(]{2,58}?)(?: \([^()]*\))?(?=, (?:which|whose|to be)\b| (?:shall|is to)\b)")
_ITEM_NAME = re.compile(r"(?P<name>[A-Z][^\n:–—]{2,58}?)(?=(?: \([^()\n]{2,60}\))?(?:\s*:\s|\s+[–—-]\s))")


def name_items(text: str, blocks: list[Block]) -> list[Block]:
    """Cuts the names off list items ("- Ferry Office: sells …"), where most that open with one, and at least three, name bodies, and hardly a heading does."""
    blocks = _over_lists(text, labelled(text, blocks))
    names = _item_names(text, blocks, _ITEM_NAME)
    bodies = [i for i, (a, z) in names.items() if body_noun(text[a:z])]
    headed = sum(b.kind == "heading" and bool(body_noun(b.span.of(text))) for b in blocks) >= 2
    every = sum(b.kind == "item" for b in blocks)
    if headed and len(names) * 5 < every * 4:  # below headings that name bodies, items do so only where nearly all of them seem to
        return _set_up(text, blocks)
    return blocks if len(bodies) < 3 or len(bodies) * 2 < len(names) else _cut_names(text, blocks, names)


def _over_lists(text: str, blocks: list[Block]) -> list[Block]:
    """Lines that name a body right above a list ("Directorate of Boats (director: Ann Lee)") are headings, where at least two do; what stands in brackets is said of it."""
    found: dict[int, int] = {}
    for i, (block, after) in enumerate(pairwise(blocks)):
        line = block.span.of(text)
        if block.kind == "paragraph" and after.kind == "item" and "\n" not in line and (match := re.match(r"[^():;.]+?(?=(?:\s*\([^()]*\))?$)", line)) and titled(match.group()) and body_noun(match.group()):
            found[i] = match.end()
    if len(found) < 2:
        return blocks
    result: list[Block] = []
    for i, block in enumerate(blocks):
        if i not in found:
            result.append(block)
            continue
        end = block.span.start + found[i]
        result.append(Block("heading", Span(block.span.start, end), _LINE, "line"))
        inside = text[end : block.span.end].strip(" ()")
        if inside:
            start = text.index(inside, end)
            result.append(Block("paragraph", Span(start, start + len(inside))))
    return result


def _item_names(text: str, blocks: list[Block], pattern: re.Pattern[str]) -> dict[int, tuple[int, int]]:
    """Of items that open with what may be a body's name: where it stands, by the item's index."""
    names: dict[int, tuple[int, int]] = {}
    for i, block in enumerate(blocks):
        if block.kind == "item":
            source = block.span.of(text)
            marker = MARKER.match(source)
            match = pattern.match(source, marker.end() if marker else 0)
            if match and titled(match.group("name")) and not is_part(match.group("name")) and not is_apart(match.group("name")):
                names[i] = (block.span.start + match.start("name"), block.span.start + match.end("name"))
    return names


def _set_up(text: str, blocks: list[Block]) -> list[Block]:
    """Cuts the names off the items of a list each of which sets up a body: "(a) a Ferry Service, which shall sell …"."""
    names = _item_names(text, blocks, _ITEM_BODY)
    chosen: dict[int, tuple[int, int]] = {}
    for at in range(len(blocks)):
        if blocks[at].kind == "item" and blocks[at - 1].kind != "item":
            run = [i for i, _ in takewhile(lambda x: x[1].kind == "item", enumerate(blocks[at:], at))]
            if len(run) > 1 and all(i in names and body_noun(text[slice(*names[i])]) for i in run):
                chosen |= {i: names[i] for i in run}
    return _cut_names(text, blocks, chosen)


def _cut_names(text: str, blocks: list[Block], names: dict[int, tuple[int, int]]) -> list[Block]:
    """The blocks, each of some names at the opening of an item a heading of its own."""
    result: list[Block] = []
    for i, block in enumerate(blocks):
        if i not in names:
            result.append(block)
            continue
        start, end = names[i]
        rest = text[end : block.span.end]
        result.append(Block("heading", Span(start, end), ITEM_IN + block.level, "item-in"))
        if post := re.match(r"\s*\(([^()\n]+)\)\s*[:–—-]", rest):  # "(head: Ann Lee): sells …"
            result.append(replace(block, span=Span(end + post.start(1), end + post.end(1)), level=block.level + 1))
            block = replace(block, level=block.level + 1)
            end, rest = end + post.end(), rest[post.end() :]
        result.append(replace(block, span=Span(end + len(rest) - len(rest.lstrip(" ,:–—-\u00a0\n")), block.span.end)))
    return result


# What is measured, not described: "within ten working days" counts no bodies.
_MEASURES = frozenset(
    ["hundreds", "thousands", "millions", "thirds", "quarters", "fifths", "tenths", "percent", "seconds", "minutes", "hours", "days", "nights", "weeks", "weekdays", "fortnights", "months", "quarters", "years", "times", "occasions", "crowns", "euros", "dollars", "pounds", "francs", "metres", "meters", "miles",
     "kilometres", "kilometers", "hectares", "litres", "tonnes", "degrees", "members", "persons", "staff", "employees", "volunteers", "copies", "pages", "words", "quotations", "signatures", "others", "things", "ways", "parts"]
)  # fmt: skip


def stated_count(text: str) -> list[tuple[int, str]]:
    """Counts a text gives of things: ("eight", "Field Stations") → (8, "Field Stations"), in order; measures of time, money and the like are left out."""
    found = []
    for match in re.finditer(r"\b(\w+)(?=\s+((?:[A-Za-z-]+\s+){0,2}?[A-Za-z-]{3,}s)\b)", text):
        word = match.group(1).casefold()
        number = NUMBERS.get(word, int(word) if word.isdecimal() and len(word) < 4 else -1)
        if number > 1 and match.group(2).split()[0].casefold() not in ("hundred", "thousand", "million", "billion", "or", "and") and match.group(2).split()[-1].casefold() not in _MEASURES:
            found.append((number, match.group(2)))
    return found
