"""Turns of phrase that decide how a question is answered, and values read out of statements."""

import re
from dataclasses import dataclass

from corpus.words import NUMBERS, fold, stem, words
from qa import english
from qa.decision import Match
from qa.draft import cell
from qa.reading import Reading, Term
from qa.table import Row, Table
from qa.values import NUMBER, SORTS

# ── small readings of the question ─────────────────────────────────────────────────────────────────────────

COVERING = frozenset(
    stem(w)
    for w in [
        "cover",
        "coverage",
        "office",
        "responsible",
        "area",
        "part",
        "region",
        "territory",
        "live",
        "born",
        "citizen",
        "national",
        "nationality",
        "travel",
        "based",
        "ngo",
        "ministry",
        "official",
        "government",
        "embassy",
        "country",
        "state",
        "belong",
        "competent",
        "home",
        "city",
        "team",
        "company",
        "world",
        "zone",
        "seat",
        "regional",
        "support",
        "supporting",
        "serve",
        "serving",
        "assist",
        "help",
        "look",
        "handle",
        "some",
        "find",
        "right",
        "located",
        "place",
        "somewhere",
        "remit",
        "mandate",
        "purview",
        "patch",
        "scope",
        "competence",
        "jurisdiction",
        "domain",
        "beat",
        "lie",
        "sit",
        "inside",
        "outside",
    ]
)
AREAS = frozenset(
    stem(w)
    for w in ["region", "area", "country", "territory", "coverage", "cover", "zone", "geography", "geographic", "geographical", "part", "world", "state", "place", "jurisdiction", "look", "serve", "responsible", "handle"]
)
DUTIES = frozenset(stem(w) for w in ["duty", "task", "responsibility", "role", "function", "job", "work", "statement", "activity", "thing", "mandate", "remit", "description", "text", "entry", "all", "many"])
BODIES = frozenset(
    stem(w)
    for w in [
        "region",
        "international",
        "regional",
        "external",
        "outside",
        "area",
        "partner",
        "organization",
        "organisation",
        "body",
        "abbreviation",
        "acronym",
        "institution",
        "agency",
        "name",
        "named",
        "list",
        "longest",
        "entity",
        "contact",
        "link",
        "linked",
        "partnership",
        "relation",
        "external",
        "group",
        "grouping",
        "own",
        "host",
        "based",
        "city",
    ]
)
CURRENCIES = frozenset(
    [
        "euro",
        "euros",
        "eur",
        "dollar",
        "dollars",
        "usd",
        "pound",
        "pounds",
        "gbp",
        "franc",
        "francs",
        "chf",
        "crown",
        "crowns",
        "krona",
        "kroner",
        "yen",
        "rupee",
        "rupees",
        "peso",
        "pesos",
        "florin",
        "florins",
        "mark",
        "marks",
    ]
)
QUANTITIES = frozenset(
    [
        "million",
        "thousand",
        "billion",
        "hundred",
        "more",
        "less",
        "than",
        "over",
        "under",
        "above",
        "below",
        "most",
        "least",
        "largest",
        "highest",
        "biggest",
        "smallest",
        "lowest",
        "larger",
        "bigger",
        "smaller",
        "higher",
        "lower",
        "greater",
        "greatest",
        "number",
        "yearly",
        "annual",
        "year",
    ]
)


