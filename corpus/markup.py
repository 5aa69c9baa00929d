"""HTML → visible text and blocks. Parsing is left to Beautiful Soup."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, PreformattedString, Tag

from corpus.bodies import body_noun, is_apart, is_label, is_part, post_noun
from corpus.document import Block, Span
from corpus.lines import MARKER, is_furniture, stated_count, titled
from corpus.listed import BOLD, BOLD_IN, ITEM_IN, UNIT_LABEL, name_items
from corpus.tables import is_row
from corpus.words import fold

_HIDDEN = frozenset(["script", "style", "template", "noscript", "head", "title", "svg", "math", "iframe", "object", "select", "option", "textarea", "button", "input"])
_FURNITURE = frozenset(["nav", "footer", "aside", "form", "dialog", "menu"])
_SECTIONS = frozenset(["section", "article", "details"])  # what a heading in one of them stands over ends with it
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_COUNTED = 3  # bold openings from which it means something that the text counts as many
_RECORD = re.compile(r"^[A-Z][\w /&-]{1,30}:[^\n]*\n[A-Z][\w /&-]{1,30}: ")
_MIN_ACTING = 2  # bold openings of items that do something from which they name who does it
_MIN_RECORD = 2  # rows of a table that describes one thing
_OPENED = 3  # words that must follow a bold opening
ACTS = re.compile(r"(?:also )?(?!(?:means|refers|stands|denotes|comes|this|its|plus|versus|always|perhaps|sometimes)\b)[a-z]+[^s\W]s\b ")  # "**Front line** takes the calls": what is bold does something
_ACRONYM = re.compile(r" \([A-Z][A-Za-z&]{1,8}\)(?= [–—-]|:|\.| [a-z])")  # "**Ferry Desk** (FD) – sells …", of which "(FD)" is part of the name
_DASHED = re.compile(r"\s*[–—-]\s*(?:also )?[a-z]+[^s\W]s\b")
_MARKS = " \t\n\u00a0▸►▶→•◦▪·■□●○◆◇★☆✓»›"  # what may stand before an opening
_PLAIN_MARKS = 4  # of them the blanks
_BARE_ACRONYM = re.compile(r"\s*\([A-Z][\w&.-]{1,9}\)\s*$")
_SPACE = re.compile(r"[ \t\r\n\f]+")  # what HTML collapses; a no-break space is kept


class _Page:
    """The visible text as it grows, and its blocks."""

    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[Block] = []
        self.open: list[int] = []  # levels of the headings that what comes next stands under
        self.ended: dict[int, int] = {}  # block → level of the outermost heading whose section of the page ended before it
        self.openings: dict[int, int] = {}  # block → how many of its characters a bold opening has ("**Ferry Desk.** Sells …")

    def write(self, text: str) -> Span | None:
        """Adds one piece on a line of its own; returns where it stands, None if it is blank."""
        lines = [line.strip(" \t") for line in text.split("\n")]
        text = "\n".join(line for line in lines if line)
        if not text.strip():
            return None
        if self.text:
            self.text += "\n"
        start = len(self.text)
        self.text += text
        return Span(start, len(self.text))

    def heading(self, span: Span, level: int, style: str) -> None:
        if style == "bold":  # below every real heading: a bold paragraph never holds one
            level = BOLD
        while self.open and self.open[-1] >= level:
            self.open.pop()
        self.open.append(level)
        self.blocks.append(Block("heading", span, level, style))

    def leave(self, first: int) -> None:
        """Ends what the headings from a block on stand over, if something does."""
        levels = [b.level for b in self.blocks[first:] if b.kind == "heading"]
        if levels and self.blocks[-1].kind != "heading":
            self.ended[len(self.blocks)] = min(min(levels), self.ended.get(len(self.blocks), min(levels)))


def _tidy(text: str) -> str:
    return "\n".join(re.sub(r" {2,}", " ", line).strip(" ") for line in text.split("\n"))


def _is_bold(node: Tag) -> bool:
    """Whether all of a paragraph's words are bold, as in a heading without heading markup."""
    text = _BARE_ACRONYM.sub("", node.get_text(" ", strip=True))
    bold = " ".join(b.get_text(" ", strip=True) for b in node.find_all(["b", "strong"]) if not b.find_parent(["b", "strong"]))
    return bool(text) and re.sub(r"\W", "", bold) == re.sub(r"\W", "", text) and len(text.split()) <= 12 and text[-1] not in ".;,!?"


