"""Documents → one `Corpus`: what they say of one unit is joined."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.document import Block, Corpus, Document, Statement, Unit
from corpus.split import split
from corpus.units import unit_noun
from corpus.words import fold, words

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
    statements = _place_rows(statements, documents, units)
    noun = "document" if whole else unit_noun(tuple(units), [d.text for d in documents])
    return Corpus(tuple(documents), tuple(units), tuple(statements), noun, digest, tuple(warnings))


def _place_rows(statements: list[Statement], documents: list[Document], units: list[Unit]) -> list[Statement]:
    """The statements, each table row given to the unit it is about, whichever document describes that."""
    rows = {(number, b.span.start): b for number, d in enumerate(documents) for b in d.blocks if b.kind == "row"}
    distinct = [distinct_words(u) for u in units]
    return [replace(s, unit=row_unit(documents[s.document], rows[s.document, s.span.start], units, distinct, s.unit)) if s.kind == "row" else s for s in statements]


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
