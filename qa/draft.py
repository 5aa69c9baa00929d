"""What an answer will say, before it is worded: lines with their evidence. `finish` numbers and grades them."""

import re
from dataclasses import dataclass, field, replace
from itertools import chain, zip_longest

from corpus.document import Span, Statement
from corpus.lines import titled
from corpus.words import STOP, clean, fold
from qa.answer import Answer, Checked, Citation, Claim, Grade, Missing, Outside
from qa.decision import Match
from qa.table import Table, not_done

_WORDS = 45  # a quoted statement longer than this is shortened around what was asked
_VALUE_WORDS = 6  # of a statement that is only a value ("Dr Ann Lee"), under a label of at most ...
_LABEL_WORDS = 3
_LIST_WORD = re.compile(r"^(?:(?:and|or|but|also)\b[,\s]*|(?:furthermore|in addition|moreover),\s*|which\s+(?=[a-z]+s\b))", re.IGNORECASE)
_CUT = re.compile(r"(?<=[,;:])\s+|\s+(?=such as\b|including\b|as well as\b|together with\b|in particular\b|like\b(?= the\b| [A-Z])|\()")
_SPELLS_OUT = re.compile(r"(?:such as|like|including|in particular|namely|especially|(?:together|jointly) with|for example)\b")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document that a line rests on."""

    document: int
    heading: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer.

    Attributes:
        text: Its words, without markers.
        quotes: What it rests on; a line without quotes claims nothing about the text.
        outside: The outside fact it rests on, if any.
        bullet: Whether it is an item of a list.
    """

    text: str
    quotes: tuple[Quote, ...] = ()
    outside: Outside | None = None
    bullet: bool = False

    def after(self, word: str) -> "Line":
        """The same, opened with a word or a phrase: "No. …", "What it does say is: …"."""
        return replace(self, text=f"{word}{'.' if word in ('Yes', 'No') else ':'} {self.text}")


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer to one question or part of one.

    Attributes:
        lines: In order.
        units: The units it is about, for what is asked next.
        checked: Of a complete scan.
        missing: The piece that is not there.
        grade: Only where the lines do not settle it.
        suggestions: Questions that can be answered.
        considered: The best statements that were measured, for people who want to know why.
    """

    lines: tuple[Line, ...]
    units: tuple[int, ...] = ()
    checked: Checked | None = None
    missing: Missing | None = None
    grade: Grade | None = None
    suggestions: tuple[str, ...] = ()
    considered: tuple[Match, ...] = field(default=(), repr=False)

    @property
    def answered(self) -> bool:
        """Whether it says something that the text says."""
        return any(line.quotes for line in self.lines) and self.grade is not Grade.NOT_STATED

    def after(self, word: str) -> "Draft":
        """The same, opened with a word: "Yes. …"."""
        return replace(self, lines=(self.lines[0].after(word), *self.lines[1:]))


def quote(table: Table, match: int) -> tuple[Quote, ...]:
    """A statement as a quote, preceded by the lead-in it hangs under."""
    statement = table.corpus.statements[match]
    own = Quote(statement.document, statement.heading, statement.span)
    if statement.kind == "row" or not statement.leads:
        return (own,)
    return (own, Quote(statement.document, statement.heading, statement.leads[-1]))


def heading_quote(table: Table, unit: int) -> Quote | None:
    """The heading that names a unit, as a quote; where none does, the name where the text first has it."""
    entry = table.corpus.units[unit]
    for index in entry.documents:
        document = table.corpus.documents[index]
        for block in document.blocks:
            if block.kind == "heading" and clean(entry.name) in (name := clean(block.span.of(document.text))):
                paths = [s.heading for s in table.corpus.statements if s.unit == unit and s.document == index]
                return Quote(index, next((p for p in paths if name in p), next(iter(paths), ())), block.span)  # what another unit's section says of it stands under that
    pattern = re.compile(r"\s+".join(map(re.escape, re.sub(r"\s*\([^()]*\)", "", entry.name).split())), re.IGNORECASE)
    for statement in chain((table.corpus.statements[r.number] for r in table.rows_of(unit)), table.corpus.statements):
        if statement.document in entry.documents and (match := pattern.search(table.corpus.documents[statement.document].text, statement.span.start, statement.span.end)):
            return Quote(statement.document, statement.heading, Span(match.start(), match.end()))
    return None


def say(table: Table, number: int, spots: tuple[tuple[int, int], ...] = (), *, whole: bool = False) -> str:
    """A statement's words for people: white space collapsed, a table row with its header, shortened around `spots` if long."""
    statement = table.corpus.statements[number]
    text = table.corpus.documents[statement.document].text
    if statement.kind == "row":
        return _row_words(table, number)
    words = clean(statement.span.of(text))
    words = _LIST_WORD.sub("", words).rstrip(" ;,.")
    words = re.sub(r";? and$", "", words)
    if len(words.split()) > _WORDS and not whole:
        words = _shorten(text, statement.span, spots)
    if heading := not_done(statement):
        return f"{heading}: {words}"
    lead = statement.leads[-1].of(text) if statement.leads else ""
    lead = clean(lead)
    if lead[:1].isupper() and fold(lead) not in STOP and ": " not in lead and len(lead.split()) <= 4 and not lead.endswith((":", "—", "–", "-")):  # "Schools", "Everyone else"
        return f"{lead} {words}" if lead.endswith("?") else f"{lead.rstrip(' .')}: {words}"
    return f"{label}: {words}" if (label := _label(table, statement)) and len(words.split()) <= _VALUE_WORDS and (re.search(r"[\d@]", words) or titled(words)) else words