def _all_links(node: Tag) -> bool:
    """Whether a list is nothing but links: a table of contents, related pages."""
    items = node.find_all("li")
    linked = [li for li in items if re.sub(r"\W", "", "".join(a.get_text() for a in li.find_all("a"))) == re.sub(r"\W", "", li.get_text())]
    return bool(items) and len(linked) == len(items)


def _pieces(node: Tag) -> Iterator[Tag | list[Tag | NavigableString]]:
    """A node's children: blocks one by one, runs of inline content together."""
    run: list[Tag | NavigableString] = []
    for child in node.children:
        if isinstance(child, (Comment, PreformattedString)):
            continue
        if isinstance(child, Tag) and (child.name in _BLOCKS or child.find(list(_BLOCKS))):
            if run:
                yield run
                run = []
            yield child
        elif isinstance(child, (Tag, NavigableString)) and not (isinstance(child, Tag) and child.name in _HIDDEN):
            run.append(child)
    if run:
        yield run


def _run_text(run: list[Tag | NavigableString]) -> str:
    labels = [x for x in run if isinstance(x, Tag) and x.name in ("b", "strong") and x.get_text().rstrip().endswith(":")]
    fields = {id(x) for x in labels[1:]} if len(labels) > 1 else set()  # "**Tasks:** … **Contact:** …": each on a line of its own
    return _tidy("".join(("\n" if id(x) in fields else "") + _inline(x) if isinstance(x, Tag) else _SPACE.sub(" ", str(x)) for x in run))


def _inline(node: Tag) -> str:
    if node.name == "br":
        return "\n"
    if node.name in _HIDDEN or node.has_attr("hidden") or node.get("aria-hidden") == "true":
        return ""
    return "".join(_inline(c) if isinstance(c, Tag) else _SPACE.sub(" ", str(c)) for c in node.children if not isinstance(c, (Comment, PreformattedString)) and not (isinstance(c, Tag) and c.name in _HIDDEN))


def _walk(page: _Page, node: Tag, depth: int, furniture: bool, kind: str) -> None:
    for piece in _pieces(node):
        if isinstance(piece, list):
            text = _run_text(piece)
            tags = [x for x in piece if isinstance(x, Tag)]
            bold = kind == "paragraph" and bool(tags) and _all_bold(piece)
            span = page.write(text)
            _emit(page, _without_acronym(span, piece, text) if bold else span, depth, furniture, kind, bold and len(text.split()) <= 12 and text.rstrip()[-1:] not in ".;,!?", _opening(piece))
            kind = "paragraph" if kind == "item" else kind  # a second paragraph within one item
            continue
        name = piece.name
        if name in _HIDDEN or piece.has_attr("hidden") or piece.get("aria-hidden") == "true":
            continue
        quiet = furniture or name in _FURNITURE or piece.get("role") in ("navigation", "contentinfo", "search") or _is_crumb(piece)
        if re.fullmatch(r"h[1-6]", name):
            span = page.write(_run_text(list(_contents(piece))))
            if span and quiet:
                page.blocks.append(Block("furniture", span))
            elif span:
                page.heading(span, int(name[1]), name)
        elif name == "table":
            _table(page, piece, quiet)
        elif name in ("ul", "ol", "dl", "menu"):
            first, around = len(page.blocks), list(page.open)
            _walk(page, piece, depth + 1, quiet or (name != "dl" and _all_links(piece)), "item")
            if name == "dl":  # what follows stands under none of its terms
                page.leave(first)
                page.open = around
        elif name == "li":
            _walk(page, piece, depth, quiet, "item")
        elif name == "summary" and piece.parent is not None and piece.parent.name == "details" and not quiet:
            if span := page.write(_run_text(list(_contents(piece)))):  # what is folded away stands under it
                page.heading(span, (page.open[-1] if page.open else 1) + 1, name)
        elif name in ("dt", "summary"):
            page_span = page.write(_run_text(list(_contents(piece))))
            _emit(page, page_span, depth, quiet, "paragraph", True)
        elif name in ("p", "dd", "td") and not piece.find(list(_BLOCKS)):
            run = list(_contents(piece))
            cut = _asked(run)
            if cut and not quiet and kind != "item" and (asked := page.write(_run_text(run[:cut]))):
                page.heading(asked, 0, "bold")  # "**A lamp is out.**" on a line above the answer
                run = run[cut:]
            span = page.write(_run_text(run))
            if not cut and _is_bold(piece):
                span = _without_acronym(span, run, page.text[span.start : span.end] if span else "")
            _emit(page, span, depth, quiet, "paragraph" if kind != "item" else kind, not cut and _is_bold(piece) and kind != "item", _opening(run))
        else:
            first, around = len(page.blocks), list(page.open)
            _walk(page, piece, depth, quiet, kind if name in ("div", "section") or kind == "item" else "paragraph")
            if name in _SECTIONS:
                page.leave(first)
                page.open = around


