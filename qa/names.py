"""Proper names in a statement: the bodies, programmes and places it names."""

import re
from functools import lru_cache

from corpus.words import STOP, clean, fold, stem, words
from qa.table import Table

_INNER = r"(?:of|for|on|in|and|the|de|la|del|do|da|du|to|against|&)"
_WORD = r"[^\W\d_a-z][\w’'\-–]*"
_RUN = re.compile(rf"{_WORD}(?:\s+(?:{_INNER}\s+){{0,2}}{_WORD})*(?:\s*\([A-Z][\w-]+\))?")
_SPLIT = re.compile(r"\s+and\s+(?:the\s+)?(?=[A-Z])")
HEAD = re.compile(
    r"\b(?:organi[sz]ations?|commission|community|union|bank|forum|association|conference|process|initiative|council|committee|group|network|academy|centre|center|agency|office|office|system|market|"
    r"alliance|parliament|dialogue|board|fund|secretariat|team|programm?e|authority|institute|league|society|panel|task force|college|university|circle|guild|federation|party|partnership|hub|"
    r"bureau|trust|school|museum|ministry|court|tribunal|exchange|observatory|nations|states)\b",
    re.IGNORECASE,
)


_LONGEST_PART = 6  # words of a name between semicolons


@lru_cache(maxsize=20_000)
def _names(text: str) -> tuple[str, ...]:
    parts = [p.strip(" .") for p in text.split(";")]
    if len(parts) > 1 and all(p[:1].isupper() and len(p.split()) <= _LONGEST_PART for p in parts):  # a cell or a line of names: "Harbour Police; Customs"
        return tuple(dict.fromkeys(parts))
    found: list[str] = []
    for match in _RUN.finditer(text):
        run = match.group().strip()
        start = match.start()
        if start == 0 or text[:start].rstrip().endswith((".", ":")):
            # the first word of a sentence is a name only with more capitals behind it
            rest = run.split()
            if len(rest) < 2:
                continue
            if rest[0] in ("The", "These", "It", "Its", "In", "A", "An", "Under", "With", "Provides", "Supports", "Furthermore"):
                run = " ".join(rest[1:])
        for part in cut(run):
            part = re.sub(rf"^(?:{_INNER}\s+)+|(?:\s+{_INNER})+$", "", part)
            if part and part not in found and (len(part.split()) > 1 or (part.isupper() and len(part) > 1) or re.search(r"[A-Z].*[A-Z]", part)):
                found.append(part)
    return tuple(found)


def cut(run: str) -> list[str]:
    """A run of capitalised words cut at "and the" between two bodies, not inside one ("Asia and the Pacific")."""
    parts = _SPLIT.split(run)
    if len(parts) == 1:
        return parts
    result = [parts[0]]
    for part, joint in zip(parts[1:], _SPLIT.findall(run), strict=True):
        if (
            re.fullmatch(r"[A-Z]{2,}[\w-]*", part)
            or (HEAD.search(result[-1]) and HEAD.search(part) and not re.search(r"\b(?:on|for|of|in)\s+\S+$", result[-1]))
            or (HEAD.search(part) and HEAD.search(result[-1]) and "the" in joint)
        ):
            result.append(part)
        else:
            result[-1] = f"{result[-1]}{joint}{part}"
    return result


def names_in(table: Table, statement: int) -> list[str]:
    """The names in a statement, in order, each once."""
    return list(_names(clean(table.corpus.quote(table.corpus.statements[statement]))))


def forms(table: Table, name: str) -> set[tuple[str, ...]]:
    """How the text may name one body: the stems of its name, of its acronym, and of what that is written out as."""
    short = re.fullmatch(r"(?:.*\()?([A-Z][\w-]*[A-Z][\w-]*)\)?", name)
    own = tuple(stem(w) for w in words(re.sub(r"\s*\([^)]*\)$", "", name)) if w not in STOP)
    return {own} | ({(stem(fold(short.group(1))),)} | table.acronyms.get(fold(short.group(1)), set()) if short else set())
