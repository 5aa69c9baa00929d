"""Documents → one `Corpus`: what they say of one unit is joined."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.bodies import BODY_NOUNS, body_noun
from corpus.document import Block, Corpus, Document, Statement, Unit
from corpus.plain import titled
from corpus.split import split
from corpus.units import unit_noun
from corpus.words import clean, fold, words

_HEADED = re.compile(rf"(?:{'|'.join(sorted(BODY_NOUNS | {'body'}))})s?(?: name)?", re.IGNORECASE)
_MIN_TABLED = 2  # units that a table must add to, or name, to be a table of units
_NAME_WORDS = 8
_MIN_TOLD = 3  # units that paragraphs must open with before prose is taken to describe units
_PARAGRAPH = 8  # words from which a paragraph says something
_SUBJECT = re.compile(r"(?:The|Our) ((?:[A-Z][\w'’&-]*|of|and|for|the|on)(?: (?:[A-Z][\w'’&-]*|of|and|for|the|on))*)(?:,| \([A-Z]+\))?(?= [a-z])")
_JOINING = frozenset(["of", "the", "and", "on", "for"])


def assemble(documents: list[Document], digest: str, warnings: list[str] | None = None) -> Corpus:
    """Splits documents and joins what they say of one unit: equal names are one unit."""
    warnings = list(warnings or [])
    units: list[Unit] = []
    known: dict[tuple[str, int | None], int] = {}
    statements: list[Statement] = []
    whole = True
    titles: dict[str, str] = {}
    for index, doc in enumerate(documents):
        if not doc.text.strip():
            continue
        if (key := fold(doc.title)) in titles:
            warnings.append(f"{titles[key]!r} and {doc.path!r} have one title, {doc.title!r}; answers tell them apart by file.")
        titles.setdefault(key, doc.path)
        parts = split(doc, index)
        numbers: dict[int, int] = {}
        for number, unit in enumerate(parts.units):
            parent = None if unit.parent is None else numbers[unit.parent]
            is_document = unit.name == doc.title and len(parts.units) == 1 and not unit.noun
            whole = whole and is_document
            ident = (fold(unit.name) if not is_document else f"\0{doc.path}", parent)
            if ident in known:
                numbers[number] = known[ident]
                old = units[known[ident]]
                units[known[ident]] = replace(old, documents=tuple(dict.fromkeys((*old.documents, index))))
            else:
                numbers[number] = known[ident] = len(units)
                units.append(replace(unit, parent=parent))
        statements += [replace(s, unit=None if s.unit is None else numbers[s.unit]) for s in parts.statements]
    units += _tabled(documents, units)
    told, statements = _told(statements, documents, units)
    units += told
    statements = _place_rows(statements, documents, units)
    units, statements = _without_idle(units, statements, documents)
    whole = whole and all(u.name == documents[u.documents[0]].title for u in units)
    noun = "document" if whole else unit_noun(tuple(units), [d.text for d in documents])
    return Corpus(tuple(documents), tuple(units), tuple(statements), noun, digest, tuple(warnings))


def _place_rows(statements: list[Statement], documents: list[Document], units: list[Unit]) -> list[Statement]:
    """The statements, each table row given to the unit it is about, whichever document describes that."""
    rows = {(number, b.span.start): b for number, d in enumerate(documents) for b in d.blocks if b.kind == "row"}
    distinct = [distinct_words(u) for u in units]
    return [replace(s, unit=row_unit(documents[s.document], rows[s.document, s.span.start], units, distinct, s.unit)) if s.kind == "row" else s for s in statements]


def _tabled(documents: list[Document], units: list[Unit]) -> list[Unit]:
    """Units that only a table names: in its first column, under a header that is a noun for bodies ("Unit", "Department")."""
    found: dict[str, Unit] = {}
    for index, document in enumerate(documents):
        rows = [b for b in document.blocks if b.kind == "row" and b.header and len(b.cells) > 1]
        for block in rows:
            name = clean(block.cells[0].of(document.text))
            if not _HEADED.fullmatch(clean(block.header[0].of(document.text))) or not _names_body(name):
                continue
            own = frozenset(words(name)) - _JOINING - {body_noun(name)}
            if not own or any(own <= distinct_words(u) or (distinct_words(u) and distinct_words(u) <= own) for u in [*units, *found.values()]):
                continue
            found[fold(name)] = Unit(name, body_noun(name), None, (index,))
    return list(found.values()) if len(found) + sum(bool(u.noun) for u in units) >= _MIN_TABLED else []


def _is_document(unit: Unit, documents: list[Document]) -> bool:
    """Whether a unit is a whole document in which no heading names one."""
    return not unit.noun and len(unit.documents) == 1 and unit.name == documents[unit.documents[0]].title


def _names_body(name: str) -> bool:
    """Whether a cell of the first column can be a name: capitalised, and no number or sentence."""
    return 0 < len(name.split()) <= _NAME_WORDS and name[:1].isupper() and not name.endswith((".", ":")) and not any(c.isdigit() for c in name)


def _told(statements: list[Statement], documents: list[Document], units: list[Unit]) -> tuple[list[Unit], list[Statement]]:
    """What prose without headings tells of a unit belongs to it; the units that only such prose names are found too.

    A paragraph is about the unit that its first sentence speaks of, until a sentence opens with another's name.
    """
    owned = {s.document for s in statements if s.unit is not None and not _is_document(units[s.unit], documents)}
    plain = {s.document for s in statements} - owned
    new: list[Unit] = []
    known = {fold(u.name) for u in units}
    for index in sorted(plain):
        document = documents[index]
        paragraphs = [b for b in document.blocks if b.kind == "paragraph" and len(b.span.of(document.text).split()) >= _PARAGRAPH]
        openings = [m.group(1) for b in paragraphs if (m := _SUBJECT.match(b.span.of(document.text))) and body_noun(m.group(1)) and titled(m.group(1))]
        names = [n for n in dict.fromkeys(openings) if fold(n) not in known]
        if len(set(openings)) >= _MIN_TOLD and len(openings) * 2 >= len(paragraphs):
            new += [Unit(n, body_noun(n), None, (index,)) for n in names]
            known |= {fold(n) for n in names}
    every = [*units, *new]
    names_ = sorted(((tuple(words(u.name)), n) for n, u in enumerate(every) if not _is_document(u, documents)), key=lambda x: -len(x[0]))
    result = list(statements)
    topic: int | None = None
    block: Block | None = None
    starts = {(i, b.span.start, b.span.end): b for i in plain for b in documents[i].blocks}
    spans = {i: sorted((a, z) for j, a, z in starts if j == i) for i in plain}
    for at, statement in enumerate(statements):
        if statement.document not in plain or statement.kind == "row":
            continue
        span = next((x for x in spans[statement.document] if x[0] <= statement.span.start < x[1]), None)
        here = starts[statement.document, *span] if span else None
        own = tuple(words(statement.span.of(documents[statement.document].text)))
        opens = next((n for name, n in names_ if own[: len(name)] == name or (own[1 : len(name) + 1] == name and own[:1] in (("the",), ("our",)))), None)
        if here is not block:
            block = here
            inside = {n for name, n in names_ if any(own[i : i + len(name)] == name for i in range(len(own)))}
            topic = opens if opens is not None else next(iter(inside)) if len(inside) == 1 else None
        elif opens is not None:
            topic = opens
        if topic is not None:
            result[at] = replace(statement, unit=topic)
            every[topic] = replace(every[topic], documents=tuple(sorted({*every[topic].documents, statement.document})))
    units[:] = every[: len(units)]
    return every[len(units) :], result


def _without_idle(units: list[Unit], statements: list[Statement], documents: list[Document]) -> tuple[list[Unit], list[Statement]]:
    """Documents that were taken for a unit, though what they say belongs to units of their own, are none."""
    share = {n: [s for s in statements if s.document == u.documents[0]] for n, u in enumerate(units) if _is_document(u, documents)}
    idle = {n for n, own in share.items() if any(s.unit not in (n, None) for s in own) and sum(s.unit == n for s in own) * 2 <= len(own)}
    if not idle:
        return units, statements
    place = {n: at for at, n in enumerate(n for n in range(len(units)) if n not in idle)}
    kept = [replace(u, parent=None if u.parent is None else place[u.parent]) for n, u in enumerate(units) if n not in idle]
    return kept, [replace(s, unit=None if s.unit is None or s.unit in idle else place[s.unit]) for s in statements]


def distinct_words(unit: Unit) -> frozenset[str]:
    """The words of a unit's name that tell it from others."""
    return frozenset(words(re.sub(r"\([^)]*\)", "", unit.name))) - _JOINING - {unit.noun}


def row_unit(document: Document, block: Block, units: Sequence[Unit], distinct: Sequence[frozenset[str]], default: int | None) -> int | None:
    """The unit that a table row is about: the one whose name is in its first cell, wholly or but for its noun.

    Outside any unit (`default` is None) another cell that is a unit's whole name will do: "Lead: Registry".
    `distinct` holds each unit's `distinct_words`.
    """
    if not block.cells or len(units) == 1:
        return default
    cells = [c.of(document.text) for c in block.cells]
    first = set(words(cells[0]))
    extra = set(words(" ".join(cells[1:])))
    best: tuple[int, int] | None = None
    for number, own in enumerate(distinct):
        if own & first and own <= first | extra and (best is None or len(own) > best[0]):
            best = (len(own), number)
    if best is None and default is None:
        names = {fold(u.name): n for n, u in enumerate(units)}
        return next((names[fold(c)] for c in cells[1:] if fold(c) in names), None)
    return best[1] if best else default