def _contents(node: Tag) -> Iterator[Tag | NavigableString]:
    for child in node.children:
        if isinstance(child, (Tag, NavigableString)) and not isinstance(child, (Comment, PreformattedString)):
            yield child


def _is_crumb(node: Tag) -> bool:
    names = " ".join([*(node.get("class") or []), str(node.get("id") or "")]).casefold() if node.attrs else ""
    return bool(re.search(r"breadcrumb|\btoc\b|skip-?link|pagination|cookie|sidebar", names))


def _all_bold(run: list[Tag | NavigableString]) -> bool:
    """Whether a run is bold, an acronym in brackets after it aside."""
    return all((isinstance(x, Tag) and x.name in ("b", "strong")) or not str(x).strip() or (n == len(run) - 1 and n > 0 and _BARE_ACRONYM.fullmatch(str(x)) is not None) for n, x in enumerate(run))


def _without_acronym(span: Span | None, run: list[Tag | NavigableString], text: str) -> Span | None:
    """A bold line without the acronym in brackets that stands after it and is not bold."""
    match = _BARE_ACRONYM.search(text) if run and not isinstance(run[-1], Tag) else None
    return Span(span.start, span.start + match.start()) if span is not None and match is not None and match.start() > 0 else span


def _asked(run: list[Tag | NavigableString]) -> int:
    """How many pieces of a paragraph are a bold sentence on a line above the rest, as in questions and answers; 0 if none."""
    first = next((n for n, x in enumerate(run) if isinstance(x, Tag) or str(x).strip()), 0)
    if first + 1 >= len(run) or not isinstance(bold := run[first], Tag) or bold.name not in ("b", "strong"):
        return 0
    after = run[first + 1]
    broken = after.name == "br" if isinstance(after, Tag) else re.match(r"[ \t]*\n", str(after)) is not None
    return first + 1 if broken and _run_text([bold]).strip().endswith((".", "?", "!")) else 0


def _opening(run: list[Tag | NavigableString]) -> int:
    """How many characters a bold or slanted opening with a stop or its verb after it has, a mark before it included; 0 if there is none."""
    first = next((x for x in run if isinstance(x, Tag) or str(x).strip(_MARKS)), None)
    if not isinstance(first, Tag) or first.name not in ("b", "strong", "em", "i"):
        return 0
    bold = _run_text(run[: run.index(first) + 1]).strip()
    if short := _ACRONYM.match(_run_text(run).strip()[len(bold) :]):
        bold += short.group()
    rest = _run_text(run).strip()[len(bold) :].lstrip()
    stopped = (
        bold.endswith((".", ":"))
        or _run_text(run).strip()[len(bold) :].lstrip(" ")[:1] == "\n"
        or rest[:1] in tuple(".:–—")
        or rest[:1].isupper()
        or rest.startswith("- ")
        or ACTS.match(rest) is not None
        or (bold.endswith("s") and re.match(r"each [a-z]+ (?![a-z]+[^s\W]s\b)", rest) is not None)
    )
    return len(bold) if bold and ((stopped and len(rest.split()) >= _OPENED) or not rest.strip(" .:")) else 0