def _label(table: Table, statement: Statement) -> str:
    """The heading that says what a value stands for ("Telephone"); "" if it names a unit."""
    label = statement.heading[-1] if statement.heading else ""
    return label if label and len(label.split()) <= _LABEL_WORDS and fold(label) not in {fold(u.name) for u in table.corpus.units} else ""


def _row_words(table: Table, number: int) -> str:
    statement = table.corpus.statements[number]
    text = table.corpus.documents[statement.document].text
    block = table.row_block(number)
    cells = [clean(c.of(text)) for c in block.cells]
    if block.header:
        heads = [clean(h.of(text)) for h in block.header]
        return "; ".join(f"{h}: {c}" if i and h else c for i, (h, c) in enumerate(zip_longest(heads, cells, fillvalue="")) if c)
    return "; ".join(c for c in cells if c)


def cell(table: Table, number: int, spots: tuple[tuple[int, int], ...]) -> tuple[str, str] | None:
    """The header and content of the table cell under the header words that matched; None if it is not a table row."""
    statement = table.corpus.statements[number]
    if statement.kind != "row":
        return None
    text = table.corpus.documents[statement.document].text
    block = table.row_block(number)
    for at, header in enumerate(block.header):
        if at and any(header.start <= a < header.end for a, _ in spots):
            return clean(header.of(text)), clean(block.cells[at].of(text))
    return None


def _shorten(text: str, span: Span, spots: tuple[tuple[int, int], ...]) -> str:
    """The opening words and the parts that hold the spots, an ellipsis for what is left out."""
    source = span.of(text)
    parts: list[tuple[int, int]] = []
    start = 0
    for cut in _CUT.finditer(source):
        parts.append((start, cut.start()))
        start = cut.end()
    parts.append((start, len(source)))
    hits = {i for i, (a, b) in enumerate(parts) for s, _ in spots if span.start + a <= s < span.start + b}
    keep = {0} | (hits | _spelled_out(source, parts, hits) if hits else set(range(len(parts))))
    pieces: list[str] = []
    used = 0
    last = -1
    for i in sorted(keep):
        words = clean(source[slice(*parts[i])]).split()
        room = max(_WORDS - used, 8)
        if i - last > 1:
            pieces.append("…")
        pieces += words[:room] + (["…"] if len(words) > room else [])
        used += min(len(words), room)
        last = i
        if used >= _WORDS and i != max(keep):
            break
    if last < len(parts) - 1 and pieces[-1] != "…":
        pieces.append("…")
    return _LIST_WORD.sub("", " ".join(pieces)).rstrip(" ;,.")


def _spelled_out(source: str, parts: list[tuple[int, int]], hits: set[int]) -> set[int]:
    """The parts that spell out one that was hit: ", such as the Lamp Fund, the Oil Fund and the Wick Fund"."""
    found: set[int] = set()
    for hit in hits:
        for i in range(hit + 1, len(parts)):
            part = source[slice(*parts[i])].strip()
            if i == hit + 1 and not _SPELLS_OUT.match(part):
                break
            found.add(i)
            if re.search(r"\b(?:and|or)\b", part) or part.endswith((";", ".", ":")):
                break
    return found


def finish(table: Table, question: str, read_as: str, drafts: list[Draft], ident: str | None = None) -> Answer:
    """Puts drafts together into one answer: numbers the citations by first appearance, grades the whole."""
    numbers: dict[tuple[int, int, int], int] = {}
    citations: list[Citation] = []
    claims: list[Claim] = []
    texts: list[str] = []
    for draft in drafts:
        for line in draft.lines:
            if not (draft.answered or line.quotes) and line.text in texts:
                continue  # two parts refused alike
            marks: list[int] = []
            for q in line.quotes:
                key = (q.document, q.span.start, q.span.end)
                if key not in numbers:
                    document = table.corpus.documents[q.document]
                    numbers[key] = len(numbers) + 1
                    citations.append(Citation(numbers[key], document.path, document.title, " > ".join(q.heading), q.span.start, q.span.end, q.span.of(document.text)))
                if numbers[key] not in marks:
                    marks.append(numbers[key])
            body = _no_marks(line.text)
            words = body + (" " + "".join(f"[{m}]" for m in marks) if marks else "")
            texts.append(("- " if line.bullet else "") + words)
            if line.quotes:
                claims.append(Claim(words, Grade.INFERRED if line.outside else Grade.STATED, tuple(marks), line.outside))
            if line.outside:
                texts.append(f"({line.outside.fact}. Source: {line.outside.source})")
    answered = [d for d in drafts if d.answered]
    grade = (Grade.SMALL_TALK if any(d.grade is Grade.SMALL_TALK for d in drafts) else Grade.NOT_STATED) if not answered else Grade.INFERRED if any(c.grade is Grade.INFERRED for c in claims) else Grade.STATED
    missing = next((d.missing for d in drafts if d.missing), None)
    checked = next((d.checked for d in drafts if d.checked), None)
    if grade is Grade.NOT_STATED and missing is None and checked is None:
        missing = Missing("duty", question[:120])
    suggestions = tuple(dict.fromkeys(s for d in drafts for s in d.suggestions))[:4]
    return Answer(question, read_as, grade, "\n".join(texts), tuple(claims), tuple(citations), table.corpus.fingerprint, checked, missing, suggestions, ident)


def _no_marks(text: str) -> str:
    """Text in which nothing looks like a citation marker: a "[1]" of the source is written "(1)"."""
    return re.sub(r"\[(\d+)\]", r"(\1)", text).replace("….", "…")
