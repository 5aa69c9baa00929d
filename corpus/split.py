"""Document → units and statements, which with the gaps between them tile the document."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

import sentencex

from corpus.bodies import is_label, is_part
from corpus.document import Block, BlockKind, Document, Gap, GapKind, Span, Statement, Unit
from corpus.lines import ABBREVIATION, MARKER, SUBSECTION, titled
from corpus.titles import SAID
from corpus.units import find_units
from corpus.words import STOP, words

RULES = 204  # raised whenever the same text would be split differently; a build made by other rules is rebuilt

_MIN_LEAD_WORDS = 5  # a lead-in shorter than this says nothing of its own ("The Bureau shall:")
_CLOSED = re.compile(r"[.!?][\"”’')\]]*$")  # what does not end so goes on in the list below it
_ENDED = re.compile(r"(?:[.!?\"”’)]|[.!?]\[\w{1,3}\])$")  # how a sentence ends; a footnote's mark may follow it
_LETTERED = re.compile(
    r"\b(?:block|building|tower|wing|hall|terminal|pier|gate|zone|annex|appendix|schedule|part|section|division|unit|group|class|category|grade|phase|plan) [A-Z]\.(?=\s+[A-Z]|$)", re.IGNORECASE
)  # "… in Block A." ends a sentence
_LEANS = re.compile(r"(?:it|they|we|he|she|this|that|these|those|you|i|there)\b", re.IGNORECASE)
_ASKED_WORDS = 10  # of a question that the next sentence answers
_LABEL_WORDS = 3  # a first sentence of so few words only labels the next ("Purpose. Keeps …")
_FIELD = re.compile(r"^[A-Z][\w.&/ -]{0,28}:[ \t]*\S")  # a line that gives a label its value ("Phone: 11 00")
_MIN_BROKEN = 2
_COLUMN = 60  # characters; a line as long may have been broken for want of room
_ADDRESS = 50  # characters of a line with an address or a phone
_LISTED = 3  # words that the parts of a table's cell have on average, if each says something of its own
_DUTIES = re.compile(r"(?:what|dut|task|function|role|responsib|does|descri|main|activit|mandate|purpose)", re.IGNORECASE)  # a column of duties needs no label
_TAIL = 40  # characters around a boundary that tell whether a sentence ends there
_LONGEST = 2000  # characters of a sentence after which a bracket that was never closed keeps none together
_VERBLESS = 3  # a clause of fewer words is part of its neighbour


@dataclass(frozen=True, slots=True)
class Split:
    """What one document was split into; unit indexes count within this document."""

    units: tuple[Unit, ...]
    statements: tuple[Statement, ...]
    gaps: tuple[Gap, ...]


def split(document: Document, index: int, spoken: frozenset[str] = frozenset(), listed: frozenset[str] = frozenset(), page: int | None = None) -> Split:
    """Splits one document.

    Args:
        document: What to split.
        index: Its place in the corpus, recorded in units and statements.
        spoken: Names that the corpus's running text uses, folded.
        listed: Names of units that the corpus's tables list, folded.
        page: The heading that names the one unit it is the page of, if it is; a negative number if it is about all (`corpus.pages`).
    """
    units, unit_of, path_of = find_units(document, index, spoken, listed, page)
    statements: list[Statement] = []
    leads: list[tuple[int, Span]] = []  # open lead-ins: nesting depth and characters
    previous_path: tuple[str, ...] | None = None
    asks: tuple[Span, ...] = ()  # a question on a line of its own, above its answer
    followers = _followers(document.blocks)
    for at, block in enumerate(document.blocks):
        if path_of[at] != previous_path:
            leads.clear()
            previous_path = path_of[at]
        if block.kind in ("heading", "furniture"):
            if block.kind == "heading":
                leads.clear()
                asks = (block.span,) if block.span.of(document.text).endswith("?") or (block.span.of(document.text).endswith((".", "!")) and block.style == "bold") else ()
            continue
        if block.kind == "row":
            if block.style != "header":
                statements += [Statement(index, unit_of[at], path_of[at], span, leads_, kind) for span, leads_, kind in _of_row(document.text, block)]
            continue
        following = followers[at]
        if block.kind == "paragraph":
            leads.clear()
        else:
            while leads and leads[-1][0] >= block.level:
                leads.pop()
        opens = following is not None and following.kind == "item" and (block.kind == "paragraph" or following.level > block.level)
        pieces = _clauses(document.text, block, asks)
        asks = ()
        for number, (piece, inner) in enumerate(pieces):
            text = piece.of(document.text)
            short = len(words(text)) < _MIN_LEAD_WORDS
            # what markup nests is nested; of plain text an item that ends like a sentence opens nothing ("… repealed." "* A footnote")
            nested = block.kind == "item" and (block.style == "li" or short)
            greets = text.endswith(",") and len(words(text)) < _MIN_LEAD_WORDS  # "Dear colleagues,"
            named = (
                len(pieces) == 1 and block.kind == "paragraph" and at > 0 and document.blocks[at - 1].kind == "heading" and titled(text) and not text.endswith(":") and not is_part(text) and not is_label(text)
            )  # who holds the post
            valued = named or block.style == SAID or ((at > 0 and document.blocks[at - 1].style == "bold-in") and not text.endswith((":", "—", "–")))  # "**Covers:** Norway, Sweden" over a list
            valued = valued or (block.kind == "paragraph" and len(pieces) > 1 and _FIELD.match(text) is not None and not text.endswith((":", "—", "–")))  # "Staff: 12", the last of a record over a list
            is_lead = opens and not greets and not valued and number == len(pieces) - 1 and (nested or not _CLOSED.search(text))
            if not is_lead or not short:
                outer = tuple(s for _, s in leads) + inner
                statements.append(Statement(index, unit_of[at], path_of[at], piece, outer, block.kind))
            if is_lead:
                leads.append((block.level if block.kind == "item" else 0, piece))
    return Split(units, tuple(statements), _gaps(document, statements))


# What is set aside of what the sentence before says: "Shops are inspected every year. Market stalls are excluded."
_SETS_ASIDE = re.compile(r"(?!It\b|They\b)[A-Z][^,.;:]{2,80}? (?:is|are)(?: \w+ly)? (?:excluded|exempt(?:ed)?|(?:the|an) exceptions?|exceptions)\b")


def _of_row(text: str, block: Block) -> list[tuple[Span, tuple[Span, ...], BlockKind]]:
    """The statements of a table row: one, or where a cell lists several things, one for each of these and for every other cell but the first, which leads them."""
    parts = [[s for sentence in _sentences(text, cell) for a, b in _semicolons(text, sentence) if (s := _strip(text, a, b))] for cell in block.cells]
    listed = [len(p) > 1 and sum(len(words(s.of(text))) for s in p) >= _LISTED * len(p) for p in parts]
    if not any(listed[1:]) or len(block.cells) < 2 or not parts[0]:
        return [(block.span, block.header, "row")]
    found: list[tuple[Span, tuple[Span, ...], BlockKind]] = []
    for at in range(1, len(block.cells)):
        label = (block.header[at],) if at < len(block.header) and not _DUTIES.match(block.header[at].of(text)) else ()
        for span in parts[at] if listed[at] else ([s] if (s := _strip(text, block.cells[at].start, block.cells[at].end)) else []):
            found.append((span, (block.cells[0], *label), "item"))
    return found


def _followers(blocks: tuple[Block, ...]) -> list[Block | None]:
    """For every block the next one that is no furniture."""
    found: list[Block | None] = [None] * len(blocks)
    for at in range(len(blocks) - 2, -1, -1):
        found[at] = found[at + 1] if blocks[at + 1].kind == "furniture" else blocks[at + 1]
    return found


def _clauses(text: str, block: Block, above_it: tuple[Span, ...] = ()) -> list[tuple[Span, tuple[Span, ...]]]:
    """The clauses of a block, each with the lead-in inside the block, or the question above it, that it hangs under."""
    start = block.span.start
    if match := MARKER.match(block.span.of(text)):
        start += match.end()
    if match := SUBSECTION.match(text[start : block.span.end]):
        start += match.end()
    found: list[tuple[Span, tuple[Span, ...]]] = []
    sentences = [s for part in _fields(text, Span(start, block.span.end)) for s in _labelled(text, _sentences(text, part))]
    question = next((n for n, s in enumerate(sentences[:2], 1) if s.of(text).endswith("?") and n < len(sentences)), 0)
    asked = (Span(sentences[0].start, sentences[question - 1].end),) if question else above_it  # "My bicycle is broken. Who mends it? The Workshop …"
    sentences = sentences[question:]
    topic = _topic(text, block)
    for before, sentence in zip((None, *sentences), sentences, strict=False):
        if before is not None and sentence != sentences[-1] and _asks(text, sentence):
            continue  # "Lost your key? You can pick up a new one here."
        cuts = _semicolons(text, sentence)
        above = asked if before is None else (before,) if _SETS_ASIDE.match(sentence.of(text)) or _asks(text, before) else topic
        lead: tuple[Span, ...] = ()
        if len(cuts) > 2 and (colon := re.search(r":\s", text[sentence.start : cuts[0][1]])):
            lead = (Span(sentence.start, sentence.start + colon.start() + 1),)
        for number, (a, b) in enumerate(cuts):
            if lead and number == 0:
                head, rest = lead[0], Span(lead[0].end, b)
                if len(words(head.of(text))) >= _MIN_LEAD_WORDS:
                    found.append((head, above))
                a = rest.start
            span = _strip(text, a, b)
            if span is not None:
                found.append((span, above + lead))
    return found


def _asks(text: str, sentence: Span) -> bool:
    """Whether a sentence is a short question, which the next one answers."""
    return sentence.of(text).endswith("?") and len(words(sentence.of(text))) <= _ASKED_WORDS


def _topic(text: str, block: Block) -> tuple[Span, ...]:
    """The few emphasised words that open a paragraph and say what all of it is about ("**Surtitles.** The Library operates them. …"); none if it has none."""
    label = Span(block.span.start, block.span.start + block.opening)
    return (label,) if block.kind == "paragraph" and block.opening and label.of(text).endswith(".") and len(words(label.of(text))) <= _LABEL_WORDS else ()


def _fields(text: str, span: Span) -> list[Span]:
    """A block cut before each line that gives a label its value, where at least two do, or before each that says something of its own; else the block whole."""
    cuts = [span.start]
    position = span.start
    fields = 0
    lines = span.of(text).split("\n")
    broken = _broken(lines)
    opened = _opened(lines)
    for number, line in enumerate(lines):
        if broken or _FIELD.match(line.strip()) or number in opened:
            fields += 1
            cuts.append(position)
        position += len(line) + 1
    if fields < 2 and not opened:
        return [span]
    edges = sorted({*cuts, span.end})
    return [Span(a, b) for a, b in pairwise(edges)]


def _opened(lines: list[str]) -> range:
    """The lines that begin anew after the address and the phone with which an entry opens ("Mill Lane 14" / "Phone 555 01" / "Here you get …"): up to the first that ends where a column does."""
    texts = [line.strip() for line in lines]
    widest = max(map(len, texts))
    at = 0
    while at + 1 < len(texts) and len(texts[at]) <= _ADDRESS and texts[at][-1:] not in (".", ",", ";", ":", "-") and len(texts[at]) + _ADDRESS // 2 < widest and texts[at + 1][:1].isupper():
        at += 1
    return range(1, at + 1) if any(any(c.isdigit() for c in t) for t in texts[:at]) else range(0)


def _broken(lines: list[str]) -> bool:
    """Whether each line says something of its own: all begin alike and end before the width of a column, so that no one broke a sentence there ("Sells tickets" / "Prints the timetable")."""
    if len(lines) < _MIN_BROKEN:
        return False
    texts = [line.strip() for line in lines]
    while len(texts) > _MIN_BROKEN and len(texts[-1].split()) < _VERBLESS and texts[-1][-1:] not in (".", "!", "?"):
        texts.pop()  # the foot of a slide: "Spring briefing", "8"
    if len(texts) > _MIN_BROKEN and all(t[:1].isupper() and t[-1:] not in ".!?,;:-–—(" and len(t.split()) >= _VERBLESS and t.split()[-1].casefold() not in STOP for t in texts):
        return True  # nobody breaks prose so that every line begins with a capital
    return all(t[:1].isupper() and len(t) <= _COLUMN and len(t.split()) >= _VERBLESS and t[-1:] not in ",-–—(" and t.split()[-1].casefold() not in STOP for t in texts) and all(
        len(t) + 1 + len(after.split()[0]) <= _COLUMN for t, after in pairwise(texts)
    )


def _labelled(text: str, sentences: list[Span]) -> list[Span]:
    """Sentences, those that open a line and only label the next one on it joined to that."""
    found: list[Span] = []
    lines = [s for i, s in enumerate(sentences) if i == 0 or "\n" in text[sentences[i - 1].end : s.start]]
    labels = {s for s in lines if len(words(s.of(text))) <= _LABEL_WORDS and not _LEANS.match(s.of(text))}
    each = len(labels) * 2 > len(lines) and not any("\n" in s.of(text) for s in sentences)  # no line goes on with what the one before began
    for at, sentence in enumerate(sentences):
        label = sentences[at - 1] if at else None
        opens = at == 1 or (each and label in labels)
        if (
            label is not None
            and opens
            and found[-1] == label
            and label.of(text).endswith(".")
            and (at == 1 or ":" not in label.of(text))
            and "\n" not in text[label.end : sentence.start]
            and len(words(label.of(text))) <= _LABEL_WORDS
        ):
            found[-1] = Span(label.start, sentence.end)
        else:
            found.append(sentence)
    return found


def _strip(text: str, a: int, b: int) -> Span | None:
    """[a, b) without white space, separators and an enumerator at its ends; None if nothing is left."""
    while b > a and (text[b - 1].isspace() or text[b - 1] in ";·" or (text[b - 1] == "|" and (b - 1 == a or text[b - 2].isspace()))):
        b -= 1
    while a < b and (text[a].isspace() or text[a] in ";·" or (text[a] == "|" and (a + 1 == b or text[a + 1].isspace()))):
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
    lettered = {m.end() for m in _LETTERED.finditer(source)}
    ends = sorted({e for e in ends if 0 < e < len(source)} | {e for e in lettered if e < len(source)})
    found: list[Span] = []
    start = depth = 0
    last = 0
    for end in [*ends, len(source)]:
        depth += source.count("(", last, end) - source.count(")", last, end)
        last = end
        tail = source[max(start, end - _TAIL) : end].rstrip()
        follows = source[end : end + _TAIL].lstrip()[:1]
        if end < len(source) and ((ABBREVIATION.search(tail) and end not in lettered) or not _ENDED.search(tail) or follows.islower() or (depth > 0 and end - start < _LONGEST)):
            continue
        piece = source[start:end]
        a = start + len(piece) - len(piece.lstrip())
        b = start + len(piece.rstrip())
        if b > a:
            found.append(Span(span.start + a, span.start + b))
        start, depth = end, 0
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