def _run_ins(page: _Page) -> tuple[Block, ...]:
    """The blocks, bold openings that name bodies cut off as headings: where most of those of one sort, and at least two, do."""
    lead = {i: len(t) - len(t.lstrip(_MARKS)) for i in page.openings for t in [page.blocks[i].span.of(page.text)]}
    whole = {i for i, n in page.openings.items() if not page.blocks[i].span.of(page.text)[n:].strip(" .:")}
    # an item that is bold as a whole opens what is nested in it, or nothing
    page.openings = {
        i: n for i, n in page.openings.items() if i not in whole or (i + 1 < len(page.blocks) and page.blocks[i].kind == page.blocks[i + 1].kind == "item" and page.blocks[i + 1].level > page.blocks[i].level)
    }
    names = {i: page.blocks[i].span.of(page.text)[lead[i] : n].strip(" .:–—-") for i, n in page.openings.items()}
    named = {i: name for i, name in names.items() if titled(re.sub(r"\s*\([^()]*\)$", "", name)) and not is_part(name) and not is_apart(name) and not UNIT_LABEL.fullmatch(name)}
    acting = {i for i, n in page.openings.items() if page.blocks[i].kind == "item" and ACTS.match(page.blocks[i].span.of(page.text)[n:].lstrip()) and not is_part(names[i]) and not is_label(names[i])}
    dashed = {i for i, n in page.openings.items() if i in named and page.blocks[i].kind == "item" and _DASHED.match(page.blocks[i].span.of(page.text)[n:])}
    items = {i for i in named if page.blocks[i].kind == "item"}
    if any(body_noun(named[i]) for i in dashed) and len(dashed) * 3 >= len(items) * 2:
        acting |= items  # "**Frame Shop** – welds …, **Buying Team** – finds …"
    chosen: set[int] = acting if len(acting) >= _MIN_ACTING and len(acting) * 3 >= sum(page.blocks[i].kind == "item" for i in page.openings) * 2 else set()
    acting = set(chosen)
    marked = [i for i in named if set(page.blocks[i].span.of(page.text)[: lead[i]]) & set(_MARKS[_PLAIN_MARKS:])]
    if len(marked) >= _COUNTED and len({named[i] for i in marked}) == len(marked):
        chosen |= set(marked)  # "▸ Front Counter — registers …", each with the mark
    for sort in ("paragraph", "item"):
        family = [i for i in named if page.blocks[i].kind == sort]
        bodies = [i for i in family if body_noun(named[i])]
        counted = len(family) >= _COUNTED and len({named[i] for i in family}) == len(family) and len(family) in {n for n, _ in stated_count(page.text)}
        nests = len(whole & set(family)) >= _COUNTED and bool(bodies)
        posts = sum(bool(post_noun(named[i])) for i in family)
        staffed = posts >= _COUNTED and posts * 3 >= len(family) * 2 and len({named[i] for i in family}) == len(family)  # "**Head of Boats** …"
        if (len(bodies) >= 2 and len(bodies) * 2 >= len(family)) or counted or nests or staffed:
            chosen |= set(family)
    often = Counter(fold(n) for i, n in names.items() if page.blocks[i].kind == "paragraph" and i not in whole)
    recorded = {i for i in names if _RECORD.search(page.blocks[i].span.of(page.text))}  # "**Head:** Ann Lee", then "**Phone:** 14 00" on a line of its own
    chosen |= {i for i, n in names.items() if page.blocks[i].kind == "paragraph" and i not in whole | recorded and often[fold(n)] >= _COUNTED and (is_part(n) or is_label(n))}  # "**Partners.** …" under unit after unit
    blocks: list[Block] = []
    for i, plain in enumerate(page.blocks):
        block = replace(plain, ends=page.ended.get(i, 0))
        if i not in chosen:
            blocks.append(replace(block, opening=page.openings.get(i, 0)))
            continue
        end = block.span.start + page.openings[i]
        item = block.kind == "item"
        rest = page.text[end : block.span.end]
        level, style = (ITEM_IN + block.level, "item-acts" if i in acting else "item-in") if item else (BOLD, "bold") if rest.lstrip(" .:").startswith("\n") else (BOLD_IN, "bold-in")
        blocks.append(Block("heading", Span(block.span.start + lead[i], end), level, style))
        if not rest.strip(" .:–—-"):
            continue
        blocks.append(replace(block, span=Span(end + len(rest) - len(rest.lstrip(" .:–—-\u00a0\n")), block.span.end)))
    return tuple(name_items(page.text, blocks))


def _emit(page: _Page, span: Span | None, depth: int, furniture: bool, kind: str, bold: bool, opening: int = 0) -> None:
    if span is None:
        return
    text = span.of(page.text)
    if opening and not furniture and not bold and not MARKER.match(text):
        page.openings[len(page.blocks)] = opening
    labelled = text.isdecimal() and bool(page.blocks) and page.blocks[-1].kind == "heading"  # "Staff" / "31"
    if furniture or (is_furniture(text) and not labelled):
        page.blocks.append(Block("furniture", span))
    elif bold:
        page.heading(span, 0, "bold")
    elif kind == "item":
        page.blocks.append(Block("item", span, max(depth, 1), "li"))
    else:
        page.blocks += _enumerated(page.text, span)