EVERYTHING = re.compile(
    r"\b(?:everything|summary|summari[sz]e|overview|rundown|remit|mandate|responsibilit\w+|the jobs?|charged|tasks?|duties|roles?|functions?|purpose|working on|work on|responsible for|in charge of)\b|\bwhat(?:'s| is| are) .{0,60}\bfor\b\W*$|\bwhat (?:does|do) .{0,60}\bdo\b\W*$"
)
_WORKS = r"(?:work|deal|liais|cooperat|collaborat|partner|interact|contact|link|touch|relation|dealing|connect)\w*"
PARTNERS = re.compile(
    rf"\b(?:partners?|counterparts?|partner (?:organi[sz]ations?|bodies|institutions))\b|\b(?:organi[sz]ations?|bodies|institutions|agencies|entities|groups?|forums|partners|networks)\b.*\b{_WORKS}|\b(?:who|whom) (?:does|do|is|are) .*\b{_WORKS} (?:with|to)\b|\bwith (?:whom|which \w+) (?:does|do|is)\b.*\b{_WORKS}"
)
EXPANDS = re.compile(r"\b(?:stands? for|short for|full (?:form|name)|abbreviation (?:of|for)|acronym|spell(?:ed)? out|what does .{2,12} mean|meaning of)\b")
WHAT_IS = re.compile(r"^(?:and )?what(?:'s| is| are) (?:an? |the )?(?-i:[A-Z][A-Z.&-]{1,9}s?)\W*$", re.IGNORECASE)
IN_NAME = re.compile(
    r"\b(?:in (?:its|their|the|his) (?:(?:own|proper|full|official) )?(?:name|title)s?|in the names? of|name ends|called an?|calls itself|whose names?|(?:body|organi[sz]ation|partner)s? named|in (?:its|their) titles?)\b"
)
MENTIONS = re.compile(r"\b(?:mentions?|mentioned|appears?|turns? up|crops? up|contains?|occurs?|in (?:its|their|the) (?:entry|entries|descriptions?|text)|the words?|the abbreviation|the phrase|those very words)\b")
THERE = re.compile(r"^(?:(?:is|are) there|do(?:es)? (?:\S+ ){1,5}?have) (?:an?|any) (?:kind of |sort of )?(?:\w+ )?(\w+) (?:present |based |located )?(?:in|on)\b")
REASON = re.compile(r"^(?:and )?(?:why|how come|what made|for what reason)\b")


def is_broad(reading: Reading) -> bool:
    """Whether nothing narrower is asked than what the unit does."""
    return all(t.stems[0][0] in english.broad() for t in reading.heavy)


def asks_partners(reading: Reading) -> bool:
    """Whether just the bodies that somebody works with are asked for."""
    return PARTNERS.search(fold(reading.text)) is not None and all(t.stems[0][0] in english.relational() | BODIES for t in reading.heavy)


def called(table: Table, unit: int) -> str:
    """How a question names a unit: "the Office of Water", "Lindholm"."""
    entry = table.corpus.units[unit]
    return f"the {table.short(unit)}" if entry.noun and not table.short(unit).startswith("The ") else table.short(unit)


def wants_cell(reading: Reading) -> bool:
    return reading.asks in ("amount", "time") or bool(re.search(r"\b(?:phone|telephone|number|e-?mail|address|budget|cost|price|fee)\b", fold(reading.text)))


BEGUN = frozenset(stem(w) for w in ["open", "founded", "established", "set", "created", "started", "begun", "exist", "formed", "launched"])  # how a unit comes into being
SINCE_WHEN = re.compile(r"(?:and |so )*(?:when|since when|(?:in |since )?(?:what|which) year|how old|how long)\b")
LABEL = re.compile(r"[A-Z][\w /-]{1,40}:(?=\s)")  # of a statement that gives a label its value
AT_ALL = r"(?: (?:of (?:its|their|our) own|yet|so far|at present|at the moment|assigned))?"  # behind "none"
EMPTY = re.compile(rf"^[\s–—\-.]*$|^(?:n/?a|none|nil|unknown|not applicable){AT_ALL}(?:\s*\([^()\d]*\))?\W*$", re.IGNORECASE)


def labelled(text: str, reading: Reading) -> bool:
    """Whether a statement gives a value, of whatever sort, to just what is asked for: "Budget: part of the fleet's"."""
    label = LABEL.match(text)
    own = {stem(w) for w in words(label.group())} if label else set()
    return label is not None and own <= {s for t in reading.heavy for a in t.stems for s in a} and not EMPTY.match(text[label.end() :])


