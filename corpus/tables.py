"""Tables of plain text: columns apart by blanks, tabs, bars, or under a rule."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.bodies import BODY_NOUNS
from corpus.document import Block, Span
from corpus.lines import Line, is_furniture
from corpus.words import fold

_HEADER_WORDS = 5  # of a header's cell
_TRIED = 12  # lines after which what has hardly any columns is no table
ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?: [A-Z]{2,})?")  # "FD", "UNDoc", "OSCE PA"
_LABEL = re.compile(r"[A-Z][\w /&-]{0,30}:(?: {2,}|\t+)\S")
_COLUMNS = re.compile(r"(?<=[^•◦▪·*–—-]) {2,}|(?<=\S\S)\t+|(?<=[^\W_])\t+| ?\| ?")  # what follows a bullet is no column


def table_lines(lines: list[Line], at: int) -> int:
    """How many lines from `at` on form a table with columns (0 if none)."""
    if _ruled(lines, at):
        return next((n for n in range(2, len(lines) - at) if not lines[at + n].text), len(lines) - at)
    if _is_record(lines, at):
        return 0
    if len(_COLUMNS.split(lines[at].text)) < 2 and (at + 1 >= len(lines) or len(_COLUMNS.split(lines[at + 1].text)) < 2):
        return 0  # a table begins with columns
    if "|" not in lines[at].text and at + 1 < len(lines) and lines[at + 1].text.startswith("|"):
        return 0  # a name stands above it
    count = wide = 0
    while at + count < len(lines) and lines[at + count].text:
        parts = [p for p in _COLUMNS.split(lines[at + count].text) if p.strip(" -=+:|")]
        wide += len(parts) >= 2
        if count >= _TRIED and wide * 3 < count * 2:
            break
        if len(parts) < 2 and not is_furniture(lines[at + count].text) and lines[at + count].indent == 0 and len(lines[at + count].text) > 40:
            break
        count += 1
    if count < 3 or wide * 3 < count * 2:
        return 0
    # Prose with double blanks is no table: columns must start at the same places.
    starts = Counter(m.end() for line in lines[at : at + count] for m in _COLUMNS.finditer(" " * line.indent + line.text))
    piped = all("|" in line.text for line in lines[at : at + count] if not is_furniture(line.text))
    tabs = lines[at].text.count("\t")
    tabbed = tabs > 0 and all(line.text.count("\t") == tabs for line in lines[at : at + count])
    return count if piped or tabbed or (starts and max(starts.values()) * 2 >= count) else 0


def _is_record(lines: list[Line], at: int) -> bool:
    """Whether lines give labels with values ("Head:    A. Torvik"): at least two in a row, with a colon before the gap."""
    return all(_LABEL.match(line.text) is not None for line in lines[at : at + 2]) and at + 1 < len(lines)


def _ruled(lines: list[Line], at: int) -> list[int]:
    """Where the two columns of a table begin that a rule of two parts stands below the head of ("-----  ------"); [] if it is none."""
    rule = lines[at + 1] if at + 1 < len(lines) else None
    if rule is None or not re.fullmatch(r"([-=]{3,})[ \t]+[-=]{3,}", rule.text) or not lines[at].text:
        return []
    return [rule.indent + m.start() for m in re.finditer(r"[-=]{3,}", rule.text)]


def _ruled_rows(lines: list[Line], columns: list[int]) -> list[Block]:
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
            if not line.text[max(cut - 1, 0) : cut].isspace():  # a word runs across: at the widest gap, if there is one
                gap = re.search(r" {2,}|\t", line.text)
                cut = gap.end() if gap else len(line.text)
            first = line.text[:cut].rstrip()
            rest = line.text[cut:]
            cells = (Span(line.start, line.start + len(first)), Span(line.end - len(rest.lstrip()), line.end)) if rest.strip() else (line.span,)
            blocks.append(Block("row", line.span, style="row" if header else "header", cells=cells, header=header if len(header) == len(cells) else ()))
            header = header or cells
    return blocks


def _cells(line: Line) -> tuple[Span, ...]:
    spans, position = [], 0
    for part in re.finditer(r"(?:(?! {2,}|\t| ?\| ?).)+", line.text):
        if part.group().strip():
            position = part.start() + len(part.group()) - len(part.group().lstrip())
            spans.append(Span(line.start + position, line.start + part.start() + len(part.group().rstrip())))
    return tuple(spans)


def _at_columns(line: Line, columns: list[int]) -> tuple[Span, ...]:
    """A line's cells cut where the header's begin, for a cell so long that one blank parts it from the next; () if none can be cut there."""
    cuts = [c - line.indent for c in columns]
    if cuts[0] != 0 or any(c >= len(line.text) or not line.text[c - 1].isspace() or line.text[c].isspace() for c in cuts[1:]):
        return ()
    return tuple(Span(line.start + a, line.start + a + len(line.text[a:b].rstrip())) for a, b in zip(cuts, [*cuts[1:], len(line.text)], strict=True))


def _is_glossary(lines: list[Line]) -> bool:
    """Whether a table lists what acronyms stand for: it has no header."""
    firsts = [line.text[: c[0].end - line.start] for line in lines if len(c := _cells(line)) == 2]
    return len(firsts) > 1 and all(ACRONYM.fullmatch(f) for f in firsts)


def is_row(cells: Sequence[str]) -> bool:
    """Whether the first row of a table is no header: a cell says too much, and none stands over names."""
    return any(len(c.split()) > _HEADER_WORDS for c in cells[1:]) and fold(cells[0]) not in BODY_NOUNS | {"name", "unit", "who"}


def _rows(lines: list[Line]) -> list[Block]:
    blocks: list[Block] = []
    header: tuple[Span, ...] = ()
    columns: list[int] = []  # where the header's cells begin in their line
    opened: Span | None = None  # the first line of a first cell that runs on
    glossary = _is_glossary(lines)
    for line in lines:
        cells = _cells(line)
        if 0 < len(cells) < len(header) and opened is None:
            cells = _at_columns(line, columns) or cells
        if opened is not None and cells:
            cells = (Span(opened.start, cells[0].end), *cells[1:])
            line = Line(opened.start, line.end, line.text, line.indent)
            opened = None
        if opened is not None and (is_furniture(line.text) or not cells):
            blocks.append(Block("row", opened, style="row", cells=(opened,)))
            opened = None
        if is_furniture(line.text) or not cells:
            blocks.append(Block("furniture", line.span))
        elif not header and not glossary and not is_row([line.text[c.start - line.start : c.end - line.start] for c in cells]):
            header = cells
            columns = [c.start - line.start + line.indent for c in cells]
            blocks.append(Block("row", line.span, style="header", cells=cells))
        elif len(cells) == 1 and line.text[:1].isupper() and line is not lines[-1]:
            opened = line.span
        elif len(cells) == 1 and blocks[-1].kind == "row" and blocks[-1].style != "header":
            last = blocks.pop()  # a cell that runs on over a second line
            ran_on = (*last.cells[:-1], Span(last.cells[-1].start, line.end)) if len(last.cells) >= len(last.header) else last.cells + cells
            blocks.append(Block("row", Span(last.span.start, line.end), style="row", cells=ran_on, header=last.header))
        else:
            blocks.append(Block("row", line.span, style="row", cells=cells, header=header if len(cells) == len(header) else ()))
    if opened is not None:
        blocks.append(Block("row", opened, style="row", cells=(opened,)))
    return blocks


def table(lines: list[Line], at: int, count: int) -> list[Block]:
    """The rows of a table of so many lines."""
    columns = _ruled(lines, at)
    return _ruled_rows(lines[at : at + count], columns) if columns else _rows(lines[at : at + count])