def _enumerated(text: str, span: Span) -> list[Block]:
    """A paragraph, or the items of one whose lines open with enumerators."""
    blocks: list[Block] = []
    start = span.start
    for line in span.of(text).split("\n"):
        end = start + len(line)
        if MARKER.match(line):
            blocks.append(Block("item", Span(start, end), 1, "line"))
        elif blocks:
            blocks[-1] = Block(blocks[-1].kind, Span(blocks[-1].span.start, end), blocks[-1].level, blocks[-1].style)
        else:
            blocks.append(Block("paragraph", Span(start, end)))
        start = end + 1
    return blocks


def _record(table: Tag) -> list[tuple[str, Tag]]:
    """The labels and values of a table that has one of each in every row ("Head | Ann Lee", "Tasks | Pays …"), most labels such as a part of a unit has; [] if it is none."""
    rows = [[c for c in row.find_all(["td", "th"], recursive=False) if isinstance(c, Tag)] for row in table.find_all("tr")]
    if len(rows) < _MIN_RECORD or any(len(r) != 2 or r[1].name == "th" for r in rows) or table.find("table"):
        return []
    labels = [_run_text(list(_contents(r[0]))).strip(" :") for r in rows]
    labelled = sum(is_part(label) or is_label(label) for label in labels)
    return [(label, r[1]) for label, r in zip(labels, rows, strict=True)] if labelled * 2 >= len(rows) and len(set(labels)) == len(rows) and all(labels) else []


def _cell_text(cell: Tag) -> str:
    """The words of a table's cell on one line: items and lines that a break divides are told apart by semicolons."""
    items = [i for i in cell.find_all(["li", "p"]) if isinstance(i, Tag) and not i.find(["li", "p"])]
    before = _run_text([c for c in _contents(cell) if not (isinstance(c, Tag) and c.name in ("ul", "ol", "p"))]) if items else ""
    parts = [p.strip() for text in ([before, *(_run_text(list(_contents(i))) for i in items)] if items else [_run_text(list(_contents(cell)))]) for p in text.split("\n")]
    parts = [p for p in parts if p]
    return "".join(p if at == len(parts) - 1 else p + (" " if p[-1] in ".;:!?," else "; ") for at, p in enumerate(parts))


def _table(page: _Page, table: Tag, furniture: bool) -> None:
    if record := [] if furniture else _record(table):
        for label, value in record:
            parts = [_run_text(list(_contents(p))).replace("\n", " ") for p in value.find_all("li")] or _run_text(list(_contents(value))).split("\n")
            if any(p.strip() for p in parts) and (span := page.write(label)):
                page.blocks.append(Block("paragraph", span))
                page.blocks += [Block("item", s, 1, "li") for p in parts if (s := page.write(p))]
        return
    header: tuple[Span, ...] = ()
    for index, row in enumerate(table.find_all("tr")):
        cells = [c for c in row.find_all(["td", "th"]) if isinstance(c, Tag)]
        texts = [_cell_text(c) for c in cells]
        span = page.write(" | ".join(texts))
        if span is None:
            continue
        spans, position = [], span.start
        for text in texts:
            found = page.text.find(text, position, span.end) if text else position
            spans.append(Span(max(found, span.start), max(found, span.start) + len(text)))
            position = spans[-1].end
        head = all(c.name == "th" for c in cells) or (index == 0 and not is_row(texts))
        if furniture:
            page.blocks.append(Block("furniture", span))
        elif head:
            header = tuple(spans)
            page.blocks.append(Block("row", span, style="header", cells=header))
        else:
            page.blocks.append(Block("row", span, style="row", cells=tuple(spans), header=header if len(header) == len(spans) else ()))


def read_html(source: str) -> tuple[str, tuple[Block, ...]]:
    """The visible text of an HTML page and its blocks."""
    soup = BeautifulSoup(source, "lxml")
    page = _Page()
    if isinstance(soup.body, Tag):
        _walk(page, soup.body, 0, False, "paragraph")
    return page.text, _run_ins(page)