def has_value(table: Table, match: Match, reading: Reading) -> bool:
    """Whether a statement gives a value of the sort asked for."""
    part = cell(table, match.row.number, match.spots)
    if part is not None:
        return not EMPTY.match(part[1])
    text = table.said(match.row.number)
    folded = fold(reading.text)
    if (label := LABEL.match(text)) and {stem(w) for w in words(label.group())} & {s for t in reading.heavy for a in t.stems for s in a}:
        return not EMPTY.match(text[label.end() :])  # "Budget: part of the fleet's"
    if re.search(r"\be-?mail\b", folded):
        return "@" in text
    return NUMBER.search(text) is not None or re.search(r"\b(?:daily|weekly|monthly|yearly|annual|every|each)\b", fold(text)) is not None


def counts_units(reading: Reading, table: Table) -> bool:
    nouns = table.body_nouns | english.generic()
    match = re.search(r"\b(?:how many|number of|count)(?: of)?(?: the| all| these| those| its| their| different| \d+)*((?: \w+){0,3})", fold(reading.text))
    first = words(re.sub(r"\b(?:takes?|took|taking) part\b", "join", match.group(1))) if match else []
    return (
        any(w in nouns or w in ("entries", "descriptions", "them", "these", "those") for w in first[:3])
        or (bool(first) and first[0] in NUMBERS)
        or not first
        or first[0] in ("don", "doesn", "aren", "isn", "haven", "not", "work", "do", "have", "promote", "are", "cover", "is")
    )


_NUMBERED = frozenset(["ext", "extension", "tel", "telephone", "phone", "fax", "bleep", "number", "no", "room", "sec", "section", "article", "floor", "call", "dial"])  # what a number after them is no count of
_VALUE_WORDS = 6
_NO_AMOUNT = re.compile(
    r"\+?\d{2,3}[ -]\d{3}[ -]\d{4}|\+?\b0\d{2,4}(?:[ /-]\d{2,5}){1,3}\b|\b(?:ext|extension|tel|telephone|phone|fax|bleep|room)\b[.:]? ?\+?\d+(?:[ /-]\d{2,5}){0,3}|\bNos?\. \d+|\b(?:19|20)\d\d\b", re.IGNORECASE
)
_AMOUNT = re.compile(r"(\d{1,3}(?:[,\u00a0 ]\d{3})+|\d+(?:\.\d+)?)\s*(million|billion|thousand|bn\b|m\b|k\b|%)?(?!st\b|nd\b|rd\b|th\b|\d)")
_IN_WORDS = re.compile(rf"\b({'|'.join(sorted(list(NUMBERS)[2:], key=len, reverse=True))})\b(?:[ -](hundred|thousand|million|billion)\b)?", re.IGNORECASE)  # "one" mostly counts nothing
_FAR = 60  # characters from what matched beyond which a number is no amount of it


def number_by(table: Table, row: Row, term: Term) -> str:
    """A number in a statement that stands just before what is counted, or is said of it."""
    family = {s for a in term.stems for s in table.family(a[-1])}
    own = row.tokens[: row.size]
    for at, token in enumerate(own):
        if token.stem in family:
            for near in (*reversed(own[max(0, at - 4) : at]), *own[at + 1 : at + 5]):
                before = own[own.index(near) - 1].word if own.index(near) else ""
                if before not in _NUMBERED and (re.fullmatch(r"\d[\d.,]*", near.word) or (near.word in NUMBERS and NUMBERS[near.word] > 0)):
                    document = table.corpus.documents[table.corpus.statements[row.number].document]
                    start = near.start
                    while start and re.match(r"[\d.,]" if near.word[0].isdigit() else r"[a-zA-Z-]", document.text[start - 1]):
                        start -= 1  # the whole of "40,000" and of "twenty-two"
                    full = re.match(r"[\d][\d.,]*\d|\d|\w+(?:-\w+)?", document.text[start:].lstrip(".,"))
                    return full.group() if full else near.word
    if any(t.stem in family for t in row.tokens[row.size :]) and len(own) <= _VALUE_WORDS:  # "Staff" / "31"
        return next((t.word for t in own if t.word.isdecimal() or NUMBERS.get(t.word, 0) > 0), "")
    if (sort := SORTS.get(term.stems[0][-1])) is not None and (said := sort.search(table.said(row.number))) is not None:  # "its team consists of 29 people", of staff
        return next((w for w in re.findall(r"\d[\d.,]*\d|\d|[\w-]+", said.group()) if w[0].isdigit() or NUMBERS.get(fold(w), 0) > 0), "")
    return ""


