"""What lines of text look like: marks of lists, furniture, titles, counts."""

import re
from dataclasses import dataclass

from corpus.document import Span
from corpus.words import NUMBERS

_FURNITURE = re.compile(
    r"^\W*+(?:(?:top|bottom|end) of (?:the )?page|(?:back|return|go) to (?:the )?(?:top|contents|start)|"
    r"(?:skip|jump) to (?:main )?content|print this page|share this page|(?:.{0,80}\W)?page \d+(?: (?:of|/) ?\d+)?|\d{1,4}|"
    r"[^.<\n]{1,40}(?:\s[›»>]\s[^.<>\n]{1,40}){2,}|was this page (?:useful|helpful)\??)\W*$",
    re.IGNORECASE,
)
MARKER = re.compile(r"^(?P<mark>[-*•◦▪·–—]|\((?:\d{1,3}|[a-z]{1,2}|[ivxl]{1,6})\)|(?:\d{1,3}|[a-z]|[ivxl]{1,5})[.)])[ \t\u00a0]+(?=\S)")
SUBSECTION = re.compile(r"^\d{1,3}(?:\.\d{1,3})+\.?[ \t\u00a0]+(?=[A-Z“\"])")  # "5.1 The Office keeps …"
# Tokens whose full stop ends no sentence.
ABBREVIATION = re.compile(
    r"(?:^|[\s(\u00a0])(?:st|mt|ft|no|nos|sec|secs|art|arts|para|paras|ch|vol|fig|p|pp|dr|mr|mrs|ms|prof|e\.g|i\.e|cf|vs|viz|etc|inc|ltd|co|"
    r"corp|dept|approx|ca|ext|tel|[a-z])\.$|^\s*\d{1,3}[a-z]?\.$",
    re.IGNORECASE,
)
# What titles leave in lower case.
JOINERS = frozenset(["of", "the", "and", "for", "on", "in", "to", "at", "a", "an", "de", "la", "le", "du", "des", "del", "di", "da", "do", "dos", "y", "e", "&", "und"])


@dataclass(slots=True)
class Line:
    """One line of a text: where it stands, its words without surrounding blanks, how far it is indented."""

    start: int
    end: int
    text: str  # stripped
    indent: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def lines_of(text: str) -> list[Line]:
    """The lines of a text, empty ones too, in order."""
    found = []
    for match in re.finditer(r"[^\n]*", text):
        raw = match.group()
        stripped = raw.strip()
        if not raw and match.start() and text[match.start() - 1 : match.start()] != "\n":
            continue
        lead = len(raw) - len(raw.lstrip())
        start = match.start() + lead
        found.append(Line(start, start + len(stripped), stripped, lead))
    return found


_RULE = re.compile(r"[-_=*#~. |:+]{3,}")
_FURNITURE_LENGTH = 200  # characters beyond which a line is no furniture


def is_furniture(line: str) -> bool:
    """Whether a line is of the page, not of the text: "top of page", a page number, a rule, a path of links."""
    if _RULE.fullmatch(line):
        return True
    return len(line) <= _FURNITURE_LENGTH and _FURNITURE.match(line) is not None


_DASHES = ("-", "–", "—", "/", "|", "+")


def titled(phrase: str, *, limit: int = 9) -> bool:
    """Whether every word of a short phrase is capitalised, joining words aside."""
    tokens = [t.lstrip('([“"‘') for t in phrase.split()]
    return 0 < len(tokens) <= limit and all(t[:1].isupper() or t[:1].isdigit() or t.casefold().strip(",") in JOINERS or t in _DASHES for t in tokens) and tokens[0][:1].isupper()


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
