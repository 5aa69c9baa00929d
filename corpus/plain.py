"""Plain text → blocks. The text stays as it is; layout is read from its lines."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from corpus import heads
from corpus.bodies import body_noun, is_apart, is_part, post_noun
from corpus.document import Block, Span
from corpus.heads import CODE, CONTACT, LINE, RULED
from corpus.lines import ABBREVIATION, JOINERS, MARKER, Line, is_furniture, lines_of, titled
from corpus.listed import LABELLED, name_items, names_part
from corpus.tables import table, table_lines
from corpus.titles import LONGEST, SAID_SO
from corpus.wiki import HEADING

# Heading levels in plain text, where no markup says them: outermost first.
_TITLE, _DIVIDER, _LINE, _RUN_IN, _PART = 1, 2, LINE, 6, 8
_DEEPEST = 2  # full stops in a section's number that still say its level

_SECTION = re.compile(
    r"^(?:(?:(?P<word>sec(?:tion|\.)?|article|art\.|chapter|part|title|rule|§)\s*(?P<number>\d+[A-Za-z]?(?:[.\-]\d+)*|[IVXLC]+|[A-Z](?=[.:)]))\b)|"
    r"(?P<plain>\d+(?:\.\d+)*)[.)]?(?=\s+[A-Z]))[.:)–—-]*\s*",
    re.IGNORECASE,
)
_ARTICLE_DASH = re.compile(r"(?:article|section|chapter|part|rule) (?:\d{1,3}|[IVXLC]+) [–—-] [A-Z]", re.IGNORECASE)  # "Article 6 - Ferry Desk", over whatever it says
_TITLE_WORDS = 5  # of a numbered title that need not be capitalised
_TITLE_LINES = 5  # filled lines at the top that may be a title and the rule below it
_MIN_HELD = 2  # sections that hold articles
_NESTED = 2  # blanks by which an item within another is set in
_LEAD_WORDS = 6  # of a line that leads into a list
_LONGEST_TITLE = 12  # words
_RECENT = 60  # blocks back to which an enumerator may go on
_VALUED = re.compile(r"[A-Z][A-Za-z -]{2,40}: \S.{2,80}")  # "Head: A. Torvik"
_PAGE = re.compile(r"\bpage \d+(?: (?:of|/) ?\d+)?\W*$|^\W*\d{1,4}\W*$", re.IGNORECASE)
_SAYS = re.compile(r"(?:covers|serves|supports|provides|runs|handles|manages|represents|works|keeps|includes|replaces|see) ", re.IGNORECASE)  # "Covers Vale County and the Upper Coast." is a sentence
_INLINE_SECTION = re.compile(r"(?:(?<=\s)|^)§ ?\d+[a-z]?\.? [A-Z][^.§\n]{2,60}\.(?=\s+(?:\(1\) )?[A-Z(])")


def _looks_heading(line: str) -> bool:
    """Whether one line, standing alone, reads as a heading."""
    line = SAID_SO.sub(r"\g<name>", line) if len(line) <= LONGEST else line
    tokens = line.split()
    if (
        not tokens
        or len(line) > 90
        or len(tokens) > 12
        or CODE.fullmatch(line)
        or line[-1] in ";,:"
        or CONTACT.search(line)
        or LABELLED.fullmatch(line)
        or "\t" in line
        or _of_post(line)
        or not (line[0].isupper() or line[0].isdigit())
    ):
        return False
    if line.endswith((".", "?", "!")):
        # "Functions.", "Powers and duties." — but "The office keeps wells." is a sentence, which must not be lost
        return line.count(".") == 1 and len(tokens) <= 4 and not _SAYS.match(line) and (len(tokens) <= 2 or is_part(line) or titled(line.rstrip(".?!")))
    capitals = sum(t[:1].isupper() or t.casefold() in JOINERS or not t[:1].isalpha() for t in tokens)
    return capitals * 2 >= len(tokens) or len(tokens) <= 5


def _of_post(line: str) -> bool:
    """Whether a line says who holds a post ("Director-General: A. Torvik")."""
    return _VALUED.fullmatch(line) is not None and any(post_noun(part) for part in re.split(r" and |-", line.split(":")[0]))


def _opens_list(lines: list[Line], at: int) -> bool:
    """Whether a line only leads into the list on the next line ("On the technical side it" / "- repairs …"): few of its words are capitalised."""
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    return MARKER.match(following) is not None and len(lines[at].text.split()) > 1 and not titled(lines[at].text, limit=12)


def _names_body(title: str) -> bool:
    """Whether a run-in title names a body, or adds in brackets which one it is: "Torvik (Field Desk for the North)"."""
    return bool(body_noun(title)) or any(body_noun(inside) or inside == "Headquarters" for inside in re.findall(r"\(([^()]+)\)", title))


def _over_list(lines: list[Line], at: int) -> bool:
    """Whether a title stands right over a list, or over the few words that lead into it ("Ferry Desk" / "The Desk:" / "(a) sells …")."""
    after = [line.text for line in lines[at + 1 : at + 3]]
    if not titled(lines[at].text, limit=_LONGEST_TITLE) or lines[at].text.endswith((":", ";", ",")) or not after:
        return False
    if _VALUED.fullmatch(after[0]) and ":" not in lines[at].text and (lines[at].text.isupper() or body_noun(lines[at].text)):
        return True  # who heads it stands below
    leads = len(after) > 1 and MARKER.match(after[1]) is not None and len(after[0].split()) <= _LEAD_WORDS and (after[0].endswith(":") or (is_part(after[0]) and bool(body_noun(lines[at].text))))
    return leads or (MARKER.match(after[0]) is not None and bool(body_noun(lines[at].text)))


def run_in(paragraph: str) -> tuple[int, str] | None:
    """A run-in heading: (its length, the separator's style) for "Mill Lane, Northbury. Provides …"; else None."""
    for match in re.finditer(r"(\.[\u2014-]?|:| (?:--|[–—-]))(?=[ \u00a0]+\S)", paragraph[:110].split(":\n")[0]):
        end = match.start()
        name = paragraph[:end]
        if match.group(1).startswith(".") and ABBREVIATION.search(name.split(",")[-1][-6:] + "."):
            continue
        rest = paragraph[match.end() :].lstrip()
        if not titled(name) or len(rest) < 20 or MARKER.match(paragraph) or _SAYS.match(name) or re.fullmatch("[IVX]+", name):
            return None
        return end, match.group(1).strip()[:1]
    return None


def _kind(mark: str) -> str:
    inner = mark.strip("().")
    if inner.isdigit():
        return "1" + mark[-1]
    if inner.isalpha():
        return ("i" if set(inner) <= set("ivxl") and (len(inner) > 1 or inner in "ivx") else "a") + mark[-1]
    return mark


def _run_together(text: str, lines: list[Line]) -> list[Line]:
    """Lines cut where sections begin inside them ("… boats. § 4 Registry. (1) The Registry …"), where several do."""
    result: list[Line] = []
    for line in lines:
        starts = [m.start() for m in _INLINE_SECTION.finditer(line.text)]
        if len(starts) < 2 and not (starts and starts[0]):
            result.append(line)
            continue
        edges = [0, *(s for s in starts if s), len(line.text)]
        for a, b in pairwise(edges):
            piece = line.text[a:b].rstrip()
            result.append(Line(line.start + a, line.start + a + len(piece), piece, line.indent if a == 0 else 0))
    return result


def read_plain(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text: headings on their own lines, numbered sections, run-in headings, lists, tables."""
    lines = _run_together(text, lines_of(text))
    blocks: list[Block] = []
    candidates: Counter[str] = Counter()  # run-in headings by the style of their separator, and those of them that name a body
    named: Counter[str] = Counter()
    under: Counter[str] = Counter()  # of them those that open what stands right below a title: an area, a seat
    stack: list[tuple[str, int]] = []  # open enumerators: kind and indent
    ruled = any(re.fullmatch(r"={3,}", n.text) and line.text for line, n in pairwise([line for line in lines if line.text][_TITLE_LINES:]))  # not under the title alone
    running = _running(lines)
    headed = heads.labelled(lines, _is_section) | heads.lettered(lines) | heads.ruled_off(lines) | heads.topped(lines, _is_section) | heads.outdented(lines, _is_section)
    coded, numbered, counted, aside, tree = heads.coded(lines, _looks_heading), heads.numbered(lines), heads.counted(lines), heads.asides(lines), heads.tree(lines)
    sectioned = any((s := _section(line)) and s.style == "section" and line.text.isupper() for line in lines)
    parts = heads.recurring(lines)
    labels = heads.labels(lines)
    titles = headed.keys() | aside.keys() | coded | tree.keys() | parts

    def goes_on(number: int) -> bool:
        """Whether a line belongs to the block above it."""
        line = lines[number]
        if line.text.startswith("|") and not lines[number - 1].text.startswith("|") and table_lines(lines, number):
            return False
        return bool(line.text) and line.start not in titles and not MARKER.match(line.text) and not is_furniture(line.text) and not (line.start not in counted and _section(line))

    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.text:
            at += 1
            continue
        if is_furniture(line.text) or " ".join(line.text.split()) in running:
            blocks.append(Block("furniture", line.span))
            at += 1
            continue
        if (wiki := HEADING.fullmatch(line.text)) is not None:
            start = line.start + wiki.start("name")
            blocks.append(Block("heading", Span(start, start + len(wiki.group("name"))), len(wiki.group("level")), "wiki"))
            stack.clear()
            at += 1
            continue
        if line.start in tree:
            blocks.append(tree[line.start])
            stack.clear()
            at += 1
            continue
        if line.start in headed or line.start in coded:
            blocks.append(Block("heading", Span(headed.get(line.start, line.start), line.end), _LINE, "line"))
            stack.clear()
            at += 1
            continue
        if line.start in parts:
            blocks.append(Block("heading", line.span, _PART, "line"))
            stack.clear()
            at += 1
            continue
        if line.start in aside:
            blocks += aside[line.start]
            stack.clear()
            at += 1
            continue
        if rows := table_lines(lines, at):
            blocks += table(lines, at, rows)
            at += rows
            stack.clear()
            continue
        underlined = at + 1 < len(lines) and RULED.fullmatch(lines[at + 1].text) is not None
        alone = (at == 0 or not lines[at - 1].text or (blocks and blocks[-1].kind in ("heading", "furniture"))) and (
            at + 1 >= len(lines) or not lines[at + 1].text or underlined or len(lines[at + 1].text) > len(line.text) + 15 or _over_list(lines, at)
        )
        alone = alone or (at > 0 and not lines[at - 1].text and _ARTICLE_DASH.match(line.text) is not None)
        named_in = Block("heading", numbered[line.start], _LINE, "line") if line.start in numbered else None
        if line.start not in counted and (section := named_in or _section(line)) and (named_in or not _runs_on(section, lines, at)):
            blocks.append(section)
            rest = Span(section.span.end, line.end)
            stack.clear()
            remainder = rest.of(text).lstrip(" .:–—-\u00a0")
            if not remainder:
                at += 1
                continue
            line = Line(line.end - len(remainder), line.end, remainder, line.indent)
        elif alone and not MARKER.match(line.text) and (underlined or (_looks_heading(line.text) and line.start not in labels and not _opens_list(lines, at))):
            first = not any(b.kind in ("heading", "paragraph") for b in blocks)  # a title stands above all
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
            while len(stack) > 1 and stack[-1][0] == stack[-2][0] == kind and line.indent < stack[-1][1]:
                stack.pop()
            if stack and stack[-1][0] == kind and line.indent >= stack[-1][1] + _NESTED:
                stack.append((kind, line.indent))  # the same mark, further in
            elif not stack or stack[-1][0] != kind:
                known = [k for k, _ in stack]
                if kind in known:
                    del stack[known.index(kind) + 1 :]
                else:
                    stack.append((kind, line.indent))
            end = at + 1
            while end < len(lines) and goes_on(end):
                end += 1
            blocks.append(Block("item", Span(line.start, lines[end - 1].end), len(stack), kind))
            at = end
            continue
        end = at + 1
        while end < len(lines) and goes_on(end):
            end += 1
        span = Span(line.start, lines[end - 1].end)
        if (found := run_in(span.of(text))) and not (found[1] == ":" and names_part(span.of(text)[: found[0]])):
            candidates[found[1]] += 1
            named[found[1]] += _names_body(span.of(text)[: found[0]])
            under[found[1]] += bool(blocks) and blocks[-1].kind == "heading"
        blocks.append(Block("paragraph", span))
        if not text[span.start : span.end].rstrip().endswith((":", "—", "–")):
            stack.clear()
        at = end
    blocks = _below_sections(text, blocks)
    return tuple(
        name_items(text, _split_run_ins(text, blocks, {style for style, n in candidates.items() if (n >= 3 and style != ":" and under[style] * 2 < n) or (named[style] >= 2 and (style != ":" or named[style] * 2 >= n))}))
    )


def _below_sections(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks, articles a level below the sections that hold them: where sections are followed by articles at once, and no article by a section."""
    words = [m.group("word").casefold()[:3] if b.style == "section" and b.level == _LINE and (m := _SECTION.match(b.span.of(text))) and m.group("word") else "" for b in blocks]
    held = Counter((a, b) for a, b in pairwise(words) if a and b and a != b)
    if held["sec", "art"] < _MIN_HELD or held["art", "sec"]:
        return blocks
    return [replace(b, level=_LINE + 1) if word == "art" else b for b, word in zip(blocks, words, strict=True)]


def _running(lines: list[Line]) -> set[str]:
    """The lines that stand again and again where a page begins: after its predecessor's number."""
    filled = [" ".join(line.text.split()) for line in lines if line.text]
    found = Counter(line for before, line in pairwise(filled) if _PAGE.search(before))
    return {line for line, times in found.items() if times > 1}


def _continues(text: str, blocks: list[Block], mark: str) -> bool:
    """Whether "(i)" or "(v)" is the letter after the last item's, not a roman number."""
    inner = mark.strip("().")
    previous = next((b for b in reversed(blocks[-_RECENT:]) if b.kind == "item" and b.style.startswith("a")), None)
    if previous is None or len(inner) != 1:
        return False
    match = MARKER.match(previous.span.of(text))
    return match is not None and match.group("mark").strip("().") == chr(ord(inner) - 1)


def _runs_on(section: Block, lines: list[Line], at: int) -> bool:
    """Whether what a plain number opens is no title but a sentence: it goes on in the next line, or another follows it in the same."""
    line = lines[at]
    if _SECTION.match(line.text) is None or not re.match(r"\d", line.text):
        return False
    after = lines[at + 1].text if at + 1 < len(lines) else ""
    title = line.text[: section.span.end - line.start]
    return after[:1].islower() or (section.span.end < line.end and len(title.split()) > _TITLE_WORDS and not titled(re.sub(r"^[\d.)\s]+", "", title)))


def _is_section(text: str) -> bool:
    """Whether a line opens with the number of a section."""
    return _SECTION.match(text) is not None


def _section(line: Line) -> Block | None:
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
        level = _LINE + min(match.group("plain").count("."), _DEEPEST)
    return Block("heading", Span(line.start, line.start + end), level, "section")


def _split_run_ins(text: str, blocks: list[Block], styles: set[str]) -> list[Block]:
    """Cuts run-in headings off paragraphs, where at least three paragraphs have them in one style."""
    result: list[Block] = []
    sectioned = any(b.style == "section" for b in blocks)
    for block in blocks:
        found = run_in(block.span.of(text)) if block.kind == "paragraph" else None
        bare = re.match(r"[A-Z]\w+(?: \w+){0,2}(?=\.\s)", block.span.of(text)) if block.kind == "paragraph" and sectioned else None
        if found and found[1] in styles and not (found[1] == ":" and names_part(block.span.of(text)[: found[0]])):
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