def head_stem(name: str) -> str:
    """The stem of the noun that says what a name is: "Forum" of "Tarn Forum on River Freight"."""
    head = re.split(r"\s(?:of|for|on|in|against)\s", fold(name))[0].split()
    return stem(head[-1]) if head else ""


_THRESHOLD = re.compile(
    r"\b(more than|over|above|at least|exceeding|in excess of|greater than|higher than|less than|under|below|fewer than|at most|up to|smaller than|lower than)\s+(?:a |an |one )?(?:[£$€¥]|[a-z]{3} (?=\d))?\s*([\d.,]+|\w+)?\s*(million|thousand|billion|hundred|m|bn|k)?\b"
)
_ABOVE = frozenset(["more than", "over", "above", "at least", "exceeding", "in excess of", "greater than", "higher than"])
_INCLUSIVE = frozenset(["at least", "at most", "up to"])
_SCALE = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}  # what a number before them counts


@dataclass(frozen=True, slots=True)
class Limit:
    """What an amount is compared with: "more than 20 million"."""

    above: bool
    value: float
    start: int
    end: int
    inclusive: bool = False

    def meets(self, amount: float) -> bool:
        """Whether an amount lies on the side asked for."""
        return (amount > self.value if self.above else amount < self.value) or (self.inclusive and amount == self.value)


def limits(text: str) -> list[Limit]:
    """The limits a question sets, in order; offsets count in its folded text."""
    found = []
    for match in _THRESHOLD.finditer(fold(text)):
        raw = (match.group(2) or "1").rstrip(".,")
        value = float(raw.replace(",", "")) if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", raw) else float(NUMBERS.get(raw, _SCALE.get(raw, -1) if len(raw) > 2 else -1))
        if value >= 0:
            value *= _SCALE.get(match.group(3) or "", 1)
            found.append(Limit(match.group(1) in _ABOVE, value, match.start(), match.end(), match.group(1) in _INCLUSIVE))
    return found


_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}  # what lasts, in days
_LASTS = re.compile(rf"\b(\d+|{'|'.join(list(NUMBERS)[1:])})[ -]({'|'.join(_DAYS)})s?\b")


def amount(table: Table, match: Match, *, lasting: bool = False) -> float | None:
    """The amount a statement gives next to what matched; of a table row, the one in the matching column; `lasting`: a time that it gives, in days."""
    part = cell(table, match.row.number, match.spots)
    statement = table.corpus.statements[match.row.number]
    text = part[1] if part else table.said(match.row.number)
    text = _NO_AMOUNT.sub(lambda m: " " * len(m.group()), text)
    if lasting and (lasts := _LASTS.search(fold(text))):
        return float(NUMBERS.get(lasts.group(1)) or lasts.group(1)) * _DAYS[lasts.group(2)]
    spots = [] if part else [(a - statement.span.start, b - statement.span.start) for a, b in match.spots if statement.span.start <= a < statement.span.end]

    def distance(number: re.Match[str]) -> int:
        return min((number.start() - b if number.start() >= b else 2 * max(a - number.end(), 0) + 1 for a, b in spots), default=number.start())

    numbers = [n for n in (*_AMOUNT.finditer(text), *(_IN_WORDS.finditer(text) if spots else ())) if not spots or distance(n) <= _FAR]
    if number := min(numbers, key=distance, default=None):
        value = NUMBERS.get(number.group(1).casefold())
        return (float(re.sub(r"[,\u00a0 ]", "", number.group(1))) if value is None else float(value)) * _SCALE.get((number.group(2) or "").casefold(), 1)
    found = [NUMBERS[w] for w in re.split(r"[^a-z]+", fold(text)) if w in NUMBERS]  # "a six-week course"
    return float(found[0]) if found else None
